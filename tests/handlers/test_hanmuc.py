"""`/hanmuc`: an owner sees the month of the counted bots and lets a stopped one try again."""

from __future__ import annotations

from dataclasses import replace

from campaign.quota import Plan, Standing
from storage.messages import Message
from storage.outbox import Outgoing, insert_new
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import BOT, CHANNEL, Stage

FREE = Plan(messages=3000, users=50, groups=3)


def counted(stage: Stage, **more: object) -> None:
    """From now on the stage's bot is one whose messages are counted."""
    scene = stage._scene()
    known = {"sent": 1800, "received": 600, "users": 45, "groups": 2} | more
    standing = Standing(CHANNEL, BOT, "Bot Sáng Kiến", FREE, **known)  # type: ignore[arg-type]  # the test's own
    stage._scenes = dict.fromkeys(stage._scenes, replace(scene, quotas=(standing,)))


async def waiting(stage: Stage, chat: int, state: str = "due", reason: str = "quota") -> int:
    """An answer that the plan keeps back."""
    now = stage.clock.now()
    number = stage.database.ids.take("outbox")
    row = Outgoing(
        id=number, chat_id=chat, person_id=None, kind="answer", key=None, body=Message("đã chờ").to_json(),
        priority=1, state=state, not_before=now.replace(month=6), useful_until=now.replace(month=7), attempts=0,  # type: ignore[arg-type]
        created_at=now, done_at=None if state == "due" else now, reason=reason,
    )  # fmt: skip
    async with stage.database.write() as connection:
        await insert_new(connection, [row])
    return number


async def test_an_owner_sees_the_month(stage: Stage) -> None:
    """Messages of both directions with their percent, people, groups, what the stage means, what was kept back."""
    owner = await owner_of(stage)
    chat = await stage.value("SELECT id FROM chat WHERE address = :a", a=owner.address)
    await waiting(stage, chat, "missed")
    await waiting(stage, chat, "handed_over", "groups")
    counted(stage)
    said = await owner.say("hạn mức")
    assert "• Tin: 2.400/3.000 (80%), gồm 1.800 tin gửi và 600 tin nhận" in said
    assert "• Người dùng: 45/50" in said
    assert "• Nhóm: 2/3" in said
    assert "Bot đã bớt các tin xã giao." in said
    assert "sắp đủ số người" in said
    assert "Bảng đã giao cán bộ chuyển tiếp: 1" in said
    assert "không có cán bộ để giao: 1" in said


async def test_nobody_else_sees_it(stage: Stage) -> None:
    """A cadre is refused kindly, and cannot reopen anything."""
    cadre = await cadre_of(stage, "DHOI")
    counted(stage, stopped_at=stage.clock.now())
    for words in ("hạn mức", "mở lại"):
        assert "dành cho" in await cadre.say(words)
    assert await stage.value("SELECT count(*) FROM audit WHERE action = 'quota_reopened'") == 0


async def test_an_owner_reopens_a_stopped_bot(stage: Stage) -> None:
    """His word is noted, and what waited for the month's end goes out at once."""
    owner = await owner_of(stage)
    chat = await stage.value("SELECT id FROM chat WHERE address = :a", a=owner.address)
    row = await waiting(stage, chat)
    counted(stage, stopped_at=stage.clock.now())
    shown = await owner.say("hạn mức")
    assert "hết hạn mức lúc" in shown
    assert "Tin đang chờ: 1" in shown
    assert "Đã mở lại: Bot Sáng Kiến" in await owner.say("mở lại")
    await stage.settle()
    assert await stage.value("SELECT state FROM outbox WHERE id = :id", id=row) == "sent"
    assert await stage.value("SELECT count(*) FROM audit WHERE action = 'quota_reopened'") == 1


async def test_without_counted_bots_there_is_no_limit(stage: Stage) -> None:
    """And nothing to reopen."""
    owner = await owner_of(stage)
    assert "không bị giới hạn" in await owner.say("/hanmuc")
    assert "Không có bot nào đang ngừng" in await owner.say("/molai")
