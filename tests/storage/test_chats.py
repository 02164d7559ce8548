"""What sending finds out about a chat changes that and nothing else."""

from __future__ import annotations

from sqlalchemy import text

from storage.chats import Readdressed, Unreachable, write_news
from storage.database import Database
from storage.writing import write
from tests.storage.rows import chat, person


async def test_only_what_was_found_out_is_written(database: Database) -> None:
    """A chat that was claimed before its person joined keeps the person when it turns out blocked."""
    async with database.write() as connection:
        await write(connection, [person(1), chat(1, person_id=1), chat(2, address="-5", kind="group")])
        await write_news(connection, [Unreachable(1, "blocked"), Readdressed(2, "-1005")])
        rows = await connection.execute(text("SELECT person_id, state, address FROM chat ORDER BY id"))
        assert rows.all() == [(1, "blocked", "1"), (None, "active", "-1005")]


async def test_an_address_that_is_taken_is_left_alone(database: Database) -> None:
    """When the supergroup is known already the old chat is gone: the commit does not fail for ever."""
    async with database.write() as connection:
        await write(connection, [chat(1, address="-5"), chat(2, address="-1005")])
        await write_news(connection, [Readdressed(1, "-1005"), Readdressed(99, "-1")])
        rows = await connection.execute(text("SELECT state, address FROM chat ORDER BY id"))
        assert rows.all() == [("gone", "-5"), ("active", "-1005")]
