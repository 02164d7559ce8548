"""Lists of assignments among spreadsheets: their headings, and how they are told from lists of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from campaign.importing.grid import Grid
from campaign.importing.heading import find_heading
from campaign.importing.lines import Listing, read_listing

PEOPLE = ("person", "cadre", "head")  # columns that hold names
_WORDS = {
    "code": (
        "ma", "ma don vi", "ma dv", "ma cdcs", "ma cong doan", "code", "unit code",
    ),
    "name": (
        "don vi", "ten don vi", "ten cdcs", "cdcs", "cong doan co so", "ten cong doan co so", "ten cong doan",
        "don vi phu trach", "don vi duoc phan cong", "unit", "unit name",
    ),
    "person": ("ho ten", "ho va ten", "ten can bo", "ho ten can bo", "ho va ten can bo", "person", "full name"),
    "cadre": ("can bo phu trach", "can bo", "can bo duoc phan cong", "can bo theo doi", "nguoi phu trach", "cadre"),
    "head": ("nguoi dung dau", "nguoi dung dau don vi", "thu truong", "thu truong don vi", "head"),
    "role": ("vai tro", "nhiem vu", "vai tro phu trach", "role"),
    "since": ("tu ngay", "tu", "bat dau", "ngay bat dau", "since", "from"),
    "until": ("den ngay", "den het ngay", "den", "ket thuc", "ngay ket thuc", "until", "to"),
    "substitute": ("nguoi lam thay", "lam thay", "nguoi thay", "can bo lam thay", "can bo thay the", "substitute"),
}  # fmt: skip
_MEANINGS: Mapping[str, str] = {word: meaning for meaning, words in _WORDS.items() for word in words}
# What a list of units may say and a list of assignments as well; with anything else it is a list of units, which may
# name the cadre of each, for the eye.
_IN_BOTH = frozenset({"code", "name", "since", "until", "on"})


def is_assignments(grids: Sequence[Grid], unit_meanings: Mapping[str, str]) -> bool:
    """Whether this file says who is in charge of what. `unit_meanings`: what headings mean in a list of units."""
    for grid in grids:
        found = None if grid.hidden else find_heading(grid, _MEANINGS, PEOPLE)
        if found is None:
            continue
        as_units = find_heading(grid, unit_meanings)
        return as_units is None or _IN_BOTH.issuperset(as_units.columns)
    return False


def read_assignments(grids: Sequence[Grid]) -> Listing:
    """The lines of the first visible sheet that has such a header; faults where there is none."""
    return read_listing(grids, _MEANINGS, PEOPLE)
