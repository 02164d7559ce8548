"""The program's sign of life: for its own readiness, and written down for the processes that ask about it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.parties import beat

_EACH = timedelta(seconds=20)


class SignOfLife:
    """Given with every tick of civil time; written down seldom, by the time that other processes wait for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._given = datetime.min.replace(tzinfo=UTC)
        self._written = float("-inf")  # monotonic

    def is_missing(self, now: datetime) -> bool:
        """Whether none was given for so long that the ticking must have stopped."""
        return now - self._given > 3 * _EACH

    async def give(self, now: datetime, *, heard: bool) -> None:
        """Say that the program lives at this moment; `heard`: and that every platform answers it."""
        self._given = now
        if (awake := asyncio.get_running_loop().time()) - self._written < _EACH.total_seconds():
            return
        self._written = awake
        async with self._database.write() as connection:
            connection.queue(beat, "alive", now)
            if heard:
                connection.queue(beat, "heard", now)
