"""The pump: what is due goes out by priority and pace, nothing waits for nobody, nothing goes to a dead chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from scheduler.civil import TurnedClock
from scheduler.delivery import Delivery
from scheduler.pace import Pacer
from scheduler.pump import Pump
from storage import outbox
from storage.database import Database
from storage.outbox import insert_new
from storage.transaction import Transaction
from storage.writing import write
from tests.scheduler.test_delivery import Platform
from tests.storage.rows import NOW, chat, fill, outgoing, states

SECOND = timedelta(seconds=1)


class House:
    """A pump that runs, with what it needs."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock, self.platform = database, TurnedClock(NOW), Platform()
        self.delivery = Delivery({("telegram", "1"): self.platform}, self.clock, Pacer())
        self.pump = Pump(database, self.clock, Pacer(), self.delivery)
        self.delivery.on_free = self.pump.freed
        self.pump.commit = self.commit
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(self.pump.run(self.stop))

    @asynccontextmanager
    async def commit(self) -> AsyncIterator[Transaction]:
        """As the program's commits: what was sent is written first."""
        async with self.database.write() as connection:
            await outbox.record(connection, self.delivery.take().results)
            yield connection

    async def flush(self) -> None:
        async with self.commit():
            pass

    async def rest(self) -> None:
        """Until nothing moves at this moment of civil time."""
        async with asyncio.timeout(5):
            quiet = 0
            while quiet < 5:
                await asyncio.sleep(0.005)
                await self.flush()
                quiet = quiet + 1 if self.pump.is_quiet() and self.delivery.is_idle() else 0

    async def turn(self, **span: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**span))
        await self.rest()

    @property
    def texts(self) -> list[Any]:
        return [address for address, _ in self.platform.sent]


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    """A pump at work on an empty outbox."""
    made = House(database)
    yield made
    made.stop.set()
    await asyncio.wait_for(made.task, 5)
    await made.delivery.finish(1)


async def test_a_kick_sends_what_is_due(house: House) -> None:
    """By priority between chats; each row is sent once and marked."""
    await fill(
        house.database,
        outgoing(1, chat_id=1, kind="board", priority=4),
        outgoing(2, chat_id=2, kind="question", priority=0),
    )
    house.pump.kick()
    await house.rest()
    await house.turn(seconds=5)
    assert house.texts == ["2", "1"]
    assert await states(house.database) == {1: "sent", 2: "sent"}


async def test_it_wakes_for_the_next_row_by_itself(house: House) -> None:
    """A row whose time comes later goes at its time without anybody kicking."""
    await fill(house.database, outgoing(1, not_before=NOW + 600 * SECOND))
    house.pump.kick()
    await house.rest()
    assert house.pump.next_due == NOW + 600 * SECOND
    await house.turn(seconds=599)
    assert house.texts == []
    await house.turn(seconds=1)
    assert house.texts == ["1"]


async def test_what_waits_behind_a_message_goes_after_it(house: House) -> None:
    """A nudge planned while an answer of the same chat is under way follows it, without another kick."""
    held = house.platform.held = asyncio.Event()
    await fill(house.database, outgoing(1, kind="answer"))
    house.pump.kick()
    await asyncio.wait_for(house.platform.begun.wait(), 5)
    async with house.database.write() as connection:
        await insert_new(connection, [outgoing(2, kind="nudge", priority=3)])
    house.pump.kick()
    await asyncio.sleep(0.05)
    assert house.texts == []
    held.set()
    await house.rest()
    await house.turn(seconds=2)
    assert house.texts == ["1", "1"]
    assert await states(house.database) == {1: "sent", 2: "sent"}


async def test_nothing_goes_to_a_chat_that_is_gone(house: House) -> None:
    """Its rows are dropped with the state as the reason, and the next ones are looked at at once."""
    await fill(house.database, outgoing(1), outgoing(2), outgoing(3, chat_id=2))
    async with house.database.write() as connection:
        await write(connection, [chat(1, state="kicked")])
    house.pump.kick()
    await house.rest()
    assert house.texts == ["2"]
    assert await states(house.database) == {1: "dropped", 2: "dropped", 3: "sent"}


async def test_bulk_goes_at_its_pace(house: House) -> None:
    """A hundred nudges at once: within a second at most thirty go, after a while all have gone, each once."""
    await fill(house.database, *(outgoing(n, chat_id=n, kind="nudge") for n in range(1, 101)), chats=100)
    house.pump.kick()
    sent = []
    for _ in range(60):
        await house.turn(milliseconds=100)
        sent.append(len(house.texts))
    assert all(later - earlier <= 30 for earlier, later in zip(sent, sent[10:], strict=False))
    assert sorted(map(int, house.texts)) == list(range(1, 101))


async def test_a_group_gets_one_in_three_seconds(house: House) -> None:
    """Five posts for one group are spread over twelve seconds."""
    await fill(house.database, *(outgoing(n, kind="board", priority=4) for n in range(1, 6)))
    async with house.database.write() as connection:
        await write(connection, [chat(1, kind="group")])
    house.pump.kick()
    moments: list[int] = []
    for second in range(30):
        await house.turn(seconds=1)
        moments += [second] * (len(house.texts) - len(moments))
    assert len(moments) == 5
    assert all(later - earlier >= 3 for earlier, later in pairwise(moments))
