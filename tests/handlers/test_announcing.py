"""Announcements: for whom, what, how many, yes; in portions, never in the quiet hours, stopped on a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from campaign.calendar import QuietTimes
from campaign.targets import denominators
from campaign.texts import Texts
from campaign.tree import UnitTree
from scheduler import announcing
from scheduler.agenda import frame_of
from scheduler.announcing import Announcing
from scheduler.staging import Staging
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage

WORDS = "Chiều thứ Sáu, hội trường huyện có buổi hướng dẫn viết sáng kiến."


def _staging(stage: Stage, *, paused: bool = False) -> Staging:
    made = stage.campaign
    return Staging(
        campaign=made,
        frame=frame_of(made),
        tree=UnitTree(made.units, made.successions),
        texts=Texts(made.texts),
        zone=ZoneInfo(made.time_zone),
        goals={phase.code: denominators(made.targets, phase.code) for phase in made.phases},
        forms={made.form.revision: made.form},
        bot="@bot",
        paused=paused,
    )


def _sender(stage: Stage, *, paused: bool = False) -> Announcing:
    def loud_from(moment: datetime) -> datetime:
        made = stage.campaign
        return QuietTimes(made.policy, made.time_zone, made.sprint_at(moment)).next_loud(moment)

    return Announcing(stage.database, lambda: _staging(stage, paused=paused), loud_from)


async def _written(owner: Phone, audience: str = "Đoàn viên", where: str = "Toàn chương trình") -> str:
    """Up to the preview."""
    await owner.say("thông báo")
    await owner.press(audience)
    await (owner.press(where) if where == "Toàn chương trình" else owner.say(where))
    return await owner.say(WORDS)


async def _announced(owner: Phone, **more: str) -> str:
    await _written(owner, **more)
    return await owner.press("Gửi")


async def _sent(stage: Stage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await stage.rows(
        "SELECT * FROM outbox WHERE kind = 'announcement' ORDER BY id"
    )
    return found


@pytest.fixture
def _small_portions() -> Iterator[None]:
    before, announcing.PORTION = announcing.PORTION, 2
    yield
    announcing.PORTION = before


async def test_the_words_are_shown_as_they_will_be_read_with_how_many_read_them(
    stage: Stage, worker: Phone
) -> None:
    """Preview, audience, subtree and number before anything is written; a no leaves nothing."""
    owner = await owner_of(stage)
    said = await _written(owner)
    assert "📢 Thông báo của" in said
    assert WORDS in said
    assert "Đoàn viên, người lao động, LĐLĐ huyện Đông Anh – 2 người" in said
    assert "Chưa có gì thay đổi" in await owner.press("Hủy")
    assert await stage.rows("SELECT * FROM announcement") == []
    await _sender(stage).tick(stage.clock.now())
    assert WORDS not in worker.all[-1].full_text()


async def test_who_lets_himself_be_reminded_reads_it_once(stage: Stage, worker: Phone) -> None:
    """Workers with P2 in the subtree, nobody else; another tick or another process sends it to nobody twice."""
    silent = stage.phone("Lý Thị Lặng")
    await silent.joins("DHOI", reminders=False)
    elsewhere = stage.phone("Ngô Văn Xa")
    await elsewhere.joins("MNUYNO")
    owner = await owner_of(stage)
    assert "cho 1 người" in await _announced(owner, where="DHOI")
    for sender in (_sender(stage), _sender(stage)):
        for _ in range(3):
            await sender.tick(stage.clock.now())
            stage.later(minutes=1)
            await stage.settle()
    heard = [phone.all[-1].full_text() for phone in (worker, silent, elsewhere)]
    assert [WORDS in each for each in heard] == [True, False, False]
    assert len(await _sent(stage)) == 1
    assert "đã tới 1/1 người" in await owner.say("thông báo")


async def test_cadres_are_those_of_the_subtree(stage: Stage, worker: Phone) -> None:
    """Whoever is in charge there, and no worker."""
    cadre, other = await cadre_of(stage, "DHOI"), await cadre_of(stage, "MNUYNO", name="Phạm Đức Anh")
    owner = await owner_of(stage)
    await _announced(owner, audience="Cán bộ", where="DHOI")
    await _sender(stage).tick(stage.clock.now())
    await stage.settle()
    assert [WORDS in phone.all[-1].full_text() for phone in (cadre, other, worker)] == [True, False, False]


async def test_nothing_is_announced_in_the_quiet_hours_or_while_paused(stage: Stage, worker: Phone) -> None:
    """Written at night it waits for the morning; while everything is paused it waits for the owner."""
    owner = await owner_of(stage)
    stage.at("5/5", 21)
    await _announced(owner)
    sender = _sender(stage)
    assert await sender.tick(stage.clock.now()) == 0
    assert sender.next_due is not None
    assert sender.next_due.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).hour == 7
    stage.clock.set(sender.next_due)
    assert await _sender(stage, paused=True).tick(stage.clock.now()) == 0
    assert await sender.tick(stage.clock.now()) == 2
    await stage.settle()
    assert WORDS in worker.all[-1].full_text()


async def test_who_was_written_to_enough_today_reads_it_tomorrow(stage: Stage, worker: Phone) -> None:
    """The ceiling per person and day holds for announcements too (I8)."""
    owner = await owner_of(stage)
    for _ in range(stage.campaign.policy.bot_messages_per_day):
        await _announced_again(stage, owner)
    await _announced_again(stage, owner)
    person = (await worker.person())["id"]
    mine = [row for row in await _sent(stage) if row["person_id"] == person]
    assert [row["state"] for row in mine] == ["sent", "sent", "sent", "due"]
    assert mine[-1]["not_before"] >= int((stage.clock.now() + timedelta(hours=22)).timestamp() * 1_000_000)


async def _announced_again(stage: Stage, owner: Phone) -> None:
    await owner.say("/thongbao moi")
    await owner.press("Đoàn viên")
    await owner.press("Toàn chương trình")
    await owner.say(WORDS)
    await owner.press("Gửi")
    sender = _sender(stage)
    await sender.tick(stage.clock.now())
    stage.later(minutes=2)
    await stage.settle()


@pytest.mark.usefixtures("_small_portions")
async def test_an_announcement_goes_in_portions_and_is_stopped_on_a_word(stage: Stage) -> None:
    """After the first portion the owner stops it: whoever has not got it does not get it, and the count is true."""
    for number in range(5):
        await stage.phone(f"Nguyễn Văn {'ABCDE'[number]}").joins("DHOI")
    owner = await owner_of(stage)
    await _announced(owner, where="DHOI")
    sender = _sender(stage)
    assert await sender.tick(stage.clock.now()) == 2
    await stage.settle()
    assert "đang gửi, đã tới 2/5 người" in await owner.say("thông báo")
    stage.later(minutes=1)
    assert await sender.tick(stage.clock.now()) == 2
    assert "2 người đã nhận" in await owner.press("Dừng gửi")
    await stage.settle()
    stage.later(minutes=1)
    assert await sender.tick(stage.clock.now()) == 0
    assert [row["state"] for row in await _sent(stage)] == ["sent", "sent", "dropped", "dropped"]
    assert "đã dừng, đã tới 2/5 người" in await owner.say("thông báo")
    audit = await stage.rows("SELECT action FROM audit WHERE action LIKE 'announ%' ORDER BY id")
    assert [row["action"] for row in audit] == ["announced", "announcement_stopped"]


async def test_bad_input_is_answered_and_loses_nothing(stage: Stage) -> None:
    """A unit nobody knows, a picture, too many words, an audience of nobody."""
    owner = await owner_of(stage)
    await owner.say("thông báo")
    assert "chọn một mục" in await owner.say("tất cả mọi người trên đời")
    await owner.press("Cán bộ")
    assert "Không thấy đơn vị nào" in await owner.say("xyzxyz")
    await owner.press("Toàn chương trình")
    assert "viết giúp bằng chữ" in await owner.photo("p1")
    assert "tối đa 1.200 ký tự" in await owner.say("dài " * 400)
    assert "– 0 người" in await owner.say(WORDS)
    assert "chưa có ai bật tin nhắc" in await owner.press("Gửi")
    assert await stage.rows("SELECT * FROM announcement") == []


async def test_only_an_owner_announces_or_stops(stage: Stage, worker: Phone) -> None:
    """Neither a cadre nor a worker, also by a forwarded button."""
    owner, cadre = await owner_of(stage), await cadre_of(stage, "LDLD")
    await _announced(owner)
    for phone in (cadre, worker):
        assert "dành cho cán bộ phụ trách" in await phone.say("/thongbao")
        assert "dành cho cán bộ phụ trách" in await phone.say("/dungthongbao 1")
    assert (await stage.rows("SELECT state FROM announcement"))[0]["state"] == "running"
