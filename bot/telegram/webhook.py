"""Telegram's webhook: the secret is checked, the update stored, 200 answered; then it is worked off in its order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from hmac import compare_digest

import structlog
from aiogram import Bot
from aiohttp import web
from pydantic import ValidationError

from bot.batch import Update
from bot.telegram.api import ALLOWED_UPDATES
from bot.telegram.presses import Presses
from bot.telegram.reading import CHANNEL, Reader, wrong_fields
from bot.turns import Turns
from scheduler.civil import Clock
from storage import inbox
from storage.database import Database
from storage.inbox import Arrival
from storage.transaction import Statements

_log = structlog.get_logger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name
_BATCH = 100


class Webhook:
    """The intake of one bot by webhook. Also works off what an earlier process acknowledged and left."""

    def __init__(self, bot: Bot, reader: Reader, turns: Turns, database: Database, clock: Clock) -> None:
        self._bot = bot
        self._reader = reader
        self._turns = turns
        self._database = database
        self._clock = clock
        self._secret = ""
        self._arrived: asyncio.Queue[tuple[Arrival, asyncio.Future[bool]]] = asyncio.Queue(maxsize=2000)
        self._waiting = asyncio.Event()
        self._waiting.set()
        self._working = False
        self._presses = Presses(bot)

    async def register(self, address: str, secret: str) -> None:
        """Tell Telegram where updates go."""
        self._secret = secret
        await self._bot.set_webhook(
            address, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=40
        )

    async def receive(self, request: web.Request) -> web.Response:
        """One update: 401 without the secret, 400 if it is none, 503 when too much waits, else 200 once stored."""
        if not compare_digest(request.headers.get(SECRET_HEADER, ""), self._secret):
            return web.Response(status=401)
        body = await request.text()
        try:
            key = str(int(json.loads(body)["update_id"]))
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        arrival = Arrival(CHANNEL, str(self._bot.id), key, body, self._clock.now())
        try:
            self._arrived.put_nowait((arrival, stored))
        except asyncio.QueueFull:
            return web.Response(status=503, headers={"Retry-After": "2"})
        return (
            web.json_response({}) if await stored else web.Response(status=503, headers={"Retry-After": "2"})
        )

    async def store(self, stop: asyncio.Event) -> None:
        """Store what arrives, many in one commit, and let the senders have their answers."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            arriving = asyncio.create_task(self._arrived.get())
            await asyncio.wait({arriving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not arriving.done():
                arriving.cancel()
                return
            batch = [arriving.result()]
            while not self._arrived.empty() and len(batch) < _BATCH:
                batch.append(self._arrived.get_nowait())
            try:
                async with self._database.write() as connection:
                    await connection.at_once(self._store, [arrival for arrival, _ in batch])
            except Exception:  # noqa: BLE001  # whatever kept it from being stored, the platform sends it again
                _log.exception("updates could not be stored")
                for _, stored in batch:
                    stored.set_result(False)
                continue
            for _, stored in batch:
                if not stored.done():
                    stored.set_result(True)
            self._waiting.set()

    async def _store(self, connection: Statements, arrivals: Sequence[Arrival]) -> None:
        fresh = await inbox.unknown_of(connection, arrivals)
        first = self._database.ids.take_many("inbox", len(fresh))
        await inbox.store(connection, fresh, first, done=False)

    async def work(self, stop: asyncio.Event) -> None:
        """Work off what is stored, oldest first, in batches."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            waiting = asyncio.create_task(self._waiting.wait())
            await asyncio.wait({waiting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            self._waiting.clear()
            self._working = True
            while not stop.is_set() and await self._work_batch():
                pass
            self._working = False

    async def _work_batch(self) -> bool:
        async with self._database.read() as connection:
            rows = [(n, a) for n, a in await inbox.waiting(connection, _BATCH) if a.bot == str(self._bot.id)]
        updates, numbers, idle = self._read(rows)
        if idle:
            async with self._database.write() as connection:
                await inbox.finish(connection, idle, self._clock.now())
        await self._turns.work(updates, numbers)
        return bool(rows)

    def _read(self, rows: Sequence[tuple[int, Arrival]]) -> tuple[list[Update], list[int], list[int]]:
        """(updates to work off, their inbox numbers, numbers of what does not concern the bot)."""
        updates, numbers, idle = [], [], []
        for number, arrival in rows:
            raw = json.loads(arrival.body)
            try:
                update = self._reader.read(raw, self._clock.now())
            except ValidationError as error:
                _log.error("update cannot be read", update_id=arrival.key, fields=wrong_fields(error))
                update = None
            if (press := raw.get("callback_query")) is not None:
                self._presses.answer(str(press.get("id")))
            if update is None:
                idle.append(number)
            else:
                updates.append(update)
                numbers.append(number)
        return updates, numbers, idle

    def is_quiet(self) -> bool:
        """Whether nothing waits and every press is answered."""
        return (
            not self._working
            and not self._waiting.is_set()
            and self._arrived.empty()
            and self._presses.is_quiet()
        )
