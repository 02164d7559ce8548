"""A list of units compared with a campaign: which lines are read, what would change, which cell is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from campaign.definition import Campaign, Unit
from campaign.file import read_campaign
from campaign.importing import Grid, Plan, make_plan, read_listing, tell
from campaign.importing.files import rows_of, successions_after, units_after
from campaign.importing.grid import Cell, cell_name
from campaign.importing.heading import meanings_of
from campaign.texts import Texts
from tests.campaign.folder import UNITS, write

TODAY = date(2022, 5, 5)
HEADER = ("Mã", "Tên đơn vị", "Đơn vị cấp trên", "Chỉ tiêu")
Rows = tuple[tuple[Cell, ...], ...]


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return read_campaign(write(tmp_path / "campaign"))


def sheet(
    *rows: tuple[Cell, ...], merged: tuple[tuple[int, int, int, int], ...] = (), hidden: bool = False
) -> Grid:
    filled = tuple((number, row) for number, row in enumerate(rows, 1) if any(cell != "" for cell in row))
    return Grid("Đơn vị", filled, merged, hidden)


def plan(campaign: Campaign, *grids: Grid) -> Plan:
    listing = read_listing(grids, meanings_of(campaign, ("gd1",)))
    return make_plan(campaign, rows_of(UNITS)[1], listing, TODAY)


def kinds(made: Plan) -> list[tuple[str, str, str]]:
    assert not made.faults, tell(made, Texts(), 9)
    return [(change.kind, change.code, change.after) for change in made.changes]


def said(made: Plan) -> list[str]:
    return tell(made, Texts(), 9).splitlines()


def test_what_is_not_said_stays(campaign: Campaign) -> None:
    """Empty cells and units that are not listed change nothing, nor does what is there already, written differently."""
    made = plan(
        campaign, sheet(HEADER, ("dhoi", "", "", "30"), ("UYNO", "Trường Tiểu học Uy Nỗ", "LĐLĐ huyện", ""))
    )
    assert kinds(made) == []
    assert made.untouched == 1
    assert said(made)[0] == "Trang tính Đơn vị: 2 đơn vị, không có gì khác với hiện nay."


def test_changes_are_dated_today_or_as_the_line_says(campaign: Campaign) -> None:
    """A new unit, a new name, a new parent, a merger, a last day and a target, each from its day."""
    made = plan(
        campaign,
        sheet(
            (*HEADER, "Hiệu lực từ ngày", "Sáp nhập vào", "Đến hết ngày"),
            ("MOI", "Trường Mầm non Mới", "LDLD", "1.172"),
            ("DHOI", "Trường Mầm non Đông Hội A", "Trường Mầm non Mới", "", "1/7/2022"),
            ("UYNO", "", "", "41", "", "MOI"),
        ),
    )
    assert [(change.kind, change.code, change.on) for change in made.changes] == [
        ("new", "MOI", TODAY),
        ("renamed", "DHOI", date(2022, 7, 1)),
        ("moved", "DHOI", date(2022, 7, 1)),
        ("merged", "UYNO", TODAY),
        ("target", "UYNO", None),
    ]
    after = units_after(UNITS, made, campaign.root).splitlines()
    assert after[0] == UNITS.splitlines()[0] + ",since"
    assert after[2] == UNITS.splitlines()[2] + ","
    assert after[3:] == ["UYNO,Trường Tiểu học Uy Nỗ,LDLD,TH,hcsn,62,,41,",
                         "MOI,Trường Mầm non Mới,LDLD,,,,,1172,2022-05-05"]  # fmt: skip
    assert successions_after((), made).splitlines() == [
        "old,kind,on,new,name",
        "UYNO,merge,2022-05-05,MOI,",
        "DHOI,rename,2022-07-01,,Trường Mầm non Đông Hội A",
        "DHOI,transfer,2022-07-01,MOI,",
    ]


def test_a_dash_empties_a_cell(campaign: Campaign) -> None:
    """A dash takes a unit out of its cluster and its target away."""
    made = plan(campaign, sheet(("code", "cluster", "gd1"), ("DHOI", "-", "–")))
    assert kinds(made) == [("other", "DHOI", ""), ("target", "DHOI", "")]
    assert "• Trường Mầm non Đông Hội (DHOI), chỉ tiêu giai đoạn 1: 30 → (trống)" in said(made)


def test_the_header_of_an_official_table_is_found(campaign: Campaign) -> None:
    """Below a title, on two merged lines, with (1) (2) (3) below it; headings between units and totals are left out."""
    made = plan(
        campaign,
        sheet(
            ("DANH SÁCH CÔNG ĐOÀN CƠ SỞ",),
            ("",),
            ("STT", "Mã đơn vị", "Tên đơn vị", "Chỉ tiêu", ""),
            ("", "", "", "Giai đoạn 1", "Ghi chú"),
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("I. Khối trường học",),
            ("1", "DHOI", "Trường Mầm non Đông Hội", "31", "x"),
            ("", "", "Tổng cộng", "31", ""),
            merged=((1, 1, 1, 5), (3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 4, 3), (3, 4, 3, 5), (6, 1, 6, 5)),
        ),
    )
    assert kinds(made) == [("target", "DHOI", "31")]
    assert made.listing.ignored_rows == (6, 8)
    assert said(made)[-2:] == ["Cột không dùng: Ghi chú", "Bỏ qua 2 dòng tiêu đề hoặc tổng cộng: 6, 8"]


def test_a_cell_merged_downwards_holds_for_all_its_rows(campaign: Campaign) -> None:
    """One parent merged over three new units is the parent of all three."""
    rows: Rows = (HEADER, ("A", "Tổ A", "DHOI"), ("B", "Tổ B", ""), ("C", "Tổ C", ""))
    made = plan(campaign, sheet(*rows, merged=((2, 3, 4, 3),)))
    assert {made.cells[code]["parent"] for code in "ABC"} == {"DHOI"}


def test_lists_of_unions_have_no_codes(campaign: Campaign) -> None:
    """Units are known by their names then, new ones get a code; headings with a numeral of their own are no units."""
    made = plan(
        campaign,
        sheet(
            ("DANH SÁCH", "", "", ""),
            ("TT", "Tên CĐCS", "Loại", "Số đoàn viên"),
            ("I", "Khối trường học", "", ""),
            ("1", "TRƯỜNG Tiểu học Uy Nỗ", "CĐCS", "63"),
            ("2", "CĐCS Trường Mầm non số 2", "cơ sở", "40"),
            ("3", "Trường Mầm non số 2A", "Công đoàn cơ sở", "41"),
            ("II", "Khối chợ", "", ""),
            ("4", "Nghiệp đoàn chợ Tó", "nghiệp đoàn", "1.172"),
            ("5", "Hội quán", "Câu lạc bộ", "9"),
            ("", "Tổng cộng", "", "1.325"),
        ),
    )
    assert [(change.kind, change.code) for change in made.changes] == [
        ("members", "UYNO"),
        ("new", "TMNS2"),
        ("new", "TMNS2A"),
        ("new", "NDCT"),
        ("new", "HQ"),
    ]
    kept = {code: cells.get("kind") for code, cells in made.cells.items()}
    assert kept == {"UYNO": None, "TMNS2": "grassroots", "TMNS2A": "grassroots", "NDCT": "occupational_union",
                    "HQ": "cau_lac_bo"}  # fmt: skip


def test_namesakes_without_codes_are_told_apart_by_their_parents(campaign: Campaign) -> None:
    """The list that made two units of one name under two parents may come again; without the parents it is unclear."""
    twins = (("Tên đơn vị", "Cấp trên"), ("Tổ Một", "DHOI"), ("Tổ Một", "UYNO"))
    first = plan(campaign, sheet(*twins))
    assert kinds(first) == [
        ("new", "TM", "Trường Mầm non Đông Hội"),
        ("new", "TM-2", "Trường Tiểu học Uy Nỗ"),
    ]
    made = [
        Unit(code=code, name="Tổ Một", parent=cells["parent"])
        for code, cells in first.cells.items()
        if code != "LDLD"
    ]
    later = campaign.model_copy(update={"units": (*campaign.units, *made)})
    assert kinds(plan(later, sheet(*twins))) == []
    assert (
        "có nhiều đơn vị tên “Tổ Một”"
        in said(plan(later, sheet(("Tên đơn vị", "Số đoàn viên"), ("Tổ Một", "9"))))[1]
    )


def test_hidden_sheets_are_left_out_and_said(campaign: Campaign) -> None:
    """The first visible sheet with a header counts; a list only in a hidden one is refused in words."""
    hidden = sheet(HEADER, ("DHOI", "Khác"), hidden=True)
    notes = Grid("Ghi chú", ((1, ("xin chào",)),))
    made = plan(campaign, hidden, notes, sheet(HEADER, ("DHOI", "", "", "31")))
    assert kinds(made) == [("target", "DHOI", "31")]
    assert said(made)[-1] == "Trang tính không đọc: Đơn vị, Ghi chú"
    assert "đang ẩn (Đơn vị)" in said(plan(campaign, hidden, notes))[1]
    assert "dòng tiêu đề" in said(plan(campaign, notes))[1]


SLIPS: dict[str, tuple[Rows, str]] = {
    "a unit twice": ((("DHOI", ""), ("dhoi", "")), "ô A3: mã DHOI đã có ở ô A2."),
    "no code and no name": ((("", "", "LDLD", "3"),), "ô A2: thiếu mã và tên đơn vị."),
    "the same in two cells": ((("DHOI", "", "X"), ("UYNO", "", "X")), "2 ô C2, C3: không có đơn vị nào"),
    "a name twice": ((("", "Trường Mới", "LDLD"), ("", "TRƯỜNG MỚI", "LDLD")), "ô B3: trùng tên với đơn vị TM"),
    "a code with diacritics": ((("Đông Hội", "x"),), "ô A2: “Đông Hội” không phải là mã"),
    "no name": ((("MOI", "", "LDLD"),), "ô B2: đơn vị mới MOI chưa có tên."),
    "no such parent": ((("DHOI", "", "LDL"),), "ô C2: không có đơn vị nào có mã hoặc tên “LDL”."),
    "a circle": ((("DHOI", "", "UYNO"), ("UYNO", "", "DHOI")), "2 ô C2, C3: các đơn vị thuộc lẫn nhau thành vòng tròn"),
    "itself": ((("DHOI", "", "DHOI"),), "ô C2: DHOI không thể thuộc chính mình."),
    "the root moved": ((("LDLD", "", "DHOI"),), "ô C2: LDLD là đơn vị đứng đầu"),
    "a word for a number": ((("DHOI", "", "", "ba chục"),), "ô D2: “ba chục” không phải là số"),
    "a fraction": ((("DHOI", "", "", 1.172),), "ô D2: 1,172 là số lẻ"),
    "a namesake": ((("MOI", "trường mầm non đông hội"),), "ô B2: trùng tên với đơn vị DHOI"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_every_mistake_names_its_cell(campaign: Campaign, slip: str) -> None:
    """One mistake is told with sheet and cell, and then nothing is to be written."""
    rows, told = SLIPS[slip]
    made = plan(campaign, sheet(HEADER, *rows))
    assert any(line.startswith(f"Trang tính Đơn vị, {told}") for line in said(made)), said(made)


def test_all_mistakes_come_at_once(campaign: Campaign) -> None:
    """Three wrong lines are three faults, in one answer."""
    made = plan(campaign, sheet(HEADER, ("a b", "x"), ("DHOI", "", "?"), ("UYNO", "", "", "x")))
    assert said(made)[0].endswith("Có 3 chỗ cần sửa:")
    assert len(said(made)) == 4


def test_the_same_list_again_changes_nothing(tmp_path: Path, campaign: Campaign) -> None:
    """After an import the very same list finds nothing to do, although it calls a parent by his former name."""
    grid = sheet((*HEADER, "Sáp nhập vào"), ("DHOI", "Mới", "", "31"), ("A", "Tổ A", "Trường Mầm non Đông Hội"),
                 ("UYNO", "", "", "", "DHOI"))  # fmt: skip
    made = plan(campaign, grid)
    folder = write(tmp_path / "after", units=units_after(UNITS, made, campaign.root))
    (folder / "successions.csv").write_text(successions_after((), made), "utf-8")
    later = read_campaign(folder)
    rows = rows_of((folder / "units.csv").read_text("utf-8"))[1]
    again = make_plan(later, rows, read_listing([grid], meanings_of(later, ("gd1",))), TODAY)
    assert kinds(again) == []


def test_cells_are_called_as_excel_calls_them() -> None:
    """The letters go on after Z."""
    assert [cell_name(7, 2), cell_name(1, 26), cell_name(1, 27), cell_name(3, 16384)] == [
        "B7",
        "Z1",
        "AA1",
        "XFD3",
    ]
