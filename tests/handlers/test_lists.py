"""A list of units sent to the bot: who may, what is shown, what is put in, and what becomes of it when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.file import read_campaign
from storage.importing.workbook import read_content
from tests.handlers.desk import Desk, workbook
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import EXAMPLE, Stage

HEADER = ("Mã", "Tên đơn vị", "Chỉ tiêu giai đoạn 1")
GOOD = (HEADER, ("MOI", "Trường Mầm non Mới", 20), ("QTD", "Quỹ Đồng Quê", 4))


@pytest.fixture
def desk(stage: Stage, tmp_path: Path) -> Desk:
    return Desk(stage, tmp_path)


async def test_an_owner_sends_a_list_and_takes_it_back(stage: Stage, desk: Desk) -> None:
    """Taken in, shown, put in by the button, in force at once without a restart, audited, and undone."""
    owner = await owner_of(stage)
    before = desk.units()
    told = await desk.send(owner, workbook(*GOOD))
    assert "Bot đã nhận units.xlsx" in owner.text
    assert (
        "+ Trường Mầm non Mới (MOI), thuộc LĐLĐ huyện Đông Anh, từ 5/5/2022; chỉ tiêu giai đoạn 1: 20" in told
    )
    assert "• Quỹ tín dụng nhân dân Đồng Quê (QTD), chỉ tiêu giai đoạn 1: 3 → 4" in told
    assert desk.units() == before

    await owner.press("Nhập danh sách")
    assert (await desk.answer(owner)).startswith("Đã nhập 3 thay đổi")
    assert "Trường Mầm non Mới" in await owner.say("/donvi MOI")
    newcomer = stage.phone("Người mới")
    await newcomer.joins("MOI")
    assert (await newcomer.person())["unit"] == "MOI"

    await owner.say("hoàn tác danh sách")
    assert "đã có người, nhóm hoặc sáng kiến thuộc đơn vị MOI" in await desk.answer(owner)
    assert await stage.rows("SELECT action FROM audit WHERE action LIKE 'units%'") == [
        {"action": "units_imported"}
    ]


async def test_the_list_as_it_is_comes_back_without_a_change(stage: Stage, desk: Desk) -> None:
    """An owner gets the list to change in Excel; sent back as it is, it changes nothing, with one number one thing."""
    owner = await owner_of(stage)
    assert "dạng tệp Excel" in await owner.say("danh sách đơn vị")
    await owner.press("Lấy danh sách hiện nay")
    assert "Danh sách đơn vị hiện nay" in await desk.answer(owner)
    given = owner.all[-1].file
    assert given is not None
    assert isinstance(given.content, bytes)
    assert given.name == "danh-sach-don-vi-20220505-0900.xlsx"
    assert "48 đơn vị, không có gì khác với hiện nay" in await desk.send(owner, given.content)
    (grid,) = read_content(given.content)
    head, first = (cells for number, cells in grid.rows if cells[0] in {"Mã", "MNUYNO"})
    line = ["" if cell != "MNUYNO" else "MNUYNO" for cell in first]
    line[head.index("Số đoàn viên")] = "63"
    told = await desk.send(owner, workbook(tuple(map(str, head)), tuple(line)))
    assert "Số đoàn viên: 1" in told
    assert "• Trường Mầm non Uy Nỗ (MNUYNO): 62 → 63" in told


async def test_undo_in_words(stage: Stage, desk: Desk) -> None:
    """Put in and taken back by words alone; the folder is what it was, and a second undo has nothing to do."""
    owner = await owner_of(stage)
    before = desk.units()
    await desk.send(owner, workbook(*GOOD))
    await owner.say("nhập danh sách")
    assert "Đã nhập" in await desk.answer(owner)
    await owner.say("hoàn tác danh sách")
    assert "Đã hoàn tác" in await desk.answer(owner)
    assert desk.units() == before
    assert {unit.code for unit in stage.campaign.units} == {
        unit.code for unit in read_campaign(EXAMPLE).units
    }
    await owner.say("hoàn tác danh sách")
    assert "Không có lần nhập nào" in await desk.answer(owner)


async def test_only_an_owner_changes_units(stage: Stage, desk: Desk) -> None:
    """A cadre's file is no list, and neither his words nor a forwarded button do anything."""
    owner, cadre = await owner_of(stage), await cadre_of(stage, "LDLD")
    assert await desk.send(cadre, workbook(*GOOD)) == ""
    await desk.send(owner, workbook(*GOOD))
    message, choice = owner.button("Nhập danh sách")
    await cadre.do("press", token=choice.token, revision=message.revision)
    assert cadre.labels == ["Hỏi cán bộ"]
    assert await desk.answer(cadre) == ""
    await cadre.say("hoàn tác danh sách")
    assert await desk.answer(cadre) == ""
    assert "MOI" not in desk.units()


async def test_another_owner_cannot_put_in_what_he_was_not_shown(stage: Stage, desk: Desk) -> None:
    """A file belongs to the chat it came by: its number in another owner's button leads nowhere."""
    first, second = await owner_of(stage), await owner_of(stage, "Phạm Văn Hai")
    await desk.send(first, workbook(*GOOD))
    _, choice = first.button("Nhập danh sách")
    await second.do("press", token=choice.token)
    assert "không tải được" in await desk.answer(second)
    assert "MOI" not in desk.units()


async def test_mistakes_are_told_by_cell_and_nothing_is_offered(stage: Stage, desk: Desk) -> None:
    """A wrong cell, a file that is none, and an empty agreement are each answered in words."""
    owner = await owner_of(stage)
    told = await desk.send(owner, workbook(HEADER, ("QTD", "", "ba")))
    assert "Trang tính Đơn vị, ô C2: “ba” không phải là số" in told
    assert owner.labels == []
    assert "Tệp bị hỏng" in await desk.send(owner, b"PK\x03\x04")
    assert "kiểu cũ" in await desk.send(owner, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "don vi.xls")
    await owner.say("nhập danh sách")
    assert "Không có danh sách nào" in await desk.answer(owner)


async def test_a_list_shown_before_another_change_is_shown_again_first(stage: Stage, desk: Desk) -> None:
    """What would be written now is not what was shown: the owner is asked to look again, nothing is written."""
    owner = await owner_of(stage)
    await desk.send(owner, workbook(*GOOD))
    (desk.folder / "units.csv").write_text(desk.units().replace("QTD,Quỹ", "QTD,QUỸ"), "utf-8")
    await owner.press("Nhập danh sách")
    assert "đã thay đổi sau lần xem này" in await desk.answer(owner)
    assert "MOI" not in desk.units()


async def test_a_long_list_fits_a_message(stage: Stage, desk: Desk) -> None:
    """Three hundred new units are counted, the first of them named, in one message."""
    owner = await owner_of(stage)
    rows = [(f"M{n}", f"Trường Mầm non số {n} thuộc Cụm công nghiệp phía Bắc", n) for n in range(300)]
    told = await desk.send(owner, workbook(HEADER, *rows))
    assert "Đơn vị mới: 300" in told
    assert "và 294 mục nữa" in told


async def test_a_list_inside_a_form_is_a_file_of_the_form(stage: Stage, desk: Desk) -> None:
    """While an initiative is being written, an Excel file is its attachment."""
    owner = await owner_of(stage)
    await owner.say("/dangky")
    assert await desk.send(owner, workbook(*GOOD)) == ""
    assert await stage.value("SELECT count(*) FROM paper_order") == 0
