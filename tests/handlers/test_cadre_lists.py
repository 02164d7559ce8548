"""A list of who is in charge of what, sent to the bot: preview, invitations, taking them up, changes, ends, undo."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from python_calamine import load_workbook

from tests.handlers.desk import PAGE, Desk, workbook
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage

HEADER = ("Mã", "Tên đơn vị", "Cán bộ phụ trách", "Từ ngày", "Đến ngày")
LAN, MAI = "Đỗ Thị Lan", "Vũ Thị Mai"
GOOD = (
    HEADER,
    ("QTD", "Quỹ tín dụng nhân dân Đồng Quê", LAN, "", ""),
    ("DHOI", "", LAN, "", ""),
    ("UYNO", "", MAI, "", "31/5/2022"),
)


@pytest.fixture
def desk(stage: Stage, tmp_path: Path) -> Desk:
    return Desk(stage, tmp_path)


def links(phone: Phone) -> list[list[str]]:
    """The rows of the Excel file that came last, under its header."""
    [file] = [message.file for message in phone.all if message.file is not None][-1:]
    sheet = load_workbook(io.BytesIO(file.data)).get_sheet_by_index(0)
    rows = [[str(cell) for cell in row] for row in sheet.to_python()]
    start = next(place for place, row in enumerate(rows) if row[0] == "Cán bộ")
    return rows[start + 1 :]


async def offices(stage: Stage) -> set[tuple[str, str]]:
    """Who is in charge of what now: (name, unit)."""
    now = int(stage.clock.now().timestamp() * 1_000_000)
    rows = await stage.rows(
        "SELECT p.name, r.unit FROM role r JOIN person p ON p.id = r.person_id "
        "WHERE r.role <> 'owner' AND r.since <= :now AND (r.until IS NULL OR r.until > :now)",
        now=now,
    )
    return {(row["name"], row["unit"]) for row in rows}


async def come(stage: Stage, link: str, name: str) -> Phone:
    """Somebody new who opens an invitation and joins by it; he works at the district's own office."""
    phone = stage.phone(name)
    await phone.start(link.removeprefix(PAGE))
    await phone.say("1 có 2 có 3 không 4 có")
    await phone.say(name)
    await phone.say("Cơ khí Mây Ngàn")
    await phone.press("Công ty TNHH Cơ khí Mây Ngàn")
    await phone.press("Đơn vị sự nghiệp")
    return phone


async def sent(desk: Desk, owner: Phone, *rows: tuple[str, ...]) -> list[list[str]]:
    """Send a list and have it put in; the invitations that came back."""
    await desk.send(owner, workbook(HEADER, *rows))
    await owner.press("Nhập danh sách")
    await desk.answer(owner)
    return links(owner)


async def test_a_list_becomes_personal_invitations(stage: Stage, desk: Desk) -> None:
    """Preview, put in, one line a person in the file with his own link, and opening it gives all his units at once."""
    owner = await owner_of(stage)
    told = await desk.send(owner, workbook(*GOOD), "phan cong.xlsx")
    assert "Mời 2 người (3 phân công)" in told
    assert f"• {LAN}: Quỹ tín dụng nhân dân Đồng Quê, " in told
    assert "đến hết 31/5/2022" in told
    assert await offices(stage) == set()
    await owner.press("Nhập danh sách")
    done = await desk.answer(owner)
    assert "3 phân công thay đổi" in done
    assert "lời mời riêng của 2 người" in done
    first, second = links(owner)
    assert first[0] == LAN
    assert first[2].startswith(PAGE)
    assert "Kính gửi đồng chí Đỗ Thị Lan!" in first[-1]
    assert second[0] == MAI

    lan = await come(stage, first[2], LAN)
    assert await offices(stage) == {(LAN, "QTD"), (LAN, "DHOI")}
    assert f"Đồng chí {LAN} được giao phụ trách" in "\n".join(each.text for each in lan.all)
    assert await stage.value("SELECT count(*) FROM assignment WHERE name = :name", name=LAN) == 0
    assert await stage.set_aside() == []


async def test_a_list_sent_again_keeps_what_it_made(stage: Stage, desk: Desk) -> None:
    """Nothing new, and whose invitation nobody has opened gets the same one again; one more unit goes to who came."""
    owner = await owner_of(stage)
    first, second = await sent(desk, owner, *GOOD[1:])
    await come(stage, first[2], LAN)
    again = await desk.send(owner, workbook(*GOOD))
    assert "không có gì khác với hiện nay" in again
    assert "2 phân công đã đúng như danh sách" in again
    assert "1 phân công đang chờ người được mời" in again
    assert [row[2] for row in links(owner)] == [second[2]]
    told = await desk.send(owner, workbook(*GOOD, ("MNCOLOA", "", LAN, "", "")))
    assert "Giao thêm cho 1 cán bộ đang làm việc (1 phân công)" in told
    await owner.press("Nhập danh sách")
    await desk.answer(owner)
    assert (LAN, "MNCOLOA") in await offices(stage)


async def test_a_name_alone_gives_nothing(stage: Stage, desk: Desk) -> None:
    """A worker who calls himself like a cadre, or a cadre of another unit, gets no office by the list: it invites."""
    owner = await owner_of(stage)
    worker = stage.phone(LAN)
    await worker.joins("DHOI")
    await cadre_of(stage, "MNCOLOA", name=MAI)
    told = await desk.send(owner, workbook(*GOOD))
    assert "Mời 2 người (3 phân công)" in told
    await owner.press("Nhập danh sách")
    await desk.answer(owner)
    assert await offices(stage) == {(MAI, "MNCOLOA")}


