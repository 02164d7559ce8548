from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

if TYPE_CHECKING:
    from random import Random

    from sandbox.zalo.world.media import Link
    from sandbox.zalo.world.switches import Switches


@dataclass(slots=True, eq=False)
class Update:
    """One event for one bot. `lane` is the chat it keeps its order in; `person` and `text` are for the records.

    `born` is in monotonic seconds. The bytes are made once, at the first delivery, and stay the same.
    """

    event: Any
    lane: str
    person: int = 0
    text: str = ""
    born: float = field(default_factory=time.monotonic)
    _body: bytes | None = field(default=None, repr=False)

    def body(self, origin: str) -> bytes:
        """The event as JSON; addresses of pictures begin with `origin`."""
        if self._body is None:

            def whole(link: Link) -> str:
                return origin + link.path

            self._body = to_json(self.event, fallback=whole)
        return self._body


@dataclass(slots=True, eq=False)
class Poll:
    """A getUpdates that waits. `alive` tells whether its caller is still there."""

    alive: Callable[[], bool]
    woken: asyncio.Future[None]
    ended: bool = False

    def wake(self) -> None:
        """Let it look again."""
        if not self.woken.done():
            self.woken.set_result(None)


class Queue:
    """What one bot has not got yet, in order. What is handed out is gone; a sink (the webhook) may take it over."""

    def __init__(self, random: Random, switches: Switches, lose: Callable[[Update], None]) -> None:
        """`lose` is told of every update that waited too long for a poll."""
        self._random, self._switches, self._lose = random, switches, lose
        self._waiting: deque[Update] = deque()
        self._polls: list[Poll] = []
        self._quiet: list[asyncio.Future[None]] = []
        self._holding = False
        self._unread = False
        self.sink: Callable[[Update], None] | None = None
        self.in_sink = 0
        self.last: Update | None = None

    @property
    def pending(self) -> int:
        """Updates the bot has not got."""
        return len(self._waiting) + self.in_sink

    @property
    def undelivered(self) -> int:
        """Updates the bot has not got or has not shown to have: the one a poll was given, until the next call."""
        return self.pending + (self._unread and self.sink is None)

    @property
    def polled(self) -> bool:
        """Whether a getUpdates waits whose caller is there."""
        return any(poll.alive() for poll in self._polls)

    def push(self, update: Update) -> None:
        """Queue a new update, as often as the switches say."""
        self.last = update
        for _ in range(1 + self._switches.repeats):
            self.put(update)

    def put(self, update: Update) -> None:
        """Queue an update: new, repeated, or given back by the webhook."""
        if self.sink is not None and not self._holding:
            self.in_sink += 1
            self.sink(update)
            return
        self._waiting.append(update)
        self._wake_one()

    def repeat_last(self) -> bool:
        """Deliver the newest update once more. False when there was none."""
        if self.last is None:
            return False
        self.put(self.last)
        return True

    def hold(self) -> None:
        """Hand out nothing until `release`."""
        self._holding = True

    def release(self, *, reverse: bool = False) -> None:
        """Hand out what was held; `reverse`: the newest first, as a network that mixes things up."""
        self._holding = False
        held = self.drain()
        for update in reversed(held) if reverse else held:
            self.put(update)

    def drain(self) -> list[Update]:
        """Everything that waits, taken out."""
        waiting, self._waiting = list(self._waiting), deque()
        return waiting

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()
        self._tell_quiet()

    def settle(self) -> None:
        """One update has left the sink, taken or lost."""
        self.in_sink -= 1
        self._tell_quiet()

    async def take(self, seconds: float, alive: Callable[[], bool]) -> Update | None:
        """The oldest update, which is gone with that; None when none comes within so many monotonic seconds."""
        loop = asyncio.get_running_loop()
        poll = Poll(alive, loop.create_future())
        timer = loop.call_later(seconds, _end, poll)
        self._polls.append(poll)
        self._unread = False
        self._tell_quiet()
        try:
            while True:
                if (update := self._pop(poll)) is not None or poll.ended:
                    self._unread = update is not None
                    return update
                await poll.woken
                poll.woken = loop.create_future()
        finally:
            timer.cancel()
            self._polls.remove(poll)

    def end_polls(self) -> None:
        """Waiting polls end now, without an update."""
        for poll in self._polls:
            _end(poll)

    async def wait_quiet(self) -> None:
        """Return as soon as nothing is pending."""
        while self.pending:
            await self._something_told()

    async def wait_delivered(self) -> None:
        """Return as soon as nothing is undelivered."""
        while self.undelivered:
            await self._something_told()

    async def _something_told(self) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._quiet.append(waiter)
        await waiter

    def _pop(self, poll: Poll) -> Update | None:
        if self._holding or (poll.ended and not self._waiting):
            return None
        if not poll.alive() and not self._switches.dead_polls_eat:
            poll.ended = True
            self._wake_one(but=poll)
            return None
        self._drop_stale()
        if not self._waiting:
            return None
        update = self._waiting.popleft()
        self._tell_quiet()
        return update

    def _drop_stale(self) -> None:
        kept_for = self._switches.kept_for
        while kept_for is not None and self._waiting and time.monotonic() - self._waiting[0].born > kept_for:
            self._lose(self._waiting.popleft())
            self._tell_quiet()

    def _wake_one(self, but: Poll | None = None) -> None:
        """Let one of the waiting polls have it, whichever: Zalo does not say which."""
        ready = [poll for poll in self._polls if poll is not but and not poll.woken.done()]
        if ready and self._waiting and not self._holding:
            self._random.choice(ready).wake()

    def _tell_quiet(self) -> None:
        if self._quiet and not self.pending:
            for waiter in self._quiet:
                if not waiter.done():
                    waiter.set_result(None)
            self._quiet.clear()


def _end(poll: Poll) -> None:
    poll.ended = True
    poll.wake()
