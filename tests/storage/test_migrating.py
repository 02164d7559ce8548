"""The migrations are the only way a table comes about, and they are the models."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from dataclasses import fields
from itertools import count
from pathlib import Path
from typing import get_args

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

from storage.database import DatabaseUnusableError
from storage.migrating import current, differences, migrate, newest
from storage.outbox import Outgoing
from storage.records import Count, Record

FOLDER = Path(__file__).parents[2] / "storage" / "migrations"


def upgrade(place: Path, revision: str) -> None:
    """Make the file as an old version of the program had it."""
    engine = create_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(FOLDER))
        command.upgrade(config, revision)
    engine.dispose()


async def test_the_migrations_make_what_the_models_say(empty: Path) -> None:
    """Autogenerate finds nothing to add to a migrated database."""
    assert await differences(f"sqlite+aiosqlite:///{empty}") == []


async def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    """From nothing to the newest, and from the newest to itself."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'deep' / 'new.sqlite3'}"
    assert await current(url) is None
    assert await migrate(url) == (None, newest())
    assert await migrate(url) == (newest(), newest())
    assert await current(url) == newest()


async def test_a_migration_that_was_cut_off_kept_the_next_one_from_beginning(tmp_path: Path) -> None:
    """Half a migration is none: what stopped it taken away, the next start has the whole schema."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.sqlite3'}"
    with closing(sqlite3.connect(tmp_path / "new.sqlite3")) as database:
        database.execute("CREATE TABLE tally_day (in_the_way INTEGER)")
        with pytest.raises(DatabaseUnusableError):
            await migrate(url)
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert tables == ["tally_day"]
        database.execute("DROP TABLE tally_day")
    assert await migrate(url) == (None, newest())
    assert await differences(url) == []


async def test_a_migration_that_was_stopped_ended_in_another_error(tmp_path: Path) -> None:
    """Stopped while it copies tables it says that it was stopped, nothing else; the next one has the whole schema."""
    old, new = tmp_path / "old.sqlite3", tmp_path / "new.sqlite3"
    upgrade(old, "0004")
    url = f"sqlite+aiosqlite:///{new}"
    for moment in count():
        shutil.copy(old, new)
        going = asyncio.create_task(migrate(url))
        await asyncio.sleep(moment * 0.001)
        if going.done():
            break
        going.cancel()
        with pytest.raises(asyncio.CancelledError):
            await going
        assert (await migrate(url))[1] == newest()
    assert moment


async def test_a_chat_that_had_talked_was_last_used_then(tmp_path: Path) -> None:
    """Who was there before the column came is written to where he talked last, from the first day on."""
    url, place = f"sqlite+aiosqlite:///{tmp_path / 'old.sqlite3'}", tmp_path / "old.sqlite3"
    upgrade(place, "0001")
    engine = create_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        chat = "INSERT INTO chat VALUES (:id, 'telegram', '1', :id, 'private', '', 'active', NULL, 5)"
        connection.execute(text(chat), [{"id": 1}, {"id": 2}])
        connection.execute(text("INSERT INTO conversation VALUES (1, '', 1, '', 77)"))
    engine.dispose()
    assert await migrate(url) == ("0001", newest())
    with closing(sqlite3.connect(place)) as database:
        assert database.execute("SELECT id, used_at FROM chat ORDER BY id").fetchall() == [(1, 77), (2, None)]


async def test_groups_that_nobody_gave_an_hour_follow_the_policy_from_now_on(tmp_path: Path) -> None:
    """Every group was given the policy's hour when it was linked: only another one was a choice."""
    url, place = f"sqlite+aiosqlite:///{tmp_path / 'old.sqlite3'}", tmp_path / "old.sqlite3"
    engine = create_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(FOLDER))
        command.upgrade(config, "0017")
        applied = (
            """INSERT INTO campaign_revision (id, hash, applied_at, definition) VALUES (1, 'x', 1, :told)"""
        )
        connection.execute(text(applied), {"told": '{"policy": {"board_at": "18:00:00"}}'})
        for number, at in ((1, 1080), (2, 1020)):
            connection.execute(text(f"INSERT INTO chat {_CHAT}"), {"n": number})
            connection.execute(text(f"INSERT INTO group_link {_LINK}"), {"n": number, "at": at})
    engine.dispose()
    await migrate(url)
    with closing(sqlite3.connect(place)) as database:
        assert database.execute("SELECT board_at FROM group_link ORDER BY chat_id").fetchall() == [
            (None,),
            (1020,),
        ]


_CHAT = """(id, channel, bot, address, kind, title, state, created_at)
    VALUES (:n, 'zalo', '1', :n, 'group', '', 'active', 1)"""
_LINK = """(chat_id, unit, state, board_at, linked_at, board_hash, news_done)
    VALUES (:n, 'U', 'active', :at, 1, '', 0)"""


@pytest.mark.parametrize("record", get_args(Record), ids=lambda record: record.table)
def test_a_record_is_its_row(record: type) -> None:
    """Every field of a record is a column of its table and every column a field."""
    table = SQLModel.metadata.tables[record.table]  # type: ignore[attr-defined]  # every record has one
    assert {field.name for field in fields(record)} == {column.name for column in table.columns}


def test_an_outgoing_message_is_its_row() -> None:
    """The outbox's value has every column."""
    columns = SQLModel.metadata.tables["outbox"].columns
    assert {field.name for field in fields(Outgoing)} == {column.name for column in columns}


@pytest.mark.parametrize("table", ["tally", "tally_day", "snapshot"])
def test_a_count_fits_every_tally(table: str) -> None:
    """The counted numbers are columns of each table that counts."""
    counted = {field.name for field in fields(Count)} - {"unit", "phase", "day"}
    assert counted <= {column.name for column in SQLModel.metadata.tables[table].columns}
