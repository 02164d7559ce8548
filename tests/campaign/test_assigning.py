"""A list of assignments compared with who is in charge: what is read, what would change, which cell is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from campaign.assigning import Held, Plan, Waiting, is_assignments, make_plan, read_assignments, tell
from campaign.definition import Campaign
from campaign.file import read_campaign
from campaign.importing import Grid
from campaign.importing.grid import Cell
from campaign.importing.heading import meanings_of
from campaign.texts import Texts
from tests.campaign.folder import write

TODAY = date(2022, 5, 5)
HEADER = ("Mã", "Tên đơn vị", "Cán bộ phụ trách", "Từ ngày", "Đến ngày", "Người làm thay")
LAN = Held(1, 11, "Đỗ Thị Lan", "DHOI", "cadre", date(2022, 4, 27), None)


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return read_campaign(write(tmp_path / "campaign"))


def sheet(*rows: tuple[Cell, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Grid:
    filled = tuple((number, row) for number, row in enumerate(rows, 1) if any(cell != "" for cell in row))
    return Grid("Phân công", filled, merged)


def plan(campaign: Campaign, grid: Grid, *held: Held, waiting: tuple[Waiting, ...] = ()) -> Plan:
    return make_plan(campaign, held, waiting, read_assignments([grid]), TODAY)


def changes(made: Plan) -> list[tuple[str, str, str]]:
    assert not made.faults, tell(made, Texts(), 9)
    return [(change.kind, change.name, change.unit) for change in made.changes]


def faults(campaign: Campaign, *rows: tuple[Cell, ...]) -> list[str]:
    return tell(plan(campaign, sheet(HEADER, *rows), LAN), Texts(), 9).splitlines()[1:]


def test_it_is_told_from_a_list_of_units(campaign: Campaign) -> None:
    """A list of units that names the cadres as well is a list of units; without anything of units it assigns."""
    meanings = meanings_of(campaign, ("gd1",))
    for header, assigns in (
        (("Mã", "Cán bộ phụ trách"), True),
        (("STT", "Tên đơn vị", "Cán bộ phụ trách", "Người đứng đầu", "Ghi chú"), True),
        (("Đơn vị", "Họ và tên", "Vai trò", "Từ ngày", "Đến ngày"), True),
        (("Mã", "Tên đơn vị", "Đoàn viên", "Cán bộ phụ trách"), False),
        (("Mã", "Tên đơn vị", "Chỉ tiêu", "Cán bộ phụ trách"), False),
        (("Mã", "Tên đơn vị"), False),
    ):
        assert is_assignments([sheet(header, ("1",) * len(header))], meanings) is assigns, header


def test_units_by_name_people_merged_downwards_and_both_offices(campaign: Campaign) -> None:
    """A name instead of a code, one cadre over two lines, a head beside, a first line that reads like a header."""
    made = plan(
        campaign,
        sheet(
            ("LIÊN ĐOÀN LAO ĐỘNG HUYỆN",),
            ("Đơn vị", "Cán bộ phụ trách", "Người đứng đầu", "Vai trò"),
            ("trường tiểu học uy nỗ", "Đỗ Thị Lan", "Vũ Thị Mai", "Cán bộ phụ trách"),
            ("DHOI", "", "Trần Văn Tư", ""),
            merged=((3, 2, 4, 2),),
        ),
    )
    assert changes(made) == [
        ("invited", "Đỗ Thị Lan", "UYNO"),
        ("invited", "Vũ Thị Mai", "UYNO"),
        ("invited", "Đỗ Thị Lan", "DHOI"),
        ("invited", "Trần Văn Tư", "DHOI"),
    ]
    assert [change.role for change in made.changes] == ["cadre", "head", "cadre", "head"]


def test_a_head_of_one_unit_seemed_to_be_head_of_all(campaign: Campaign) -> None:
    """Somebody who is head here and cadre there has a line for each."""
    rows = (
        ("Mã", "Họ và tên", "Vai trò"),
        ("DHOI", "Trần Văn Bình", "người đứng đầu"),
        ("UYNO", "Trần Văn Bình", ""),
    )
    told = tell(plan(campaign, sheet(*rows)), Texts(), 9).splitlines()
    assert told[1:4] == [
        "Mời 1 người (2 phân công), mỗi người một lời mời riêng:",
        "• Trần Văn Bình: Trường Mầm non Đông Hội, là người đứng đầu",
        "• Trần Văn Bình: Trường Tiểu học Uy Nỗ",
    ]


def test_who_is_known_at_one_unit_is_known_at_the_others(campaign: Campaign) -> None:
    """Kept where in charge already, also with the tone on the other vowel; added where not; tones tell people apart."""
    made = plan(
        campaign,
        sheet(HEADER, ("DHOI", "", "ĐỖ THỊ LAN"), ("UYNO", "", "ĐỖ THỊ LAN"), ("UYNO", "", "Đỗ Thị Làn")),
        LAN,
    )
    assert changes(made) == [("added", "ĐỖ THỊ LAN", "UYNO"), ("invited", "Đỗ Thị Làn", "UYNO")]
    assert made.changes[0].person == 11
    assert made.kept == 1
    hoa = Held(2, 12, "Trần Hoà", "UYNO", "cadre", TODAY, None)
    assert changes(plan(campaign, sheet(HEADER, ("UYNO", "", "Trần Hòa")), hoa)) == []


def test_days_change_and_end_an_office(campaign: Campaign) -> None:
    """An end later is a change, one in the past is an end, a dash opens it again, an empty cell changes nothing."""
    until = Held(1, 11, "Đỗ Thị Lan", "DHOI", "cadre", date(2022, 4, 27), date(2022, 5, 31))
    for cell, held, kind in (
        ("30/6/2022", LAN, ["changed"]),
        ("1/5/2022", LAN, ["ended"]),
        ("-", until, ["changed"]),
        ("", until, []),
    ):
        made = plan(campaign, sheet(HEADER, ("DHOI", "", "Đỗ Thị Lan", "", cell)), held)
        assert [each[0] for each in changes(made)] == kind, cell


def test_two_people_of_one_name_are_told_apart_by_brackets(campaign: Campaign) -> None:
    """Each gets an invitation of his own; known again, the name before the brackets counts."""
    made = plan(
        campaign, sheet(HEADER, ("DHOI", "", "Lê An (mầm non)"), ("UYNO", "", "Lê An (tiểu học); Vũ Mai"))
    )
    assert [name for _, name, _ in changes(made)] == ["Lê An (mầm non)", "Lê An (tiểu học)", "Vũ Mai"]
    held = Held(3, 13, "Lê An", "DHOI", "cadre", TODAY, None)
    assert changes(plan(campaign, sheet(HEADER, ("DHOI", "", "Lê An (mầm non)")), held)) == []


def test_a_substitute_of_somebody_known_stands_in(campaign: Campaign) -> None:
    """He is invited to stand in for a person; where that one is not known yet, in his own right, which is said."""
    row = ("DHOI", "", "Đỗ Thị Lan", "", "", "Vũ Thị Mai")
    made = plan(campaign, sheet(HEADER, row), LAN)
    assert [(change.name, change.stands_in) for change in made.changes] == [("Vũ Thị Mai", 11)]
    alone = plan(campaign, sheet(HEADER, row))
    assert alone.in_own_right == ("Vũ Thị Mai",)
    assert "nên Vũ Thị Mai được mời như cán bộ phụ trách" in tell(alone, Texts(), 9)


def test_what_waits_is_kept_and_what_is_missing_is_said(campaign: Campaign) -> None:
    """An invitation for the same is no change; another unit joins it; who has no line is named, and nothing ends."""
    waits = Waiting(5, 50, "Vũ Thị Mai", "UYNO", "cadre", None, None)
    made = plan(
        campaign, sheet(HEADER, ("UYNO", "", "Vũ Thị Mai"), ("LDLD", "", "Vũ Thị Mai")), LAN, waiting=(waits,)
    )
    assert changes(made) == [("invited", "Vũ Thị Mai", "LDLD")]
    assert made.changes[0].invite == 50
    assert (made.waits, made.absent) == (1, (LAN,))
    assert "• Đỗ Thị Lan: Trường Mầm non Đông Hội" in tell(made, Texts(), 9)


def test_each_mistake_names_its_cell(campaign: Campaign) -> None:
    """Unknown units, a code with another unit's name or two names, no name, circles, days, people twice."""
    for rows, told in (
        ([("KHONG", "", "Vũ Mai")], "ô A2: không có đơn vị nào có mã hoặc tên “KHONG”"),
        ([("DHOI", "Trường Tiểu học Uy Nỗ", "Vũ Mai")], "ô B2: mã DHOI không phải là đơn vị"),
        (
            [("DHOI", "MN A", "Vũ Mai"), ("DHOI", "MN B", "Lê An")],
            "ô B3: mã DHOI không phải là đơn vị “MN B”",
        ),
        ([("", "", "Vũ Mai", "1/6/2022")], "ô A2: thiếu mã hoặc tên đơn vị"),
        ([("DHOI", "", "0912345678")], "ô C2: “0912345678” không phải là họ tên"),
        ([("DHOI", "", "Vũ Mai", "1/6/2022", "1/5/2022")], "ô E2: ngày kết thúc sớm hơn ngày bắt đầu"),
        ([("DHOI", "", "Vũ Mai", "", "1/5/2022")], "ô E2: ngày kết thúc đã qua"),
        ([("DHOI", "", "Vũ Mai", "mai kia")], "ô D2: “mai kia” không phải là ngày"),
        (
            [("DHOI", "", "Vũ Mai"), ("DHOI", "", "Vũ Mai")],
            "ô C3: Vũ Mai đã được phân công đơn vị này ở ô C2",
        ),
        ([("DHOI", "", "Vũ Mai", "", "", "Vũ Mai")], "ô F2: Vũ Mai không thể tự làm thay mình"),
        ([("DHOI", "", "", "", "", "Vũ Mai")], "ô F2: có người làm thay nhưng không có cán bộ phụ trách"),
        ([("DHOI", "", "Đỗ Thị Lan", "1/6/2022")], "ô D2: Đỗ Thị Lan đã phụ trách đơn vị này từ trước"),
        (
            [("DHOI", "", "Vũ Mai", "", "", "Lê An"), ("DHOI", "", "Lê An", "", "", "Vũ Mai")],
            "làm thay lẫn nhau",
        ),
    ):
        assert told in "\n".join(faults(campaign, *rows)), rows


def test_two_in_charge_of_one_name_are_not_guessed_between(campaign: Campaign) -> None:
    """Two people of the same name hold the unit: the list cannot say which is meant."""
    other = Held(2, 12, "Đỗ Thị Lan", "DHOI", "cadre", TODAY, None)
    made = plan(campaign, sheet(HEADER, ("DHOI", "", "Đỗ Thị Lan")), LAN, other)
    assert "có nhiều người tên Đỗ Thị Lan" in tell(made, Texts(), 9)


def test_forty_units_of_one_cadre_are_one_line_of_the_preview(campaign: Campaign) -> None:
    """Person by person: three units by name and how many more."""
    units = [f"M{number}" for number in range(40)]
    many = campaign.model_copy(
        update={
            "units": (
                *campaign.units,
                *(
                    campaign.units[1].model_copy(update={"code": code, "name": f"Đơn vị {code}"})
                    for code in units
                ),
            )
        }
    )
    made = plan(many, sheet(HEADER, *((code, "", "Vũ Mai") for code in units)))
    assert "• Vũ Mai: Đơn vị M0, Đơn vị M1, Đơn vị M2 và 37 đơn vị nữa" in tell(made, Texts(), 9)
