"""One write transaction: what has to be done is done in as few goes as possible.

SQLite lives in a thread of its own, and handing a statement over to it and back costs more than most statements do.
So a transaction takes whole pieces of work: `at_once` runs a function of `storage` from its first statement to its
last in one go, `queue` puts work off to the next go. On a server's database the same pieces run on its connection.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, CursorResult, Dialect, Executable, ScalarResult

P = ParamSpec("P")
T = TypeVar("T")
Rows = CursorResult[*tuple[Any, ...]]
_Work = Callable[[Connection], Any]


class Statements(Protocol):
    """What takes statements: a transaction, the inside of a piece of work, or a reading connection."""

    @property
    def dialect(self) -> Dialect:
        """The SQL it speaks."""

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """Execute one statement, with a list of parameters for each of them; the rows are all fetched."""

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        """The first column of the first row; None when there is no row."""

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        """The first column of every row."""


class Lane(Protocol):
    """The one writing connection."""

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run work on the connection; nothing else runs there meanwhile."""

    async def close(self) -> None:
        """Close it; what is committed stays."""


class Transaction:
    """A write transaction, begun with its first statement."""

    def __init__(self, lane: Lane, dialect: Dialect) -> None:
        self.dialect = dialect
        self._lane = lane
        self._queued: list[_Work] = []

    async def at_once(
        self,
        work: Callable[Concatenate[Statements, P], Coroutine[Any, Any, T]],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """Do a piece of work that waits for nothing but the database, after what is queued; what it returns."""
        queued, self._queued = self._queued, []
        return await self._lane.run(
            lambda connection: _all(connection, [*queued, _piece(work, *arguments, **named)])
        )

    def queue(
        self,
        work: Callable[Concatenate[Statements, P], Coroutine[Any, Any, object]],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> None:
        """Put a piece of work off to the next go, with the commit at the latest; it fails there if it fails."""
        self._queued.append(_piece(work, *arguments, **named))

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """Execute one statement in a go of its own."""
        return await self.at_once(_execute, statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        """The first column of the first row."""
        return (await self.execute(statement, parameters)).scalar()

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        """The first column of every row."""
        return (await self.execute(statement, parameters)).scalars()

    async def commit(self) -> None:
        """Do what is queued and commit, in one go; whatever fails, nothing is written."""
        queued, self._queued = self._queued, []
        await self._lane.run(lambda connection: _commit(connection, queued))

    async def rollback(self) -> None:
        """Take everything back."""
        self._queued = []
        await self._lane.run(_rollback)


class _Inside:
    """The inside of a piece of work: its statements are executed where it runs, and nothing ever waits."""

    def __init__(self, connection: Connection) -> None:
        self.dialect = connection.dialect
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        return self._connection.scalars(statement, parameters)


async def _execute(inside: Statements, statement: Executable, parameters: Any) -> Rows:
    return await inside.execute(statement, parameters)


def _piece(
    work: Callable[Concatenate[Statements, P], Coroutine[Any, Any, T]], *arguments: P.args, **named: P.kwargs
) -> Callable[[Connection], T]:
    def run(connection: Connection) -> T:
        under_way = work(_Inside(connection), *arguments, **named)
        try:
            under_way.send(None)
        except StopIteration as done:
            result: T = done.value
            return result
        under_way.close()
        raise RuntimeError(f"{work} waits for something else than the database")

    return run


def _all(connection: Connection, pieces: Sequence[_Work]) -> Any:
    """Do all of them; what the last one returns."""
    result = None
    for piece in pieces:
        result = piece(connection)
    return result


def _commit(connection: Connection, pieces: Sequence[_Work]) -> None:
    try:
        _all(connection, pieces)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _rollback(connection: Connection) -> None:
    connection.rollback()
