from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Protocol

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.world import Bot as TelegramBot
    from sandbox.zalo.world import Bot as ZaloBot

WIRE = re.compile(r"(?:/zalo)?/bot([^/]+)/(?:test/)?([^/]*)")
POLLED_WITHIN = 10.0
"""Monotonic seconds since its last call for which a bot counts as connected."""


class Post(Protocol):
    """The bringing of updates to a platform's bots, as far as time must wait for it."""

    def undelivered(self) -> int:
        """Updates that bots have not got, or have not confirmed."""

    async def wait_delivered(self) -> None:
        """Return when nothing is undelivered."""


class Traffic:
    """What runs over the wires right now: whether bots are connected and whether anything is in flight.

    The part of the worlds that time waits for (`director.Quiet`). Waiting long polls are not in flight.
    """

    def __init__(self, *posts: Post) -> None:
        """`posts`: the worlds of all platforms."""
        self._posts = posts
        self._in_flight = 0
        self._polls: dict[str, int] = {}
        self._heard: dict[str, float] = {}
        self._waiters: list[asyncio.Future[None]] = []
        self._listeners: list[asyncio.Future[None]] = []
        self.activity = 0

    @property
    def quiet(self) -> bool:
        """No update undelivered or unconfirmed, no request in flight."""
        return self._in_flight == 0 and not any(post.undelivered() for post in self._posts)

    async def wait_quiet(self) -> None:
        """Return when everything is confirmed and nothing is in flight."""
        for post in self._posts:
            await post.wait_delivered()
        if self._in_flight:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            await waiter

    async def wait_activity(self, since: int) -> None:
        """Return as soon as a bot has called more often than `since` (an earlier `activity`)."""
        while self.activity == since:
            waiter = asyncio.get_running_loop().create_future()
            self._listeners.append(waiter)
            await waiter

    def connected(self, bot: TelegramBot | ZaloBot) -> bool:
        """Whether the bot is polling, has called lately, or has a webhook."""
        lately = time.monotonic() - self._heard.get(bot.token, -POLLED_WITHIN) < POLLED_WITHIN
        return lately or self._polls.get(bot.token, 0) > 0 or bot.queue.sink is not None

    def watch(self, app: web.Application) -> None:
        """Look at every request of the application."""

        @web.middleware
        async def count(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            wire = WIRE.match(request.path)
            if wire is None:
                return await handler(request)
            token, method = wire.groups()
            self._note_call(token)
            try:
                if method.lower() == "getupdates":
                    return await self._count_poll(token, handler(request))
                return await self._count_call(handler(request))
            finally:
                self._heard[token] = time.monotonic()

        app.middlewares.append(count)

    async def _count_poll(self, token: str, answer: Awaitable[web.StreamResponse]) -> web.StreamResponse:
        self._polls[token] = self._polls.get(token, 0) + 1
        try:
            return await answer
        finally:
            self._polls[token] -= 1

    async def _count_call(self, answer: Awaitable[web.StreamResponse]) -> web.StreamResponse:
        self._in_flight += 1
        try:
            return await answer
        finally:
            self._in_flight -= 1
            if self._in_flight == 0:
                _wake(self._waiters)

    def _note_call(self, token: str) -> None:
        self._heard[token] = time.monotonic()
        self.activity += 1
        _wake(self._listeners)


def _wake(waiters: list[asyncio.Future[None]]) -> None:
    for waiter in waiters:
        if not waiter.done():
            waiter.set_result(None)
    waiters.clear()
