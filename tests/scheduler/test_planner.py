"""The planner: every occurrence once, whoever plans it, how often and in whatever pieces time goes by."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from campaign.file import revision_hash
from scheduler.planner import Planner
from storage.campaigns import apply
from storage.database import Database
from storage.outbox import insert_new
from storage.pins import NO_RIGHT
from storage.records import Draft, GroupLink, Role
from storage.writing import write
from tests.scheduler.stage import LAST_DAY, START, THE_END, ZONE, campaign, reach, staging
from tests.storage.rows import chat, outgoing, person

END = START + timedelta(days=3)
_FORGOTTEN = (
    "board_outbox = NULL, board_hash = '', board_message = NULL,"
    " board_edited_at = NULL, news_at = NULL, news_done = 0"
)
Row = tuple[object, ...]


@pytest.fixture(scope="module")
def peopled(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example campaign with two groups, a cadre, and a worker with a draft."""
    place = tmp_path_factory.mktemp("planner") / "nuocrut.sqlite3"
    shutil.copy(empty, place)
    asyncio.run(_people(f"sqlite+aiosqlite:///{place}"))
    return place


async def _people(url: str) -> None:
    database = Database(url)
    await database.open()
    made = campaign()
    await apply(
        database, made, revision_hash(made), START, {unit.code: unit.code.lower() for unit in made.units}
    )
    async with database.write() as connection:
        await write(
            connection,
            [
                *(person(number, unit="DHOI", joined_at=START) for number in (1, 2)),
                *(chat(number, person_id=number, created_at=START) for number in (1, 2)),
                *(chat(number, kind="group", address=f"-{number}", created_at=START) for number in (3, 4)),
                *(_link(number, unit) for number, unit in ((3, "DHOI"), (4, "LDLD"))),
                Role(id=1, person_id=1, role="cadre", unit="DHOI", since=START, until=None, granted_by=None),
                Draft(
                    id=1, person_id=2, unit="DHOI", form_revision=1, answers="{}", title="Kệ khuôn", state="open",
                    created_at=START, touched_at=START,
                ),
            ],
        )  # fmt: skip
    await database.close()


def _link(number: int, unit: str) -> GroupLink:
    return GroupLink(
        chat_id=number, unit=unit, state="active", board_at=17 * 60, linked_at=START, linked_by=None
    )


