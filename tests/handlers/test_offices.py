"""Inviting cadres and owners, who holds what, ending an office, and leave."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from handlers.turn import Channel
from tests.handlers.officers import cadre_of, owner_of, payload_of
from tests.handlers.stage import BOT, CHANNEL, Phone, Stage

HELD = """
    SELECT role, unit, until FROM role
    WHERE person_id = (SELECT person_id FROM chat WHERE address = :a) ORDER BY id
"""


async def test_an_owner_invites_a_cadre_who_takes_up_the_unit(stage: Stage) -> None:
    """From the owner's link to the cadre's first look at his unit, without a name typed by anybody else."""
    owner = await owner_of(stage)
    await owner.say("/moi")
    await owner.press("Cán bộ phụ trách")
    await owner.say("xa dong hoi")
    await owner.press("Xã Đông Hội")
    how, ready = owner.heard
    assert "đến 9h00 ngày 12/5" in how.text
    assert ready.text.startswith(
        "Kính gửi đồng chí! LĐLĐ huyện Đông Anh trân trọng mời đồng chí phụ trách Xã Đông Hội"
    )
    cadre = stage.phone("Lê Văn Cán")
    await cadre.start(payload_of(ready.text))
    await cadre.say("1 có 2 có 3 không 4 có")
    await cadre.say("Lê Văn Cán")
    await cadre.say("cơ quan ủy ban")
    await cadre.press("Cơ quan Ủy ban")
    said = await cadre.press("Đơn vị sự nghiệp")
    assert "Đồng chí Lê Văn Cán được giao phụ trách Xã Đông Hội" in said
    assert await stage.rows(HELD, a=cadre.address) == [{"role": "cadre", "unit": "DHOI", "until": None}]
    assert "Xã Đông Hội" in await cadre.say("đơn vị")


async def test_a_link_is_good_once_and_for_its_days(stage: Stage, worker: Phone) -> None:
    """A used link and an expired one give nothing, and say so kindly."""
    owner = await owner_of(stage)
    first = payload_of(await owner.say("/moi DHOI"))
    second = payload_of(await owner.say("/moi UYNO"))
    late = stage.phone("Phạm Đức Anh")
    await late.joins("UYNO")
    assert "được giao phụ trách Xã Đông Hội" in await worker.start(first)
    assert "đã hết hạn hoặc đã được dùng" in await late.start(first)
    stage.at("12/5", 9, 30)
    assert "đã hết hạn hoặc đã được dùng" in await late.start(second)
    assert await stage.rows(HELD, a=late.address) == []


async def test_somebody_new_is_told_that_his_link_is_over(stage: Stage) -> None:
    """An invited cadre does not find out only afterwards that he joined as a worker."""
    owner = await owner_of(stage)
    code = payload_of(await owner.say("/moi DHOI"))
    stage.at("13/5")
    late = stage.phone("Lê Văn Cán")
    said = await late.start(code)
    assert "đã hết hạn hoặc đã được dùng" in said
    assert "1. Lưu họ tên" in said


async def test_where_there_are_no_links_the_codes_are_said(stage: Stage) -> None:
    """On a channel without start links the code itself is forwarded, and the bot is named."""
    owner = await owner_of(stage)
    plain = {(CHANNEL, BOT): Channel(CHANNEL, "Công đoàn Đông Anh")}
    stage.turns._setting = replace(stage.turns._setting, channels=plain)
    said = await owner.say("/moi DHOI")
    assert "nhắn cho Công đoàn Đông Anh mã sau để nhận việc: code" in said
    assert "nhắn cho Công đoàn Đông Anh mã sau" in await owner.say("/moivao DHOI")
    assert "https" not in await owner.say("/nhom DHOI")
    assert not owner.heard[0].choices


async def test_a_code_may_be_typed_in_capitals(stage: Stage, worker: Phone) -> None:
    """Whoever copies a code by hand does not have to mind the case."""
    owner = await owner_of(stage)
    code = payload_of(await owner.say("/moi DHOI"))
    assert "được giao phụ trách" in await worker.start(code.upper())


async def test_a_link_opened_while_joining_that_was_used_meanwhile_is_told(
    stage: Stage, worker: Phone
) -> None:
    """Two people open the same link; the slower one learns that it is used, and has joined all the same."""
    owner = await owner_of(stage)
    code = payload_of(await owner.say("/moi DHOI"))
    slow = stage.phone("Phạm Đức Anh")
    await slow.start(code)
    await slow.say("1 có 2 có 3 không 4 có")
    await worker.start(code)
    await slow.say("Phạm Đức Anh")
    await slow.say("DHOI")
    said = await slow.press("Đơn vị sự nghiệp")
    assert "đã hết hạn hoặc đã được dùng" in said
    assert "Xong rồi ạ!" in said
    assert await stage.rows(HELD, a=slow.address) == []


async def test_an_owner_who_tries_his_own_link_does_not_use_it_up(stage: Stage, worker: Phone) -> None:
    """Tapping the link before forwarding it costs nothing."""
    owner = await owner_of(stage)
    code = payload_of(await owner.say("/moi DHOI"))
    assert "do chính đồng chí tạo" in await owner.start(code)
    assert "được giao phụ trách" in await worker.start(code)


async def test_an_office_is_not_given_twice(stage: Stage) -> None:
    """Who holds a unit already leaves a second link for somebody else."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    code = payload_of(await owner.say("/moi DHOI"))
    assert "đang đảm nhận việc này tại Xã Đông Hội" in await cadre.start(code)
    assert await stage.value("SELECT uses FROM invite WHERE code = :c", c=code) == 0


