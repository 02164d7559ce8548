"""The profile: each thing told once can be changed, and reminders go off at a word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import outbox
from storage.messages import Message
from storage.outbox import Outgoing
from tests.handlers.stage import Phone, Stage


async def test_the_profile_says_what_is_known(worker: Phone) -> None:
    """Name, unit, kind of member, reminders and channel are told, each with its button."""
    said = await worker.say("hồ sơ")
    for line in ("Nguyễn Văn An", "Xã Đông Hội", "đơn vị sự nghiệp", "đang bật, lúc 11h35", "Telegram"):
        assert line in said
    assert worker.labels == ["Đổi họ tên", "Đổi đơn vị", "Đổi nhóm", "Tắt tin nhắc", "Dữ liệu của tôi"]


async def test_a_name_is_changed(worker: Phone) -> None:
    """A new name replaces the old one; nothing else is asked again."""
    await worker.say("/hoso")
    await worker.press("Đổi họ tên")
    assert "Em đã đổi họ tên thành Nguyễn Đăng Hoàn" in await worker.say("Nguyễn Đăng Hoàn")
    assert (await worker.person())["name"] == "Nguyễn Đăng Hoàn"


async def test_a_unit_is_changed_by_search(worker: Phone) -> None:
    """The unit is searched and picked; what was sent stays with the old one, and that is said."""
    await worker.say("/hoso")
    await worker.press("Đổi đơn vị")
    await worker.say("kim chung")
    said = await worker.press("Trường THCS Kim Chung")
    assert "Em đã chuyển anh/chị sang Trường THCS Kim Chung" in said
    assert "vẫn tính cho đơn vị cũ" in said
    assert (await worker.person())["unit"] == "CSKCHUNG"


async def test_a_kind_is_changed(worker: Phone) -> None:
    """The kind of member is picked from the campaign's list."""
    await worker.say("/hoso")
    await worker.press("Đổi nhóm")
    await worker.say("2")
    assert (await worker.person())["member_kind"] == "enterprise_worker"


@pytest.mark.parametrize("button", ["Đổi họ tên", "Đổi đơn vị", "Đổi nhóm"])
@pytest.mark.parametrize("way", ["hủy", "Hủy", "thôi"])
async def test_a_change_can_be_left(worker: Phone, button: str, way: str) -> None:
    """The word or the button leads out of every change, and everything stays."""
    before = await worker.person()
    await worker.say("/hoso")
    await worker.press(button)
    said = await (worker.press("Hủy") if way == "Hủy" else worker.say(way))
    assert "giữ nguyên" in said
    assert await worker.person() == before
    assert "đạt" in await worker.say("xếp hạng")


async def test_help_lists_what_one_can_do(stage: Stage, worker: Phone) -> None:
    """A worker's commands for everybody; a cadre's and an owner's only for who holds the office."""
    said = await worker.say("trợ giúp")
    for word in ("đăng ký", "của tôi", "xếp hạng", "tiến độ", "hồ sơ", "nhắc", "dữ liệu", "hỏi"):
        assert f"• {word} – " in said
    assert "Việc của" not in said
    await stage.appoint(worker, "cadre", "DHOI")
    assert "Việc của cán bộ phụ trách" in await worker.say("trợ giúp")
    await stage.appoint(worker, "owner", "LDLD")
    assert "Việc của người điều hành" in await worker.say("trợ giúp")


# Reminders


@pytest.mark.parametrize("words", ["TẮT NHẮC", "tat nhac", "Tắt nhắc!", "/tatnhac", "/nhac tắt", "tatt nhac"])
async def test_reminders_stop_at_a_word(stage: Stage, worker: Phone, words: str) -> None:
    """However it is typed, reminders are off at once, it is confirmed, and the answer is kept as proof."""
    assert "Em đã tắt tin nhắc" in await worker.say(words)
    assert (await worker.person())["reminders"] == 0
    latest = await stage.rows(
        "SELECT granted, text_version FROM consent WHERE purpose = 'P2_remind' ORDER BY id"
    )
    assert [row["granted"] for row in latest] == [1, 0]
    assert latest[-1]["text_version"]
    assert "Em đã bật tin nhắc" in await worker.say("bật nhắc")
    assert (await worker.person())["reminders"] == 1


