"""The month of a Zalo bot, over real HTTP against the stand-in's own counter."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from bot.zalo.rendering import texts_of
from sandbox.zalo.world import Plan
from scheduler.civil import TurnedClock
from scheduler.quota import ZONE
from scheduler.sending import Refused, Sent, Unsure
from storage.messages import Message
from tests.bot.zalo.test_sending import TEXTS, open_sender
from tests.bot.zalo.test_talking import joins
from tests.bot.zalo.wire import LAN, PATIENCE, TOKEN, House, Stand, open_house, open_stand

WAITING = "SELECT count(*) FROM outbox WHERE state = 'due' AND reason = 'quota'"


def bot_of(stand: Stand) -> str:
    return stand.world.tokens[TOKEN].id


async def rows(house: House, statement: str, **values: Any) -> list[Any]:
    """What the database holds."""
    async with house.app.database.read() as connection:
        return list((await connection.execute(sql(statement), values)).all())


async def ledger(house: House, sent: int) -> tuple[int, int]:
    """(sent, received) once so many sent ones are stored."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = await rows(house, "SELECT sent, received FROM quota")
            if found and found[0][0] >= sent:
                return found[0][0], found[0][1]
            await asyncio.sleep(0.02)


async def come(house: House, statement: str, expected: list[Any]) -> None:
    """Wait until the database holds this."""
    try:
        async with asyncio.timeout(PATIENCE):
            while await rows(house, statement) != expected:  # noqa: ASYNC110  # the database tells
                await asyncio.sleep(0.02)
    except TimeoutError:
        assert await rows(house, statement) == expected


def turn(stand: Stand, house: House, moment: datetime) -> None:
    """Civil time on both sides."""
    assert isinstance(house.app.clock, TurnedClock)
    stand.world.clock.set(moment)
    house.app.clock.set(moment)


async def test_the_ledger_is_what_the_platform_counts(tmp_path: Path) -> None:
    """After a whole joining, both directions: the stand-in counted as many as the row of this month says."""
    async with open_stand(count_inbound=True) as stand, open_house(stand, tmp_path) as house:
        await joins(stand, LAN)
        sent = len(stand.world.sent)
        (counted,) = stand.world.tokens[TOKEN].used.values()
        assert counted > sent
        assert await ledger(house, sent) == (sent, counted - sent)
        assert await rows(house, "SELECT channel, bot, month, stopped_at FROM quota") == [
            ("zalo", bot_of(stand), "2022-05", None)
        ]


async def test_a_split_message_counts_by_its_parts() -> None:
    """Each part that was accepted is a message of the month, and one of which nobody knows is counted too."""
    async with open_sender() as (stand, sender, lan, _):
        long = Message("Một câu khá dài để thử. " * 200)
        assert isinstance(await sender.send(lan, long), Sent)
        parts = len(texts_of(long, TEXTS))
        assert parts == len(stand.world.sent) == 3
        assert sender._meter.standing().sent == parts
        stand.fault(method="sendMessage", drop="after")
        assert isinstance(await sender.send(lan, Message("chào")), Unsure)
        assert sender._meter.standing().sent == parts + 1
        stand.fault(method="sendMessage", code=400)
        assert isinstance(await sender.send(lan, Message("chào")), Refused)
        assert sender._meter.standing().sent == parts + 1


async def test_nothing_is_sent_after_the_quota_was_exceeded(tmp_path: Path) -> None:
    """The refused answer and those after it wait; not one more call is made; in the new month's morning they come."""
    async with open_stand() as stand, open_house(stand, tmp_path) as house:
        bot = stand.world.tokens[TOKEN]
        bot.plan = Plan(messages=1)
        turn(stand, house, datetime(2022, 5, 31, 20, 0, tzinfo=ZONE))
        await stand.says(LAN, "chào", "Chào anh/chị!")
        stand.world.people.say(LAN, "1 có 2 có 3 không 4 có")
        await come(house, WAITING, [(1,)])
        stand.world.people.say(LAN, "Nguyễn Thị Lan")
        await come(house, WAITING, [(2,)])
        assert len(stand.world.sent) == 1
        assert stand.world.violations == []  # a second call after the refusal would be one
        bot.plan = Plan(messages=3)
        turn(stand, house, datetime(2022, 6, 1, 7, 0, tzinfo=ZONE))
        await come(house, "SELECT count(*) FROM outbox WHERE reason = 'quiet'", [(1,)])
        assert len(stand.world.sent) == 1
        turn(stand, house, datetime(2022, 6, 1, 7, 30, tzinfo=ZONE))
        await come(house, "SELECT count(*) FROM outbox WHERE state = 'sent'", [(3,)])
        assert len(stand.world.sent) == 3
        assert stand.world.violations == []


async def test_the_breaker_survives_a_restart(tmp_path: Path) -> None:
    """A new process knows that the month is used up and tries nothing; the question still waits."""
    async with open_stand() as stand:
        bot = stand.world.tokens[TOKEN]
        async with open_house(stand, tmp_path) as house:
            bot.plan = Plan(messages=1)
            await stand.says(LAN, "chào", "Chào anh/chị!")
            stand.world.people.say(LAN, "1 có 2 có 3 không 4 có")
            await come(house, WAITING, [(1,)])
        async with open_house(stand, tmp_path) as house:
            stand.world.people.say(LAN, "Nguyễn Thị Lan")
            await come(house, WAITING, [(2,)])
            assert len(stand.world.sent) == 1
            assert stand.world.violations == []
