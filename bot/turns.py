"""The one path: a batch of updates is one unit of work, one commit, and then its replies go out (DESIGN 2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

import structlog

from bot.batch import Batch, Setting, Update, name_of
from handlers.turn import Channel, Scene
from scheduler.civil import Clock
from scheduler.delivery import Delivery, Outcomes
from scheduler.pace import Pacer
from scheduler.pinning import follow_boards
from storage import inbox, outbox
from storage.chats import write_news
from storage.database import Database
from storage.quota import store_quotas
from storage.rates import store_rates
from storage.records import Change, SendAgain
from storage.transaction import Statements, Transaction
from storage.workspace import Workspace
from storage.writing import write

_log = structlog.get_logger(__name__)
_FLUSH_AFTER = 0.05


class Turns:
    """Works off updates: stored once, played in order, written together, answered after the commit."""

    def __init__(
        self,
        database: Database,
        scene: Callable[[], Scene],
        channels: Mapping[tuple[str, str], Channel],
        clock: Clock,
        pacer: Pacer,
        delivery: Delivery,
    ) -> None:
        """`scene` gives the campaign as of now; `channels` by (channel name, bot name)."""
        self._database = database
        self._setting = Setting(scene, channels, clock, pacer, delivery.busy_chats)
        self._delivery = delivery
        self._flushing: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.on_change: Callable[[Sequence[Change]], None] = _nobody
        self.on_due: Callable[[], None] = lambda: None
        self.at_work = 0
        self._in_order = asyncio.Lock()
        delivery.on_result = self._flush_soon

    async def work(self, updates: Sequence[Update], stored: Sequence[int] = ()) -> None:
        """Work off a batch; `stored`: the inbox numbers of updates that were acknowledged before.

        When the writing of a batch fails it is done again turn by turn, and the culprit is set aside. One batch after
        the other, whatever channel it came by: what one person says here and there is heard in that order.
        """
        if not updates:
            return
        self.at_work += 1
        try:
            async with self._in_order:
                await self._work(updates, stored)
        finally:
            self.at_work -= 1

    @asynccontextmanager
    async def at_rest(self) -> AsyncIterator[None]:
        """While this is held no update is worked off; those that come wait."""
        async with self._in_order:
            yield

    async def _work(self, updates: Sequence[Update], stored: Sequence[int]) -> None:
        try:
            await self._unit_of_work(updates, stored)
        except Exception as failure:  # noqa: BLE001  # whatever the database raises, the others go on
            if len(updates) == 1:
                await self._set_aside_alone(updates[0], stored, failure)
                return
            _log.error("batch failed, working turn by turn", updates=len(updates), error=name_of(failure))
            for position, update in enumerate(updates):
                await self._work([update], stored[position : position + 1])

    async def _unit_of_work(self, updates: Sequence[Update], stored: Sequence[int]) -> None:
        async with self.commit() as connection:
            numbers = dict(zip((update.arrival.name for update in updates), stored, strict=False))
            if not stored:
                updates, numbers = await connection.at_once(self._take_in, updates)
            batch = Batch(self._setting, Workspace(self._database.ids), connection)
            await batch.play(updates, numbers)
            connection.queue(self._write, batch)
            if stored:
                connection.queue(inbox.finish, stored, self._setting.clock.now())
        self._delivery.hand_over(batch.claimed)
        self.on_change(batch.workspace.changes)
        if batch.due or any(isinstance(each, SendAgain) for each in batch.workspace.changes):
            self.on_due()

    @staticmethod
    async def _write(connection: Statements, batch: Batch) -> None:
        await write(connection, batch.workspace.changes)
        await batch.write_milestones(connection)
        await outbox.insert_new(connection, batch.rows())

    async def _take_in(
        self, connection: Statements, updates: Sequence[Update]
    ) -> tuple[list[Update], dict[tuple[str, str, str], int]]:
        """Store what is new, done with this very commit."""
        fresh = await inbox.unknown_of(connection, [update.arrival for update in updates])
        names = {arrival.name for arrival in fresh}
        first = self._database.ids.take_many("inbox", len(fresh))
        numbered = await inbox.store(connection, fresh, first, done=True)
        new: dict[tuple[str, str, str], Update] = {}
        for update in updates:
            if update.arrival.name in names:
                new.setdefault(update.arrival.name, update)
        return list(new.values()), {arrival.name: number for number, arrival in numbered}

    async def _set_aside_alone(self, update: Update, stored: Sequence[int], failure: Exception) -> None:
        """Keep an update whose writing failed, and say so to the person, in a commit of its own."""
        async with self.commit() as connection:
            number = stored[0] if stored else self._database.ids.take("inbox")
            if not stored:
                if not await connection.at_once(inbox.unknown_of, [update.arrival]):
                    return
                connection.queue(inbox.store, [update.arrival], number, done=False)
            batch = Batch(self._setting, Workspace(self._database.ids), connection)
            await batch.give_up(update, number, failure)
            connection.queue(self._write, batch)
        self._delivery.hand_over(batch.claimed)

    # Results

    def _flush_soon(self) -> None:
        """Results go with the next batch; when none comes soon they get a commit of their own."""
        if self._flushing is None:
            wait = 0 if self._delivery.outcomes.posted else _FLUSH_AFTER
            self._flushing = asyncio.get_running_loop().call_later(wait, self._start_flush)

    def _start_flush(self) -> None:
        self._flushing = None
        task = asyncio.create_task(self.flush())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def is_quiet(self) -> bool:
        """Whether no update is being worked off and nothing has to follow what was sent."""
        return not self.at_work and not self._delivery.outcomes.posted

    async def flush(self) -> None:
        """Write the results that no batch has taken along. Until they are written it is not quiet: pins may follow."""
        if not self._delivery.has_news():
            return
        self.at_work += 1
        try:
            async with self.commit():
                pass
        finally:
            self.at_work -= 1

    @asynccontextmanager
    async def commit(self) -> AsyncIterator[Transaction]:
        """A write transaction that takes along how sends came out; when it fails they wait for the next one."""
        taken = Outcomes()
        try:
            async with self._database.write() as connection:
                taken = self._delivery.take()
                connection.queue(self._record, taken)
                yield connection
                connection.queue(store_rates, self._setting.pacer.changed())
        except BaseException:
            self._delivery.give_back(taken)
            raise
        if taken.posted or any(result.state == "due" for result in taken.results):
            self.on_due()

    async def _record(self, connection: Statements, taken: Outcomes) -> None:
        await outbox.record(connection, taken.results)
        await write_news(connection, taken.chats)
        await store_quotas(connection, taken.quotas)
        await follow_boards(connection, self._database.ids, taken.posted, self._setting.clock.now())


def _nobody(changes: Sequence[Change]) -> None:
    """Nobody wants to know what changed."""
