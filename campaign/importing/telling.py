"""The preview of a list in words: what is wrong, or what would change, at most so many lines of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.importing.faults import Fault
from campaign.importing.planning import Change, Kind, Plan
from campaign.texts import Texts
from campaign.vietnamese.dates import say_date
from campaign.vietnamese.numbers import count, parse_count

_KINDS: tuple[Kind, ...] = (
    "new", "renamed", "moved", "merged", "closed", "begun", "target", "members", "other",
)  # fmt: skip
_COUNTED = {"target", "members"}


def tell(plan: Plan, texts: Texts, most: int) -> str:
    """The whole preview; `most`: lines shown of each kind, and faults."""
    if plan.faults:
        return "\n".join(_faults(plan.faults, texts, most))
    return "\n".join((*_changes(plan, texts, most), *_notes(plan, texts)))


def _faults(faults: Sequence[Fault], texts: Texts, most: int) -> Iterator[str]:
    yield texts("import-refused", count=count(len(faults)))
    for fault in faults[:most]:
        yield tell_fault(fault, texts)
    if len(faults) > most:
        yield texts("import-more", count=count(len(faults) - most))


def tell_fault(fault: Fault, texts: Texts) -> str:
    """Where, and what is wrong there."""
    why = texts(fault.text_id, **fault.variables)
    if not fault.sheet:
        return why
    text_id = "import-at-row" if fault.cell.isdigit() else "import-at-cell"
    return texts(text_id, sheet=fault.sheet, cell=fault.cell, why=why)


def _changes(plan: Plan, texts: Texts, most: int) -> Iterator[str]:
    if not plan.changes:
        yield texts("import-nothing-new", sheet=plan.listing.sheet, count=count(len(plan.listing.lines)))
    else:
        yield texts("import-preview", sheet=plan.listing.sheet, count=count(len(plan.listing.lines)))
    for kind in _KINDS:
        found = [change for change in plan.changes if change.kind == kind]
        if not found:
            continue
        yield texts(f"import-count-{kind}", count=count(len(found)))
        for change in found[:most]:
            yield _line(change, texts)
        if len(found) > most:
            yield texts("import-more", count=count(len(found) - most))


def _line(change: Change, texts: Texts) -> str:
    before, after = change.before, change.after
    if change.kind in _COUNTED:
        before, after = _number(before), _number(after)
    empty = texts("import-empty")
    return texts(
        f"import-line-{change.kind}",
        code=change.code,
        name=change.name,
        before=before or empty,
        after=after or empty,
        column=change.column,
        day="" if change.on is None else say_date(change.on),
    )


def _number(text: str) -> str:
    found = parse_count(text)
    return text if found is None else count(found)


def _notes(plan: Plan, texts: Texts) -> Iterator[str]:
    listing = plan.listing
    if plan.untouched:
        yield texts("import-untouched", count=count(plan.untouched))
    if listing.ignored_columns:
        yield texts("import-ignored-columns", columns=", ".join(listing.ignored_columns[:10]))
    if listing.ignored_sheets:
        yield texts("import-ignored-sheets", sheets=", ".join(listing.ignored_sheets[:10]))
    if listing.ignored_rows:
        rows = ", ".join(map(str, listing.ignored_rows[:10]))
        yield texts("import-ignored-rows", count=count(len(listing.ignored_rows)), rows=rows)
