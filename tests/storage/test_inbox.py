"""What came in: stored once by the platform's key, kept no longer than needed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from storage import inbox
from storage.database import Database
from storage.inbox import Arrival
from tests.storage.rows import NOW

HERE = "telegram", "1"


def arrival(key: str, bot: str = "1") -> Arrival:
    return Arrival("telegram", bot, key, f'{{"update_id":{key}}}', NOW)


async def test_a_repeat_is_known(database: Database) -> None:
    """Of a batch only what was never stored is new, each key once, in order; another bot's keys are its own."""
    async with database.write() as connection:
        await inbox.store(connection, [arrival("1"), arrival("2")], 1, done=False)
        fresh = await inbox.unknown_of(
            connection, [arrival("3"), arrival("2"), arrival("3"), arrival("0"), arrival("1")]
        )
        assert [each.key for each in fresh] == ["3", "0"]
        assert len(await inbox.unknown_of(connection, [arrival("1", bot="2")])) == 1
        assert await inbox.unknown_of(connection, []) == []


async def test_what_was_acknowledged_waits_for_its_turn(database: Database) -> None:
    """Stored, not done: it is found again in order; done, its body is gone and its key stays."""
    async with database.write() as connection:
        await inbox.store(connection, [arrival("7"), arrival("8")], 1, done=False)
        assert [(number, each.key) for number, each in await inbox.waiting(connection, *HERE, 10)] == [
            (1, "7"),
            (2, "8"),
        ]
        await inbox.finish(connection, [1], NOW)
        assert [number for number, _ in await inbox.waiting(connection, *HERE, 10)] == [2]
        rows = await connection.execute(text("SELECT key, body, state FROM inbox ORDER BY id"))
        assert rows.all() == [("7", "", "done"), ("8", '{"update_id":8}', "new")]


async def test_what_another_bot_left_stood_in_the_way(database: Database) -> None:
    """A bot that is not served any more left a hundred updates: the next bot's own are found all the same."""
    async with database.write() as connection:
        await inbox.store(connection, [arrival(str(n), bot="2") for n in range(100)], 1, done=False)
        await inbox.store(connection, [Arrival("zalo", "1", "7", "{}", NOW)], 101, done=False)
        await inbox.store(connection, [arrival("7")], 102, done=False)
        assert [number for number, _ in await inbox.waiting(connection, *HERE, 100)] == [102]


async def test_done_at_once_keeps_no_body(database: Database) -> None:
    """An update whose turn shares its commit leaves only its key."""
    async with database.write() as connection:
        await inbox.store(connection, [arrival("1")], 1, done=True)
        assert (await connection.execute(text("SELECT body, state FROM inbox"))).one() == ("", "done")


async def test_a_set_aside_update_keeps_everything_for_a_week(database: Database) -> None:
    """Its body and traceback are there for seven days, then it is forgotten like the keys of the others."""
    async with database.write() as connection:
        await inbox.store(connection, [arrival("1"), arrival("2"), arrival("3")], 1, done=True)
        await inbox.store(connection, [arrival("4")], 4, done=False)
        await inbox.set_aside(connection, 2, arrival("2"), "Traceback …", NOW)
        assert (await connection.execute(text("SELECT body, error FROM inbox WHERE id = 2"))).one() == (
            '{"update_id":2}',
            "Traceback …",
        )
        await inbox.forget(connection, NOW + timedelta(days=6))
        assert await connection.scalar(text("SELECT count(*) FROM inbox")) == 4
        await inbox.forget(connection, NOW + timedelta(days=8))
        rows = await connection.execute(text("SELECT key FROM inbox"))
        assert [key for (key,) in rows] == ["4"], "what was not worked off is never forgotten"
