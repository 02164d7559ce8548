"""The preview of a list of assignments in words, person by person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from campaign.assigning.planning import Change, Held, Kind, Plan, Waiting
from campaign.importing.telling import tell_faults, tell_left_out
from campaign.texts import Texts
from campaign.vietnamese.dates import say_date
from campaign.vietnamese.numbers import count

_KINDS: tuple[Kind, ...] = ("invited", "added", "changed", "ended")
_UNITS_NAMED = 3


def tell(plan: Plan, texts: Texts, most: int) -> str:
    """The whole preview; `most`: people named of each kind, and faults."""
    if plan.faults:
        return "\n".join(tell_faults(plan.faults, texts, most))
    return "\n".join((*_changes(plan, texts, most), *_absent(plan, texts, most), *_notes(plan, texts)))


def _changes(plan: Plan, texts: Texts, most: int) -> Iterator[str]:
    heading = "assign-preview" if plan.changes else "assign-nothing-new"
    yield texts(heading, sheet=plan.listing.sheet, count=count(len(plan.listing.lines)))
    for kind in _KINDS:
        of_kind = [change for change in plan.changes if change.kind == kind]
        alike: dict[tuple[str, str, bool], list[Change]] = {}
        for change in of_kind:
            alike.setdefault((change.name, change.role, change.stands_in is not None), []).append(change)
        if alike:
            people, offices = count(len({change.name for change in of_kind})), count(len(of_kind))
            yield texts(f"assign-count-{kind}", people=people, offices=offices)
        yield from _cut([_said(plan, texts, each) for each in alike.values()], texts, most)


def _said(plan: Plan, texts: Texts, changes: Sequence[Change]) -> str:
    """Who is what, and of which units; with the days where there is one alone or they are the same for all."""
    days = {(change.since, change.until) for change in changes}
    since, until = days.pop() if len(days) == 1 else (None, None)
    parts = [units_said([change.unit for change in changes], plan.names, texts), *_days(since, until, texts)]
    if changes[0].role == "head":
        parts.append(texts("assign-as-head"))
    if changes[0].stands_in is not None:
        parts.append(texts("assign-as-substitute"))
    return texts("assign-line", name=changes[0].name, what=", ".join(parts))


def _days(since: date | None, until: date | None, texts: Texts) -> Iterator[str]:
    if since is not None:
        yield texts("assign-since", day=say_date(since))
    if until is not None:
        yield texts("assign-until", day=say_date(until))


def units_said(codes: Sequence[str], names: Mapping[str, str], texts: Texts) -> str:
    """The first units by name, and how many there are besides."""
    told = ", ".join(names.get(code, code) for code in codes[:_UNITS_NAMED])
    rest = len(codes) - _UNITS_NAMED
    return texts("assign-units-more", units=told, n=count(rest)) if rest > 0 else told


def _absent(plan: Plan, texts: Texts, most: int) -> Iterator[str]:
    """Who is in charge and not in the list: they stay unless the owner says otherwise."""
    missing: dict[str, list[str]] = {}
    absent: Sequence[Held | Waiting] = (*plan.absent, *plan.absent_waiting)
    for each in absent:
        missing.setdefault(each.name or texts("canbo-nameless"), []).append(each.unit)
    if missing:
        yield texts("assign-count-absent", people=count(len(missing)), offices=count(len(absent)))
    lines = [
        texts("assign-line", name=name, what=units_said(codes, plan.names, texts))
        for name, codes in missing.items()
    ]
    yield from _cut(lines, texts, most)


def _notes(plan: Plan, texts: Texts) -> Iterator[str]:
    if plan.kept:
        yield texts("assign-kept", count=count(plan.kept))
    if plan.waits:
        yield texts("assign-waits", count=count(plan.waits))
    if plan.in_own_right:
        yield texts("assign-in-own-right", names=", ".join(plan.in_own_right[:10]))
    yield from tell_left_out(plan.listing, texts)


def _cut(lines: Sequence[str], texts: Texts, most: int) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield texts("import-more", count=count(len(lines) - most))
