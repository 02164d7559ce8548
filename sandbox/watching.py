"""Looking on at a world: what bots did in one chat since a mark, and events of all that happens."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

Message = TypeVar("Message")
Event = TypeVar("Event")

RECENT_ACTS = 64
"""How many of a chat's latest bot acts can be asked for by mark."""


class Acts(Generic[Message]):
    """What bots did in one chat; `count`: how often, which serves as a mark."""

    def __init__(self) -> None:
        self.count = 0
        self._recent: deque[Message] = deque(maxlen=RECENT_ACTS)
        self._waiters: list[asyncio.Future[None]] = []

    def add(self, message: Message) -> None:
        """Note that a bot sent or edited `message`, and wake who waits for that."""
        self.count += 1
        self._recent.append(message)
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    def since(self, mark: int) -> list[Message]:
        """What came after `mark`, oldest first; at most the latest RECENT_ACTS."""
        missing = min(self.count - mark, len(self._recent))
        return list(self._recent)[-missing:] if missing > 0 else []

    async def wait(
        self,
        mark: int,
        *,
        until: Callable[[Message], bool] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the caller's patience is part of the promise
    ) -> list[Message]:
        """What came after `mark`, as soon as there is any; with `until`, as soon as one of them satisfies it.

        `timeout` is in monotonic seconds; raises TimeoutError.
        """
        async with asyncio.timeout(timeout):
            while True:
                done = self.since(mark)
                if done and (until is None or any(until(message) for message in done)):
                    return done
                waiter = asyncio.get_running_loop().create_future()
                self._waiters.append(waiter)
                await waiter


class Subscription(Generic[Event]):
    """A queue of events, from its creation until it is closed. Use it as a context manager or close it yourself."""

    def __init__(self, forget: Callable[[Subscription[Event]], None]) -> None:
        self.queue: asyncio.Queue[Event] = asyncio.Queue()
        self._forget = forget

    async def get(self) -> Event:
        """The next event."""
        return await self.queue.get()

    def close(self) -> None:
        """No more events."""
        self._forget(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Audience(Generic[Event]):
    """Everybody who looks on."""

    def __init__(self) -> None:
        self._subscriptions: set[Subscription[Event]] = set()

    def subscribe(self) -> Subscription[Event]:
        """All events from now on."""
        subscription = Subscription[Event](self._subscriptions.discard)
        self._subscriptions.add(subscription)
        return subscription

    def tell(self, event: Callable[[], Event]) -> None:
        """Tell all of them, if there are any, what is made for that."""
        if self._subscriptions:
            made = event()
            for subscription in self._subscriptions:
                subscription.queue.put_nowait(made)
