"""Telegram's webhook: the secret is checked, the update stored, 200 answered; then it is worked off in its order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from hmac import compare_digest

import structlog
from aiogram import Bot
from aiohttp import web

from bot.batch import Update, name_of
from bot.telegram.api import ALLOWED_UPDATES
from bot.telegram.presses import Presses
from bot.telegram.reading import CHANNEL, Reader, Unreadable
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
        self._closed = False
        self._presses = Presses(bot)

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
        if not compare_digest(_bytes(request.headers.get(SECRET_HEADER, "")), _bytes(self._secret)):
            return web.Response(status=401)
        now = self._clock.now()
        try:
            body = await request.text()
            raw = json.loads(body)
            key = str(int(raw["update_id"]))
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        if self._reader.passes_over(raw, now) or await self._is_stored(
            Arrival(CHANNEL, str(self._bot.id), key, body, now)
        ):
            return web.json_response({})
        return web.Response(status=503, headers={"Retry-After": "2"})

    async def _is_stored(self, arrival: Arrival) -> bool:
        """Hand it to `store` and wait; False when that takes no more or could not store it."""
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        if self._closed or self._arrived.full():
            return False
        self._arrived.put_nowait((arrival, stored))
        return await stored

    async def store(self, stop: asyncio.Event) -> None:
        """Store what arrives, many in one commit, and let the senders have their answers."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                arriving = asyncio.create_task(self._arrived.get())
                await asyncio.wait({arriving, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not arriving.done():
                    arriving.cancel()
                    return
                await self._take_in([arriving.result(), *self._waiting_now()])
        finally:
            self._closed = True
            while waiting := self._waiting_now():
                _tell(waiting, stored=False)

    def _waiting_now(self) -> list[tuple[Arrival, asyncio.Future[bool]]]:
        return [self._arrived.get_nowait() for _ in range(min(self._arrived.qsize(), _BATCH))]

    async def _take_in(self, batch: Sequence[tuple[Arrival, asyncio.Future[bool]]]) -> None:
        try:
            async with self._database.write() as connection:
                await connection.at_once(self._store, [arrival for arrival, _ in batch])
        except Exception as failure:  # noqa: BLE001  # whatever kept it from being stored, the platform sends it again
            _log.error("updates could not be stored", error=name_of(failure))
            _tell(batch, stored=False)
            return
        _tell(batch, stored=True)
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
        updates, numbers, idle, unreadable = self._read(rows)
        if idle or unreadable:
            async with self._database.write() as connection:
                now = self._clock.now()
                await inbox.finish(connection, idle, now)
                for number, each in unreadable:
                    await inbox.set_aside(connection, number, each.arrival, each.error, now)
        await self._turns.work(updates, numbers)
        return bool(rows)

    def _read(
        self, rows: Sequence[tuple[int, Arrival]]
    ) -> tuple[list[Update], list[int], list[int], list[tuple[int, Unreadable]]]:
        """(what to work off, its inbox numbers, numbers of what does not concern the bot, what cannot be read)."""
        updates, numbers, idle, unreadable = [], [], [], []
        for number, arrival in rows:
            raw = json.loads(arrival.body)
            read = self._reader.take(raw, self._clock.now())
            if isinstance(read, Unreadable):
                unreadable.append((number, read))
                continue
            if (press := raw.get("callback_query")) is not None:
                self._presses.answer(str(press.get("id")))
            if read is None:
                idle.append(number)
            else:
                updates.append(read)
                numbers.append(number)
        return updates, numbers, idle, unreadable

    def is_quiet(self) -> bool:
        """Whether nothing waits and every press is answered."""
        return (
            not self._working
            and not self._waiting.is_set()
            and self._arrived.empty()
            and self._presses.is_quiet()
        )


def _tell(batch: Sequence[tuple[Arrival, asyncio.Future[bool]]], *, stored: bool) -> None:
    """Let those who posted have their answer; one may have hung up."""
    for _, told in batch:
        if not told.done():
            told.set_result(stored)


def _bytes(header: str) -> bytes:
    """As it came: what is not ASCII is no reason to fail."""
    return header.encode("utf-8", "surrogateescape")
