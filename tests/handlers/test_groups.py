"""Groups: what the bot says when it comes, how a group is linked and steered, and what it answers there."""

from __future__ import annotations

import re
from datetime import time

import pytest
from sqlalchemy import text

from handlers.groups.steering import read_hour
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage

LINK = "SELECT unit, state, board_at, news_done FROM group_link"
STRANGER = "777"


def code_in(text: str) -> str:
    """The code of the line to send in a group."""
    (code,) = re.findall(r"/lienket@dong_anh_bot (\w+)", text)
    return str(code)


async def code_for(holder: Phone, unit: str) -> str:
    """A fresh code for this unit."""
    return code_in(await holder.say(f"/nhom {unit}"))


async def linked(stage: Stage, holder: Phone, unit: str, title: str = "Công đoàn xã Đông Hội") -> Phone:
    """A group that follows this unit."""
    group = stage.group(title)
    await group.do("added", sender=holder.address)
    said = await group.say(f"/lienket {await code_for(holder, unit)}", sender=holder.address)
    assert "Nhóm đã được liên kết" in said, said
    return group


async def test_the_bot_introduces_itself_in_one_message(stage: Stage) -> None:
    """What it is, whose, what it will post and when, nothing personal, and how it is linked."""
    group = stage.group("Công đoàn xã Đông Hội")
    said = await group.do("added", sender=STRANGER)
    assert len(group.heard) == 1
    for told in (
        "bot tự động của chương trình “1 triệu sáng kiến” – huyện Đông Anh",
        "do LĐLĐ huyện Đông Anh vận hành",
        "17h00 hằng ngày",
        "không đăng thông tin cá nhân",
        "nhắn riêng cho @dong_anh_bot chữ “nhóm”",
    ):
        assert told in said
    assert group.heard[0].choices[0][0].url == "https://t.me/dong_anh_bot?start="


async def test_a_cadre_links_a_group_to_his_unit(stage: Stage) -> None:
    """The code comes in private, works once in the group, and the group reads what will be posted when."""
    cadre = await cadre_of(stage, "DHOI")
    group = stage.group("Công đoàn xã Đông Hội")
    await group.do("added", sender=cadre.address)
    said = await cadre.say("nhóm")
    how, line = cadre.heard
    assert "dùng được một lần, đến 9h00 ngày 12/5" in how.text
    assert how.choices[0][0].url == f"https://t.me/dong_anh_bot?startgroup={code_in(said)}"
    assert line.text == f"/lienket@dong_anh_bot {code_in(said)}"
    told = await group.say(f"/lienket {code_in(said)}", sender=cadre.address)
    assert told.startswith("Nhóm đã được liên kết với Xã Đông Hội")
    for promised in (
        "Bảng tiến độ: 17h00 hằng ngày",
        "Nhắc giờ cuối: 20h00 ngày 31/5",
        "Kết thúc: 8h00 ngày 1/6",
        "Bảng đầu tiên: 17h00 ngày 5/5.",
        "quyền ghim tin",
        "/gio@dong_anh_bot 16:30",
    ):
        assert promised in told, promised
    assert "Phát động" not in told
    done = await stage.value("SELECT submitted FROM tally WHERE unit = 'DHOI' AND phase = 'gd1'")
    assert await stage.rows(LINK) == [
        {"unit": "DHOI", "state": "active", "board_at": None, "news_done": done}
    ]
    assert await stage.value("SELECT news_at IS NOT NULL FROM group_link") == 1


async def test_a_link_that_chooses_the_group_links_it_too(stage: Stage) -> None:
    """On Telegram one press adds the bot and hands it the code there, as /start in the group."""
    cadre = await cadre_of(stage, "DHOI")
    group = stage.group("Công đoàn xã Đông Hội")
    code = code_in(await cadre.say("nhóm"))
    await group.do("added", sender=cadre.address)
    assert "Nhóm đã được liên kết" in await group.do("start", argument=code, sender=cadre.address)


