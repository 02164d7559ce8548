"""A table saved as CSV: its header judged, its lines one by one, each with its line number in the file.

Excel in Vietnam separates by semicolons: comma, semicolon and tab are all read.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from campaign.file.wording import did_you_mean, plain_reason, stranger

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from zoneinfo import ZoneInfo

    from campaign.file.problems import Findings

Model = TypeVar("Model", bound=BaseModel)
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet: the number of its first line in the file, and its cells by column, trimmed."""

    line: int
    cells: Cells


class Sheet:
    """A CSV file that is being checked; `rows` are those whose number of cells fits the header."""

    def __init__(self, name: str, source: str, findings: Findings) -> None:
        """Read header and lines; every line that cannot be read is noted."""
        self.name = name
        self._findings = findings
        self.has_good_header = False  # until it was judged
        self.complete = True  # whether every line could be taken apart into its cells
        records = self._records(source)
        header = next(records, None)
        self.columns: tuple[str, ...] = tuple(cell.strip() for cell in header[1]) if header else ()
        self._header_line = header[0] if header else 1
        self.rows = [row for line, cells in records if (row := self._row(line, cells)) is not None]

    def refuse(self, line: int | None, column: str, reason: str) -> None:
        """Note a mistake in a column of a line."""
        self._findings.add(self.name, line, column, reason)

    def has_columns(self, required: Sequence[str], allowed: Collection[str] | None) -> bool:
        """Judge the header; False when the lines make no sense under it. `allowed` None: any other column may be."""
        for column in sorted({one for one in self.columns if self.columns.count(one) > 1}):
            self.refuse(self._header_line, column, "this column is there twice")
        for column in self.columns:
            if allowed is not None and column not in allowed:
                self._refuse_column(column, allowed)
        missing = [column for column in required if column not in self.columns]
        for column in missing:
            self.refuse(self._header_line, column, "this column is missing")
        self.has_good_header = not missing and len(set(self.columns)) == len(self.columns)
        return self.has_good_header

    def refuse_stranger(self, row: Row, column: str, known: Collection[str] | None) -> None:
        """Note a code in this column that is not among the known ones; None: nothing is known or said."""
        if reason := stranger(column, row.cells.get(column), known):
            self.refuse(row.line, column, reason)

    def read(self, model: type[Model], row: Row, cells: dict[str, Any], zone: ZoneInfo) -> Model | None:
        """A line as a value of this model; None after noting everything that is wrong with it."""
        try:
            return model.model_validate(cells, context=zone)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                self.refuse(row.line, str(one["loc"][0]), plain_reason(one, self.columns))
            return None

    def _refuse_column(self, column: str, allowed: Collection[str]) -> None:
        reason = (
            f"there is no such column{did_you_mean(column, allowed)}" if column else "a column has no name"
        )
        self.refuse(self._header_line, column, reason)

    def _records(self, source: str) -> Iterator[tuple[int, list[str]]]:
        """Every record with the line it begins on, blank ones left out; stops where quotes go wrong."""
        reader = csv.reader(io.StringIO(source), delimiter=_delimiter(source), strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.complete = False
                self.refuse(
                    line, "", f"the line cannot be read ({error}); check its quotes. The rest was not read"
                )
                return
            if any(cell.strip() for cell in cells):
                yield line, cells

    def _row(self, line: int, cells: list[str]) -> Row | None:
        if len(cells) != len(self.columns):
            self.complete = False
            reason = f"the line has {len(cells)} cells, the header {len(self.columns)}"
            self.refuse(line, "", f"{reason}; a cell that holds a separator needs quotes")
            return None
        return Row(line, {name: cell.strip() for name, cell in zip(self.columns, cells, strict=True)})


def _delimiter(source: str) -> str:
    header = source.lstrip("\n").partition("\n")[0]
    return max(",;\t", key=header.count)
