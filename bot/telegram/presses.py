"""Answering presses at once and empty, so that no spinner turns; an answer that comes too late is no matter."""

from __future__ import annotations

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.telegram.api import AnswerCallbackQuery

_log = structlog.get_logger(__name__)


class Presses:
    """The presses of one bot that are being answered."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._tasks: set[asyncio.Task[None]] = set()

    def answer(self, press: str) -> None:
        """Answer in the background."""
        task = asyncio.create_task(self._answer(press))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def is_quiet(self) -> bool:
        """Whether every press is answered."""
        return not self._tasks

    async def _answer(self, press: str) -> None:
        try:
            await self._bot(AnswerCallbackQuery(callback_query_id=press))
        except (AiogramError, ValueError) as error:
            _log.debug("press not answered", reason=type(error).__name__)
