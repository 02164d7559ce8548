"""The stop rule on a real database: too many turn reminders off, and everybody is asked half as often."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from scheduler.easing import Easing
from scheduler.nudging import Nudging
from storage import optouts
from storage.database import Database
from storage.outbox import insert_new
from storage.records import Consent, Role
from tests.scheduler.stage import ZONE
from tests.scheduler.test_nudging import (
    AFTER,
    BEFORE,
    CALLED,
    IDLE,
    database,
    go_on,
    keep,
    peopled,
    planned,
    stage,
)
from tests.storage.rows import chat, outgoing, person

__all__ = ["database", "peopled"]  # the fixtures of this file too
NOON = datetime(2022, 5, 5, 11, 35, tzinfo=ZONE)
NUDGED = range(1001, 1101)
OWNER = 2000


async def nudge_a_hundred(database: Database, at: datetime) -> None:
    """A hundred people who were nudged then, and an owner."""
    people = [person(each, unit="DHOI", joined_at=at) for each in (*NUDGED, OWNER)]
    await keep(database, *people, *(chat(each.id, person_id=each.id, created_at=BEFORE) for each in people))
    office = Role(id=9, person_id=OWNER, role="owner", unit="LDLD", since=BEFORE, until=None, granted_by=None)
    await keep(database, office)
    async with database.write() as connection:
        rows = [
            outgoing(number, person_id=number, chat_id=number, kind="nudge", state="sent", not_before=at,
                     created_at=at, key=f"DA/DHOI/{number}/draft_20h/{at:%Y-%m-%d}/1")
            for number in NUDGED
        ]  # fmt: skip
        await insert_new(connection, rows)


async def turn_off(database: Database, *people: int, at: datetime) -> None:
    """These people say TẮT NHẮC."""
    for number in people:
        said = Consent(
            id=number, person_id=number, purpose="P2_remind", granted=False, text_version="1", text_hash="",
            chat_id=number, update_key=str(number), given_at=at,
        )  # fmt: skip
        await keep(database, person(number, unit="DHOI", reminders=False), said)


async def alerts(database: Database) -> list[str]:
    """What the owner was told."""
    async with database.read() as connection:
        told = text("SELECT body FROM outbox WHERE kind = 'answer' AND person_id = :p")
        return list(await connection.scalars(told, {"p": OWNER}))


async def test_more_than_two_percent_in_a_week_and_workers_are_asked_half_as_often(
    database: Database,
) -> None:
    """Two of a hundred are borne, the third eases the sprint: a nudge a week instead of two."""
    await nudge_a_hundred(database, NOON - timedelta(days=1))
    await turn_off(database, *NUDGED[:2], at=NOON - timedelta(hours=20))
    await Easing(database).look(stage(), NOON)
    async with database.read() as connection:
        assert (await optouts.eased(connection))[None] == frozenset()
    await turn_off(database, NUDGED[2], at=NOON - timedelta(hours=19))
    await go_on(database, Nudging(database, stage), NOON - timedelta(minutes=1), AFTER)
    assert (await planned(database))[IDLE] == ["5/5 11:35", "12/5 11:35", "25/5 11:35", "30/5 11:35", CALLED]


async def test_the_owners_are_told_once_and_with_the_figures(database: Database) -> None:
    """However often it is looked at, and by whom: one message, in the hours in which the bot may speak."""
    await nudge_a_hundred(database, NOON - timedelta(days=1))
    await turn_off(database, *NUDGED[:3], at=NOON)
    for moment in (NOON.replace(hour=21), NOON + timedelta(days=1), NOON + timedelta(days=2)):
        for _ in range(2):
            await Easing(database).look(stage(), moment)
    said = await alerts(database)
    assert len(said) == 1
    assert "3 trong 100 người được nhắc đã tắt tin nhắc (3%)" in said[0]
    async with database.read() as connection:
        due = await connection.scalar(text("SELECT not_before FROM outbox WHERE kind = 'answer'"))
    assert datetime.fromtimestamp(due / 1e6, ZONE) == datetime(2022, 5, 6, 7, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("nudged_at", "turned_off_at"),
    [
        (NOON - timedelta(days=8), NOON - timedelta(days=7, hours=1)),  # last week's
        (NOON - timedelta(days=1), NOON - timedelta(days=2)),  # before the nudge, so not because of it
    ],
)
async def test_who_turned_off_earlier_eases_nothing(
    database: Database, nudged_at: datetime, turned_off_at: datetime
) -> None:
    """Only what was turned off in the last seven days, and after a nudge of them."""
    await nudge_a_hundred(database, nudged_at)
    await turn_off(database, *NUDGED[:50], at=turned_off_at)
    await Easing(database).look(stage(), NOON)
    assert await alerts(database) == []


async def test_who_turned_reminders_on_again_is_no_opt_out(database: Database) -> None:
    """What counts is who wants none any more."""
    await nudge_a_hundred(database, NOON - timedelta(days=1))
    await turn_off(database, *NUDGED[:3], at=NOON - timedelta(hours=3))
    await keep(database, person(NUDGED[0], unit="DHOI", reminders=True))
    span = NOON - timedelta(days=7), NOON
    async with database.read() as connection:
        found = await optouts.opt_outs(connection, [span])
    assert found[span] == optouts.OptOuts(nudged=100, stopped=2)
