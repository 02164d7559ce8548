"""[[successions]] and successions.csv: what became of units, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.definition import Succession
from campaign.file.tables import SuccessionTable
from campaign.file.wording import stranger
from campaign.tree import CircleError, UnitTree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from zoneinfo import ZoneInfo

    from campaign.definition import Unit
    from campaign.file.document import Document
    from campaign.file.sheet import Sheet

COLUMNS = tuple(SuccessionTable.model_fields)
_REQUIRED = ("old", "kind", "on")
_NEEDS_NEW = ("merge", "split", "transfer", "absorb")


def read_successions(document: Document, units: Collection[str] | None) -> tuple[Succession, ...]:
    """The successions that are in order; every mistake is noted. `units` None: the units could not be read."""
    good: list[Succession] = []
    for path, raw in document.tables("successions"):
        for key in ("old", "new"):
            document.refuse_stranger((*path, key), "unit", raw.get(key), units)
        table = document.read(SuccessionTable, raw, path)
        if table is None:
            continue
        for key, reason in _mistakes(table):
            document.refuse((*path, key), reason)
        good.append(Succession(**table.model_dump()))
    return tuple(good)


def read_listed(sheet: Sheet, units: Collection[str] | None, zone: ZoneInfo) -> tuple[Succession, ...]:
    """The same from successions.csv, which imports of lists write; every mistake is noted."""
    if not sheet.has_columns(_REQUIRED, COLUMNS):
        return ()
    good: list[Succession] = []
    for row in sheet.rows:
        for column in ("old", "new"):
            if reason := stranger("unit", row.cells.get(column), units):
                sheet.refuse(row.line, column, reason)
        table = sheet.read(
            SuccessionTable, row, {name: cell for name, cell in row.cells.items() if cell}, zone
        )
        if table is None:
            continue
        for column, reason in _mistakes(table):
            sheet.refuse(row.line, column, reason)
        good.append(Succession(**table.model_dump()))
    return tuple(good)


def _mistakes(table: SuccessionTable) -> Iterator[tuple[str, str]]:
    if table.kind == "rename" and not table.name.strip():
        yield "name", "a rename needs the new name"
    if table.kind in _NEEDS_NEW and table.new is None:
        yield "new", f"a {table.kind} needs new: the unit it goes to"
    if table.new == table.old:
        yield "new", "a unit cannot succeed itself"


def check_circles(document: Document, units: Sequence[Unit], successions: Sequence[Succession]) -> None:
    """Note a succession after which units hang under each other in a circle."""
    tree = UnitTree(units, successions)
    for index, succession in enumerate(successions):
        try:
            tree.at(succession.on)
        except CircleError as circle:
            codes = ", ".join(circle.codes[:5])
            document.refuse(("successions", index), f"from this day on, units hang in a circle: {codes}")
