"""The lines of a list under its header, cell by cell, with where each stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from campaign.importing.faults import Fault
from campaign.importing.grid import Cell, Grid, cell_name, said
from campaign.importing.heading import Heading, find_heading, is_numbering
from campaign.vietnamese.text import fold

MOST_LINES = 20_000
_SECTION = re.compile(r"(?:[IVXLC]+|[A-ZĐ])[.)]?")
_TOTALS = {"tong", "tong cong", "cong", "total", "tong so"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its cells by meaning, empty ones left out. `places`: what Excel calls every cell of it."""

    row: int
    cells: Mapping[str, Cell]
    places: Mapping[str, str]

    def text(self, meaning: str) -> str:
        """The cell as text; empty where there is nothing."""
        return said(self.cells.get(meaning, ""))


@dataclass(frozen=True, slots=True)
class Listing:
    """What was read of a file: one sheet's lines, what was left out, and what is wrong with it as a whole."""

    sheet: str = ""
    lines: tuple[Line, ...] = ()
    columns: frozenset[str] = frozenset()
    ignored_columns: tuple[str, ...] = ()
    ignored_sheets: tuple[str, ...] = ()
    ignored_rows: tuple[int, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_listing(grids: Sequence[Grid], meanings: Mapping[str, str], needed: Collection[str] = ()) -> Listing:
    """The lines of the first visible sheet that has a header, with one of `needed`; faults where there is none."""
    found = [(grid, find_heading(grid, meanings, needed)) for grid in grids]
    shown = [(grid, heading) for grid, heading in found if heading is not None and not grid.hidden]
    if not shown:
        concealed = [grid.sheet for grid, heading in found if heading is not None]
        if concealed:
            return Listing(faults=(Fault("import-only-hidden", {"sheets": ", ".join(concealed)}),))
        return Listing(faults=(Fault("import-no-header"),))
    grid, heading = shown[0]
    others = tuple(each.sheet for each in grids if each is not grid and each.rows)
    if heading.twice:
        told = {"columns": ", ".join(heading.twice)}
        return Listing(faults=(Fault("import-column-twice", told, grid.sheet, str(heading.last_row)),))
    return _lines(grid, heading, others)


def _lines(grid: Grid, heading: Heading, others: tuple[str, ...]) -> Listing:
    lines: list[Line] = []
    skipped: list[int] = []
    carried = _carried(grid, heading)
    for number, cells in grid.rows:
        if number <= heading.last_row or (number == heading.last_row + 1 and is_numbering(cells)):
            continue
        line = _line(number, _filled(cells, carried.get(number, {})), heading)
        if _is_no_unit(line, cells):
            skipped.append(number)
        else:
            lines.append(line)
    if len(lines) > MOST_LINES:
        return Listing(
            faults=(Fault("import-too-many-lines", {"most": f"{MOST_LINES:,}".replace(",", ".")}),)
        )
    return Listing(
        grid.sheet,
        tuple(lines),
        frozenset(heading.columns),
        heading.ignored,
        others,
        tuple(skipped),
        () if lines else (Fault("import-no-lines", sheet=grid.sheet, cell=str(heading.last_row)),),
    )


def _line(number: int, cells: Sequence[Cell], heading: Heading) -> Line:
    told = {
        meaning: cells[column - 1]
        for meaning, column in heading.columns.items()
        if column <= len(cells) and said(cells[column - 1])
    }
    places = {meaning: cell_name(number, column) for meaning, column in heading.columns.items()}
    return Line(number, told, places)


def _is_no_unit(line: Line, cells: Iterable[Cell]) -> bool:
    """A heading between the units ("I. Khối trường học", or I in a cell of its own), or the line of the totals."""
    filled = [cell for cell in cells if said(cell)]
    if len(filled) == 2 and not line.text("code") and _SECTION.fullmatch(said(filled[0])):
        return True
    if len(filled) <= 1:
        return not line.text("code") or " " in line.text("code")
    return not line.text("code") and any(fold(said(cell)).strip(" :") in _TOTALS for cell in filled)


def _carried(grid: Grid, heading: Heading) -> dict[int, dict[int, Cell]]:
    """By row and column what a cell merged downwards says below its first row, in columns that mean something."""
    rows = dict(grid.rows)
    columns = set(heading.columns.values())
    found: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
    for top, left, bottom, right in grid.merged:
        row = rows.get(top, ())
        if left != right or left not in columns or left > len(row):
            continue
        for number in range(top + 1, min(bottom, grid.rows[-1][0]) + 1):
            found[number][left] = row[left - 1]
    return found


def _filled(cells: Sequence[Cell], carried: Mapping[int, Cell]) -> Sequence[Cell]:
    if not carried:
        return cells
    padded = [*cells, *[""] * (max(carried) - len(cells))]
    return [cell if said(cell) else carried.get(column, "") for column, cell in enumerate(padded, 1)]
