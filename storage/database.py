"""The database: one writer lane, readers beside it.

SQLite in WAL mode with `synchronous=FULL`; every write is a `BEGIN IMMEDIATE` on the one writing connection, which
also checkpoints. A deferred transaction that upgrades loses updates or fails at once (SQLITE_BUSY_SNAPSHOT).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, func, make_url, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, StaticPool
from sqlmodel import SQLModel

import storage.models  # noqa: F401  # the tables must exist before the ids are read
from storage.workspace import Ids

Transaction = AsyncConnection
_BUSY_SECONDS = 30
_READERS = 4


class DatabaseUnusableError(Exception):
    """The database cannot be opened; the message is a plain sentence for the operator."""


class Database:
    """An open database. `write()` is the one writer lane, `read()` a reader of the last committed state."""

    def __init__(self, url: str) -> None:
        """`url`: SQLAlchemy's, e.g. `sqlite+aiosqlite:///data/nuocrut.sqlite3`."""
        self.url = url
        self._lane = asyncio.Lock()
        self._writer = _engine(url, writer=True)
        self._readers = _engine(url, writer=False)
        self._connection: AsyncConnection | None = None
        self.ids = Ids({})

    async def open(self) -> None:
        """Open the writing connection and read where the ids stand; the schema must be there already."""
        try:
            self._connection = await self._writer.connect()
            async with self.read() as connection:
                self.ids = Ids(await _last_ids(connection))
        except DatabaseError as error:
            raise DatabaseUnusableError(f"The database cannot be opened: {error.orig}") from error

    async def close(self) -> None:
        """Close every connection; what is committed stays."""
        async with self._lane:
            if self._connection is not None:
                await self._connection.close()
                self._connection = None
        await self._writer.dispose()
        await self._readers.dispose()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One write transaction, rolled back when the body raises; no network is awaited in it."""
        async with self._lane:
            assert self._connection is not None, "the database is not open"
            async with self._connection.begin():
                yield self._connection

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


def _engine(url: str, *, writer: bool) -> AsyncEngine:
    place = make_url(url)
    sqlite = place.get_backend_name() == "sqlite"
    make_place(url)
    options: dict[str, Any] = {"poolclass": StaticPool} if writer else {}
    if not writer:
        options = {"poolclass": AsyncAdaptedQueuePool, "pool_size": _READERS}
    if sqlite:
        options["connect_args"] = {"timeout": _BUSY_SECONDS}
    engine = create_async_engine(url, **options)
    if sqlite:
        _prepare_sqlite(engine, writer=writer)
    return engine


def _prepare_sqlite(engine: AsyncEngine, *, writer: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        if not writer:
            cursor.execute("PRAGMA query_only=ON")
            cursor.execute("PRAGMA wal_autocheckpoint=0")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


async def _last_ids(connection: AsyncConnection) -> dict[str, int]:
    last: dict[str, int] = {}
    for name, table in SQLModel.metadata.tables.items():
        if "id" in table.c:
            last[name] = await connection.scalar(select(func.max(table.c.id))) or 0
    return last
