"""`/chinhsach`: an owner reads the policy in words and changes one value of it, at once and with a way back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, time, timedelta
from typing import Any

import pytest

from campaign.definition import Policy
from handlers.owner.policy.reading import UnreadableError, read
from handlers.owner.policy.settings import BY_NAME, FIRST, GROUPS, ONLY_IN_THE_FILE, SETTINGS, Setting
from storage.outbox import insert_new
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage
from tests.handlers.test_groups import linked
from tests.storage.rows import outgoing

CARD = "Chính sách nhắc và đăng tin hiện nay"
TODAY = date(2022, 5, 5)


@pytest.fixture
async def owner(stage: Stage) -> AsyncIterator[Phone]:
    """Somebody who runs the campaign; nothing he says makes a turn fail."""
    yield await owner_of(stage)
    assert await stage.set_aside() == []


def _policy(stage: Stage) -> Policy:
    return stage.overlay.campaign.policy


@pytest.mark.parametrize("command", ["chính sách", "chinh sach", "/chinhsach giờ nghỉ", "/hoantaccs 1"])
async def test_only_an_owner_may(stage: Stage, command: str) -> None:
    """A cadre of the whole tree is no owner."""
    cadre = await cadre_of(stage, "LDLD")
    assert "dành cho cán bộ phụ trách" in await cadre.say(command)
    assert await stage.rows("SELECT * FROM amendment") == []


def test_every_value_of_the_policy_is_in_one_setting() -> None:
    """A key that comes later is given a place here, or said to be for the file only."""
    keys = [key for setting in SETTINGS for key in setting.keys]
    assert sorted(keys) == sorted(Policy.model_fields.keys() - ONLY_IN_THE_FILE)
    assert set(FIRST) <= BY_NAME.keys()


async def test_the_card_says_the_policy_in_words(owner: Phone) -> None:
    """What matters first, the rest by parts; each part fits one message."""
    said = await owner.say("chính sách")
    assert said.startswith(CARD)
    assert "• Giờ nghỉ: 20h30–7h30" in said
    assert "• Tối đa mỗi người một ngày: 3 tin" in said
    for part, line in (
        ("Giờ nghỉ, ngày nghỉ", "• Ngày nghỉ hằng tuần: Chủ nhật"),
        ("Giờ gửi", "• Giờ nhắc khác để người làm ca chọn: 7h05, 13h45, 21h15"),
        ("Nhắc đoàn viên", "• Chặng nước rút: 7 ngày cuối, cứ 2 ngày mời một lần"),
        ("Bảng và xếp hạng", "• Các mốc được báo tin vui: 100, 500, 1.000"),
        ("Thời hạn", "• Hoàn tác được trong: 10 phút"),
    ):
        assert line in await owner.press(part)
        await owner.press("Xem cả chính sách")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
async def test_every_setting_is_shown_with_an_example_that_it_takes(owner: Phone, setting: Setting) -> None:
    """What the bot offers as an example is understood by it, and nothing else is: a word is asked again."""
    parts = ("Giờ nghỉ, ngày nghỉ", "Giờ gửi", "Nhắc đoàn viên", "Bảng và xếp hạng", "Thời hạn")
    await owner.say("chính sách")
    await owner.press(parts[GROUPS.index(setting.group)])
    place = [each for each in SETTINGS if each.group == setting.group].index(setting)
    said = await owner.press(owner.labels[place])
    example = said.split("ví dụ: ")[1].splitlines()[0]
    read(setting, example, TODAY)
    assert "Bot chưa đọc được giá trị này" in await owner.say("xin chào các bạn")


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("quiet", "20h30–7h30", [time(20, 30), time(7, 30)]),
        ("quiet", "từ 21h đến 7h", [time(21), time(7)]),
        ("quiet", "7h30–20h30", [time(20, 30), time(7, 30)]),
        ("digest", "8h - 11h30", [time(8), time(11, 30)]),
        ("worker-at", "12:15", [time(12, 15)]),
        ("worker-at", "12", [time(12)]),
        ("worker-hours", "7h05, 13h45 và 21h15", [[time(7, 5), time(13, 45), time(21, 15)]]),
        ("bot-messages-per-day", "2 tin", [2]),
        ("bot-messages-per-day", "không", [0]),
        ("needed-share", "75%", [75]),
        ("milestones", "100, 1.000, 5.000", [[100, 1000, 5000]]),
        ("draft-after-hours", "không", [[]]),
        ("stretch", "10 ngày cuối, cứ 3 ngày", [10, 3]),
        ("quiet-weekdays", "thứ bảy, CN", [[6, 7]]),
        ("quiet-weekdays", "t7 va chủ nhật", [[6, 7]]),
        ("extra-quiet-days", "2/9; 24/11/2022", [[date(2022, 9, 2), date(2022, 11, 24)]]),
    ],
)
def test_a_value_is_read_as_people_type_it(name: str, said: str, expected: list[Any]) -> None:
    """Hours, spans in either sense of quiet, counts with their measure, weekdays, days, nothing at all."""
    assert list(read(BY_NAME[name], said, TODAY).values()) == expected


@pytest.mark.parametrize(
    ("name", "said"),
    [("quiet", "20h30"), ("quiet", "sáng đến tối"), ("worker-at", "25h"), ("needed-share", "nhiều"),
     ("stretch", "7"), ("quiet-weekdays", "thứ chín"), ("extra-quiet-days", "31/2/2022"), ("milestones", "")],
)  # fmt: skip
def test_what_is_no_value_is_not_guessed(name: str, said: str) -> None:
    """Half a span, no such hour or day, a word."""
    if said:
        with pytest.raises(UnreadableError):
            read(BY_NAME[name], said, TODAY)
    else:
        assert read(BY_NAME[name], said, TODAY) == {"milestones": []}


# Changing


async def test_a_value_is_shown_before_it_holds_and_then_holds_at_once(stage: Stage, owner: Phone) -> None:
    """From what to what, a yes, and the next turn knows; the log has both values."""
    await owner.say("chính sách")
    await owner.say("giờ nghỉ")
    said = await owner.say("21h–7h")
    assert "Giờ nghỉ: từ 20h30–7h30 thành 21h00–7h00, có hiệu lực ngay." in said
    assert _policy(stage).quiet_from == time(20, 30)
    assert "Đã đổi. Giờ nghỉ: 21h00–7h00." in await owner.press("Đổi")
    assert (_policy(stage).quiet_from, _policy(stage).quiet_until) == (time(21), time(7))
    assert "không nhắc từ 21h00 đến 7h00" in await owner.say("nhắc")
    assert "đổi chính sách – Giờ nghỉ 20h30–7h30 → 21h00–7h00" in await owner.say("nhật ký")
    assert "• Giờ nghỉ: 21h00–7h00 (đã đổi)" in await owner.say("chính sách")
    await stage.restart()
    assert "• Giờ nghỉ: 21h00–7h00 (đã đổi)" in await owner.say("chính sách")


@pytest.mark.parametrize(
    ("setting", "said", "reason"),
    [
        ("giờ nghỉ", "22h30–7h", "Từ 22h00 đến 7h00 không được nhắn cho ai"),
        ("giờ nghỉ", "20h30–6h", "Từ 22h00 đến 7h00 không được nhắn cho ai"),
        ("giờ nghỉ", "19h–7h30", "Tin nhắc giờ cuối gửi lúc 20h00 sẽ rơi vào giờ nghỉ 19h00–7h30"),
        ("giờ nhắc khác", "6h30", "Từ 22h00 đến 7h00 không được nhắn cho ai"),
        ("bảng của nhóm", "21h–22h", "Bảng của nhóm gửi lúc 21h00 sẽ rơi vào giờ nghỉ"),
        ("bản tóm tắt của cán bộ", "9h–8h", "giờ cuối (8h00) phải sau giờ đầu (9h00)"),
        ("tối đa mỗi người", "4", "Chỉ nhận số đến 3"),
        ("số đơn vị dẫn đầu", "0", "Chỉ nhận số từ 1 trở lên"),
        ("ngày nghỉ hằng tuần", "thứ 2, 3", "chưa đọc được"),
        ("ngày nghỉ hằng tuần", "T2, T3, T4, T5, T6, T7, CN", "ngày nào trong tuần cũng nghỉ"),
        ("luôn đăng bảng", "7, 7", "bị lặp"),
        ("mời người chưa bắt đầu, nhiều nhất", "7 và 5", "7 lớn hơn 5"),
        ("giờ nghỉ", "20h30–7h30", "đúng như vậy rồi"),
    ],
)
async def test_what_cannot_be_is_refused_in_words(
    stage: Stage, owner: Phone, setting: str, said: str, reason: str
) -> None:
    """The same model judges as for the file; no telephone loosens the hours from 22h00 to 7h00."""
    await owner.say(f"/chinhsach {setting}")
    answer = await owner.say(said)
    assert reason in answer
    assert "Đồng chí nhắn giá trị mới" in answer
    assert await stage.rows("SELECT * FROM amendment") == []


async def test_a_day_off_that_is_worked_is_refused(owner: Phone) -> None:
    """Both lists cannot have it."""
    await owner.say("/chinhsach ngày nghỉ thêm")
    await owner.say("20/5/2022")
    await owner.press("Đổi")
    await owner.say("/chinhsach ngày nghỉ vẫn làm")
    assert "vừa là ngày nghỉ thêm" in await owner.say("20/5/2022")


# Taking back


async def test_a_change_is_undone_for_the_policy_s_minutes(stage: Stage, owner: Phone) -> None:
    """To what held before it; later it is changed anew, or given back to the file."""
    for value in ("12h", "12h30"):
        await owner.say("/chinhsach giờ nhắc đoàn viên")
        await owner.say(value)
        await owner.press("Đổi")
    assert "Giờ nhắc đoàn viên: 12h00" in await owner.press("Hoàn tác")
    assert _policy(stage).worker_at == time(12)
    await owner.say("/chinhsach giờ nhắc đoàn viên")
    await owner.say("13h")
    await owner.press("Đổi")
    stage.later(minutes=10)
    assert "Chỉ hoàn tác được trong 10 phút" in await owner.press("Hoàn tác")
    await owner.say("/chinhsach giờ nhắc đoàn viên")
    assert "Trong tệp của chương trình: 11h35." in owner.text
    assert "từ 13h00 thành 11h35" in await owner.press("Về giá trị trong tệp")
    await owner.press("Đổi")
    assert _policy(stage) == stage.overlay.filed.policy


async def test_what_others_rest_on_is_not_undone_under_them(stage: Stage, owner: Phone) -> None:
    """The last call lies in what were quiet hours: the quiet hours cannot come back before it is moved."""
    await owner.say("/chinhsach giờ nghỉ")
    await owner.say("21h30–7h30")
    await owner.press("Đổi")
    quiet = owner.all[-1]
    await owner.say("/chinhsach tin nhắc giờ cuối")
    await owner.say("21h")
    await owner.press("Đổi")
    assert "sẽ rơi vào giờ nghỉ 20h30–7h30" in await owner.press("Hoàn tác", of=quiet)
    assert _policy(stage).quiet_from == time(21, 30)


async def test_of_two_owners_the_second_sees_what_the_first_decided(stage: Stage, owner: Phone) -> None:
    """He is told by whom and asked again; the first one's change cannot be undone after his."""
    second = await owner_of(stage, "Phạm Đức Anh")
    await second.say("/chinhsach tối đa mỗi người")
    await second.say("1")
    await owner.say("/chinhsach tối đa mỗi người")
    await owner.say("2")
    await owner.press("Đổi")
    first = owner.all[-1]
    said = await second.press("Đổi")
    assert "đồng chí Trần Thị Chủ đã đổi mục này" in said
    assert "từ 2 tin thành 1 tin" in said
    await second.press("Đổi")
    assert _policy(stage).bot_messages_per_day == 1
    assert "đã được đổi lần nữa" in await owner.press("Hoàn tác", of=first)


