from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

if TYPE_CHECKING:
    from random import Random

    from sandbox.world.chats import Chat
    from sandbox.world.messages import CallbackQuery

DEFAULT_LIFE = 24 * 3600.0
"""Civil seconds an undelivered update lives (facts: messages, memberships)."""
CALLBACK_LIFE = 150.0
SILENCE = 7 * 24 * 3600.0
"""After a silent week the next update id is random."""
BATCHING = 0.001
"""Monotonic seconds a waiting poll collects after the first update."""


@dataclass(slots=True, eq=False)
class Update:
    """One update for one bot. `at` is its civil instant, later its delivery's; `answers` is what it still entitles to.

    `key` is the webhook queue it belongs to. `chat` is the private chat it came from, None for groups.
    """

    id: int
    kind: str
    body: bytes
    key: int
    at: float
    expires: float
    chat: Chat | None = None
    query: CallbackQuery | None = None
    delivered: bool = False
    answers: int = 3

    def deliver(self, now: float) -> None:
        """Note the first delivery: what it entitles to runs from then."""
        if not self.delivered:
            self.delivered, self.at = True, now
            if self.query is not None:
                self.query.delivered_at = now


class UpdateQueue:
    """What one bot has not confirmed yet, in order. A sink (the webhook) may take updates over as they come."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._next_id = random.randrange(1, 2**20) * 1000
        self._last_push: float | None = None
        self._waiting: deque[Update] = deque()
        self._in_order = True
        self._poll: asyncio.Future[str] | None = None
        self._quiet: list[asyncio.Future[None]] = []
        self.sink: Callable[[Update], None] | None = None
        self.in_sink = 0
        self.last: Update | None = None
        self.expired = 0

    @property
    def pending(self) -> int:
        """Updates that are not delivered or not confirmed."""
        return len(self._waiting) + self.in_sink

    @property
    def tail(self) -> int:
        """The id the next update will have, if it comes soon enough."""
        return self._next_id

    def push(
        self,
        kind: str,
        body: dict[str, Any],
        *,
        key: int,
        now: float,
        life: float = DEFAULT_LIFE,
        chat: Chat | None = None,
        query: CallbackQuery | None = None,
    ) -> Update:
        """Create the next update and hand it to whoever waits. `now` and `life` are civil seconds."""
        if self._last_push is not None and now - self._last_push > SILENCE:
            self._next_id = self._random.randrange(1, 2**20) * 1000
        self._last_push = now
        number = self._next_id
        self._next_id += 1
        raw = to_json({"update_id": number, kind: body})
        update = self.last = Update(number, kind, raw, key, now, now + life, chat, query)
        self.put(update)
        return update

    def push_raw(self, body: bytes, *, now: float) -> Update:
        """Queue a foreign body as it is, `{"update_id":%d` and all; a fault for bots that trust shapes."""
        update = Update(self._next_id, "raw", body % self._next_id, 0, now, now + DEFAULT_LIFE)
        self._next_id += 1
        self.put(update)
        return update

    def put(self, update: Update) -> None:
        """Queue an update that exists already: a repeat, or one the webhook gave back."""
        if self.sink is not None:
            self.in_sink += 1
            self.sink(update)
            return
        if self._waiting and self._waiting[-1].id >= update.id:
            self._in_order = False
        self._waiting.append(update)
        self._wake()

    def repeat_last(self) -> bool:
        """Queue the newest update once more under its id, even when it is confirmed. False when there was none."""
        if self.last is None:
            return False
        self.put(replace(self.last, delivered=False))
        return True

    def swap_last(self) -> bool:
        """Exchange the two newest waiting updates. False when there are not two."""
        if len(self._waiting) < 2:
            return False
        self._waiting[-1], self._waiting[-2] = self._waiting[-2], self._waiting[-1]
        self._in_order = False
        return True

    def confirm(self, offset: int) -> None:
        """Forget everything below `offset`. One far beyond the newest id is ignored, as the real server does."""
        waiting = self._waiting
        if offset > self._next_id + 10:
            return
        if self._in_order:
            while waiting and waiting[0].id < offset:
                waiting.popleft()
        else:
            self._waiting = deque(update for update in waiting if update.id >= offset)
        if not self._waiting:
            self._in_order = True
            self._tell_quiet()

    def keep_newest(self, number: int) -> None:
        """Forget all but the newest `number` updates (a negative offset)."""
        while len(self._waiting) > number:
            self._waiting.popleft()
        self._tell_quiet()

    def clear(self) -> None:
        """Forget everything that waits."""
        self.keep_newest(0)

    def settle(self) -> None:
        """One update has left the sink, delivered or expired."""
        self.in_sink -= 1
        self._tell_quiet()

    def take(self, limit: int, now: float) -> list[Update]:
        """The oldest `limit` living updates, now delivered; expired ones are dropped on the way."""
        taken: list[Update] = []
        for update in self._waiting:
            if len(taken) == limit:
                break
            if update.expires > now:
                update.deliver(now)
                taken.append(update)
        if len(taken) < min(limit, len(self._waiting)):
            self._drop_expired(now)
        return taken

    def drain(self) -> list[Update]:
        """Everything that waits, taken out; for a webhook that takes over."""
        waiting, self._waiting = list(self._waiting), deque()
        return waiting

    def _drop_expired(self, now: float) -> None:
        living = deque(update for update in self._waiting if update.expires > now)
        self.expired += len(self._waiting) - len(living)
        self._waiting = living
        self._tell_quiet()

    async def wait(self, seconds: float) -> str:
        """Wait for an update at most so many monotonic seconds. Returns why the wait was ended, "" for no conflict."""
        poll: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = poll
        timer = asyncio.get_running_loop().call_later(seconds, _resolve, poll)
        try:
            return await poll
        finally:
            timer.cancel()
            if self._poll is poll:
                self._poll = None

    def interrupt(self, reason: str) -> bool:
        """End the waiting poll, if there is one, with a reason."""
        if self._poll is None or self._poll.done():
            return False
        self._poll.set_result(reason)
        return True

    async def wait_quiet(self) -> None:
        """Return as soon as nothing is pending."""
        while self.pending:
            waiter = asyncio.get_running_loop().create_future()
            self._quiet.append(waiter)
            await waiter

    def _tell_quiet(self) -> None:
        if self._quiet and not self.pending:
            for waiter in self._quiet:
                if not waiter.done():
                    waiter.set_result(None)
            self._quiet.clear()

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            loop = self._poll.get_loop()
            loop.call_later(BATCHING, _resolve, self._poll)


def _resolve(future: asyncio.Future[str]) -> None:
    if not future.done():
        future.set_result("")
