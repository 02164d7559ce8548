"""A small bot of one's own that speaks the Bot API's wire: long polling, one update after the other."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

Update = dict[str, Any]
ALLOWED = ["message", "callback_query", "my_chat_member"]
COMMANDS = [{"command": "start", "description": "Bắt đầu"}, {"command": "tiendo", "description": "Tiến độ"}]


def keyboard(*rows: list[str]) -> dict[str, Any]:
    """Inline buttons whose data is their label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}


class ScriptedBot:
    """Asks for consent, a name and a title, then tells a number. Unit MUTE: says nothing. Unit ODD: talks nonsense."""

    def __init__(self, base: str, token: str) -> None:
        self._base = f"{base}/bot{token}"
        self._session = aiohttp.ClientSession()
        self._step: dict[int, str] = {}
        self.names: list[str] = []
        self.numbers: list[str] = []
        self.seen: list[Update] = []

    async def call(self, method: str, **arguments: Any) -> Any:
        """One call; its result, whatever it is."""
        form = {
            key: value if isinstance(value, str) else json.dumps(value) for key, value in arguments.items()
        }
        async with self._session.post(f"{self._base}/{method}", data=form) as answer:
            return (await answer.json()).get("result")

    async def work(self) -> None:
        """Poll for ever."""
        await self.call("setMyCommands", commands=COMMANDS)
        offset = 0
        while True:
            updates = await self.call("getUpdates", offset=offset, timeout=20, allowed_updates=ALLOWED)
            for update in updates or ():
                self.seen.append(update)
                await self._handle(update)
                offset = update["update_id"] + 1

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()

    async def _handle(self, update: Update) -> None:
        if "callback_query" in update:
            await self._pressed(update["callback_query"])
        elif "my_chat_member" in update:
            await self._moved(update["my_chat_member"])
        elif "text" in update["message"]:
            await self._told(update["message"]["chat"]["id"], update["message"]["text"])
        elif "photo" in update["message"]:
            size = update["message"]["photo"][-1]
            await self.say(
                update["message"]["chat"]["id"], f"Đã nhận ảnh {size['width']} x {size['height']}."
            )

    async def say(self, chat: int, text: str, **arguments: Any) -> None:
        """Send a text."""
        await self.call("sendMessage", chat_id=chat, text=text, **arguments)

    async def _told(self, chat: int, text: str) -> None:
        if text.startswith("/start"):
            await self._greet(chat, text.partition(" ")[2])
        elif text.startswith("/tiendo"):
            await self.say(chat, "Đã đăng ký 381/1.172, đạt 32,5%.")
        elif self._step.get(chat) == "name":
            self.names.append(text)
            self._step[chat] = "title"
            await self.say(chat, f"Cảm ơn {text}.")
            await self.say(chat, "Tên sáng kiến là gì?")
        elif self._step.get(chat) == "title":
            number = f"SK-T-{len(self.numbers) + 1:06d}"
            self.numbers.append(number)
            self._step[chat] = "done"
            await self.say(chat, f"Đã ghi nhận sáng kiến {number}.")
            await self.say(chat, "Đăng ký thêm?", reply_markup=keyboard(["Có", "Không"]))

    async def _greet(self, chat: int, unit: str) -> None:
        if unit == "MUTE":
            return
        if unit == "ODD":
            await self.say(chat, "Trời hôm nay đẹp.")
            return
        text = f"Đơn vị: {unit or 'chưa rõ'}. Bạn đồng ý chứ?"
        await self.say(chat, text, reply_markup=keyboard(["Đồng ý", "Không"]))

    async def _pressed(self, query: Update) -> None:
        chat, message = query["message"]["chat"]["id"], query["message"]["message_id"]
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Đã ghi nhận")
        await self.call(
            "editMessageText", chat_id=chat, message_id=message, text=f"Bạn chọn: {query['data']}"
        )
        if query["data"] == "Đồng ý":
            self._step[chat] = "name"
            await self.say(chat, "Họ và tên của bạn?")

    async def _moved(self, moved: Update) -> None:
        if moved["new_chat_member"]["status"] == "member" and moved["chat"]["type"] != "private":
            await self.say(moved["chat"]["id"], "Chào cả nhóm! Mỗi chiều 17:00 tôi đăng bảng tiến độ.")


@asynccontextmanager
async def polling(base: str, token: str) -> AsyncIterator[ScriptedBot]:
    """The bot at work."""
    bot = ScriptedBot(base, token)
    task = asyncio.create_task(bot.work())
    try:
        yield bot
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await bot.close()
