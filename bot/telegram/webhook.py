"""Telegram's webhook: the secret is checked, the update stored, 200 answered; then it is worked off in its order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Any

from aiogram import Bot
from aiohttp import web

from bot.batch import Update
from bot.intake import Intake, Unreadable
from bot.telegram.api import ALLOWED_UPDATES
from bot.telegram.presses import Presses
from bot.telegram.reading import CHANNEL, Reader
from bot.turns import Turns
from scheduler.civil import Clock
from storage.database import Database
from storage.inbox import Arrival

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name


class Webhook:
    """The intake of one bot by webhook. Also works off what an earlier process acknowledged and left."""

    def __init__(self, bot: Bot, reader: Reader, turns: Turns, database: Database, clock: Clock) -> None:
        self._bot = bot
        self._reader = reader
        self._clock = clock
        self._secret = ""
        self._presses = Presses(bot)
        self._intake = Intake(CHANNEL, str(bot.id), self._read, turns, database, clock)

    async def register(self, address: str, secret: str) -> None:
        """Tell Telegram where updates go."""
        self._secret = secret
        await self._bot.set_webhook(
            address, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=40
        )

    async def receive(self, request: web.Request) -> web.Response:
        """One update: 401 without the secret, 400 if it is none, 503 when it cannot be taken, else 200 once stored.

        Talk in groups that is not for the bot is acknowledged and never stored.
        """
        if not compare_digest(header_bytes(request.headers.get(SECRET_HEADER, "")), self._secret.encode()):
            return web.Response(status=401)
        now = self._clock.now()
        try:
            body = await request.text()
            raw = json.loads(body)
            key = str(int(raw["update_id"]))
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        if self._reader.passes_over(raw, now) or await self._intake.keep(
            Arrival(CHANNEL, str(self._bot.id), key, body, now)
        ):
            return web.json_response({})
        return web.Response(status=503, headers={"Retry-After": "2"})

    async def store(self, stop: asyncio.Event) -> None:
        """Store what arrives until `stop` is set."""
        await self._intake.store(stop)

    async def work(self, stop: asyncio.Event) -> None:
        """Work off what is stored until `stop` is set."""
        await self._intake.work(stop)

    def _read(self, raw: Mapping[str, Any], now: datetime) -> Update | Unreadable | None:
        """As the reader reads it; a press is answered at once."""
        read = self._reader.take(raw, now)
        if not isinstance(read, Unreadable) and (press := raw.get("callback_query")) is not None:
            self._presses.answer(str(press.get("id")))
        return read

    def is_quiet(self) -> bool:
        """Whether nothing waits and every press is answered."""
        return self._intake.is_quiet() and self._presses.is_quiet()


def header_bytes(header: str) -> bytes:
    """A header's value as it came: what is not ASCII is no reason to fail."""
    return header.encode("utf-8", "surrogateescape")
