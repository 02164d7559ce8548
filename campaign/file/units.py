"""units.csv: one unit a line, and what hangs under what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from campaign.definition import Unit
from campaign.file.tables import UnitRow
from campaign.vietnamese.numbers import parse_count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from zoneinfo import ZoneInfo

    from campaign.file.sheet import Row, Sheet

REQUIRED = ("code", "name")
COLUMNS = tuple(UnitRow.model_fields)


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit with the line it stands on and the numbers of its line by target column."""

    line: int
    unit: Unit
    numbers: dict[str, int] = field(default_factory=dict)


def read_units(
    sheet: Sheet, root: str | None, numbers: Collection[str], zone: ZoneInfo
) -> tuple[Listed, ...]:
    """The lines that are in order; every mistake is noted. `numbers`: the columns that hold targets.

    Where the sheet has no column `parent`, every unit hangs directly under the root.
    """
    if not sheet.has_columns(REQUIRED, None if root is None else {*COLUMNS, *numbers}):
        return ()
    listed = (_listed(sheet, row, root, numbers, zone) for row in sheet.rows)
    return tuple(one for one in listed if one is not None)


def _listed(
    sheet: Sheet, row: Row, root: str | None, numbers: Collection[str], zone: ZoneInfo
) -> Listed | None:
    counts = {column: _count(sheet, row, column) for column in numbers if row.cells.get(column)}
    told = sheet.read(UnitRow, row, _cells(sheet, row), zone)
    if told is None:
        return None
    raw = told.model_dump()
    if "parent" not in sheet.columns and told.code != root:
        raw["parent"] = root
    if told.until is not None:
        raw["until"] = told.until + timedelta(days=1)
    if told.since is not None and told.until is not None and told.until < told.since:
        sheet.refuse(row.line, "until", "the unit ends before it begins")
    return Listed(row.line, Unit(**raw), {name: count for name, count in counts.items() if count is not None})


def _cells(sheet: Sheet, row: Row) -> dict[str, Any]:
    """The unit's own cells, empty ones left out, as the values they stand for."""
    cells: dict[str, Any] = {name: row.cells[name] for name in COLUMNS if row.cells.get(name)}
    if "members" in cells and (count := _count(sheet, row, "members")) is not None:
        cells["members"] = count
    elif "members" in cells:
        del cells["members"]  # its mistake has been noted
    if "aliases" in cells:
        cells["aliases"] = tuple(alias.strip() for alias in cells["aliases"].split("|") if alias.strip())
    return cells


def _count(sheet: Sheet, row: Row, column: str) -> int | None:
    count = parse_count(row.cells[column])
    if count is None:
        reason = f"“{row.cells[column]}” is no number: a count has digits only, such as 1172 or 1.172"
        sheet.refuse(row.line, column, reason)
    return count


def check_units(
    sheet: Sheet,
    listed: Sequence[Listed],
    root: str,
    clusters: Collection[str],
    blocks: Collection[str],
) -> None:
    """Note units that are there twice, codes that nothing has, brothers of one name, a wrong or no root, circles."""
    _refuse_repeats(sheet, listed)
    if not sheet.has_good_header:
        return
    known = {row.cells["code"] for row in sheet.rows} if sheet.complete else None
    for row in sheet.rows:
        sheet.refuse_stranger(row, "parent", known)
        sheet.refuse_stranger(row, "cluster", clusters)
        sheet.refuse_stranger(row, "block", blocks)
    if known is not None and root not in known:
        sheet.refuse(None, "", f"the root “{root}” of campaign.toml is not in the list")
    _check_roots(sheet, listed, root)
    _refuse_namesakes(sheet, listed)
    _refuse_circles(sheet, listed)


def _refuse_repeats(sheet: Sheet, listed: Iterable[Listed]) -> None:
    seen: dict[str, int] = {}
    for one in listed:
        first = seen.setdefault(one.unit.code.casefold(), one.line)
        if first != one.line:
            sheet.refuse(one.line, "code", f"the unit “{one.unit.code}” is on line {first} already")


def _check_roots(sheet: Sheet, listed: Iterable[Listed], root: str) -> None:
    for one in listed:
        if one.unit.code == root and one.unit.parent is not None:
            sheet.refuse(one.line, "parent", f"“{root}” is the root of the campaign, it has no parent")
        if one.unit.code != root and one.unit.parent is None:
            reason = f"there can be only one root (“{root}”): say which unit “{one.unit.code}” hangs under"
            sheet.refuse(one.line, "parent", reason)


def _refuse_namesakes(sheet: Sheet, listed: Iterable[Listed]) -> None:
    seen: dict[tuple[str | None, str], int] = {}
    for one in listed:
        first = seen.setdefault((one.unit.parent, one.unit.name.casefold()), one.line)
        if first != one.line:
            reason = f"“{one.unit.name}” has the same name as the unit on line {first}, under the same parent"
            sheet.refuse(one.line, "name", f"{reason}: nobody could choose between them")


def _refuse_circles(sheet: Sheet, listed: Iterable[Listed]) -> None:
    lines = {one.unit.code: one for one in reversed(tuple(listed))}
    settled: set[str] = set()
    for start in lines:
        trail: list[str] = []
        code: str | None = start
        while code is not None and code in lines and code not in settled and code not in trail:
            trail.append(code)
            code = lines[code].unit.parent
        if code is not None and code in trail:
            _refuse_circle(sheet, lines, trail[trail.index(code) :])
        settled.update(trail)


def _refuse_circle(sheet: Sheet, lines: dict[str, Listed], circle: Sequence[str]) -> None:
    first = min(circle, key=lambda code: lines[code].line)
    place = circle.index(first)
    chain = " → ".join((*circle[place:], *circle[: place + 1]))
    sheet.refuse(lines[first].line, "parent", f"the units hang under each other in a circle: {chain}")