@pytest.fixture
async def database(peopled: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """That database, of this test's own."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(peopled, place)
    opened = Database(f"sqlite+aiosqlite:///{place}")
    await opened.open()
    yield opened
    await opened.close()


async def run(database: Database, planners: list[Planner], extra: list[datetime]) -> list[Row]:
    """Tick at every due moment and at the extra ones, the planners in turn; then clear up. What was planned."""
    moment, number = START, 0
    waiting = sorted(extra)
    while moment <= END:
        planner = planners[number % len(planners)]
        number += 1
        await planner.tick(moment)
        coming = planner.next_due or END
        while waiting and waiting[0] <= moment:
            waiting.pop(0)
        moment = max(min([coming, *waiting[:1]]), moment + timedelta(seconds=1))
    async with database.write() as connection:
        rows = await connection.execute(
            text("SELECT key, kind, state, chat_id, body, reason FROM outbox ORDER BY key")
        )
        planned = [tuple(row) for row in rows]
        for statement in (
            "DELETE FROM outbox",
            "DELETE FROM heartbeat",
            "DELETE FROM snapshot",
            f"UPDATE group_link SET {_FORGOTTEN}",
        ):
            await connection.execute(text(statement))
    return planned


async def test_what_is_planned_in_the_first_days(database: Database) -> None:
    """Launch, boards, digests and a nudge, each with its own key, none twice."""
    planned = await run(database, [Planner(database, staging())], [])
    keys = [str(row[0]) for row in planned]
    assert len(keys) == len(set(keys))
    kinds = {(row[1], row[3]) for row in planned}
    assert {("launch", 3), ("launch", 4), ("digest", 1), ("nudge", 2)} <= kinds
    assert all(row[4] for row in planned if row[2] == "due"), "a message without a word"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(minutes=st.lists(st.integers(0, 3 * 24 * 60), max_size=25), planners=st.integers(1, 3))
async def test_any_ticks_and_any_number_of_planners_plan_the_same(
    database: Database, minutes: list[int], planners: int
) -> None:
    """Ticks between the due moments, by one planner or by several, add nothing and leave nothing out."""
    once = await run(database, [Planner(database, staging())], [])
    extra = [START + timedelta(minutes=each) for each in minutes]
    assert await run(database, [Planner(database, staging()) for _ in range(planners)], extra) == once


async def test_a_digest_was_planned_for_a_bot_that_is_stopped(database: Database) -> None:
    """The cadre has it in his other chat, though he spoke in this one last."""
    async with database.write() as connection:
        await write(connection, [chat(9, person_id=1, channel="other", created_at=START - timedelta(days=1))])
    made = replace(staging(), stopped=lambda: {("telegram", "1")})
    planned = await run(database, [Planner(database, made)], [])
    assert {row[3] for row in planned if row[1] == "digest"} == {9}
    assert {row[3] for row in planned if row[1] == "nudge"} == {2}, "who has no other chat"


async def test_a_tick_twice_at_the_same_moment_plans_nothing_more(database: Database) -> None:
    """The second planner finds everything there already."""
    noon = START + timedelta(hours=12)
    assert await Planner(database, staging()).tick(START) == 0
    assert await Planner(database, staging()).tick(noon) > 0
    assert await Planner(database, staging()).tick(noon) == 0


async def after_an_absence(database: Database) -> dict[str, str]:
    """What became of each post when nobody planned from 27/4 in the morning to 29/4 in the evening."""
    await Planner(database, staging()).tick(START)
    await Planner(database, staging()).tick(START + timedelta(days=2, hours=12))
    async with database.read() as connection:
        rows = await connection.execute(text("SELECT key, state FROM outbox WHERE key LIKE 'DA/DHOI/%'"))
        return {str(key).split("/", 3)[3]: state for key, state in rows}


async def test_after_an_absence_what_is_useful_is_sent_and_the_rest_is_missed(database: Database) -> None:
    """Yesterday's boards and digests are marked missed, each shown, none sent late; this evening's board goes out.

    It goes out although the figures are those of the board that was missed: nobody has seen that one.
    """
    states = await after_an_absence(database)
    assert {day: states[f"board/2022-04-{day}"] for day in (27, 28, 29)} == {
        27: "missed",
        28: "missed",
        29: "due",
    }
    assert states["digest/2022-04-28"] == "missed"


async def test_a_board_that_never_came_out_does_not_count(database: Database) -> None:
    """Figures unchanged since a board that was refused or missed are news all the same."""
    planner = Planner(database, staging())
    await planner.tick(START)
    seventeen = START.replace(hour=17)
    await planner.tick(seventeen)
    for state, day, expected in (("dead", 1, "due"), ("sent", 2, "dropped")):
        async with database.write() as connection:
            await connection.execute(
                text("UPDATE outbox SET state = :s WHERE kind = 'board' AND state = 'due'"), {"s": state}
            )
        await Planner(database, staging()).tick(seventeen + timedelta(days=day))
        async with database.read() as connection:
            key = f"DA/DHOI/3/board/2022-04-{27 + day}"
            found = await connection.scalar(text("SELECT state FROM outbox WHERE key = :k"), {"k": key})
        assert found == expected


async def digest_of(database: Database, person_id: int, day: int) -> str:
    """What this person's digest of that day in April says, as it is stored."""
    await Planner(database, staging()).tick(START.replace(day=day, hour=8))
    async with database.read() as connection:
        key = f"DA/%/{person_id}/digest/2022-04-{day}"
        found = await connection.scalar(text("SELECT body FROM outbox WHERE key LIKE :k"), {"k": key})
    return str(found)


async def test_who_linked_a_group_is_told_once_that_the_bot_may_not_pin(database: Database) -> None:
    """A pin refused every day is in the next digest and in no later one; a pin that failed otherwise is in none."""
    await Planner(database, staging()).tick(START)
    evening = START.replace(hour=17)
    async with database.write() as connection:
        await connection.execute(text("UPDATE group_link SET linked_by = 1"))
        await connection.execute(text("UPDATE chat SET title = 'Nhóm ' || id"))
        refused = {"kind": "pin", "state": "dropped"}
        await insert_new(
            connection,
            [
                outgoing(901, chat_id=3, reason=NO_RIGHT, done_at=evening, **refused),
                outgoing(902, chat_id=3, reason=NO_RIGHT, done_at=evening + timedelta(days=1), **refused),
                outgoing(903, chat_id=4, reason="message to pin not found", done_at=evening, **refused),
            ],
        )
    first = await digest_of(database, 1, 28)
    assert "Bot chưa có quyền ghim bảng trong nhóm “Nhóm 3”." in first
    second = await digest_of(database, 1, 29)
    assert "Kính gửi" in second
    assert "ghim" not in second


async def test_a_digest_that_was_missed_has_told_nobody(database: Database) -> None:
    """Whoever did not get the digest that said it reads it in the next."""
    await Planner(database, staging()).tick(START)
    async with database.write() as connection:
        await connection.execute(text("UPDATE group_link SET linked_by = 1"))
        pin = outgoing(
            901, chat_id=3, kind="pin", state="dropped", reason=NO_RIGHT, done_at=START.replace(hour=17)
        )
        await insert_new(connection, [pin])
    assert "ghim" in await digest_of(database, 1, 28)
    async with database.write() as connection:
        await connection.execute(text("UPDATE outbox SET state = 'missed' WHERE kind = 'digest'"))
    assert "ghim" in await digest_of(database, 1, 29)


async def test_an_owner_s_digest_names_what_may_not_have_arrived(database: Database) -> None:
    """With the number and a button, as long as it can be sent again; a cadre's digest does not have it."""
    await Planner(database, staging()).tick(START)
    async with database.write() as connection:
        await write(
            connection,
            [Role(id=2, person_id=2, role="owner", unit="LDLD", since=START, until=None, granted_by=None)],
        )
        lost = outgoing(
            901, chat_id=4, kind="launch", state="unknown", created_at=START, done_at=START.replace(hour=8)
        )
        await insert_new(connection, [lost])
    assert "tin chưa rõ" not in await digest_of(database, 1, 28)
    said = await digest_of(database, 2, 28)
    assert "Có 1 tin chưa rõ đã tới nơi hay chưa." in said
    assert "!tinchuaro" in said
    async with database.write() as connection:
        await connection.execute(text("UPDATE outbox SET state = 'sent' WHERE id = 901"))
    assert "tin chưa rõ" not in await digest_of(database, 2, 29)


async def told(database: Database, slot: str, group: str = "LDLD/4") -> str:
    """What was planned for the campaign's group in this slot; empty when nothing was."""
    async with database.read() as connection:
        statement = text("SELECT body FROM outbox WHERE key = :k")
        return str(await connection.scalar(statement, {"k": f"DA/{group}/{slot}"}) or "")


async def test_while_paused_nothing_is_posted_and_only_owners_are_told(database: Database) -> None:
    """Every occurrence is dropped for this reason; an owner's digest comes and says so; resumed, all goes on."""
    async with database.write() as connection:
        await write(connection, [_owner()])
    planner = Planner(database, replace(staging(), paused=True))
    await _plan_each(database, planner, START, START + timedelta(days=1, hours=12))
    rows = await _planned(database)
    assert {reason for kind, _, reason, _ in rows if kind != "digest"} <= {
        "paused",
        "quiet_day",
        "quiet_hours",
    }
    said = [str(body) for kind, state, _, body in rows if kind == "digest" and state == "due"]
    assert said
    assert all("Người 2!\\n⏸ Bot đang tạm dừng đăng tin và nhắc" in each for each in said)
    planner.staging = staging()
    planner.forget()
    await _plan_each(database, planner, START + timedelta(days=1, hours=12), END)
    assert "paused" not in {reason for _, _, reason, _ in (await _planned(database))[len(rows) :]}
    assert any(
        kind == "board" and state == "due" for kind, state, *_ in (await _planned(database))[len(rows) :]
    )


def _owner() -> Role:
    return Role(id=2, person_id=2, role="owner", unit="LDLD", since=START, until=None, granted_by=None)


async def _plan_each(database: Database, planner: Planner, since: datetime, until: datetime) -> None:
    """Tick every half an hour."""
    moment = since
    while moment <= until:
        await planner.tick(moment)
        moment += timedelta(minutes=30)


async def _planned(database: Database) -> list[Row]:
    async with database.read() as connection:
        found = await connection.execute(text("SELECT kind, state, reason, body FROM outbox ORDER BY id"))
        return [tuple(row) for row in found]


async def test_what_was_reached_in_the_last_evening_was_never_told(database: Database) -> None:
    """After the collected post of the last day there is none; the end post of the morning after has it."""
    for moment in (START, LAST_DAY, LAST_DAY.replace(hour=17)):
        await Planner(database, staging()).tick(moment)
    assert "cán mốc 500" not in await told(database, "milestones/2022-05-31")
    await reach(database, "DHOI", LAST_DAY.replace(hour=21))
    await Planner(database, staging()).tick(THE_END)
    ending = await told(database, "end/2022-06-01")
    assert "LĐLĐ huyện Đông Anh cán mốc 500 sáng kiến đã gửi!" in ending
    assert "• Xã Đông Hội: 158/12" in ending
    async with database.read() as connection:
        links = "SELECT news_done FROM group_link ORDER BY chat_id"
        assert list(await connection.scalars(text(links))) == [158, 531]


@pytest.mark.parametrize("absent", [False, True])
async def test_what_was_told_on_the_last_day_is_not_told_again_at_the_end(
    database: Database, absent: bool
) -> None:
    """Neither when both posts were planned in their time nor when the program was away and planned them together."""
    for moment in (START, LAST_DAY):
        await Planner(database, staging()).tick(moment)
    await reach(database, "DHOI", LAST_DAY.replace(hour=9))
    if not absent:
        await Planner(database, staging()).tick(LAST_DAY.replace(hour=17))
    await Planner(database, staging()).tick(THE_END)
    for news in ("cán mốc 500", "• Xã Đông Hội: 158/12"):
        assert news in await told(database, "milestones/2022-05-31")
        assert news not in await told(database, "end/2022-06-01")
    assert "531/1.172" in await told(database, "end/2022-06-01")


async def test_the_news_of_an_earlier_sprint_kept_a_later_one_silent(database: Database) -> None:
    """What was told in another sprint, whose phase had its own count, does not hide what is reached in this one."""
    async with database.write() as connection:
        before = int((START - timedelta(days=100)).timestamp() * 1_000_000)
        forgotten = "UPDATE group_link SET linked_at = :at, news_at = :at, news_done = 3716"
        await connection.execute(text(forgotten), {"at": before})
    for moment in (START, LAST_DAY):
        await Planner(database, staging()).tick(moment)
    await reach(database, "DHOI", LAST_DAY.replace(hour=9))
    await Planner(database, staging()).tick(LAST_DAY.replace(hour=17))
    assert "cán mốc 500" in await told(database, "milestones/2022-05-31")


async def test_the_last_call_did_not_reach_a_draft_of_the_last_afternoon(database: Database) -> None:
    """It is looked for at its hour whatever is known before it: whoever began in the afternoon is called too."""
    last = datetime(2022, 5, 31, 20, 0, tzinfo=ZONE)
    async with database.write() as connection:
        for table in ("group_link", "role", "draft"):
            await connection.execute(text(f"DELETE FROM {table}"))  # the tables named above
    planner = Planner(database, staging())
    await planner.tick(last - timedelta(hours=6))
    begun = Draft(
        id=9, person_id=2, unit="DHOI", form_revision=1, answers="{}", title="Kệ khuôn", state="open",
        created_at=last - timedelta(hours=5), touched_at=last - timedelta(hours=5),
    )  # fmt: skip
    async with database.write() as connection:
        await write(connection, [begun])
    assert planner.next_due == last
    assert await planner.tick(last) == 1


async def test_what_was_missed_in_an_absence_was_counted_as_told(database: Database) -> None:
    """Digests that nobody got leave room for today's, though they are planned at the same moment."""
    await Planner(database, staging()).tick(datetime(2022, 5, 4, 7, 0, tzinfo=ZONE))
    await Planner(database, staging()).tick(datetime(2022, 5, 11, 8, 0, tzinfo=ZONE))
    async with database.read() as connection:
        key = "DA/DHOI/1/digest/2022-05-11"
        assert await connection.scalar(text("SELECT state FROM outbox WHERE key = :k"), {"k": key}) == "due"
