"""Writing tables as an Excel workbook, row by row: nothing is kept in memory, and no cell is ever a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from math import ceil
from pathlib import Path
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from campaign.reports.table import Cell, Column, Table

_LONGEST = 32_767  # characters Excel keeps in a cell
_MOST_ROWS = 1_048_576
_FIRST_NOTE, _GAP = 1, 1
_HEIGHT, _HEAD_HEIGHT = 18, 48  # points: one line with air around it, three lines
_AIR = 1.15  # lines break between words
_A4 = 9  # as Excel counts papers; without it, it is Letter


class Workbook:
    """One file being written; `close` makes it whole. Sheets are written one after the other."""

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        """`zone`: in which instants are shown; Excel knows none. What is put aside meanwhile lies beside `path`."""
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), {**options, "tmpdir": str(path.parent)})
        self._zone = zone
        self._formats = {
            "title": self._book.add_format({"bold": True, "font_size": 14}),
            "note": self._book.add_format({"italic": True, "font_color": "#555555"}),
            "head": self._book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "align": "center",
                    "valign": "vcenter",
                    "border": 1,
                    "bg_color": "#DCE6F1",
                }
            ),
        }
        self._numbers = {
            (kind, bold): self._book.add_format(
                {
                    "num_format": pattern,
                    "bold": bold,
                    "indent": int(kind == "text"),
                    "valign": "vcenter",
                    "text_wrap": kind == "prose",
                }
            )
            for kind, pattern in _PATTERNS.items()
            for bold in (False, True)
        }
        self._sheet: Worksheet | None = None
        self._columns: tuple[Column, ...] = ()
        self._row = 0

    def add(self, table: Table) -> None:
        """A whole sheet."""
        self.begin(table)
        self.extend(table.rows)
        if table.total:
            self._write(table.total, bold=True)

    def begin(self, table: Table) -> None:
        """The head of a sheet, whose rows follow by `extend`."""
        sheet = self._book.add_worksheet(table.name)
        if all(column.kind != "prose" for column in table.columns):
            sheet.set_default_row(_HEIGHT)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
        sheet.write_string(0, 0, table.title, self._formats["title"])
        for number, note in enumerate(table.notes, _FIRST_NOTE):
            sheet.write_string(number, 0, note, self._formats["note"])
        self._row = _FIRST_NOTE + len(table.notes) + _GAP
        sheet.set_row(self._row, _HEAD_HEIGHT)
        for place, column in enumerate(table.columns):
            sheet.write_string(self._row, place, column.label, self._formats["head"])
        sheet.freeze_panes(self._row + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_footer("&L&A&R&P/&N")
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self._row)
        self._sheet, self._columns = sheet, table.columns
        self._row += 1

    def extend(self, rows: Iterable[Sequence[Cell]]) -> None:
        """More rows of the sheet begun last. ValueError when Excel has no room for them."""
        for row in rows:
            self._write(row, bold=False)

    def _write(self, row: Sequence[Cell], *, bold: bool) -> None:
        sheet = self._sheet
        assert sheet is not None, "no sheet was begun"
        if self._row >= _MOST_ROWS:
            raise ValueError(f"an Excel sheet has room for {_MOST_ROWS} rows")
        if lines := _lines(row, self._columns):
            sheet.set_row(self._row, _HEIGHT * lines)
        for place, (cell, column) in enumerate(zip(row, self._columns, strict=True)):
            self._put(sheet, place, cell, self._numbers[column.kind, bold])
        self._row += 1

    def _put(self, sheet: Worksheet, place: int, cell: Cell, shown: Format) -> None:
        match cell:
            case None | "":
                return
            case str():
                sheet.write_string(self._row, place, cell[:_LONGEST], shown)
            case Fraction():
                whole = (1000 * cell) % 10 == 0
                pattern = self._numbers["percent_whole" if whole else "percent", bool(shown.bold)]
                sheet.write_number(self._row, place, float(cell), pattern)
            case int():
                sheet.write_number(self._row, place, cell, shown)
            case datetime():
                local = cell.astimezone(self._zone).replace(tzinfo=None)
                sheet.write_datetime(self._row, place, local, shown)
            case date():
                sheet.write_datetime(self._row, place, datetime(cell.year, cell.month, cell.day), shown)  # noqa: DTZ001  # Excel knows no zones

    def close(self) -> None:
        """Finish the file."""
        self._book.close()


def _lines(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many lines the longest prose of a row takes, about; 0 where there is none: nobody else measures it."""
    prose = [
        (cell, column) for cell, column in zip(row, columns, strict=True) if column.kind == "prose" and cell
    ]
    return max((ceil(_AIR * len(str(cell)) / column.width) for cell, column in prose), default=0)


_PATTERNS = {
    "text": "@",
    "prose": "@",
    "count": "#,##0",
    "percent": "0.0%",
    "percent_whole": "0%",
    "money": "#,##0",
    "day": "d/m/yyyy",
    "moment": "d/m/yyyy hh:mm",
}