async def test_a_group_is_linked_once_its_first_post_was_sent(stage: Stage) -> None:
    """A first post that is refused links nothing: the cadre is told so, and a new code links the group."""
    cadre = await cadre_of(stage, "DHOI")
    group = stage.group("Công đoàn xã Đông Hội")
    stage.ear.refusing.add(group.address)
    code = await code_for(cadre, "DHOI")
    await group.say(f"/lienket {code}", sender=cadre.address)
    assert (await stage.rows(LINK))[0]["state"] == "unlinked"
    (_, told) = stage.ear.heard[-1]
    assert "“Công đoàn xã Đông Hội” không tới được, nên nhóm chưa được liên kết với Xã Đông Hội" in told.text
    stage.ear.refusing.clear()
    assert await stage.rows("SELECT kind FROM outbox WHERE state = 'dropped'") == [{"kind": "trial"}]
    assert "Nhóm đã được liên kết" in await group.say(
        f"/lienket {await code_for(cadre, 'DHOI')}", sender=cadre.address
    )
    assert (await stage.rows(LINK))[0]["state"] == "active"


async def test_an_owner_links_the_group_of_the_whole_campaign(stage: Stage) -> None:
    """The root is a unit like any other; of what was reached before nothing is news."""
    owner = await owner_of(stage)
    await owner.say("/nhom")
    await owner.say("LĐLĐ huyện")
    said = await owner.press("LĐLĐ huyện Đông Anh")
    group = stage.group("Thi đua toàn huyện")
    told = await group.say(f"/lienket {code_in(said)}", sender=owner.address)
    assert "liên kết với LĐLĐ huyện Đông Anh" in told
    assert await stage.rows(LINK) == [{"unit": "LDLD", "state": "active", "board_at": None, "news_done": 381}]


async def test_a_cadre_is_offered_only_his_own_units(stage: Stage) -> None:
    """The search for a group's unit keeps to what one holds, and a code for another unit is refused."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    await cadre.say("/nhom")
    assert {"Xã Đông Hội", "Xã Uy Nỗ", "Hủy"} == set(cadre.labels)
    assert "không có đơn vị nào có “kim chung”" in await cadre.say("kim chung")
    assert "dành cho cán bộ phụ trách" in await cadre.say("KCHUNG")


@pytest.mark.parametrize(
    ("day", "hour", "first"),
    [("5/5", 16, "17h00 ngày 5/5"), ("5/5", 18, "17h00 ngày 6/5"), ("7/5", 18, "17h00 ngày 9/5"),
     ("31/5", 12, "17h00 ngày 31/5")],
)  # fmt: skip
async def test_the_first_board_is_promised_for_its_true_day(
    stage: Stage, day: str, hour: int, first: str
) -> None:
    """In a running sprint: today before the hour, else the next day that is not quiet (8/5 is a Sunday)."""
    cadre = await cadre_of(stage, "DHOI")
    stage.at(day, hour)
    group = stage.group("Công đoàn xã Đông Hội")
    told = await group.say(f"/lienket {await code_for(cadre, 'DHOI')}", sender=cadre.address)
    assert f"Bảng đầu tiên: {first}." in told


async def test_a_group_linked_after_the_sprint_is_told_so(stage: Stage) -> None:
    """Nothing is promised that will not come."""
    cadre = await cadre_of(stage, "DHOI")
    stage.at("5/6")
    group = stage.group("Công đoàn xã Đông Hội")
    told = await group.say(f"/lienket {await code_for(cadre, 'DHOI')}", sender=cadre.address)
    assert "Đợt thi đua đã kết thúc (24h00 ngày 31/5/2022)" in told
    assert "Bảng đầu tiên" not in told
    assert "Nhắc giờ cuối" not in told


async def test_a_code_links_one_group_once(stage: Stage) -> None:
    """A used, an expired and an invented code are refused alike; a unit's joining link is no group code."""
    cadre = await cadre_of(stage, "DHOI")
    first, second = stage.group("Một"), stage.group("Hai")
    code = await code_for(cadre, "DHOI")
    late = await code_for(cadre, "DHOI")
    await first.say(f"/lienket {code.upper()}", sender=cadre.address)
    for wrong in (code, "khongco123", "lnkdhoi"):
        assert "không dùng được" in await second.say(f"/lienket {wrong}", sender=cadre.address), wrong
    stage.at("13/5")
    assert "không dùng được" in await second.say(f"/lienket {late}", sender=cadre.address)
    assert "gửi mã nhận được vào đây: /lienket@dong_anh_bot" in await second.say(
        "/lienket", sender=cadre.address
    )


