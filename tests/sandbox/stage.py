"""A stand-in on a free loopback port, with a clock that stands still, for one test."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession, FormData, web

from sandbox.judge import judge
from sandbox.scenario import Scenario
from sandbox.telegram import Telegram
from sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "7700:AAEtest-token"
OTHER_TOKEN = "7800:AAEother-token"
NOON = datetime(2022, 4, 27, 5, 0, tzinfo=UTC)
SANG, HANH, BINH = 1001, 1002, 1003
GROUP, SUPERGROUP = -4001, -1002000000777


@dataclass
class Answer:
    """An answer of the wire: HTTP status, headers and the envelope."""

    status: int
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        assert self.body["ok"] is True, self.body
        return self.body["result"]

    @property
    def error(self) -> str:
        """The description of an error whose HTTP status equals its code."""
        assert self.body["ok"] is False, self.body
        assert self.body["error_code"] == self.status
        return str(self.body["description"])


@dataclass
class Stage:
    """The world, the wire over it, and a plain HTTP client."""

    world: World
    telegram: Telegram
    url: str
    http: ClientSession
    judged: list[str] = field(default_factory=list)

    async def call(self, method: str, *, token: Any = TOKEN, files: Any = None, **arguments: Any) -> Answer:
        """Call a method with a form; values that are no text become JSON."""
        texts = {key: _text(value) for key, value in arguments.items()}
        data: Any = texts
        if files:
            data = FormData(texts)
            for name, (filename, content) in files.items():
                data.add_field(name, BytesIO(content), filename=filename)
        return await self._post(f"{self.url}/bot{token}/{method}", data=data)

    async def call_json(self, method: str, **arguments: Any) -> Answer:
        """Call a method with a JSON body."""
        return await self._post(f"{self.url}/bot{TOKEN}/{method}", json=arguments)

    async def _post(self, url: str, **how: Any) -> Answer:
        async with self.http.post(url, **how) as response:
            assert response.content_type == "application/json"
            return Answer(response.status, dict(response.headers), await response.json())

    async def text(self, chat_id: int = SANG, text: str = "Xin chào", **arguments: Any) -> Answer:
        """SendMessage."""
        return await self.call("sendMessage", chat_id=chat_id, text=text, **arguments)

    async def updates(self, offset: int = 0, **arguments: Any) -> list[dict[str, Any]]:
        """GetUpdates with every kind allowed; each update is held against the schema."""
        arguments = {"allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member",
                                         "chat_member"], **arguments}  # fmt: skip
        found: list[dict[str, Any]] = (await self.call("getUpdates", offset=offset, **arguments)).result
        for update in found:
            assert judge().update(update) == ""
        return found

    def turn(self, **by: float) -> None:
        """Turn the clock, by timedelta's arguments."""
        self.world.clock.set(self.world.clock.now() + timedelta(**by))

    @property
    def violations(self) -> list[str]:
        return [f"{violation.method}: {violation.reason}" for violation in self.world.violations]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def scenario(**more: Any) -> Scenario:
    """Two bots, three people, a group and a supergroup with the first bot in both, on a frozen clock."""
    return Scenario.model_validate(
        {
            "now": NOON.isoformat(),
            "bots": [
                {"token": TOKEN, "username": "nuocrut_bot", "name": "Nước Rút"},
                {"token": OTHER_TOKEN, "username": "khac_bot", "name": "Khác"},
            ],
            "people": [
                {"id": SANG, "first_name": "Sáng", "last_name": "Nguyễn", "username": "sang_nguyen"},
                {"id": HANH, "first_name": "Hạnh"},
                {"id": BINH, "first_name": "Bình"},
            ],
            "groups": [
                {"id": GROUP, "title": "Tổ 1", "members": [SANG, HANH]},
                {"id": SUPERGROUP, "title": "Công đoàn Đông Anh", "members": [HANH, SANG]},
            ],
            **more,
        }
    )


@asynccontextmanager
async def open_stage(*, pace: float = 0.01, plain_webhooks: bool = True, **more: Any) -> AsyncIterator[Stage]:
    """Serve until the block ends. On leaving, the stand-in's own results must have satisfied the schema."""
    world = scenario(**more).world()
    lifted = more.get("limits") == "lifted"
    telegram = Telegram(
        world, lifted=lifted, judge_results=True, plain_webhooks=plain_webhooks, webhook_pace=pace
    )
    app = web.Application(client_max_size=64 * 2**20)
    telegram.mount(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession() as http:
            yield Stage(world, telegram, f"http://127.0.0.1:{runner.addresses[0][1]}", http)
    finally:
        await runner.cleanup()
    assert [v.reason for v in world.violations if "stand-in's own" in v.reason] == []


async def wait_for(condition: Any, seconds: float = 3.0) -> None:
    """Wait until a condition holds; for what happens on another connection."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what happens behind another socket has no event here
            await asyncio.sleep(0.005)