async def test_a_unit_that_ended_gives_no_office_above_it(stage: Stage, worker: Phone) -> None:
    """A cadre's link to a unit that is no more opens nothing, least of all the whole campaign."""
    owner = await owner_of(stage)
    code = payload_of(await owner.say("/moi DHOI"))
    async with stage.database.write() as connection:
        await connection.execute(text("UPDATE invite SET unit = 'GONE' WHERE code = :c"), {"c": code})
    assert "đã hết hạn hoặc đã được dùng" in await worker.start(code)
    assert await stage.rows(HELD, a=worker.address) == []


async def test_another_owner_is_invited_only_after_a_yes(stage: Stage, worker: Phone) -> None:
    """So much power is confirmed; a no makes no code, a yes makes an owner."""
    owner = await owner_of(stage)
    await owner.say("mời")
    assert "toàn quyền" in await owner.press("Người điều hành")
    await owner.say("hủy")
    assert await stage.value("SELECT count(*) FROM invite WHERE kind = 'owner'") == 0
    await owner.say("mời")
    await owner.say("2")
    code = payload_of(await owner.say("1"))
    assert "người điều hành chương trình" in await worker.start(code)
    assert await stage.rows(HELD, a=worker.address) == [{"role": "owner", "unit": "LDLD", "until": None}]


async def test_open_invitations_are_listed_and_taken_back(stage: Stage, worker: Phone) -> None:
    """A number is enough to take one back, and from then on it opens nothing."""
    owner = await owner_of(stage)
    first = payload_of(await owner.say("/moi DHOI"))
    await owner.say("/moi UYNO")
    said = await owner.say("lời mời")
    assert "1. Cán bộ phụ trách Xã Đông Hội, đến 9h00 ngày 12/5" in said
    assert owner.labels == ["Thu hồi 1", "Thu hồi 2"]
    assert "Đã thu hồi: Cán bộ phụ trách Xã Đông Hội" in await owner.say("1")
    assert "đã hết hạn" in await worker.start(first)
    assert "Có 1 lời mời" in await owner.press("Các lời mời còn lại")
    assert "không còn chờ nữa" in await owner.do("press", token="!thuhoi:1", revision=1)


async def test_long_lists_turn_their_pages_in_place(stage: Stage) -> None:
    """The next page takes the place of the one before, and the last has no further one."""
    owner = await owner_of(stage)
    for code in ("DHOI", "UYNO", "KCHUNG", "COLOA", "VHUNG", "TTRAN", "TTYT"):
        await owner.say(f"/moi {code}")
    await owner.say("/loimoi")
    assert "Xem thêm ›" in owner.labels
    said = await owner.press("Xem thêm")
    assert "7. Cán bộ phụ trách Trung tâm Y tế huyện" in said
    assert owner.heard[0].action == "edit"
    assert owner.labels == ["Thu hồi 7", "‹ Trang trước"]


