"""The web server: webhooks, files, health and metrics. A body is stored before it is answered with 200 (DESIGN 2)."""

from __future__ import annotations

import errno
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

_log = structlog.get_logger(__name__)
_LARGEST_BODY = 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PortError(Exception):
    """Nobody can listen there; the message is a plain sentence for the operator."""


class WebServer:
    """One port for everything that comes over HTTP."""

    def __init__(self, host: str, port: int, ready: Callable[[], Awaitable[str]]) -> None:
        """`ready` says what is wrong, or nothing when all is well."""
        self._host = host
        self._port = port
        self._ready = ready
        self._app = web.Application(client_max_size=_LARGEST_BODY)
        self._app.router.add_get("/healthz", self._alive)
        self._app.router.add_get("/readyz", self._readiness)
        self._app.router.add_get("/metrics", self._metrics)
        self._runner: web.AppRunner | None = None

    def get(self, path: str, handler: Handler) -> None:
        """Serve what is fetched from here."""
        self._app.router.add_get(path, handler)

    def post(self, path: str, handler: Handler) -> None:
        """Serve a webhook."""
        self._app.router.add_post(path, handler)

    async def open(self) -> None:
        """Listen; PortError when that cannot be."""
        self._runner = web.AppRunner(self._app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            if error.errno == errno.EADDRINUSE:
                raise PortError(f"The port {self._port} is taken (LISTEN_PORT).") from error
            where = f"{self._host}:{self._port} (LISTEN_HOST, LISTEN_PORT)"
            raise PortError(f"The web server cannot listen on {where}: {error.strerror}.") from error

    async def close(self) -> None:
        """Stop listening; requests under way are finished."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _alive(self, request: web.Request) -> web.Response:
        del request
        return web.json_response({"status": "alive"})

    async def _readiness(self, request: web.Request) -> web.Response:
        del request
        wrong = await self._ready()
        body: dict[str, Any] = {"status": "not ready", "reason": wrong} if wrong else {"status": "ready"}
        return web.json_response(body, status=503 if wrong else 200)

    async def _metrics(self, request: web.Request) -> web.Response:
        """For loopback only: figures are nobody's business outside."""
        if request.remote not in {"127.0.0.1", "::1"}:
            raise web.HTTPForbidden
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
