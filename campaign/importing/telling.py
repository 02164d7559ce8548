"""The preview of a list in words: what is wrong, or what would change, at most so many lines of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.boards.phrases import inside_sentence
from campaign.importing.faults import Fault
from campaign.importing.lines import Listing
from campaign.importing.planning import Change, Kind, Plan
from campaign.texts import Texts
from campaign.vietnamese.dates import say_date
from campaign.vietnamese.numbers import count, parse_count
from campaign.vietnamese.text import fold

_KINDS: tuple[Kind, ...] = (
    "new", "renamed", "moved", "merged", "closed", "begun", "target", "members", "other",
)  # fmt: skip
_MOST_CELLS = 8
_NUMBERINGS = {"tt", "stt", "so tt", "so thu tu"}
_COUNTED = {"target", "members"}


def tell(plan: Plan, texts: Texts, most: int) -> str:
    """The whole preview; `most`: lines shown of each kind, and faults."""
    if plan.faults:
        return "\n".join(tell_faults(plan.faults, texts, most))
    return "\n".join((*_changes(plan, texts, most), *_notes(plan, texts)))


def tell_faults(faults: Sequence[Fault], texts: Texts, most: int) -> Iterator[str]:
    """That nothing is done, and why, so many of the mistakes."""
    yield texts("import-refused", count=count(len(faults)))
    alike: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        alike.setdefault((fault.sheet, texts(fault.text_id, **fault.variables)), []).append(fault.cell)
    for (sheet, why), cells in list(alike.items())[:most]:
        yield _tell_alike(sheet, cells, why, texts)
    if len(alike) > most:
        yield texts("import-more", count=count(sum(map(len, list(alike.values())[most:]))))


def _tell_alike(sheet: str, cells: Sequence[str], why: str, texts: Texts) -> str:
    """What is wrong in one cell, or in the same way in several."""
    if not sheet:
        return why
    at = ("row" if cells[0].isdigit() else "cell") + ("s" if len(cells) > 1 else "")
    told = ", ".join(cells[:_MOST_CELLS]) + (" …" if len(cells) > _MOST_CELLS else "")
    return texts(f"import-at-{at}", sheet=sheet, cell=told, count=count(len(cells)), why=why)


def tell_fault(fault: Fault, texts: Texts) -> str:
    """Where, and what is wrong there."""
    return _tell_alike(fault.sheet, [fault.cell], texts(fault.text_id, **fault.variables), texts)


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
            yield _line(plan, change, texts) + (_brought(plan, change, texts) if kind == "new" else "")
        if len(found) > most:
            yield texts("import-more", count=count(len(found) - most))


def _line(plan: Plan, change: Change, texts: Texts) -> str:
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
        column=_target(plan, change.column, texts) if change.kind == "target" else change.column,
        day="" if change.on is None else say_date(change.on),
    )


def _brought(plan: Plan, change: Change, texts: Texts) -> str:
    """What the list says of a new unit, so that a slip in a number is seen before it counts."""
    cells = plan.cells.get(change.code, {})
    told = [texts("import-brought-members", count=_number(cells["members"]))] if "members" in cells else []
    told += [
        texts("import-brought-target", target=_target(plan, column, texts), count=_number(value))
        for column, value in cells.items()
        if column in plan.targets
    ]
    return "".join(f"; {each}" for each in told)


def _target(plan: Plan, column: str, texts: Texts) -> str:
    """What the targets of a column are called."""
    return texts("import-target", phase=inside_sentence(plan.targets[column]))


def _number(text: str) -> str:
    found = parse_count(text)
    return text if found is None else count(found)


def _notes(plan: Plan, texts: Texts) -> Iterator[str]:
    if plan.untouched:
        yield texts("import-untouched", count=count(plan.untouched))
    yield from tell_left_out(plan.listing, texts)


def tell_left_out(listing: Listing, texts: Texts) -> Iterator[str]:
    """What of the file was not read."""
    if unused := [column for column in listing.ignored_columns if fold(column) not in _NUMBERINGS]:
        yield texts("import-ignored-columns", columns=", ".join(unused[:10]))
    if listing.ignored_sheets:
        yield texts("import-ignored-sheets", sheets=", ".join(listing.ignored_sheets[:10]))
    if listing.ignored_rows:
        rows = ", ".join(map(str, listing.ignored_rows[:10]))
        yield texts("import-ignored-rows", count=count(len(listing.ignored_rows)), rows=rows)