async def test_strangers_and_anonymous_senders_do_not_link(stage: Stage, worker: Phone) -> None:
    """A true code in the wrong hands opens nothing and is not used up."""
    cadre = await cadre_of(stage, "DHOI")
    group = stage.group("Công đoàn xã Đông Hội")
    code = await code_for(cadre, "DHOI")
    for sender in (STRANGER, worker.address):
        assert "dành cho cán bộ phụ trách" in await group.say(f"/lienket {code}", sender=sender)
    said = await group.say(f"/lienket {code}", sender=cadre.address, identified=False)
    assert "tắt chế độ ẩn danh" in said
    assert await stage.rows(LINK) == []
    assert "Nhóm đã được liên kết" in await group.say(f"/lienket {code}", sender=cadre.address)


async def test_one_group_has_one_scope(stage: Stage) -> None:
    """A second link is refused until the first is ended, and its code stays good."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    group = await linked(stage, cadre, "DHOI")
    code = await code_for(cadre, "UYNO")
    said = await group.say(f"/lienket {code}", sender=cadre.address)
    assert "đang theo dõi Xã Đông Hội, mỗi nhóm chỉ theo dõi một đơn vị" in said
    assert "Đã thôi liên kết nhóm với Xã Đông Hội" in await group.say("/huylienket", sender=cadre.address)
    assert "liên kết với Xã Uy Nỗ" in await group.say(f"/lienket {code}", sender=cadre.address)
    again = await code_for(cadre, "UYNO")
    assert "đã được liên kết với Xã Uy Nỗ rồi" in await group.say(f"/lienket {again}", sender=cadre.address)


async def test_only_the_holder_of_the_scope_steers(stage: Stage, worker: Phone) -> None:
    """A stranger, a worker, a cadre of elsewhere and an anonymous administrator change nothing."""
    cadre = await cadre_of(stage, "DHOI")
    other = await cadre_of(stage, "UYNO", name="Phạm Đức Anh")
    group = await linked(stage, cadre, "DHOI")
    for command in ("/tamdung", "/tieptuc", "/gio 16:30", "/huylienket"):
        for sender in (STRANGER, worker.address, other.address):
            assert "dành cho cán bộ phụ trách" in await group.say(command, sender=sender), command
        assert "ẩn danh" in await group.say(command, sender=cadre.address, identified=False)
    assert (await stage.rows(LINK))[0]["state"] == "active"
    assert (await stage.rows(LINK))[0]["board_at"] is None


async def test_a_group_is_paused_and_resumed(stage: Stage) -> None:
    """While it is paused it can still be asked; when it goes on, the next board is named."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    assert "tạm dừng" in await group.say("/tamdung", sender=cadre.address)
    assert (await stage.rows(LINK))[0]["state"] == "paused"
    assert "Xã Đông Hội: đã gửi" in await group.say("/tiendo", sender=STRANGER)
    assert "Bảng tiếp theo: 17h00 ngày 5/5" in await group.say("/tieptuc", sender=cadre.address)
    assert (await stage.rows(LINK))[0]["state"] == "active"


async def test_the_hour_is_changed_inside_the_loud_hours(stage: Stage) -> None:
    """As people type it; at night and in the evening it is refused with the hours that are good."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    assert "Bảng đang được gửi lúc 17h00" in await group.say("/gio", sender=cadre.address)
    assert "Bảng tiếp theo: 16h30 ngày 5/5" in await group.say("/gio 16:30", sender=cadre.address)
    for quiet in ("21h", "6:00", "20:30", "0h"):
        said = await group.say(f"/gio {quiet}", sender=cadre.address)
        assert "giờ nghỉ, bot không gửi tin. Xin chọn giờ từ 7h30 đến trước 20h30" in said, quiet
    assert "Bảng đang được gửi lúc 16h30" in await group.say("/gio lúc nào cũng được", sender=cadre.address)
    assert (await stage.rows(LINK))[0]["board_at"] == 16 * 60 + 30


async def test_a_new_hour_does_not_promise_a_second_board_today(stage: Stage) -> None:
    """When the old hour or the new one is past, the next board is tomorrow's."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    stage.at("5/5", 17, 5)
    assert "Bảng tiếp theo: 18h00 ngày 6/5" in await group.say("/gio 18h", sender=cadre.address)
    stage.at("6/5", 10)
    assert "Bảng tiếp theo: 9h00 ngày 7/5" in await group.say("/gio 9h", sender=cadre.address)


