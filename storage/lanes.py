"""The writing connection: to an SQLite file in the thread it lives in, or to a database server."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any, Self, TypeVar

import aiosqlite
from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool, StaticPool

from storage.transaction import Lane

T = TypeVar("T")
BUSY_SECONDS = 30


async def open_lane(place: URL, prepare: Callable[[Engine], None]) -> Lane:
    """Open the writing connection; `prepare` sets up SQLAlchemy's engine over an SQLite file."""
    if place.get_backend_name() == "sqlite":
        return await FileLane.to(place.database or ":memory:", prepare)
    return ServerLane(await create_async_engine(place, poolclass=NullPool, hide_parameters=True).connect())


class ServerLane:
    """A connection to a database server: each statement of a piece of work is awaited."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run work on the connection; nothing else runs there meanwhile."""
        return await self._connection.run_sync(work)

    async def close(self) -> None:
        """Close the connection."""
        await self._connection.close()


class FileLane:
    """A connection to an SQLite file: a piece of work runs whole in the connection's thread."""

    def __init__(self, thread: _Thread, connection: Connection) -> None:
        self._thread = thread
        self._connection = connection

    @classmethod
    async def to(cls, path: str, prepare: Callable[[Engine], None]) -> Self:
        """Open the file."""
        thread = _Thread(lambda: _open(path))
        await thread
        try:
            return cls(thread, await thread.run(lambda file: _connect(file, prepare)))
        except BaseException:
            await thread.close()
            raise

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run work on the connection; nothing else runs there meanwhile."""
        return await self._thread.run(lambda _: work(self._connection))

    async def close(self) -> None:
        """Close the connection and end its thread."""
        await self._thread.run(lambda _: self._connection.close())
        await self._thread.close()


class _Thread(aiosqlite.Connection):
    """aiosqlite's connection and thread, which takes any function as well as statements.

    The thread ends with the program, also where nobody closed the connection: what is committed is safe.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        result: T = await self._execute(lambda: work(self._conn))  # type: ignore[no-untyped-call]
        return result


def _open(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, factory=_Buffering)


def _connect(file: sqlite3.Connection, prepare: Callable[[Engine], None]) -> Connection:
    """SQLAlchemy over a file that is open already."""
    engine = create_engine("sqlite://", creator=lambda: file, poolclass=StaticPool, hide_parameters=True)
    prepare(engine)
    return engine.connect()


class _Buffered(sqlite3.Cursor):
    """A cursor that has fetched all its rows when a statement is done, so that they may be read in any thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._rows: deque[Any] = deque()

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        super().execute(sql, parameters)
        self._rows = deque(super().fetchall() if self.description else ())
        return self

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size or 1, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, deque()
        return list(rows)

    def close(self) -> None:
        """Let the rows go; the statement is done and holds nothing in the file."""
        self._rows = deque()


class _Buffering(sqlite3.Connection):
    """A connection whose cursors are `_Buffered`."""

    def cursor(self, factory: Any = _Buffered) -> Any:
        return super().cursor(factory)
