"""Telling the owners that a bot is stopped, where they can still be reached."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from campaign.quota import Plan
from campaign.texts import Texts
from scheduler.alarming import Alarms
from scheduler.civil import TurnedClock
from scheduler.delivery import Place
from scheduler.quota import Meter
from storage.database import Database
from storage.loading import table_of
from storage.messages import Message
from storage.writing import write
from tests.scheduler.test_handing import role
from tests.storage.rows import NOW, chat, person

LATER = NOW + timedelta(hours=10)
FIRST, SECOND, FREE = ("counted", "1"), ("counted", "2"), ("telegram", "1")
NAMES: dict[Place, str] = {FIRST: "Bot Một", SECOND: "Bot Hai", FREE: "@bot_ba"}


async def stage(database: Database, stopped: set[Place]) -> Alarms:
    """An owner with a chat with each bot and with one that is not set up any more, and a cadre with one."""
    gone = chat(4, channel="counted", bot="9", person_id=1)
    free, cadres = chat(3, person_id=1), chat(5, address="5", person_id=2)
    counted = [chat(1, channel="counted", person_id=1), chat(2, channel="counted", bot="2", person_id=1)]
    async with database.write() as connection:
        await write(connection, [person(1), person(2), gone, *counted, free, cadres])
        await write(connection, [role(1, 1, "owner", "LDLD"), role(2, 2, "cadre", "LDLD")])
    clock = TurnedClock(NOW)
    meters = {place: Meter(*place, Plan(), clock) for place in (FIRST, SECOND)}
    return Alarms(database, Texts, NAMES, meters, lambda: stopped)


async def told(database: Database) -> list[tuple[int, str]]:
    """(chat, words) of everything that waits to go out, nothing before the quiet time is over."""
    out = table_of("outbox")
    async with database.read() as connection:
        rows = (await connection.execute(select(out).order_by(out.c.id))).all()
    assert all(row.not_before == LATER for row in rows)
    return [(row.chat_id, Message.from_json(row.body).text) for row in rows]


async def test_owners_were_not_told_that_a_token_had_been_reset(database: Database) -> None:
    """Each once, by a bot that works: one whose messages are not counted before one whose are."""
    stopped: set[Place] = {FIRST}
    alarms = await stage(database, stopped)
    assert await alarms.tick(NOW, LATER)
    assert not await alarms.tick(NOW, LATER)
    stopped.add(FREE)
    assert await alarms.tick(NOW, LATER)
    first, second = await told(database)
    assert first[0] == 3
    assert first[1].startswith("Kính báo đồng chí: Bot Một đã ngừng hoạt động")
    assert second[0] == 2
    assert "@bot_ba" in second[1]


async def test_where_no_bot_works_nobody_is_told(database: Database) -> None:
    """Nothing is written that could not be sent: the log says it."""
    alarms = await stage(database, {FIRST, SECOND, FREE})
    assert await alarms.tick(NOW, LATER)
    assert await told(database) == []
