"""A stand-in on a free port and an aiogram bot connected to it, for tests of the Telegram channel."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiohttp import web

from bot.telegram.api import connect
from bot.telegram.sending import TelegramSender
from sandbox.scenario import Scenario
from sandbox.server import TELEGRAM, WORLD, build
from sandbox.telegram import Fault
from sandbox.world import World
from storage.records import Chat

TOKEN = "5000000003:wire-" + "x" * 30
USERNAME = "day_bot"
LAN, BINH, GROUP = 1001, 1002, -4001
NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)


def scenario() -> Scenario:
    """Two people, a group of both, on a clock that stands still."""
    return Scenario.model_validate(
        {
            "now": NOW.isoformat(),
            "bots": [{"token": TOKEN, "username": USERNAME, "name": "Bot"}],
            "people": [
                {"id": LAN, "first_name": "Nguyễn Thị", "last_name": "Lan"},
                {"id": BINH, "first_name": "Bình"},
            ],
            "groups": [{"id": GROUP, "title": "Tổ 1", "members": [BINH, LAN]}],
            "limits": "lifted",
            "judge_results": True,
        }
    )


@dataclass
class Wire:
    """The world behind the wire, and our side of it."""

    app: web.Application
    bot: Bot
    sender: TelegramSender

    @property
    def world(self) -> World:
        return self.app[WORLD]

    def fault(self, **what: Any) -> Fault:
        return self.app[TELEGRAM].faults.schedule(Fault(**what))


@asynccontextmanager
async def open_wire() -> AsyncIterator[Wire]:
    """Serve until the block ends; Lan has started the bot, and it is in the group."""
    app = build(scenario())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = connect(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}")
    wire = Wire(app, bot, TelegramSender(bot))
    wire.world.people.start(LAN)
    wire.world.groups.add_bot(GROUP)
    try:
        yield wire
    finally:
        await bot.session.close()
        await runner.cleanup()


def waiting(world: World) -> list[dict[str, Any]]:
    """The updates that wait for the bot, as they go over the wire; they are taken away."""
    found = [json.loads(update.body) for update in world.bot.queue._waiting]
    world.bot.queue.clear()
    return found


def place(address: int) -> Chat:
    """A chat of ours with this address."""
    return Chat(
        id=1, channel="telegram", bot="5000000003", address=str(address), kind="private" if address > 0 else "group",
        title="", state="active", person_id=None, created_at=NOW,
    )  # fmt: skip


@asynccontextmanager
async def answering(body: str) -> AsyncIterator[str]:
    """The address of a server that gives this answer, with 200, whatever it is asked."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
