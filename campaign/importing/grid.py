"""A sheet of cells as a spreadsheet program shows it, and how its places are called."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | float  # a number with a fraction stays one: 1,172 in Excel may be no count


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's rows that are not empty, each with its number (from 1); `merged`: (row, column, row, column) ranges.

    Rows and columns of a range count from 1, both corners included.
    """

    sheet: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


def cell_name(row: int, column: int) -> str:
    """How Excel calls a cell: (7, 2) is B7; both count from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def said(cell: Cell) -> str:
    """A cell as a Vietnamese Excel shows it, on one line."""
    if isinstance(cell, float):
        return f"{cell:.12g}".replace(".", ",")
    return " ".join(cell.split())
