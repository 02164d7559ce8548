"""The loopback control by which the sandbox turns civil time; only `nuocrut demo` opens it (DESIGN 5)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from hmac import compare_digest

from aiohttp import web

from bot.app import App
from scheduler.civil import TurnedClock

HEADER = "X-Control-Secret"
_PATIENCE = 30.0
_FAREWELL = 1.0  # a turn of the clock that is under way is not waited for longer: the sandbox asks again
_LOOK = 0.001  # what uvloop can wait at least; less is a loop that takes the time it waits for
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    """`GET /control/state` and `POST /control/clock {"now": ISO}` -> `{"idle": bool, "next": ISO | null}`."""

    def __init__(self, app: App, clock: TurnedClock, secret: str) -> None:
        self._app = app
        self._clock = clock
        self._secret = secret
        self._runner: web.AppRunner | None = None

    async def open(self) -> str:
        """Listen on a free loopback port; the address."""
        server = web.Application(middlewares=[self._guard])
        server.router.add_get("/control/state", self._state)
        server.router.add_post("/control/clock", self._turn)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=_FAREWELL)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/control"

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        said = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not compare_digest(said, self._secret.encode()):
            raise web.HTTPForbidden
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _state(self, request: web.Request) -> web.Response:
        del request
        return self._standing()

    async def _turn(self, request: web.Request) -> web.Response:
        moment = datetime.fromisoformat((await request.json())["now"])
        if moment > self._clock.now():
            self._clock.set(moment)
        if self._is_up():
            await asyncio.sleep(0)
            await self._app.tick()
            await self._settle()
        return self._standing()

    async def _settle(self) -> None:
        """Wait until the bot has done what this moment asks of it, as far as it can be done without time going on.

        A bot that is stopping leaves it to the next start and is not waited for.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + _PATIENCE
        while self._is_awaited() and loop.time() < until:  # noqa: ASYNC110  # idleness is the sum of many parts
            await asyncio.sleep(_LOOK)

    def _is_awaited(self) -> bool:
        return self._is_up() and not self._app.is_idle()

    def _is_up(self) -> bool:
        """Not when it is stopping: what is due then goes out after the next start, and time must not go on before."""
        return self._app.started and not self._app.stop.is_set()

    def _standing(self) -> web.Response:
        if not self._is_up():
            return web.json_response({"idle": False, "next": None})
        coming = self._app.next_event()
        return web.json_response(
            {"idle": self._app.is_idle(), "next": coming.isoformat() if coming else None}
        )
