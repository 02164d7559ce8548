"""The connection to a Bot API server: aiogram's client, our own raw getUpdates.

One update that the models refuse must not hold up the others, so updates come as plain JSON and are read one by one.
The few `Response[...]` classes are kept alive here: pydantic holds such classes weakly and would build them again and
again under load (telegram.md 16).
"""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetMe,
    PinChatMessage,
    Response,
    SendDocument,
    SendMessage,
    TelegramMethod,
    UnpinChatMessage,
)
from aiogram.types import Message, User

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
_AT_ONCE = 100


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates that leaves every update as it came."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


_KEPT_ALIVE = (
    Response[list[dict[str, Any]]],
    Response[bool],
    Response[Message],
    Response[Message | bool],
    Response[User],
    AnswerCallbackQuery,
    EditMessageText,
    GetMe,
    PinChatMessage,
    SendDocument,
    SendMessage,
    UnpinChatMessage,
)


def connect(token: str, server: str) -> Bot:
    """A bot on this Bot API server (an address without a path, e.g. of the stand-in)."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.rstrip("/")), limit=_AT_ONCE)
    return Bot(token, session=session)
