"""One writer lane, readers beside it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, OperationalError

from storage.database import Database, DatabaseUnusableError, unusable
from storage.writing import write
from tests.storage.rows import chat


async def test_two_hundred_writers_lose_nothing(database: Database) -> None:
    """Two hundred concurrent read-and-add-one transactions add two hundred."""
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO rate (key, tat, blocked_until) VALUES ('n', 0, 0)"))

    async def add() -> None:
        async with database.write() as connection:
            now = await connection.scalar(text("SELECT tat FROM rate WHERE key = 'n'"))
            await asyncio.sleep(0)
            await connection.execute(text("UPDATE rate SET tat = :n WHERE key = 'n'"), {"n": now + 1})

    await asyncio.gather(*(add() for _ in range(200)))
    async with database.read() as reader:
        assert await reader.scalar(text("SELECT tat FROM rate WHERE key = 'n'")) == 200


async def test_a_transaction_that_raises_has_written_nothing(database: Database) -> None:
    """What was written before the error is gone, and the lane is free for the next."""

    async def fail() -> None:
        async with database.write() as connection:
            await write(connection, [chat(1)])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.write() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM chat")) == 0


async def test_readers_see_the_last_commit_while_a_writer_works(database: Database) -> None:
    """A reader is not held up by a writer and sees nothing half done."""
    async with database.write() as connection:
        await write(connection, [chat(1)])
        async with database.read() as reader:
            assert await reader.scalar(text("SELECT count(*) FROM chat")) == 0
    async with database.read() as reader:
        assert await reader.scalar(text("SELECT count(*) FROM chat")) == 1


async def test_a_reader_cannot_write(database: Database) -> None:
    """Only the lane writes: a reading connection is refused."""
    async with database.read() as connection:
        with pytest.raises(OperationalError, match="readonly"):
            await connection.execute(text("DELETE FROM chat"))


async def test_what_was_committed_survives_a_power_cut(database: Database) -> None:
    """The journal is write-ahead and synced at every commit; foreign keys hold."""
    async with database.write() as connection:
        modes = [
            await connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert modes == ["wal", 2, 1]


async def test_ids_go_on_where_they_stood(database: Database) -> None:
    """A process that starts anew takes the next id, never one that was used."""
    async with database.write() as connection:
        await write(connection, [chat(41)])
    again = Database(database.url)
    await again.open()
    assert again.ids.take("chat") == 42
    assert again.ids.take("person") == 1
    await again.close()


async def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The error names the folder and why."""
    place = tmp_path_factory.mktemp("there") / "file"
    place.write_text("")
    with pytest.raises(DatabaseUnusableError, match="cannot be made"):
        Database(f"sqlite+aiosqlite:///{place}/data/x.sqlite3")


async def test_a_file_that_is_no_database_is_one_sentence(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file with something else in it is named as unusable, not overwritten."""
    place = tmp_path_factory.mktemp("there") / "x.sqlite3"
    place.write_text("không phải cơ sở dữ liệu" * 100)
    with pytest.raises(DatabaseUnusableError, match="cannot be opened"):
        await Database(f"sqlite+aiosqlite:///{place}").open()
    assert place.read_text().startswith("không phải")


async def test_a_full_disk_was_a_traceback_with_what_people_wrote(database: Database) -> None:
    """The error names the statement and no value of it; the operator gets one sentence."""

    async def write_much() -> None:
        wrote = {"name": "Sơn màu từng nhóm khuôn " * 5000}
        async with database.write() as connection:
            await connection.execute(text("PRAGMA max_page_count = 1"))
            await connection.execute(text("INSERT INTO heartbeat (name, at) VALUES (:name, 1)"), wrote)

    with pytest.raises(DatabaseError) as full:
        await write_much()
    assert "Sơn màu" not in str(full.value)
    assert str(unusable(full.value)) == "The database cannot be used any more: database or disk is full."
    assert unusable(LookupError()) is None
