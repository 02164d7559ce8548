"""What comes in to one bot: stored, many updates in one commit, before it is acknowledged; then worked off in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.batch import Update, name_of
from bot.turns import Turns
from scheduler.civil import Clock
from scheduler.quota import Meter
from storage import inbox
from storage.database import Database
from storage.inbox import Arrival
from storage.quota import store_quotas
from storage.transaction import Statements

_log = structlog.get_logger(__name__)
_BATCH = 100
_MOST_ARRIVING = 2000


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that cannot be read, as it came, and why."""

    arrival: Arrival
    error: str


Read = Callable[[Any, datetime], Update | Unreadable | None]


class Intake:
    """The inbox of one bot. Also works off what an earlier process acknowledged and left."""

    def __init__(
        self,
        channel: str,
        bot: str,
        read: Read,
        turns: Turns,
        database: Database,
        clock: Clock,
        meter: Meter | None = None,
    ) -> None:
        """`read` makes of a stored body what a person did; None: nothing that concerns the bot. It never raises.

        `meter`: what comes in is counted there.
        """
        self._meter = meter
        self._place = channel, bot
        self._read = read
        self._turns = turns
        self._database = database
        self._clock = clock
        self._arrived: asyncio.Queue[tuple[Arrival, asyncio.Future[bool]]] = asyncio.Queue(_MOST_ARRIVING)
        self._waiting = asyncio.Event()
        self._waiting.set()
        self._working = False
        self._closed = False

    def is_quiet(self) -> bool:
        """Whether nothing waits and nothing is being worked off."""
        return not self._working and not self._waiting.is_set() and self._arrived.empty()

    # Storing

    async def keep(self, arrival: Arrival) -> bool:
        """Whether it is stored now (a repeat is stored already); False when no more is taken or it could not be."""
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        if self._closed or self._arrived.full():
            return False
        self._arrived.put_nowait((arrival, stored))
        return await stored

    async def store(self, stop: asyncio.Event) -> None:
        """Store what arrives, many in one commit, and let those who brought it know; what came before `stop` too."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                arriving = asyncio.create_task(self._arrived.get())
                await asyncio.wait({arriving, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not arriving.done():
                    arriving.cancel()
                    return
                await self._take_in([arriving.result(), *self._waiting_now()])
        finally:
            self._closed = True
            while waiting := self._waiting_now():
                await self._take_in(waiting)

    def _waiting_now(self) -> list[tuple[Arrival, asyncio.Future[bool]]]:
        return [self._arrived.get_nowait() for _ in range(min(self._arrived.qsize(), _BATCH))]

    async def _take_in(self, batch: Sequence[tuple[Arrival, asyncio.Future[bool]]]) -> None:
        try:
            async with self._database.write() as connection:
                fresh = await connection.at_once(self._store, [arrival for arrival, _ in batch])
                if self._meter is not None and fresh:
                    self._meter.heard(fresh)
                    connection.queue(store_quotas, [self._meter.row()])
        except Exception as failure:  # noqa: BLE001  # whatever kept it from being stored, it is brought again
            _log.error("updates could not be stored", error=name_of(failure))
            _tell(batch, stored=False)
            return
        _tell(batch, stored=True)
        self._waiting.set()

    async def _store(self, connection: Statements, arrivals: Sequence[Arrival]) -> int:
        """Store what is new; how many."""
        fresh = await inbox.unknown_of(connection, arrivals)
        first = self._database.ids.take_many("inbox", len(fresh))
        await inbox.store(connection, fresh, first, done=False)
        return len(fresh)

    # Working off

    async def work(self, stop: asyncio.Event) -> None:
        """Work off what is stored, oldest first, in batches."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            waiting = asyncio.create_task(self._waiting.wait())
            await asyncio.wait({waiting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            self._waiting.clear()
            self._working = True
            while not stop.is_set() and await self._work_batch():
                pass
            self._working = False

    async def _work_batch(self) -> bool:
        async with self._database.read() as connection:
            rows = await inbox.waiting(connection, *self._place, _BATCH)
        updates, numbers, idle, unreadable = self._sort(rows)
        if idle or unreadable:
            async with self._database.write() as connection:
                now = self._clock.now()
                await inbox.finish(connection, idle, now)
                for number, each in unreadable:
                    await inbox.set_aside(connection, number, each.arrival, each.error, now)
        await self._turns.work(updates, numbers)
        return bool(rows)

    def _sort(
        self, rows: Sequence[tuple[int, Arrival]]
    ) -> tuple[list[Update], list[int], list[int], list[tuple[int, Unreadable]]]:
        """(what to work off, its inbox numbers, numbers of what does not concern the bot, what cannot be read)."""
        updates, numbers, idle, unreadable = [], [], [], []
        for number, arrival in rows:
            read = self._read(json.loads(arrival.body), self._clock.now())
            if isinstance(read, Unreadable):
                unreadable.append((number, read))
            elif read is None:
                idle.append(number)
            else:
                updates.append(read)
                numbers.append(number)
        return updates, numbers, idle, unreadable


def _tell(batch: Sequence[tuple[Arrival, asyncio.Future[bool]]], *, stored: bool) -> None:
    """Let those who brought it have their answer; one may have hung up."""
    for _, told in batch:
        if not told.done():
            told.set_result(stored)