async def test_a_shift_worker_chooses_when_he_is_reminded(stage: Stage, worker: Phone) -> None:
    """The campaign's hours are offered, the chosen one is kept and shown, and the way back is the usual hour."""
    said = await worker.say("nhắc")
    assert "Em nhắc lúc 11h35" in said
    assert "không nhắc từ 20h30 đến 7h30 hôm sau" in said
    assert worker.labels == ["Nhắc lúc 7h05", "Nhắc lúc 13h45", "Nhắc lúc 21h15", "Tắt tin nhắc"]
    assert "Từ nay em nhắc anh/chị lúc 21h15" in await worker.press("Nhắc lúc 21h15")
    assert (await worker.person())["nudge_at"] == 21 * 60 + 15
    said = await worker.say("nhắc")
    assert "Em nhắc lúc 21h15 như anh/chị đã chọn" in said
    assert "không nhắc từ" not in said
    assert "đang bật, lúc 21h15" in await worker.say("hồ sơ")
    assert "Từ nay em nhắc anh/chị lúc 11h35" in await worker.say("nhắc lúc 11 giờ 35")
    assert (await worker.person())["nudge_at"] is None


@pytest.mark.parametrize("words", ["nhắc 23h00", "nhắc 6h", "/nhac 12:00"])
async def test_an_hour_that_is_not_offered_is_answered_with_those_that_are(worker: Phone, words: str) -> None:
    """Nobody is written to at night, whatever he asks for; nothing is changed."""
    said = await worker.say(words)
    assert "Em nhắc được vào một trong các giờ: 7h05, 11h35, 13h45, 21h15." in said
    assert "Nhắc lúc 13h45" in worker.labels
    assert (await worker.person())["nudge_at"] is None


async def test_an_hour_is_not_chosen_while_reminders_are_off(worker: Phone) -> None:
    """Whoever wants none is not reminded by having named an hour."""
    await worker.say("tắt nhắc")
    assert "Tin nhắc đang tắt" in await worker.say("nhắc 13h45")
    assert (await worker.person())["reminders"] == 0


async def test_asked_for_twice_it_is_confirmed_twice_and_written_once(stage: Stage, worker: Phone) -> None:
    """To stop what is stopped is confirmed all the same."""
    await worker.say("TẮT NHẮC")
    assert "Em đã tắt tin nhắc" in await worker.say("TẮT NHẮC")
    assert await stage.value("SELECT count(*) FROM consent WHERE purpose = 'P2_remind'") == 2


async def test_the_words_work_in_the_middle_of_a_form(worker: Phone) -> None:
    """Opting out needs no leaving of the form, and the question stands."""
    await worker.say("/dangky")
    assert "Em đã tắt tin nhắc" in await worker.say("tắt nhắc")
    assert "Lĩnh vực" in await worker.say("Dùng chai nhựa cũ làm khay ươm cây giống")


async def test_a_stranger_is_told_that_nothing_is_sent(stage: Stage) -> None:
    """Who never joined is told the truth and is not asked to join for it."""
    phone = stage.phone()
    assert "không gửi tin nhắc nào" in await phone.say("TẮT NHẮC")
    assert await phone.person() == {}


async def waiting(stage: Stage, phone: Phone, kind: str, text: str) -> None:
    """Something the bot wants to send this person in an hour."""
    now = stage.clock.now()
    chat = await stage.value("SELECT id FROM chat WHERE address = :a", a=phone.address)
    person = await stage.value("SELECT person_id FROM chat WHERE address = :a", a=phone.address)
    row = Outgoing(
        id=stage.database.ids.take("outbox"), chat_id=chat, person_id=person, kind=kind, key=None,
        body=Message(text).to_json(), priority=3, state="due", not_before=now + timedelta(hours=1),
        useful_until=now + timedelta(hours=9), attempts=0, created_at=now,
    )  # fmt: skip
    async with stage.database.write() as connection:
        await outbox.insert_new(connection, [row])


async def test_what_was_queued_does_not_come_any_more(stage: Stage, worker: Phone) -> None:
    """Opting out wins over a reminder that is already waiting (I7), and over nobody else's."""
    other = stage.phone("Trần Thị Ánh")
    await other.joins("DHOI")
    await waiting(stage, worker, "nudge", "Bản nháp của anh/chị còn dở")
    await waiting(stage, other, "nudge", "Bản nháp của chị Ánh còn dở")
    await waiting(stage, worker, "answer", "Cán bộ trả lời anh/chị")
    await worker.say("TẮT NHẮC")
    stage.later(hours=2)
    await stage.settle()
    texts = [message.text for message in worker.all]
    assert "Bản nháp của anh/chị còn dở" not in texts
    assert "Cán bộ trả lời anh/chị" in texts
    assert "Bản nháp của chị Ánh còn dở" in [message.text for message in other.all]
    states = await stage.rows("SELECT state, reason FROM outbox WHERE kind = 'nudge' ORDER BY id")
    assert [row["state"] for row in states] == ["dropped", "sent"]
