"""Telling the owners that a bot's month runs out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campaign.quota import Plan
from campaign.texts import Texts
from scheduler.civil import TurnedClock
from scheduler.quota import Meter
from scheduler.warning import warnings
from storage.database import Database
from storage.messages import Message
from storage.outbox import Outgoing
from storage.writing import write
from tests.scheduler.test_handing import role
from tests.storage.rows import NOW, chat, person

LATER = NOW + timedelta(hours=10)
HERE, ELSEWHERE = 1, 2


@pytest.fixture
def meter() -> Meter:
    """A bot of 3,000 messages."""
    return Meter("counted", "1", Plan(messages=3000), TurnedClock(NOW), "Bot Sáng Kiến")


async def told(database: Database, meter: Meter, *chats: int) -> list[Outgoing]:
    """The messages to an owner and a cadre who have these chats."""
    rows = {HERE: chat(HERE, channel="counted", person_id=1), ELSEWHERE: chat(ELSEWHERE, person_id=1)}
    async with database.write() as connection:
        await write(connection, [person(1), person(2), *(rows[number] for number in chats)])
        await write(connection, [role(1, 1, "owner", "LDLD"), role(2, 2, "cadre", "LDLD")])
        meters = {meter.place: meter}
        return await warnings(connection, database.ids, meters, meter, Texts(), (NOW, LATER))


async def test_owners_are_told_on_the_other_platform(database: Database, meter: Meter) -> None:
    """Only owners, where it costs nothing, and not before the quiet time is over."""
    meter.spent(2400)
    (row,) = await told(database, meter, HERE, ELSEWHERE)
    assert (row.chat_id, row.not_before) == (ELSEWHERE, LATER)
    assert "Bot Sáng Kiến đã dùng 2.400/3.000 tin" in Message.from_json(row.body).text


async def test_without_another_platform_one_message_is_spent_on_it(database: Database, meter: Meter) -> None:
    """While anything can be sent; after the platform's refusal nothing is."""
    meter.spent(2850)
    assert [row.chat_id for row in await told(database, meter, HERE)] == [HERE]
    meter.stop()
    assert await told(database, meter, HERE) == []


def test_each_stage_is_told_once(meter: Meter) -> None:
    """80 %, 95 %, the refusal; after an owner's word a new refusal is told again."""
    assert [_heard(meter, spent) for spent in (2399, 1, 1, 448, 1)] == [
        None,
        "sparing",
        None,
        None,
        "essential",
    ]
    meter.stop()
    assert [_heard(meter), _heard(meter)] == ["stopped", None]
    meter.reopen()
    assert _heard(meter) is None
    meter.stop()
    assert _heard(meter) == "stopped"


def _heard(meter: Meter, spent: int = 0) -> str | None:
    """What is new to the owners after so many messages more."""
    meter.spent(spent)
    stage = meter.untold()
    meter.told(meter.standing().stage)
    return stage