async def test_a_value_that_another_change_made_impossible_is_not_confirmed(
    stage: Stage, owner: Phone
) -> None:
    """Between the preview and the yes somebody else changed what it has to go together with."""
    second = await owner_of(stage, "Phạm Đức Anh")
    await second.say("/chinhsach tin nhắc giờ cuối")
    await second.say("20h15")
    await owner.say("/chinhsach tin nhắc giờ cuối")
    await owner.say("19h")
    await owner.press("Đổi")
    await owner.say("/chinhsach bảng của nhóm")
    await owner.say("17h–19h45")
    await owner.press("Đổi")
    await owner.say("/chinhsach giờ nghỉ")
    await owner.say("20h–7h30")
    await owner.press("Đổi")
    await second.press("Đổi")
    assert "sẽ rơi vào giờ nghỉ 20h00–7h30" in await second.say("có")
    assert _policy(stage).last_call_at == time(19)


# What follows


async def test_what_waits_for_the_end_of_the_quiet_hours_is_judged_anew(stage: Stage, owner: Phone) -> None:
    """A reminder held back until the morning goes out when its hour is not quiet any more; others stay as planned."""
    chat = await stage.value("SELECT id FROM chat WHERE address = :a", a=owner.address)
    person = (await owner.person())["id"]
    now = stage.clock.now()
    morning = now + timedelta(hours=12)
    async with stage.database.write() as connection:
        rows = [
            outgoing(9000 + n, chat_id=chat, person_id=person, kind="nudge", key=str(n), state="due", reason=reason,
                     not_before=morning, useful_until=morning + timedelta(hours=3), created_at=now)
            for n, reason in enumerate(("quiet", ""))
        ]  # fmt: skip
        await insert_new(connection, rows)
    await owner.say("/chinhsach giờ nghỉ")
    await owner.say("21h–7h")
    await owner.press("Đổi")
    states = await stage.rows("SELECT state FROM outbox WHERE id >= 9000 ORDER BY id")
    assert [row["state"] for row in states] == ["sent", "due"]


