"""A sheet as values: its columns, what stands above them, and its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Literal

ColumnKind = Literal["text", "prose", "count", "percent", "money", "day", "moment"]
Cell = str | int | Fraction | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; "prose" goes on in the next line.

    A percent's cells are fractions (1 is 100 %), an instant's are aware.
    """

    label: str
    kind: ColumnKind = "count"
    width: int = 13


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is the sheet's (31 characters at most); `notes` stand under the title: as of when, from where."""

    name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    total: tuple[Cell, ...] = ()