@pytest.mark.parametrize(
    ("said", "clock"),
    [("16:30", time(16, 30)), ("16h30", time(16, 30)), ("17", time(17)), ("4h chiều", time(16)), ("17h", time(17)),
     ("24h", None), ("bốn giờ", None), ("", None), ("99", None)],
)  # fmt: skip
def test_an_hour_is_read_as_people_type_it(said: str, clock: time | None) -> None:
    """Minutes after midnight, or nothing when it is no hour of the day."""
    assert read_hour(said) == (None if clock is None else clock.hour * 60 + clock.minute)


async def test_the_board_can_be_asked_for_by_anybody(stage: Stage, worker: Phone) -> None:
    """The unit's group sees its own figures; nothing personal, whoever registered."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    await worker.registers("Lập sổ mượn thiết bị bằng mã QR")
    for said in ("/tiendo", "/xephang", "tiến độ"):
        board = await group.say(said, sender=STRANGER)
        assert board.startswith("Ngày 9/35, còn 26 ngày\nTính đến 9h0"), said
        assert "Hôm nay: +1." in board
        assert "Nguyễn Văn An" not in board
        assert "Lập sổ mượn" not in board


async def test_the_board_of_the_campaign_names_nobody_who_is_behind(stage: Stage) -> None:
    """Leaders and a number of those with none yet, never a list of them."""
    owner = await owner_of(stage)
    group = await linked(stage, owner, "LDLD")
    board = await group.say("/xephang", sender=STRANGER)
    assert "LĐLĐ huyện Đông Anh: đã gửi 381/1.172 sáng kiến, đạt 32,5% chỉ tiêu phân bổ giai đoạn 1." in board
    assert "Dẫn đầu các cụm:" in board
    assert "đơn vị chưa có sáng kiến." in board or "đều đã có sáng kiến" in board
    assert "Quỹ tín dụng" not in board


async def test_anything_else_gets_one_line_and_the_private_way(stage: Stage) -> None:
    """A mention with a question, a private command; a smile in reply to a board is left alone."""
    group = stage.group("Công đoàn xã Đông Hội")
    for said in ("Làm sao gửi sáng kiến vậy?", "/dangky", "/hoi cái này"):
        told = await group.say(said, sender=STRANGER)
        assert told.startswith("Trong nhóm, bot chỉ gửi tiến độ."), said
        assert "\n" not in told
        assert group.labels == ["Nhắn riêng cho bot"]
    assert await group.say("👍👍", sender=STRANGER) == ""
    assert await group.do("sticker", sender=STRANGER) == ""
    assert "Trong nhóm, bot nghe" in await group.say("/trogiup", sender=STRANGER)


async def test_a_group_without_a_link_says_how_to_get_one(stage: Stage) -> None:
    """Also a linked group whose unit ended."""
    group = stage.group("Công đoàn xã Đông Hội")
    for command in ("/tiendo", "/tamdung", "/huylienket", "/gio 16:30"):
        assert "chưa được liên kết" in await group.say(command, sender=STRANGER), command


async def test_a_removed_bot_forgets_the_link_and_comes_back_as_new(stage: Stage) -> None:
    """Nothing is sent into a group it was taken out of; added again it introduces itself again."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    assert await group.do("removed", sender=STRANGER) == ""
    assert (await stage.rows(LINK))[0]["state"] == "unlinked"
    assert await stage.value("SELECT state FROM chat WHERE kind = 'group'") == "gone"
    assert "Kính chào các đồng chí" in await group.do("added", sender=STRANGER)
    assert await stage.value("SELECT state FROM chat WHERE kind = 'group'") == "active"


async def test_a_group_that_moves_stays_the_same_group(stage: Stage) -> None:
    """The link follows to the new address, and what is said there finds it."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    async with stage.database.write() as connection:
        await connection.execute(text("UPDATE group_link SET board_message = '9'"))
    assert await group.do("migrated", moved_to="-100555", sender=STRANGER) == ""
    assert await stage.value("SELECT board_message FROM group_link") is None
    moved = stage.group("Công đoàn xã Đông Hội", "-100555")
    assert "Xã Đông Hội: đã gửi" in await moved.say("/tiendo", sender=STRANGER)
    assert await stage.value("SELECT count(*) FROM chat WHERE kind = 'group'") == 1


async def test_a_group_that_moves_to_an_address_known_already_becomes_one_with_it(stage: Stage) -> None:
    """The bot was greeted at the new address before it learnt of the move: the old link is the one that holds."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    moved = stage.group("Công đoàn xã Đông Hội", "-100555")
    await moved.do("added", sender=STRANGER)
    await group.do("migrated", moved_to="-100555", sender=STRANGER)
    assert "Xã Đông Hội: đã gửi" in await moved.say("/tiendo", sender=STRANGER)
    active = "SELECT address FROM chat WHERE kind = 'group' AND state = 'active'"
    assert await stage.rows(active) == [{"address": "-100555"}]