async def test_an_owner_sees_who_holds_what_and_ends_an_office(stage: Stage) -> None:
    """An office ends after a yes, at once, and who held it is thanked."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    said = await owner.say("/canbo")
    assert "1. Trần Thị Chủ – người điều hành" in said
    assert "2. Lê Văn Cán – Xã Đông Hội" in said
    await owner.press("Thôi giao 2")
    assert "Lê Văn Cán – Xã Đông Hội. Đồng chí có chắc không?" in owner.text
    await owner.press("Hủy")
    assert (await stage.rows(HELD, a=cadre.address))[0]["until"] is None
    await owner.say("/canbo")
    await owner.press("Thôi giao 2")
    await owner.say("thôi giao")
    assert "Đã thôi giao: Lê Văn Cán – Xã Đông Hội" in owner.text
    assert "Đồng chí thôi phụ trách Xã Đông Hội" in cadre.all[-1].text
    assert "dành cho cán bộ phụ trách" in await cadre.say("/donvi DHOI")


async def test_the_codes_of_a_cadre_end_with_his_office(stage: Stage) -> None:
    """A group code minted before the office ended cannot be used after it."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    await cadre.say("/nhom")
    await owner.say("/canbo")
    await owner.press("Thôi giao 2")
    await owner.press("Thôi giao")
    assert await stage.value("SELECT revoked_at FROM invite WHERE kind = 'group'") is not None


async def test_the_last_owner_cannot_end_himself(stage: Stage) -> None:
    """There is always somebody who can invite."""
    owner = await owner_of(stage)
    await owner.say("/canbo")
    assert "duy nhất" in await owner.press("Thôi giao 1")
    other = await owner_of(stage, "Vũ Văn Uy")
    await other.say("/canbo")
    await other.press("Thôi giao 1")
    await other.press("Thôi giao")
    assert "dành cho cán bộ" in await owner.say("/canbo")


async def test_units_without_a_cadre_are_listed_to_invite_one(stage: Stage) -> None:
    """46 units at the bottom, of which one has a cadre; a press on another makes its link."""
    owner = await owner_of(stage)
    await cadre_of(stage, "DHOI")
    await owner.say("/canbo")
    said = await owner.press("Đơn vị chưa có cán bộ (46)")
    assert "Có 46 đơn vị chưa có cán bộ phụ trách (trang 1/6)" in said
    assert "Xã Đông Hội" not in owner.labels
    assert "Đã tạo lời mời phụ trách" in await owner.press(owner.labels[0])


async def test_whoever_has_no_office_gets_a_kind_no(stage: Stage, worker: Phone) -> None:
    """Every command of an owner or a cadre refuses a worker, who is shown the way to a human."""
    for command in ("moi", "loimoi", "canbo", "chuacanbo", "thoigiao 1", "nghi", "donvi", "sangkien DHOI",
                    "cauhoi", "chuyentiep DHOI", "moivao DHOI", "nhom", "nhom DHOI"):  # fmt: skip
        said = await worker.say(f"/{command}")
        assert "dành cho cán bộ phụ trách" in said or "không có lời mời nào" in said, (command, said)
    assert await stage.value("SELECT count(*) FROM invite WHERE kind <> 'unit'") == 0


async def test_a_cadre_does_not_appoint_anybody(stage: Stage) -> None:
    """Inviting and ending offices is the owner's."""
    cadre = await cadre_of(stage, "LDLD")
    for command in ("moi", "moi DHOI", "canbo", "chuacanbo", "thoigiao 1"):
        assert "dành cho cán bộ phụ trách" in await cadre.say(f"/{command}"), command


# Leave


