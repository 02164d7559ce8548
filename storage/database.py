"""The database: one writer lane, readers beside it.

SQLite in WAL mode with `synchronous=FULL`; every write is a `BEGIN IMMEDIATE` on the one writing connection, which
also checkpoints. A deferred transaction that upgrades loses updates or fails at once (SQLITE_BUSY_SNAPSHOT).
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, func, make_url, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlmodel import SQLModel

import storage.models  # noqa: F401  # the tables must exist before the ids are read
from storage.lanes import BUSY_SECONDS, open_lane
from storage.transaction import Lane, Statements, Transaction
from storage.workspace import Ids

_READERS = 4


class DatabaseUnusableError(Exception):
    """The database cannot be opened; the message is a plain sentence for the operator."""


def unusable(failure: BaseException) -> DatabaseUnusableError | None:
    """The sentence for what the database has failed with (a full disk, a damaged file); None when it was another."""
    if isinstance(failure, DatabaseError):
        return DatabaseUnusableError(f"The database cannot be used any more: {failure.orig}.")
    if isinstance(failure, sqlite3.Error):
        return DatabaseUnusableError(f"The database cannot be used any more: {failure}.")
    return None


class Database:
    """An open database. `write()` is the one writer lane, `read()` a reader of the last committed state."""

    def __init__(self, url: str) -> None:
        """`url`: SQLAlchemy's, e.g. `sqlite+aiosqlite:///data/nuocrut.sqlite3`."""
        self.url = url
        self._turn = asyncio.Lock()
        self._place = make_url(url)
        self._readers = _readers(self._place)
        self._lane: Lane | None = None
        self.ids = Ids({})

    async def open(self) -> None:
        """Open the writing connection and read where the ids stand; the schema must be there already."""
        try:
            self._lane = await open_lane(self._place, _prepare_writer)
            async with self.read() as connection:
                self.ids = Ids(await _last_ids(connection))
        except DatabaseError as error:
            await self.close()
            raise DatabaseUnusableError(f"The database cannot be opened: {error.orig}") from error

    async def close(self) -> None:
        """Close every connection; what is committed stays."""
        async with self._turn:
            if self._lane is not None:
                await self._lane.close()
                self._lane = None
        await self._readers.dispose()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """One write transaction, rolled back when the body raises; no network is awaited in it."""
        async with self._turn:
            assert self._lane is not None, "the database is not open"
            transaction = Transaction(self._lane, self._readers.dialect)
            try:
                yield transaction
            except BaseException:
                await transaction.rollback()
                raise
            await transaction.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A reading connection with a consistent view."""
        async with self._readers.connect() as connection:
            yield connection


def make_place(url: str) -> None:
    """Make the folder of an SQLite file; a plain `DatabaseUnusableError` when it cannot be written."""
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or not place.database:
        return
    folder = Path(place.database).resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusableError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise DatabaseUnusableError(f"The folder {folder} cannot be written to.")
    with suppress(FileExistsError):
        os.close(
            os.open(place.database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        )  # people's data: for us only


def _is_file(place: URL) -> bool:
    return place.get_backend_name() == "sqlite"


def _readers(place: URL) -> AsyncEngine:
    make_place(place.render_as_string(hide_password=False))
    # An error may be logged: what people wrote must not stand in it.
    options: dict[str, Any] = {
        "poolclass": AsyncAdaptedQueuePool,
        "pool_size": _READERS,
        "hide_parameters": True,
    }
    if not _is_file(place):
        return create_async_engine(place, **options)
    engine = create_async_engine(place, **options, connect_args={"timeout": BUSY_SECONDS})
    _prepare(engine.sync_engine, writer=False)
    return engine


def _prepare_writer(engine: Engine) -> None:
    _prepare(engine, writer=True)


def _prepare(engine: Engine, *, writer: bool) -> None:
    begin_by_ourselves(engine, "BEGIN IMMEDIATE" if writer else "BEGIN")

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        if not writer:
            cursor.execute("PRAGMA query_only=ON")
            cursor.execute("PRAGMA wal_autocheckpoint=0")
        cursor.close()


def begin_by_ourselves(engine: Engine, statement: str) -> None:
    """Begin SQLite's transactions with this statement; the driver would begin late and commit before each DDL."""

    @event.listens_for(engine, "connect")
    def leave_it_to_us(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)


async def _last_ids(connection: Statements) -> dict[str, int]:
    last: dict[str, int] = {}
    for name, table in SQLModel.metadata.tables.items():
        if "id" in table.c:
            last[name] = await connection.scalar(select(func.max(table.c.id))) or 0
    return last
