"""Zalo's stand-in beside Telegram's on a free loopback port, with a clock that stands still, for one test."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession, web

from sandbox.scenario import Scenario
from sandbox.server import ZALO, ZALO_WORLD, build

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sandbox.zalo import Zalo
    from sandbox.zalo.world import ZaloWorld

TOKEN = "12345689:abc-xyz"
OTHER_TOKEN = "22345689:abc-xyz"
SANG, HANH, BINH = 1001, 1002, 1003
GROUP, FULL = -4001, -4004


@dataclass
class Answer:
    """An answer of the wire: HTTP status and the envelope."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        assert self.body["ok"] is True, self.body
        assert self.status == 200
        return self.body["result"]

    @property
    def error(self) -> int:
        """The code of an error, which came with HTTP 200."""
        assert self.body["ok"] is False, self.body
        assert self.status == 200
        return int(self.body["error_code"])


@dataclass
class Stage:
    """The world, the wire over it, and a plain HTTP client."""

    world: ZaloWorld
    zalo: Zalo
    url: str
    http: ClientSession

    async def call(self, method: str, *, token: str = TOKEN, **arguments: Any) -> Answer:
        """POST with JSON, as our client does."""
        async with self.http.post(f"{self.url}/bot{token}/{method}", json=arguments) as response:
            assert response.content_type == "application/json"
            return Answer(response.status, await response.json())

    async def text(self, number: int = SANG, text: str = "Xin chào", **arguments: Any) -> Answer:
        """SendMessage to a person or group, by the id the first bot knows."""
        return await self.call("sendMessage", chat_id=self.world.address(number), text=text, **arguments)

    async def update(self, **arguments: Any) -> dict[str, Any]:
        """GetUpdates that must find something."""
        found: dict[str, Any] = (await self.call("getUpdates", timeout=1, **arguments)).result
        return found

    async def texts(self) -> list[str]:
        """Everything that waits, fetched; the texts."""
        found = []
        while (answer := await self.call("getUpdates", timeout=0)).body["ok"]:
            found.append(answer.result["message"].get("text", ""))
        assert answer.error == 408
        return found

    def turn(self, **by: float) -> None:
        """Turn the clock, by timedelta's arguments."""
        self.world.clock.set(self.world.clock.now() + timedelta(**by))

    @property
    def violations(self) -> list[str]:
        return [f"{violation.method}: {violation.reason}" for violation in self.world.violations]


def scenario(**zalo: Any) -> Scenario:
    """Two bots, three people, four groups on a frozen clock: 27/4/2022 12:00. No bot is in a group."""
    return Scenario.model_validate(
        {
            "now": "2022-04-27T12:00:00",
            "zalo": {
                "bots": [
                    {"token": TOKEN, "display_name": "Bot Nước Rút", "account_name": "bot.nuocrut"},
                    {"token": OTHER_TOKEN, "display_name": "Bot Khác"},
                ],
                "people": [
                    {"id": SANG, "display_name": "Sáng"},
                    {"id": HANH, "display_name": "Hạnh"},
                    {"id": BINH, "display_name": "Bình", "protected": True},
                ],
                "groups": [
                    {"id": GROUP - n, "title": f"Tổ {n + 1}", "leader": SANG, "members": [HANH, BINH]}
                    for n in range(4)
                ],
                **zalo,
            },
        }
    )


@asynccontextmanager
async def open_stage(seeds: Scenario | None = None) -> AsyncIterator[Stage]:
    """Serve until the block ends."""
    app = build(seeds or scenario())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession() as http:
            yield Stage(app[ZALO_WORLD], app[ZALO], f"http://127.0.0.1:{runner.addresses[0][1]}/zalo", http)
    finally:
        await runner.cleanup()
