"""The bot's side of a webhook, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Receiver:
    """Notes what comes, byte by byte, and answers as told. Tests of the address are counted apart."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.events: list[dict[str, Any]] = []
        self.tests = 0
        self.url = ""
        self.answer: Callable[[dict[str, Any]], Awaitable[int]] = self.take

    async def take(self, _: dict[str, Any]) -> int:
        """Everything is taken."""
        return 200

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        event = await request.json()
        event = event.get("result", event)
        if event["event_name"] == "webhook.test":
            self.tests += 1
        else:
            self.bodies.append(body)
            self.headers.append(dict(request.headers))
            self.events.append(event)
        return web.json_response({"message": "Success"}, status=await self.answer(event))

    @property
    def texts(self) -> list[str]:
        return [event["message"]["text"] for event in self.events]

    def refuse(self, times: int, *, text: str = "", status: int = 500) -> None:
        """Refuse the next events (with this text), tests of the address not counted."""

        async def answer(event: dict[str, Any]) -> int:
            nonlocal times
            message = event.get("message")
            if message is None or not times or (text and message["text"] != text):
                return 200
            times -= 1
            return status

        self.answer = answer

    async def never(self, _: dict[str, Any]) -> int:
        """An answer that takes longer than anybody waits."""
        await asyncio.sleep(3600)
        return 200


@asynccontextmanager
async def open_receiver() -> AsyncIterator[Receiver]:
    """Listen until the block ends."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()