async def test_groups_with_an_hour_of_their_own_are_counted_before_it_is_changed(
    stage: Stage, owner: Phone
) -> None:
    """They keep their hour; where it would be quiet the owner is warned, and the other groups follow the policy."""
    cadre = await cadre_of(stage, "DHOI")
    own, other = await linked(stage, cadre, "DHOI"), await linked(stage, cadre, "DHOI")
    await own.say("/gio 19:30", sender=cadre.address)
    await owner.say("/chinhsach bảng của nhóm")
    said = await owner.say("16h–19h")
    assert "1 nhóm đã được cán bộ chọn giờ riêng" in said
    assert "1 nhóm có giờ riêng (19h30) sẽ rơi vào giờ nghỉ" in said
    await owner.press("Đổi")
    assert "lúc 16h00" in await other.say("/gio", sender=cadre.address)
    assert "lúc 19h30" in await own.say("/gio", sender=cadre.address)


async def test_an_hour_that_is_past_today_is_said_to_hold_from_tomorrow_on(owner: Phone) -> None:
    """At nine o'clock a digest of eight comes tomorrow."""
    await owner.say("/chinhsach bản tóm tắt của cán bộ")
    assert "áp dụng từ lần kế tiếp" in await owner.say("7h45–11h")
    assert "áp dụng từ lần kế tiếp" not in await owner.say("10h–11h")
