"""Those who have begun nothing are asked to begin: on a real database, hour by hour through the example's sprint."""

from __future__ import annotations

import asyncio
import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from sqlalchemy import Engine, event, text

from campaign.definition import Campaign
from campaign.file import revision_hash
from campaign.holdout import is_held_out
from scheduler import nudging
from scheduler.agenda import frame_of
from scheduler.nudging import Nudging
from scheduler.staging import Staging
from storage.campaigns import apply
from storage.database import Database
from storage.messages import Message
from storage.outbox import insert_new
from storage.records import Change, Count, Draft, Role
from storage.writing import write
from tests.scheduler.stage import ZONE, campaign, staging
from tests.storage.rows import chat, initiative, outgoing, person

BEFORE = datetime(2022, 4, 26, 7, 0, tzinfo=ZONE)
AFTER = datetime(2022, 6, 2, tzinfo=ZONE)
ENTERED = 8  # of the target of 12, in the example before the sprint
CALLED = "31/5 20:00"  # the last call
IDLE, DRAFTING, DONE, CADRE, SILENT, CHATLESS, LATE = range(1, 8)


@cache
def stage() -> Staging:
    """The campaign as the program keeps it: the same as long as it stays."""
    return staging()


@pytest.fixture(scope="module")
def peopled(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example campaign with workers who are to be asked, and with those who are not."""
    place = tmp_path_factory.mktemp("nudging") / "nuocrut.sqlite3"
    shutil.copy(empty, place)
    asyncio.run(_people(f"sqlite+aiosqlite:///{place}"))
    return place


async def _people(url: str) -> None:
    database = Database(url)
    await database.open()
    made = campaign()
    codes = {unit.code: unit.code.lower() for unit in made.units}
    await apply(database, made, revision_hash(made), BEFORE, codes)
    late = datetime(2022, 5, 27, 10, 0, tzinfo=ZONE)
    people = [
        person(each, unit="DHOI", joined_at=late if each == LATE else BEFORE, reminders=each != SILENT)
        for each in range(IDLE, LATE + 1)
    ]
    await keep(
        database,
        *people,
        *(chat(each.id, person_id=each.id, created_at=BEFORE) for each in people if each.id != CHATLESS),
        Role(id=1, person_id=CADRE, role="cadre", unit="DHOI", since=BEFORE, until=None, granted_by=None),
        draft(1, DRAFTING, BEFORE),
        initiative(1, person_id=DONE, unit="DHOI", phase="gd1", submitted_at=BEFORE + timedelta(days=2)),
    )
    await database.close()


async def keep(database: Database, *changes: Change) -> None:
    """Write what somebody has done."""
    async with database.write() as connection:
        await write(connection, changes)


def draft(number: int, author: int, at: datetime, state: Literal["open", "dropped"] = "open") -> Draft:
    """A draft of this person."""
    return Draft(
        id=number, person_id=author, unit="DHOI", form_revision=1, answers="{}", title="Kệ khuôn", state=state,
        created_at=at, touched_at=at,
    )  # fmt: skip


@pytest.fixture
async def database(peopled: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """That database, of this test's own."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(peopled, place)
    opened = Database(f"sqlite+aiosqlite:///{place}")
    await opened.open()
    yield opened
    await opened.close()


async def go_on(database: Database, asking: Nudging, start: datetime, end: datetime) -> None:
    """Tick whenever something is due from `start` to `end`; what is planned arrives."""
    moment = start
    while moment <= end:
        await asking.tick(moment)
        async with database.write() as connection:
            await connection.execute(text("UPDATE outbox SET state = 'sent' WHERE state = 'due'"))
        moment = max(asking.next_due or AFTER, moment + timedelta(seconds=1))


async def planned(database: Database) -> dict[int, list[str]]:
    """When each person was asked, as "27/4 11:35", with the reason where it was dropped."""
    found = defaultdict(list)
    async with database.read() as connection:
        rows = await connection.execute(
            text("SELECT person_id, not_before, reason FROM outbox ORDER BY not_before")
        )
        for number, micros, reason in rows:
            at = datetime.fromtimestamp(micros / 1e6, ZONE)
            found[number].append(f"{at:%-d/%-m %H:%M} {reason}".strip())
    return dict(found)


async def said(database: Database, number: int = IDLE) -> Message:
    """What this person was told last."""
    async with database.read() as connection:
        newest = text("SELECT body FROM outbox WHERE person_id = :p ORDER BY id DESC LIMIT 1")
        return Message.from_json(str(await connection.scalar(newest, {"p": number})))


async def through(database: Database, made: Staging | None = None) -> dict[int, list[str]]:
    """The whole sprint."""
    await go_on(database, Nudging(database, lambda: made or stage()), BEFORE, AFTER)
    return await planned(database)


async def test_a_sprint_asks_those_who_have_begun_nothing_and_nobody_else(database: Database) -> None:
    """Not who has a draft, has submitted, holds an office, wants no reminders or has no chat; the rest at their pace.

    30/4 to 3/5 and Sundays are quiet, the Sunday 29/5 lies too early for the final hours that are not.
    """
    assert await through(database) == {
        IDLE: ["27/4 11:35", "4/5 11:35", "25/5 11:35", "27/5 11:35", "30/5 11:35", "31/5 11:35", CALLED],
        LATE: ["28/5 11:35", "30/5 11:35", "31/5 11:35", CALLED],
    }


async def test_who_begins_and_gives_up_is_asked_again(database: Database) -> None:
    """A draft ends the row of those in vain: judged by drafts and submissions alone, six in a sprint at most."""
    asking = Nudging(database, stage)
    await go_on(database, asking, BEFORE, datetime(2022, 5, 10, 20, 0, tzinfo=ZONE))
    given_up = datetime(2022, 5, 10, 20, 0, tzinfo=ZONE)
    await keep(database, draft(2, IDLE, given_up, state="dropped"))
    await go_on(database, asking, given_up, AFTER)
    asked = (await planned(database))[IDLE]
    assert asked == [
        "27/4 11:35",
        "4/5 11:35",
        "11/5 11:35",
        "14/5 11:35",
        "25/5 11:35",
        "27/5 11:35",
        CALLED,
    ]


async def test_who_has_submitted_is_left_in_peace(database: Database) -> None:
    """From the moment of the submission on, whatever becomes of it."""
    asking, noon = Nudging(database, stage), datetime(2022, 5, 3, 12, 0, tzinfo=ZONE)
    await go_on(database, asking, BEFORE, noon)
    await keep(database, initiative(2, person_id=IDLE, phase="gd1", submitted_at=noon, status="withdrawn"))
    await go_on(database, asking, noon, AFTER)
    assert (await planned(database))[IDLE] == ["27/4 11:35"]


async def test_restarts_and_several_planners_ask_nobody_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In portions of two people, each by another planner that begins the hour anew: the same, once."""
    monkeypatch.setattr(nudging, "PORTION", 2)
    moment = BEFORE
    while moment <= AFTER:
        fresh = [Nudging(database, stage) for _ in range(3)]
        for asking in (*fresh, *fresh):
            await asking.tick(moment)
        await go_on(database, fresh[0], moment, moment + timedelta(minutes=1))
        moment = max(fresh[0].next_due or AFTER, moment + timedelta(minutes=1))
    assert await planned(database) == {
        IDLE: ["27/4 11:35", "4/5 11:35", "25/5 11:35", "27/5 11:35", "30/5 11:35", "31/5 11:35", CALLED],
        LATE: ["28/5 11:35", "30/5 11:35", "31/5 11:35", CALLED],
    }


async def test_the_next_portion_waits_until_the_platform_has_carried_the_last(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer and the outbox are never full of reminders: a portion of fifty is two seconds' work."""
    monkeypatch.setattr(nudging, "PORTION", 50)
    await keep(
        database,
        *(person(each, unit="DHOI", joined_at=BEFORE) for each in range(101, 221)),
        *(chat(each, person_id=each, created_at=BEFORE) for each in range(101, 221)),
    )
    asking, noon = Nudging(database, stage), datetime(2022, 4, 27, 11, 35, tzinfo=ZONE)
    await asking.tick(BEFORE)
    moment, went = noon, []
    while moment < noon + timedelta(minutes=1):
        went.append((await asking.tick(moment), round((moment - noon).total_seconds(), 1)))
        moment = asking.next_due or AFTER
    assert [rows for rows, _ in went] == [0, 46, 50, 25], "first the hour 07:05, which nobody has chosen"
    assert [at for _, at in went] == [0.0, 1.0, 2.8, 4.8]


async def test_a_bot_that_was_down_at_noon_asks_in_the_afternoon_and_never_the_day_after(
    database: Database,
) -> None:
    """Until 20:30 it is still useful; what was not planned by then is not made up for."""
    asking = Nudging(database, stage)
    await asking.tick(BEFORE)
    for hour in (datetime(2022, 4, 27, 15, tzinfo=ZONE), datetime(2022, 5, 4, 20, 30, tzinfo=ZONE)):
        await go_on(database, Nudging(database, stage), hour, hour + timedelta(minutes=5))
    assert await planned(database) == {IDLE: ["27/4 11:35"]}


async def test_the_ceiling_of_the_day_holds(database: Database) -> None:
    """Three messages that the bot began within 24 hours, on whatever channel: the fourth is dropped, and is seen."""
    morning = datetime(2022, 4, 27, 8, 0, tzinfo=ZONE)
    async with database.write() as connection:
        rows = [
            outgoing(900 + n, person_id=IDLE, chat_id=IDLE, kind="announcement", state="sent", created_at=morning,
                     not_before=morning)
            for n in range(3)
        ]  # fmt: skip
        await insert_new(connection, rows)
    await go_on(database, Nudging(database, stage), BEFORE, datetime(2022, 4, 27, 12, 0, tzinfo=ZONE))
    assert (await planned(database))[IDLE][-1] == "27/4 11:35 cap"


async def test_while_everything_is_paused_nobody_is_asked_and_nothing_is_made_up_for(
    database: Database,
) -> None:
    """Resumed in the afternoon, the noon of that day is over."""
    now = replace(stage(), paused=True)
    asking = Nudging(database, lambda: now)
    await go_on(database, asking, BEFORE, datetime(2022, 4, 27, 13, 0, tzinfo=ZONE))
    now = replace(now, paused=False)
    await go_on(database, asking, datetime(2022, 4, 27, 13, 0, tzinfo=ZONE), AFTER)
    assert (await planned(database))[IDLE][0] == "28/4 11:35"


def with_many_units(*held_out: bool) -> Campaign:
    """The example with 200 units and a code by which DHOI is held out in these weeks of the sprint."""
    made = campaign()
    more = tuple(made.units[1].model_copy(update={"code": f"X{number}"}) for number in range(200))
    for number in range(1000):
        large = made.model_copy(update={"units": (*made.units, *more), "code": f"D{number}"})
        weeks = [date(2022, 4, 27) + timedelta(weeks=week) for week in range(len(held_out))]
        if tuple(is_held_out(large, large.sprints[0], "DHOI", day) for day in weeks) == held_out:
            return large
    raise AssertionError("no code draws it so")


async def test_a_unit_that_is_held_out_is_not_asked_and_one_can_see_it(database: Database) -> None:
    """In a campaign of many units: what it did not get stands there for the comparison, and costs it nothing later."""
    large = with_many_units(True, False, False, False)
    asked = (await through(database, replace(stage(), campaign=large, frame=frame_of(large))))[IDLE]
    assert asked == [
        "27/4 11:35 held_out",
        "4/5 11:35",
        "7/5 11:35",
        *(f"{day}/5 11:35" for day in (25, 27, 30, 31)),
        CALLED,
    ]


async def test_whoever_chose_another_hour_is_asked_then(database: Database) -> None:
    """Early, in the afternoon, or late after the quiet hours have begun for everybody else; Sundays stay quiet."""
    for number, hour in ((IDLE, "07:05"), (LATE, "21:15")):
        at = time.fromisoformat(hour)
        joined = BEFORE if number == IDLE else datetime(2022, 5, 27, 10, 0, tzinfo=ZONE)
        chosen = person(number, unit="DHOI", joined_at=joined, nudge_at=60 * at.hour + at.minute)
        await keep(database, chosen)
    asked = await through(database)
    assert asked[IDLE][:3] == ["27/4 07:05", "4/5 07:05", "25/5 07:05"]
    assert asked[LATE] == ["28/5 21:15", "30/5 21:15", CALLED, "31/5 21:15"]
    async with database.read() as connection:
        until = await connection.scalar(text("SELECT max(useful_until) FROM outbox WHERE person_id = 7"))
    assert datetime.fromtimestamp(until / 1e6, ZONE).time() == time(22, 0)


async def test_an_hour_the_campaign_offers_no_more_is_everybodys(database: Database) -> None:
    """What somebody chose before the policy was changed does not silence the bot."""
    await keep(database, person(IDLE, unit="DHOI", joined_at=BEFORE, nudge_at=9 * 60))
    assert (await through(database))[IDLE][0] == "27/4 11:35"


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (
            0,
            "Xã Đông Hội còn 12 sáng kiến nữa là đạt chỉ tiêu. Hạn chót: 24h00 ngày 31/5/2022. Bắt đầu rất dễ",
        ),
        (5, "Xã Đông Hội đã gửi 5 sáng kiến, còn 7 nữa là đạt chỉ tiêu"),
        (10, "đã gửi 10 sáng kiến, chỉ còn 2 nữa là đạt chỉ tiêu!"),
        (12, "đã gửi 12 sáng kiến, đã đạt chỉ tiêu. Em cảm ơn anh/chị"),
    ],
)
async def test_what_is_said_follows_the_units_progress(database: Database, done: int, words: str) -> None:
    """One ask, what is missing, the deadline, one button, the words to opt out; thanks where nothing is missing."""
    await keep(database, Count("DHOI", "gd1", BEFORE.date(), submitted=done - ENTERED))
    await go_on(database, Nudging(database, stage), BEFORE, datetime(2022, 4, 27, 12, 0, tzinfo=ZONE))
    message = await said(database)
    assert words in message.text
    assert "tính đến 11h35 ngày 27/4" in message.text
    assert message.text.endswith("Không muốn nhận nhắc: nhắn TẮT NHẮC.")
    assert [[each.token for each in row] for row in message.choices] == [["!dangky"]]
    assert len(message.text) < 420


