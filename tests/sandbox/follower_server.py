"""A small bot of one's own: nothing but a clock that follows, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

SECRET = "s3cret"


@dataclass
class ScriptedFollower:
    """Has events at `agenda`; is busy for `busy_for` asks after each turn of its clock."""

    agenda: list[datetime]
    busy_for: int = 0
    answers_when_idle: bool = False
    told: list[datetime] = field(default_factory=list)
    done: list[datetime] = field(default_factory=list)
    asked: int = 0
    busy: int = 0
    now: datetime | None = None
    down: bool = False

    def standing(self) -> dict[str, Any]:
        """What it answers."""
        coming = min((event for event in self.agenda if event not in self.done), default=None)
        return {"idle": self.busy == 0, "next": coming.isoformat() if coming else None}

    async def state(self, request: web.Request) -> web.Response:
        self._check(request)
        self.asked += 1
        answer = web.json_response(self.standing())
        self.busy = max(0, self.busy - 1)
        return answer

    async def clock(self, request: web.Request) -> web.Response:
        self._check(request)
        self.now = datetime.fromisoformat((await request.json())["now"])
        assert self.busy == 0, "the clock was turned while the bot was at work"
        self.told.append(self.now)
        self.done += [event for event in self.agenda if event <= self.now and event not in self.done]
        if self.answers_when_idle:
            await asyncio.sleep(0.01)
        else:
            self.busy = self.busy_for
        return web.json_response(self.standing())

    def _check(self, request: web.Request) -> None:
        if self.down:
            raise web.HTTPServiceUnavailable
        if request.headers.get("X-Control-Secret") != SECRET:
            raise web.HTTPForbidden


@asynccontextmanager
async def serving(follower: ScriptedFollower) -> AsyncIterator[str]:
    """The follower on loopback; yields its URL."""
    app = web.Application()
    app.add_routes([web.get("/state", follower.state), web.post("/clock", follower.clock)])
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()