async def test_a_cadre_on_leave_is_stood_in_for_in_that_time_only(stage: Stage) -> None:
    """The substitute is told, may act from the first day on, and no more after the last."""
    cadre = await cadre_of(stage, "DHOI")
    other = await cadre_of(stage, "UYNO", name="Phạm Đức Anh")
    await cadre.say("nghỉ")
    assert "ai làm thay" in cadre.text
    await cadre.press("Phạm Đức Anh – Xã Uy Nỗ")
    said = await cadre.say("10/5 - 12/5")
    assert "Đã ghi: từ 10/5/2022 đến hết 12/5/2022, đồng chí Phạm Đức Anh làm thay tại Xã Đông Hội" in said
    assert "đồng chí Lê Văn Cán nghỉ và đề nghị đồng chí làm thay tại Xã Đông Hội" in other.all[-1].text
    assert "dành cho cán bộ" in await other.say("/donvi DHOI")
    stage.at("10/5", 0, 5)
    assert "chỉ tiêu phân bổ" in await other.say("/donvi DHOI")
    stage.at("12/5", 23, 50)
    assert "chỉ tiêu phân bổ" in await other.say("/donvi DHOI")
    stage.at("13/5", 0, 5)
    assert "dành cho cán bộ" in await other.say("/donvi DHOI")


async def test_a_leave_is_shown_again_and_ended_early(stage: Stage) -> None:
    """Who comes back sooner says so, and the substitute is told."""
    cadre = await cadre_of(stage, "DHOI")
    other = await cadre_of(stage, "UYNO", name="Phạm Đức Anh")
    await cadre.say("/nghi")
    await cadre.say("1")
    assert "từ 5/5/2022 đến hết 12/5/2022" in await cadre.say("đến hết 12/5")
    assert "chỉ tiêu phân bổ" in await other.say("/donvi DHOI")
    assert "Phạm Đức Anh đang được cử làm thay từ 5/5/2022 đến hết 12/5/2022" in await cadre.say("/nghi")
    await cadre.press("Kết thúc nghỉ")
    assert "đã trở lại làm việc" in other.all[-1].text
    assert "dành cho cán bộ" in await other.say("/donvi DHOI")
    assert "ai làm thay" in await cadre.say("/nghi")


async def test_days_of_a_leave_that_cannot_be_are_asked_again(stage: Stage) -> None:
    """Nothing is guessed: no date, a past one, a day that does not exist, years on end."""
    cadre = await cadre_of(stage, "DHOI")
    await cadre_of(stage, "UYNO", name="Phạm Đức Anh")
    await cadre.say("/nghi")
    await cadre.say("1")
    for said, told in (
        ("🙂", "Chưa đọc được ngày"),
        ("tuần sau", "Chưa đọc được ngày"),
        ("31/2", "Chưa đọc được ngày"),
        ("1/5 - 3/5", "Ngày 3/5/2022 đã qua"),
        ("6/5/2022 - 6/5/2024", "nhiều nhất là một năm"),
    ):
        assert told in await cadre.say(said), said
    assert await stage.value("SELECT count(*) FROM role WHERE substitutes IS NOT NULL") == 0
    assert "từ 6/5/2022 đến hết 8/5/2022" in await cadre.say("mai đến 8/5")


async def test_a_substitute_does_not_pass_it_on(stage: Stage) -> None:
    """What one holds for somebody else is not handed to a third; an owner's office is stood in for by nobody."""
    cadre = await cadre_of(stage, "DHOI")
    other = await cadre_of(stage, "UYNO", name="Phạm Đức Anh")
    owner = await owner_of(stage)
    await cadre.say("/nghi")
    await cadre.press("Phạm Đức Anh")
    await cadre.say("hôm nay – 12/5")
    await other.say("/nghi")
    await other.press("Lê Văn Cán")
    said = await other.say("hôm nay – 12/5")
    assert "làm thay tại Xã Uy Nỗ. " in said
    assert "dành cho cán bộ" in await owner.say("/nghi")


