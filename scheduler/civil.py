"""Civil time: what the agenda, the policy and the pacer live by. It can be turned; monotonic time never is."""

from __future__ import annotations

import asyncio
import heapq
from datetime import UTC, datetime
from itertools import count
from typing import Protocol


class Clock(Protocol):
    """Civil time as aware UTC."""

    def now(self) -> datetime:
        """This moment."""

    async def sleep_until(self, moment: datetime) -> None:
        """Return when civil time has reached `moment`; at once when it has already."""


class RealClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)

    async def sleep_until(self, moment: datetime) -> None:
        """Sleep until then; the machine's clock may be set meanwhile."""
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110  # no event tells what time it is
            await asyncio.sleep(min(left, 60))


class TurnedClock:
    """Time that stands still until it is set forward (the demo and the tests)."""

    def __init__(self, start: datetime) -> None:
        """Stand at `start`."""
        self._now = start
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> datetime:
        """Where time stands."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Set time forward and wake whoever waited for a moment up to it; ValueError when it is earlier."""
        if moment < self._now:
            raise ValueError("civil time never runs backwards")
        self._now = moment
        while self._sleepers and self._sleepers[0][0] <= moment:
            _, _, sleeper = heapq.heappop(self._sleepers)
            if not sleeper.done():
                sleeper.set_result(None)

    async def sleep_until(self, moment: datetime) -> None:
        """Wait until time has been set to `moment` or past it."""
        if moment > self._now:
            sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._sleepers, (moment, next(self._order), sleeper))
            await sleeper
