"""The header of a list: which column means what, in Vietnamese or English, on one line or two, merged or not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from campaign.definition import Campaign
from campaign.importing.grid import Cell, Grid, said
from campaign.vietnamese.text import fold

_LOOKED_AT = 30  # rows: above the header stand a title, who it is from, a date
_WORDS = {
    "code": ("ma", "ma don vi", "ma dv", "ma cdcs", "code", "unit code", "unit", "ma cong doan"),
    "name": (
        "ten", "ten don vi", "don vi", "ten cdcs", "cdcs", "cong doan co so", "ten cong doan co so", "ten cong doan",
        "name", "unit name",
    ),
    "parent": (
        "don vi cap tren", "cap tren", "ma cap tren", "ma don vi cap tren", "cong doan cap tren", "truc thuoc",
        "parent", "parent code", "parent unit",
    ),
    "kind": ("loai", "loai don vi", "loai hinh", "kind"),
    "cluster": ("cum", "cum thi dua", "cluster"),
    "block": ("khoi", "khoi thi dua", "block"),
    "members": ("doan vien", "so doan vien", "members", "tong so doan vien"),
    "aliases": ("ten khac", "ten goi khac", "ten tim kiem", "aliases"),
    "since": ("tu ngay", "ngay dau", "ngay thanh lap", "since"),
    "until": ("den ngay", "den het ngay", "ngay cuoi", "ngay ket thuc", "ngay giai the", "until"),
    "into": ("sap nhap vao", "nhap vao", "hop nhat vao", "into", "merged into"),
    "on": ("hieu luc", "ngay hieu luc", "hieu luc tu", "hieu luc tu ngay", "ap dung tu", "ap dung tu ngay", "on"),
}  # fmt: skip
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the lines begin, the column of each meaning (from 1), and the headings that mean nothing here."""

    last_row: int
    columns: Mapping[str, int]
    ignored: tuple[str, ...]
    twice: tuple[str, ...] = ()


def find_heading(grid: Grid, meanings: Mapping[str, str], others: Collection[str] = ()) -> Heading | None:
    """The first line that names a column of codes or names and another one; None where there is none near the top.

    `others`: of what there has to be one as well (empty: it may be anything).
    """
    above = [row for row in grid.rows if row[0] <= _LOOKED_AT]
    for place, (number, cells) in enumerate(above):
        labels = dict(_spread(grid, number, cells))
        known = [meanings[_key(label)] for label in labels.values() if _key(label) in meanings]
        if not {"code", "name"} & {*known} or len({*known}) < 2 or (others and not {*others} & {*known}):
            continue
        below = grid.rows[place + 1 : place + 2]
        return _heading(grid, meanings, labels, number, below)
    return None


def meanings_of(campaign: Campaign, target_columns: Iterable[str]) -> dict[str, str]:
    """What each heading means, folded: a column of units.csv, `into`, `on`, or a column of targets."""
    columns = tuple(dict.fromkeys(target_columns))
    found = {word: meaning for meaning, words in _WORDS.items() for word in words}
    phases = {phase.code: phase.name for phase in campaign.phases}
    for column in columns:
        for label in (column, phases.get(column, column)):
            found.setdefault(_key(label), column)
            found[_key(f"chỉ tiêu {label}")] = column
    if len(columns) == 1:
        found |= dict.fromkeys(("chi tieu", "target"), columns[0])
    return found


def is_numbering(cells: Iterable[Cell]) -> bool:
    """Whether this is the line (1) (2) (3) that official tables have under their header."""
    told = [said(cell) for cell in cells if cell != ""]
    return len(told) > 2 and all(_NUMBERING.fullmatch(each) for each in told) and len(set(told)) == len(told)


def _heading(
    grid: Grid,
    meanings: Mapping[str, str],
    labels: Mapping[int, str],
    number: int,
    below: tuple[tuple[int, tuple[Cell, ...]], ...],
) -> Heading:
    read, last = dict(labels), number
    for row, cells in below:
        second = dict(_spread(grid, row, cells))
        if _is_header(meanings, labels, second):
            read, last = _joined(meanings, labels, second), row
    columns: dict[str, int] = {}
    twice: list[str] = []
    ignored: list[str] = []
    for place, label in sorted(read.items()):
        meaning = meanings.get(_key(label))
        if meaning is None:
            ignored.append(label)
        elif meaning in columns:
            twice.append(label)
        else:
            columns[meaning] = place
    return Heading(last, columns, tuple(ignored), tuple(twice))


def _is_header(meanings: Mapping[str, str], first: Mapping[int, str], second: Mapping[int, str]) -> bool:
    """Whether the line below belongs to the header: no unit in it, or the word for one, and something known."""
    named = {place: meanings.get(_key(label)) for place, label in first.items()}
    anchor = "code" if "code" in named.values() else "name"
    for place, label in first.items():
        if named[place] == anchor and meanings.get(_key(second.get(place, label))) != anchor:
            return False
    return any(
        _key(label) in meanings or _key(f"{first.get(place, '')} {label}") in meanings
        for place, label in second.items()
    ) and set(second.items()) != set(first.items())


def _joined(
    meanings: Mapping[str, str], first: Mapping[int, str], second: Mapping[int, str]
) -> dict[int, str]:
    """The labels of both lines as one: of several columns under a common label each needs its own."""
    read: dict[int, str] = {}
    labels = list(first.values())
    for place in sorted({*first, *second}):
        above, below = first.get(place, ""), second.get(place, "")
        alone = above if labels.count(above) == 1 else ""
        ways = (f"{above} {below}".strip(), below, alone)
        read[place] = next((label for label in ways if _key(label) in meanings), below or above)
    return read


def _spread(grid: Grid, number: int, cells: tuple[Cell, ...]) -> Iterator[tuple[int, str]]:
    """The labels of a line by column; a merged one stands over all its columns and rows."""
    for column, cell in enumerate(cells, 1):
        if label := said(cell):
            yield column, label
    for top, left, bottom, right in grid.merged:
        if not top <= number <= bottom:
            continue
        row = next((cells for at, cells in grid.rows if at == top), ())
        label = said(row[left - 1]) if left <= len(row) else ""
        if label:
            yield from ((column, label) for column in range(left, right + 1))


def _key(label: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", fold(label)).split())
