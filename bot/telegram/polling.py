"""Long polling: a batch is stored and worked off in one commit, and only then confirmed by the next offset."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramUnauthorizedError
from pydantic import ValidationError

from bot.batch import Update
from bot.telegram.api import ALLOWED_UPDATES, GetRawUpdates
from bot.telegram.presses import Presses
from bot.telegram.reading import Reader, wrong_fields
from bot.turns import Turns
from scheduler.civil import Clock

_log = structlog.get_logger(__name__)
_WAIT = 25
_BATCH = 100
_LONGEST_PAUSE = 15.0
# Under load the answers of a batch go out before the next one is asked for: larger commits, less work a turn.
_CROWD = 6
_GATHER = 0.01


class Poller:
    """The intake of one bot by long polling."""

    def __init__(self, bot: Bot, reader: Reader, turns: Turns, clock: Clock) -> None:
        self._bot = bot
        self._reader = reader
        self._turns = turns
        self._clock = clock
        self._presses = Presses(bot)
        self.last_poll: float | None = None
        self.working = False

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; TelegramUnauthorizedError when the token is refused."""
        offset = confirmed = None
        pause = 0.5
        while not stop.is_set():
            try:
                raw = await self._poll(offset, stop)
            except TelegramUnauthorizedError:
                raise
            except (AiogramError, ValueError) as error:
                _log.warning("polling interrupted", reason=type(error).__name__)
                if isinstance(error, TelegramConflictError):
                    _log.warning("another program polls with this token, or a webhook is set")
                await asyncio.sleep(pause)
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
        ask = GetRawUpdates(offset=offset, limit=_BATCH, timeout=_WAIT, allowed_updates=list(ALLOWED_UPDATES))
        poll = asyncio.create_task(self._bot(ask, request_timeout=_WAIT + 15))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({poll, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not poll.done():
            poll.cancel()
            return ()
        self.last_poll = asyncio.get_running_loop().time()
        return poll.result()

    async def _confirm(self, offset: int) -> None:
        """Tell the platform what is done, so that the next start does not get it again."""
        try:
            await self._bot(GetRawUpdates(offset=offset, limit=1, timeout=0), request_timeout=5)
        except (AiogramError, ValueError):
            _log.info("the last offset is not confirmed; repeats are recognised by their keys")

    async def _work(self, raw: Sequence[Mapping[str, Any]]) -> None:
        self.working = True
        try:
            await self._turns.work(self.read(raw))
        finally:
            self.working = False

    def read(self, raw: Sequence[Mapping[str, Any]]) -> list[Update]:
        """The updates that concern the bot; presses are answered at once, so that no spinner turns."""
        now = self._clock.now()
        updates = []
        for each in raw:
            try:
                update = self._reader.read(each, now)
            except ValidationError as error:
                _log.error(
                    "update cannot be read", update_id=each.get("update_id"), fields=wrong_fields(error)
                )
                continue
            if update is not None:
                updates.append(update)
            if (press := each.get("callback_query")) is not None:
                self._presses.answer(str(press.get("id")))
        return updates

    def is_quiet(self) -> bool:
        """Whether no update is being worked off and every press is answered."""
        return not self.working and self._presses.is_quiet()
