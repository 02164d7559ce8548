"""Long polling: a batch is stored and worked off in one commit, and only then confirmed by the next offset."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.batch import Update
from bot.intake import Unreadable
from bot.telegram.api import ALLOWED_UPDATES, GetUpdates
from bot.telegram.presses import Presses
from bot.telegram.reading import Reader
from bot.turns import Turns
from scheduler.civil import Clock
from storage import inbox
from storage.database import Database

_log = structlog.get_logger(__name__)
_WAIT = 25
_BATCH = 100
_LONGEST_PAUSE = 15.0
# Under load the answers of a batch go out before the next one is asked for: larger commits, less work a turn.
_CROWD = 6
_GATHER = 0.01


class Poller:
    """The intake of one bot by long polling."""

    def __init__(self, bot: Bot, reader: Reader, turns: Turns, database: Database, clock: Clock) -> None:
        self._bot = bot
        self._reader = reader
        self._turns = turns
        self._database = database
        self._clock = clock
        self._presses = Presses(bot)
        self.last_answer: float | None = None
        self.working = False

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; TelegramUnauthorizedError when the token is refused."""
        offset = confirmed = None
        pause = 0.5
        self.last_answer = asyncio.get_running_loop().time()
        while not stop.is_set():
            try:
                raw = await self._poll(offset, stop)
            except TelegramUnauthorizedError:
                raise
            except (AiogramError, ValueError) as error:
                _log.warning("polling interrupted", reason=type(error).__name__)
                if isinstance(error, TelegramConflictError):
                    _log.warning("another program polls with this token, or a webhook is set")
                await _rest(stop, error.retry_after if isinstance(error, TelegramRetryAfter) else pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
                continue
            pause, confirmed = 0.5, offset
            if raw:
                await self._work(raw)
                offset = int(raw[-1]["update_id"]) + 1
                if len(raw) >= _CROWD:
                    await asyncio.sleep(_GATHER)
        if offset is not None and offset != confirmed:
            await self._confirm(offset)

    async def _poll(self, offset: int | None, stop: asyncio.Event) -> Sequence[Mapping[str, Any]]:
        ask = GetUpdates(offset=offset, limit=_BATCH, timeout=_WAIT, allowed_updates=list(ALLOWED_UPDATES))
        poll = asyncio.create_task(self._bot(ask, request_timeout=_WAIT + 15))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({poll, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not poll.done():
            poll.cancel()
            return ()
        self.last_poll = asyncio.get_running_loop().time()
        return _updates(poll.result())

    async def _confirm(self, offset: int) -> None:
        """Tell the platform what is done, so that the next start does not get it again."""
        try:
            await self._bot(GetUpdates(offset=offset, limit=1, timeout=0), request_timeout=5)
        except (AiogramError, ValueError):
            _log.info("the last offset is not confirmed; repeats are recognised by their keys")

    async def _work(self, raw: Sequence[Mapping[str, Any]]) -> None:
        self.working = True
        try:
            updates, unreadable = self._read(raw)
            await self._keep(unreadable)
            await self._turns.work(updates)
        finally:
            self.working = False

    def _read(self, raw: Sequence[Mapping[str, Any]]) -> tuple[list[Update], list[Unreadable]]:
        """What concerns the bot, and what cannot be read; presses are answered at once, so that no spinner turns."""
        now = self._clock.now()
        updates, unreadable = [], []
        for each in raw:
            read = self._reader.take(each, now)
            if isinstance(read, Unreadable):
                unreadable.append(read)
                continue
            if read is not None:
                updates.append(read)
            if (press := each.get("callback_query")) is not None:
                self._presses.answer(str(press.get("id")))
        return updates, unreadable

    async def _keep(self, unreadable: Sequence[Unreadable]) -> None:
        """Nothing that came in is lost, not even what nobody can read: it is stored before it is confirmed."""
        if not unreadable:
            return
        errors = {each.arrival.key: each.error for each in unreadable}
        async with self._database.write() as connection:
            fresh = await inbox.unknown_of(connection, [each.arrival for each in unreadable])
            first = self._database.ids.take_many("inbox", len(fresh))
            await inbox.store_aside(connection, fresh, [errors[arrival.key] for arrival in fresh], first)

    def silent_for(self) -> float:
        """How many (monotonic) seconds ago the platform answered a poll, or polling began."""
        return 0.0 if self.last_answer is None else asyncio.get_running_loop().time() - self.last_answer

    def is_quiet(self) -> bool:
        """Whether no update is being worked off and every press is answered."""
        return not self.working and self._presses.is_quiet()


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until `stop` is set."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


def _updates(result: Any) -> Sequence[Mapping[str, Any]]:
    """The updates in an answer; ValueError when it has something else (a proxy's doing)."""
    if isinstance(result, list) and all(
        isinstance(each, dict) and isinstance(each.get("update_id"), int) for each in result
    ):
        return result
    raise ValueError("no list of updates")
