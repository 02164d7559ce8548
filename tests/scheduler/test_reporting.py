"""Authors are asked for their reports when the time has come: on a real database, through a movement's year."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from campaign.definition import Campaign
from campaign.file import read_campaign, revision_hash
from scheduler.reporting import Reporting
from scheduler.staging import Staging
from storage.campaigns import apply
from storage.database import Database
from storage.messages import Message
from storage.writing import write
from tests.scheduler.stage import staging as staged
from tests.storage.rows import chat, initiative, person

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FOLDER = Path(__file__).parents[2] / "examples" / "dan-van-kheo"
SUBMITTED = datetime(2022, 3, 14, 9, 0, tzinfo=ZONE)
WAITS, UNSEEN, SILENT, TWO = 11, 12, 13, 14


@cache
def movement() -> Campaign:
    return read_campaign(FOLDER)


@cache
def staging() -> Staging:
    """The campaign as the program keeps it: the same as long as it stays."""
    return staged(movement())


@pytest.fixture
async def database(empty: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Four authors: one whose turn it is, one whose model nobody has looked at, one without reminders, one with two."""
    place = tmp_path / "movement.sqlite3"
    shutil.copy(empty, place)
    opened = Database(f"sqlite+aiosqlite:///{place}")
    await opened.open()
    made = movement()
    codes = {unit.code: unit.code.lower() for unit in made.units}
    await apply(opened, made, revision_hash(made), SUBMITTED, codes)
    people = [
        person(each, unit="PDO", joined_at=SUBMITTED, reminders=each != SILENT) for each in (11, 12, 13, 14)
    ]
    models = [
        initiative(number, person_id=who, unit="PDO", phase="nam2022", submitted_at=SUBMITTED, looks=looks)
        for number, who, looks in ((1, WAITS, 1), (2, UNSEEN, 0), (3, SILENT, 1), (4, TWO, 1), (5, TWO, 1))
    ]
    chats = [chat(each.id, person_id=each.id, created_at=SUBMITTED) for each in people]
    async with opened.write() as connection:
        await write(connection, [*people, *chats, *models])
    yield opened
    await opened.close()


async def pass_days(database: Database, first: datetime, days: int) -> None:
    """Let the program look at its clock every half hour of these days."""
    asking = Reporting(database, staging)
    for step in range(days * 48):
        await asking.tick(first + timedelta(minutes=30 * step))


async def planned(database: Database) -> list[tuple[int, str, str, datetime]]:
    """(person, key without the campaign, state, local hour) of everything planned, oldest first."""
    async with database.read() as connection:
        rows = await connection.execute(
            text("SELECT person_id, key, state, not_before FROM outbox ORDER BY not_before, id")
        )
        return [
            (who, key.split("/", 3)[3], state, datetime.fromtimestamp(at / 1e6, ZONE))
            for who, key, state, at in rows
        ]


async def test_the_author_whose_turn_it_is_is_asked_on_the_first_posting_day(database: Database) -> None:
    """180 days after 14/3 is a Saturday: asked on the Friday after it at 11:35, once, whatever the restarts."""
    await pass_days(database, datetime(2022, 9, 8, tzinfo=ZONE), 15)
    await pass_days(database, datetime(2022, 9, 9, tzinfo=ZONE), 14)
    told = [each for each in await planned(database) if each[0] == WAITS]
    assert told == [(WAITS, "report_180d/2022-09-10/1", "due", datetime(2022, 9, 16, 11, 35, tzinfo=ZONE))]
    async with database.read() as connection:
        body = await connection.scalar(text("SELECT body FROM outbox WHERE person_id = 11"))
    message = Message.from_json(body)
    assert "MH-NTL-000001 “Sáng kiến 1” đã đến lúc báo cáo kết quả" in message.text
    assert message.choices[0][0].token == "!ketqua:1"


async def test_nobody_else_is_asked(database: Database) -> None:
    """Not before the first look, and nobody who wants no reminders."""
    await pass_days(database, datetime(2022, 9, 8, tzinfo=ZONE), 15)
    assert {who for who, *_ in await planned(database)} == {WAITS, TWO}


async def test_of_two_reports_one_is_asked_for_a_day(database: Database) -> None:
    """The other on the next posting day: a person gets one such request at a time."""
    await pass_days(database, datetime(2022, 9, 8, tzinfo=ZONE), 15)
    days = [(key.rpartition("/")[2], at.day) for who, key, _, at in await planned(database) if who == TWO]
    assert days == [("5", 16)]
    await pass_days(database, datetime(2022, 9, 23, tzinfo=ZONE), 1)
    days = [(key.rpartition("/")[2], at.day) for who, key, _, at in await planned(database) if who == TWO]
    assert days == [("5", 16), ("4", 23)]


async def test_who_has_reported_is_asked_no_more(database: Database) -> None:
    """Until then once 45 and once 21 days before the year ends; what comes after the report is silence."""
    await pass_days(database, datetime(2022, 11, 17, tzinfo=ZONE), 8)
    async with database.write() as connection:
        await connection.execute(text("UPDATE initiative SET looks = 2 WHERE id = 1"))
    await pass_days(database, datetime(2022, 12, 8, tzinfo=ZONE), 8)
    told = [key for who, key, *_ in await planned(database) if who == WAITS]
    assert told == ["report_before_end_45d/2022-11-16/1"]


async def test_a_campaign_without_reports_never_looks(database: Database) -> None:
    """Nothing is due, now or ever."""
    form = movement().form.model_copy(update={"report": ()})
    plain = replace(staging(), campaign=movement().model_copy(update={"form": form}))
    asking = Reporting(database, lambda: plain)
    assert await asking.tick(datetime(2022, 9, 16, 11, 35, tzinfo=ZONE)) == 0
    assert asking.next_due is None