async def test_an_ended_office_takes_its_substitute_along(stage: Stage) -> None:
    """Who stands in for somebody whose office ended stands in for nobody."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    other = await cadre_of(stage, "UYNO", name="Phạm Đức Anh")
    await cadre.say("/nghi")
    await cadre.press("Phạm Đức Anh")
    await cadre.say("hôm nay – 12/5")
    said = await owner.say("/canbo")
    assert "Phạm Đức Anh – Xã Đông Hội (thay đồng chí Lê Văn Cán đến hết 12/5/2022)" in said
    number = next(
        line.split(".")[0] for line in said.splitlines() if line.endswith("Lê Văn Cán – Xã Đông Hội")
    )
    await owner.press(f"Thôi giao {number}")
    await owner.press("Thôi giao")
    assert "dành cho cán bộ" in await other.say("/donvi DHOI")


async def test_every_step_of_an_owner_has_a_way_out(stage: Stage) -> None:
    """The word “hủy” ends each step and nothing has changed."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    for steps in (["/moi"], ["/moi", "1"], ["/moi", "2"], ["/canbo", "2"]):
        for step in steps:
            await owner.say(step)
        assert "đã dừng" in await owner.say("hủy"), steps
    for steps in (["/nghi"], ["/nghi", "1"]):
        for step in steps:
            await cadre.say(step)
        assert "đã dừng" in await cadre.say("hủy"), steps
    assert await stage.value("SELECT count(*) FROM role WHERE until IS NOT NULL") == 0


async def test_a_cadre_sees_and_takes_back_only_his_own_codes(stage: Stage) -> None:
    """The owner's invitations are not his business; his group code is."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    await owner.say("/moi UYNO")
    await cadre.say("/nhom")
    said = await cadre.say("/loimoi")
    assert "1. Mã liên kết nhóm với Xã Đông Hội" in said
    assert "Uy Nỗ" not in said
    theirs = await stage.value("SELECT id FROM invite WHERE kind = 'cadre'")
    assert "không còn chờ nữa" in await cadre.say(f"/thuhoi {theirs}")
    assert "Đã thu hồi: Mã liên kết nhóm" in await cadre.say("thu hồi 1")


JUNK = ("", "~", "~~9", "DHOI~99999", "~-1", "²", "9" * 30, "x" * 5000, "🙂" * 900, "<b>&amp;</b>", "a\u0301\u0301",
        "dong hoi", "1", "0", "999")  # fmt: skip
STEPS = (["/moi"], ["/moi", "1"], ["/moi", "1", "xã"], ["/moi", "2"], ["/canbo", "2"], ["/nghi"], ["/nghi", "1"],
         ["/nhom"], ["/cauhoi", "1"], ["/donvi"], ["/loimoi"])  # fmt: skip


@pytest.mark.parametrize("steps", STEPS, ids="-".join)
async def test_no_step_is_broken_by_what_people_send(stage: Stage, worker: Phone, steps: list[str]) -> None:
    """Whatever is typed, pressed or sent, there is an answer and never an exception (the stage looks for them)."""
    phone = await cadre_of(stage, "DHOI", "UYNO")
    await stage.appoint(phone, "owner", "LDLD")
    await cadre_of(stage, "KCHUNG", name="Phạm Đức Anh")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    for junk in JUNK:
        for step in steps:
            await phone.say(step)
        await phone.do("text", text=junk)
        assert phone.heard, junk
        await phone.say("hủy")
    for step in steps:
        await phone.say(step)
    for kind in ("sticker", "voice", "location"):
        assert await phone.do(kind), kind
    assert await phone.do("press", token="p:99", revision=1)


COMMANDS = (
    *("moi", "loimoi", "thuhoi", "canbo", "chuacanbo", "thoigiao", "nghi", "donvi", "sangkien", "xemsk"),
    *("cauhoi", "traloi", "chuyentiep", "moivao", "nhom"),
)


@pytest.mark.parametrize("command", COMMANDS)
async def test_no_command_is_broken_by_its_argument(stage: Stage, command: str) -> None:
    """Arguments come out of old buttons, out of links and out of fingers."""
    phone = await cadre_of(stage, "DHOI")
    await stage.appoint(phone, "owner", "LDLD")
    for junk in JUNK:
        await phone.do("text", text=f"/{command} {junk}", command=command, argument=junk)
        assert phone.heard, junk