async def test_who_is_not_in_the_list_stays_unless_the_owner_ends_it(stage: Stage, desk: Desk) -> None:
    """Said in the preview; put in plainly he stays; "nhập và kết thúc" asks from which day, and he is told."""
    owner = await owner_of(stage)
    old = await cadre_of(stage, "MNCOLOA", name="Lê Văn Cũ")
    told = await desk.send(owner, workbook(*GOOD))
    assert "Đang phụ trách nhưng không có trong danh sách: 1 người (1 phân công)" in told
    assert "• Lê Văn Cũ: " in told
    await owner.press("Nhập danh sách")
    await desk.answer(owner)
    assert ("Lê Văn Cũ", "MNCOLOA") in await offices(stage)

    await desk.send(owner, workbook(*GOOD))
    assert "từ ngày nào" in await owner.press("Nhập và kết thúc")
    assert "đã qua" in await owner.say("1/5/2022")
    assert "chưa hiểu" in await owner.say("tuần sau nhé")
    await owner.say("10/5/2022")
    assert "1 phân công thay đổi" in await desk.answer(owner)
    assert "Đồng chí thôi phụ trách" in old.all[-1].text
    assert ("Lê Văn Cũ", "MNCOLOA") in await offices(stage)
    stage.at("10/5", 0, 1)
    assert await offices(stage) == set()


async def test_undo_gives_back_what_was(stage: Stage, desk: Desk) -> None:
    """Offices that ended are held again, links work no more, and who came by one loses what it gave him."""
    owner = await owner_of(stage)
    await cadre_of(stage, "MNCOLOA", name="Lê Văn Cũ")
    await desk.send(owner, workbook(*GOOD))
    await owner.press("Nhập và kết thúc")
    await owner.press("Từ hôm nay")
    await desk.answer(owner)
    first, second = links(owner)
    await come(stage, first[2], LAN)
    assert await offices(stage) == {(LAN, "QTD"), (LAN, "DHOI")}
    await owner.say("hoàn tác danh sách")
    assert "hoàn tác lần nhập phân công" in await desk.answer(owner)
    assert await offices(stage) == {("Lê Văn Cũ", "MNCOLOA")}
    late = stage.phone(MAI)
    await late.joins("UYNO")
    await late.start(second[2].removeprefix(PAGE))
    assert "đã hết hạn hoặc đã được dùng" in late.text
    await owner.say("hoàn tác danh sách")
    assert "Không có lần nhập nào" in await desk.answer(owner)


async def test_undo_takes_the_newest_list_of_either_kind(stage: Stage, desk: Desk) -> None:
    """Units, then assignments: the first undo takes back the assignments, the second the units."""
    owner = await owner_of(stage)
    await desk.send(owner, workbook(("Mã", "Tên đơn vị", "Đoàn viên"), ("MOI", "Trường Mầm non Mới", "20")))
    await owner.press("Nhập danh sách")
    await desk.answer(owner)
    await sent(desk, owner, ("MOI", "", LAN, "", ""))
    await owner.say("hoàn tác danh sách")
    assert "phân công" in await desk.answer(owner)
    assert "MOI" in desk.units()
    await owner.say("hoàn tác danh sách")
    assert "Đã hoàn tác lần nhập danh sách gần nhất" in await desk.answer(owner)
    assert "MOI" not in desk.units()


async def test_a_list_shown_before_somebody_was_appointed_is_shown_again_first(
    stage: Stage, desk: Desk
) -> None:
    """What would be done now is not what was shown: the owner is asked to look again, and nobody is invited."""
    owner = await owner_of(stage)
    await desk.send(owner, workbook(*GOOD))
    await cadre_of(stage, "QTD", name=LAN)
    await owner.press("Nhập danh sách")
    assert "đã thay đổi sau lần xem này" in await desk.answer(owner)
    assert await stage.value("SELECT count(*) FROM assignment") == 0


async def test_only_an_owner_assigns(stage: Stage, desk: Desk) -> None:
    """A cadre's file is no list, nor does another's button or the words for ending do anything for him."""
    owner, cadre = await owner_of(stage), await cadre_of(stage, "LDLD")
    assert await desk.send(cadre, workbook(*GOOD)) == ""
    await desk.send(owner, workbook(*GOOD))
    for label in ("Nhập danh sách", "Nhập và kết thúc"):
        message, choice = owner.button(label)
        await cadre.do("press", token=choice.token, revision=message.revision)
        assert cadre.labels == ["Hỏi cán bộ"]
    assert await desk.answer(cadre) == ""
    assert await stage.value("SELECT count(*) FROM assignment") == 0


async def test_an_owner_may_be_in_his_own_list(stage: Stage, desk: Desk) -> None:
    """The list names the owner himself: he opens his own link and is a cadre as well."""
    owner = await owner_of(stage)
    [row] = await sent(desk, owner, ("QTD", "", owner.name, "", ""))
    await owner.start(row[2].removeprefix(PAGE))
    assert await offices(stage) == {(owner.name, "QTD")}


async def test_open_invitations_name_whom_they_are_for(stage: Stage, desk: Desk) -> None:
    """`lời mời` says the name of the list, and revoking one makes its link useless."""
    owner = await owner_of(stage)
    first, _ = await sent(desk, owner, *GOOD[1:])
    assert f"1. {LAN}, 2 phân công theo danh sách" in await owner.say("lời mời")
    await owner.press("Thu hồi 1")
    lan = stage.phone(LAN)
    await lan.joins("DHOI")
    await lan.start(first[2].removeprefix(PAGE))
    assert await offices(stage) == set()
    assert "Mời 1 người (2 phân công)" in await desk.send(owner, workbook(*GOOD))