async def test_the_last_call_goes_to_everybody_who_has_begun_nothing(database: Database) -> None:
    """Also to who joined a moment ago, chose another hour or was asked six times; not to who sent or has an office."""
    evening = datetime(2022, 5, 31, 20, 0, tzinfo=ZONE)
    await keep(
        database,
        person(11, unit="DHOI", joined_at=evening - timedelta(minutes=5), nudge_at=7 * 60 + 5),
        chat(11, person_id=11, created_at=evening),
    )
    asking = Nudging(database, stage)
    await asking.tick(evening - timedelta(hours=1))
    await go_on(database, asking, evening, AFTER)
    assert await planned(database) == {number: [CALLED] for number in (IDLE, LATE, 11)}
    message = await said(database, 11)
    assert "24h00 ngày 31/5/2022 là hết hạn đăng ký sáng kiến của đợt thi đua" in message.text
    assert [[each.token for each in row] for row in message.choices] == [["!dangky"]]


async def test_who_stopped_in_the_middle_of_joining_was_called_by_no_name(database: Database) -> None:
    """Who has not said his name or his kind yet has not joined: nobody is told "Anh/chị  ơi"."""
    half = [person(12, unit="DHOI", joined_at=BEFORE, name=""), person(13, unit="DHOI", member_kind=None)]
    await keep(database, *half, *(chat(each.id, person_id=each.id, created_at=BEFORE) for each in half))
    assert set(await through(database)) == {IDLE, LATE}


async def test_a_portion_costs_the_same_statements_whatever_its_size(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A province is asked with as many queries a portion as a workshop: none for each person."""
    await keep(
        database,
        *(person(each, unit="DHOI", joined_at=BEFORE) for each in range(101, 401)),
        *(chat(each, person_id=each, created_at=BEFORE) for each in range(101, 401)),
    )
    asked: list[int] = []
    for size, day in ((10, 27), (100, 28)):
        monkeypatch.setattr(nudging, "PORTION", size)
        asking, noon = Nudging(database, stage), datetime(2022, 4, day, 11, 35, tzinfo=ZONE)
        await asking.tick(noon - timedelta(minutes=1))
        await asking.tick(noon)  # the first portion reads the figures of the day
        with counting() as statements:
            assert await asking.tick(asking.next_due or AFTER) == size
        asked.append(len(statements))
    assert asked[0] == asked[1]


@contextmanager
def counting() -> Iterator[list[str]]:
    """Every statement that is executed meanwhile; a list of parameters counts once."""
    statements: list[str] = []

    def note(*details: Any) -> None:
        statements.append(details[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
