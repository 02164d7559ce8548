"""The stand-in of Zalo on a free port, and what of ours stands before it, for tests of the Zalo channel."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import App
from bot.settings import Settings
from bot.zalo.api import ZaloApi
from bot.zalo.webhook import SECRET_HEADER
from sandbox.scenario import Scenario
from sandbox.server import ZALO, ZALO_WORLD, build
from sandbox.zalo import Fault
from sandbox.zalo.world import Bot, Message, ZaloWorld
from scheduler.civil import TurnedClock
from scheduler.pace import LIFTED
from storage.loading import table_of
from storage.records import Chat
from tests.bot.test_telegram_webhook import free_port

TOKEN, OTHER = "1234567890123456789:ngay-mot_XYZ", "2234567890123456789:ngay-hai_XYZ"
NAME = "Bot Sáng Kiến"
LAN, BINH, GROUP = 1001, 1002, -4001
NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)
EXAMPLE = Path(__file__).parents[3] / "examples" / "dong-anh"
SECRET = "mot-tu-bi-mat_dai"
PATIENCE = 15.0


def scenario(**switches: Any) -> Scenario:
    """Two bots, two people, a group of both with the first bot in it, on a clock that stands still."""
    return Scenario.model_validate(
        {
            "now": NOW.isoformat(),
            "limits": "lifted",
            "zalo": {
                "bots": [
                    {"token": TOKEN, "display_name": NAME},
                    {"token": OTHER, "display_name": "Bot Thi Đua"},
                ],
                "people": [
                    {"id": LAN, "display_name": "Nguyễn Thị Lan"},
                    {"id": BINH, "display_name": "Bình"},
                ],
                "groups": [{"id": GROUP, "title": "Tổ 1", "leader": BINH, "members": [LAN], "bots": [TOKEN]}],
                "switches": switches,
            },
        }
    )


@dataclass
class Stand:
    """The world behind the wire, and where the wire is."""

    app: web.Application
    url: str

    @property
    def world(self) -> ZaloWorld:
        return self.app[ZALO_WORLD]

    @property
    def second(self) -> Bot:
        return self.world.tokens[OTHER]

    def fault(self, **what: Any) -> Fault:
        return self.app[ZALO].faults.schedule(Fault(**what))

    async def hears(self, person: int, said: str, since: int, bot: Bot | None = None) -> Message:
        """The first message after the mark that has this in it."""
        try:
            found = await self.world.wait_reply(
                person, since, bot=bot, until=lambda message: said in message.text, timeout=PATIENCE
            )
        except TimeoutError as late:
            heard = "\n---\n".join(each.text for each in self.world.messages(person, bot))
            raise AssertionError(f"{said!r} was never said:\n{heard}") from late
        return next(message for message in found if said in message.text)

    async def says(self, person: int, words: str, expected: str, bot: Bot | None = None) -> Message:
        """Say something and wait for the answer that has this in it."""
        since = self.world.mark(person, bot)
        self.world.people.say(person, words, bot=bot)
        return await self.hears(person, expected, since, bot)


@asynccontextmanager
async def open_stand(**switches: Any) -> AsyncIterator[Stand]:
    """Serve until the block ends."""
    app = build(scenario(**switches))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield Stand(app, f"http://127.0.0.1:{runner.addresses[0][1]}/zalo")
    finally:
        await runner.cleanup()


@asynccontextmanager
async def open_api(url: str, token: str = TOKEN) -> AsyncIterator[ZaloApi]:
    """Our client on this server."""
    api = ZaloApi(token, url)
    try:
        yield api
    finally:
        await api.close()


def place(address: str, kind: Any = "private") -> Chat:
    """A chat of ours with this address."""
    return Chat(
        id=1, channel="zalo", bot="1", address=address, kind=kind, title="", state="active", person_id=None,
        created_at=NOW,
    )  # fmt: skip


@asynccontextmanager
async def answering(status: int, body: bytes, seen: list[Any] | None = None) -> AsyncIterator[str]:
    """The address of a server that gives this answer whatever it is asked, and notes what it was asked."""

    async def answer(request: web.Request) -> web.Response:
        if seen is not None:
            seen.append((request.method, request.path, await request.json()))
        return web.Response(status=status, body=body)

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


# The whole program


@dataclass
class House:
    """The bot as a program, on Zalo; `address` is its web server's, where it has one."""

    app: App
    address: str

    async def inbox(self) -> list[tuple[str, str, str]]:
        """(key, state, body) of everything stored."""
        table = table_of("inbox")
        async with self.app.database.read() as connection:
            rows = await connection.execute(
                select(table.c.key, table.c.state, table.c.body).order_by(table.c.id)
            )
            return [tuple(row) for row in rows]

    async def worked_off(self) -> None:
        """Wait until nothing that was stored waits any more."""
        async with asyncio.timeout(PATIENCE):
            while "new" in [state for _, state, _ in await self.inbox()]:  # noqa: ASYNC110  # the database tells
                await asyncio.sleep(0.01)

    async def post(self, bot: str, body: bytes | str | dict[str, Any], secret: str | None = SECRET) -> int:
        """Post to the webhook of a bot as somebody on the network; the status."""
        said = json.dumps(body) if isinstance(body, dict) else body
        sent = io.BytesIO(said if isinstance(said, bytes) else said.encode())
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(f"{self.address}/zalo/{bot}", data=sent) as answer,
        ):
            return answer.status


def settings_for(stand: Stand, folder: Path, *tokens: str, webhook: bool = False, **more: Any) -> Settings:
    """Settings with Zalo alone, by polling or by webhook on a port of its own; `more` are further ones."""
    port = free_port() if webhook else 0
    return Settings(
        _env_file=None,
        zalo_bot_tokens=SecretStr(",".join(tokens or (TOKEN,))),
        zalo_api_url=stand.url,
        zalo_webhook_secret=SecretStr(SECRET) if webhook else None,
        zalo_messages_per_second=1000,
        public_url=f"http://127.0.0.1:{port}" if webhook else None,
        listen_port=port,
        database_url=f"sqlite+aiosqlite:///{folder / 'zalo.sqlite3'}",
        files_folder=folder / "files",
        **more,
    )


@asynccontextmanager
async def open_house(
    stand: Stand, folder: Path, *tokens: str, webhook: bool = False, **more: Any
) -> AsyncIterator[House]:
    """The program before this stand-in until the block ends; `more` are further settings."""
    settings = settings_for(stand, folder, *tokens, webhook=webhook, **more)
    app = App(settings, EXAMPLE, clock=TurnedClock(NOW), limits=LIFTED)
    try:
        await app.start()
        yield House(app, settings.public_url or "")
    finally:
        await app.close()
