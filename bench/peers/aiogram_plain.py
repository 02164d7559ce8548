"""A plain aiogram bot: polling, FSM in memory. With a path it keeps its state in SQLite, one commit a turn."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import Mapping
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.peers.texts import BUTTONS, JOINED, QUESTIONS
from bench.stand import TOKEN

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=label) for label in BUTTONS]]
)


class SqliteStorage(BaseStorage):
    """State and data as a row, committed each turn (synchronous=FULL)."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        self._db.execute("CREATE TABLE s (key TEXT PRIMARY KEY, state TEXT, data TEXT)")

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        """One statement, one commit."""
        name = state.state if isinstance(state, State) else state
        self._db.execute(
            "INSERT INTO s VALUES (?, ?, '{}') ON CONFLICT (key) DO UPDATE SET state = excluded.state",
            (str(key), name),
        )

    async def get_state(self, key: StorageKey) -> str | None:
        """One statement."""
        row = self._db.execute("SELECT state FROM s WHERE key = ?", (str(key),)).fetchone()
        return row[0] if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """One statement, one commit."""
        self._db.execute(
            "INSERT INTO s VALUES (?, NULL, ?) ON CONFLICT (key) DO UPDATE SET data = excluded.data",
            (str(key), json.dumps(dict(data))),
        )

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """One statement."""
        row = self._db.execute("SELECT data FROM s WHERE key = ?", (str(key),)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    async def close(self) -> None:
        """Close the file."""
        self._db.close()


async def answer(message: Message, state: FSMContext) -> None:
    """Keep the answer and ask the next question."""
    known = await state.get_state()
    if message.text == "đăng ký":
        await state.set_state("q0")
        await message.answer(QUESTIONS[0], reply_markup=KEYBOARD)
    elif known is None:
        await message.answer(JOINED)
    else:
        step = int(known[1:])
        await state.update_data({known: message.text})
        if step + 1 < len(QUESTIONS):
            await state.set_state(f"q{step + 1}")
            await message.answer(QUESTIONS[step + 1], reply_markup=KEYBOARD)
        else:
            await state.clear()
            await message.answer(f"Đã ghi nhận SK-DA-{message.message_id:06d}")


async def run(url: str, path: str | None) -> None:
    """Poll until killed."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    bot = Bot(TOKEN, session=session)
    dispatcher = Dispatcher(storage=SqliteStorage(path) if path else MemoryStorage())
    dispatcher.message.register(answer, StateFilter("*"))
    print("ready", flush=True)
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None))