async def test_a_link_made_at_the_new_address_survives_the_move(stage: Stage) -> None:
    """Linked anew before the bot learnt of the move, the old chat being without a link."""
    cadre = await cadre_of(stage, "DHOI")
    group = stage.group("Công đoàn xã Đông Hội")
    await group.do("added", sender=STRANGER)
    moved = await linked(stage, cadre, "DHOI")
    await group.do("migrated", moved_to=moved.address, sender=STRANGER)
    assert "Xã Đông Hội: đã gửi" in await moved.say("/tiendo", sender=STRANGER)


async def test_both_ends_of_a_move_linked_leave_one_link(stage: Stage) -> None:
    """The older link goes on, with its board; there is never a second board in one group."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    group = await linked(stage, cadre, "DHOI")
    moved = await linked(stage, cadre, "UYNO")
    await group.do("migrated", moved_to=moved.address, sender=STRANGER)
    assert "Xã Đông Hội: đã gửi" in await moved.say("/tiendo", sender=STRANGER)
    assert await stage.value("SELECT count(*) FROM group_link WHERE state = 'active'") == 1


async def test_a_move_and_what_follows_it_in_one_batch(stage: Stage) -> None:
    """Updates of both addresses right after the move leave one group, and the old address is heard at the new one."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    moved = stage.group("Công đoàn xã Đông Hội", "-100555")
    stage.later(minutes=2)
    ask = {"kind": "text", "text": "/tiendo", "command": "tiendo", "sender": STRANGER}
    await stage.work(
        stage.update(group, {"kind": "migrated", "moved_to": "-100555", "sender": STRANGER}),
        stage.update(moved, ask),
        stage.update(group, ask),
    )
    assert "Xã Đông Hội: đã gửi" in moved.all[-1].text
    assert "Xã Đông Hội: đã gửi" in await moved.say("/tiendo", sender=STRANGER)
    assert await stage.value("SELECT count(*) FROM chat WHERE kind = 'group' AND state = 'active'") == 1


async def test_the_groups_linked_so_far_are_listed_in_private(stage: Stage) -> None:
    """Whoever asks for a code sees which groups of his follow what at which hour."""
    cadre = await cadre_of(stage, "DHOI", "UYNO")
    group = await linked(stage, cadre, "DHOI")
    await group.say("/gio 16h", sender=cadre.address)
    said = await cadre.say("/nhom")
    assert "• Công đoàn xã Đông Hội – Xã Đông Hội, 16h00" in said
    await group.say("/tamdung", sender=cadre.address)
    assert "• Công đoàn xã Đông Hội – Xã Đông Hội, đang tạm dừng" in await cadre.say("/nhom")


async def test_commands_of_groups_said_in_private_are_pointed_there(stage: Stage) -> None:
    """Also a code pasted as a link's payload."""
    cadre = await cadre_of(stage, "DHOI")
    code = await code_for(cadre, "DHOI")
    assert "dùng trong nhóm" in await cadre.say(f"/lienket {code}")
    assert f"Mã {code} dùng để liên kết nhóm" in await cadre.start(code)
    assert "dùng trong nhóm" in await cadre.say("/gio 16:30")


async def test_what_is_done_with_groups_is_written_down(stage: Stage) -> None:
    """Who linked, paused, resumed, changed the hour and unlinked, without any message text."""
    cadre = await cadre_of(stage, "DHOI")
    group = await linked(stage, cadre, "DHOI")
    for command in ("/gio 16h", "/tamdung", "/tieptuc", "/huylienket"):
        await group.say(command, sender=cadre.address)
    noted = await stage.rows("SELECT action, subject FROM audit WHERE action LIKE 'group%' ORDER BY id")
    assert [row["action"] for row in noted] == [
        "group_linked", "group_hour_changed", "group_paused", "group_resumed", "group_unlinked",
    ]  # fmt: skip
    assert {row["subject"] for row in noted} == {"DHOI"}
