"""Quiet hours hold for what was planned before and could not go out in time (I8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from campaign.calendar import QuietTimes
from campaign.definition import Policy
from storage.database import Database
from storage.outbox import insert_new
from storage.writing import write
from tests.scheduler.test_pump import House
from tests.storage.rows import NOW, chat, outgoing, person

ZONE = "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("kind", "waits"), [("end", True), ("milestone", True), ("digest", True), ("receipt", False)]
)
async def test_a_backlog_waits_for_the_morning_and_an_answer_does_not(
    database: Database, kind: str, waits: bool
) -> None:
    """At night what the bot begins by itself waits until 7h30; what somebody asked for goes at once."""
    house = House(database)
    house.pump.loud_from = QuietTimes(Policy(), ZONE).next_loud
    night = datetime.combine(NOW.date() + timedelta(days=2), datetime.min.time(), ZoneInfo(ZONE)) - timedelta(
        hours=1
    )
    house.clock.set(night)
    async with database.write() as connection:
        await write(connection, (chat(1),))
        await insert_new(connection, [outgoing(1, kind=kind, useful_until=night + timedelta(days=5))])
    house.pump.kick()
    await house.rest()
    assert house.texts == ([] if waits else ["1"])
    assert (house.pump.next_due is not None) == waits
    if waits:
        morning = house.pump.next_due
        assert morning is not None
        assert morning.astimezone(ZoneInfo(ZONE)).strftime("%H:%M") == "07:30"
        await house.turn(seconds=(morning - night).total_seconds() + 5)
        assert house.texts == ["1"]
    house.stop.set()
    await house.task


async def test_a_nudge_at_the_hour_somebody_chose_goes_out_in_the_evening(database: Database) -> None:
    """At 21:15 only to whoever chose it; the other's waits, and so does everything from 22:00 on."""
    house, quiet = House(database), QuietTimes(Policy(), ZONE)
    house.pump.loud_from, house.pump.loud_for_chosen = quiet.next_loud, quiet.next_loud_for_chosen
    evening = NOW.astimezone(ZoneInfo(ZONE)).replace(hour=21, minute=15)
    house.clock.set(evening)
    async with database.write() as connection:
        chosen = [person(number, nudge_at=hour) for number, hour in ((1, 21 * 60 + 15), (2, None))]
        await write(connection, [*chosen, *(chat(number, person_id=number) for number in (1, 2))])
        rows = [
            outgoing(
                number,
                chat_id=number,
                person_id=number,
                kind="nudge",
                useful_until=evening + timedelta(days=1),
            )
            for number in (1, 2)
        ]
        await insert_new(connection, rows)
    house.pump.kick()
    await house.rest()
    assert house.texts == ["1"]
    house.clock.set(evening.replace(hour=22, minute=0))
    async with database.write() as connection:
        await insert_new(
            connection,
            [outgoing(3, chat_id=1, person_id=1, kind="nudge", useful_until=evening + timedelta(days=1))],
        )
    house.pump.kick()
    await house.rest()
    assert house.texts == ["1"]
    house.stop.set()
    await house.task
