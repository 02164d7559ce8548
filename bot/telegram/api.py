"""The connection to a Bot API server: aiogram's client, with the calls of every turn as plain JSON both ways.

One update that the models refuse must not hold up the others, so updates come as they are and are read one by one.
And of a message that was sent only its number is wanted: aiogram would make a form of every call and models of every
answer, which costs more than the rest of the call. All else (errors, files, rarer methods) is aiogram's own.
"""

from __future__ import annotations

from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe, PinChatMessage, Response, SendDocument, TelegramMethod, UnpinChatMessage
from aiogram.methods.base import TelegramType
from aiogram.types import Message, User
from aiohttp import ClientError, ClientTimeout
from pydantic_core import from_json

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
_AT_ONCE = 100
_JSON = {"Content-Type": "application/json"}


class PlainCall(TelegramMethod[Any]):
    """A call whose arguments go as JSON, without those that are None, and whose result is left as it came."""

    __returning__ = Any


class GetUpdates(PlainCall):
    """Updates as they come: a list of objects."""

    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class SendMessage(PlainCall):
    """A text; the result is the message."""

    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    entities: list[dict[str, Any]] | None = None
    reply_markup: dict[str, Any] | None = None
    link_preview_options: dict[str, Any] | None = None
    disable_notification: bool | None = None


class EditMessageText(PlainCall):
    """Another text in the place of one; the result is the message."""

    __api_method__ = "editMessageText"

    chat_id: int
    message_id: int
    text: str
    entities: list[dict[str, Any]] | None = None
    reply_markup: dict[str, Any] | None = None
    link_preview_options: dict[str, Any] | None = None


class AnswerCallbackQuery(PlainCall):
    """A press is answered; the result is True."""

    __api_method__ = "answerCallbackQuery"

    callback_query_id: str


# Pydantic holds these classes weakly and would build them again and again under load (telegram.md 16).
_KEPT_ALIVE = (
    Response[Any], Response[bool], Response[Message], Response[User], GetMe, PinChatMessage, SendDocument,
    UnpinChatMessage,
)  # fmt: skip


class Session(AiohttpSession):
    """aiogram's session over aiohttp that knows plain calls."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # aiogram's
    ) -> TelegramType:
        """Make one call; aiogram's exceptions for whatever is no result."""
        if not isinstance(method, PlainCall):
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        address = self.api.api_url(token=bot.token, method=method.__api_method__)
        body = method.model_dump_json(exclude_none=True).encode()
        patience = ClientTimeout(total=self.timeout if timeout is None else timeout)
        try:
            async with session.post(address, data=body, headers=_JSON, timeout=patience) as response:
                content = await response.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        result = _result(content) if response.status == 200 else None
        if result is None:
            result = self.check_response(bot, method, response.status, content).result
        return cast("TelegramType", result)


def _result(content: str) -> Any:
    """What the server answers to a call that succeeded; None when that has to be looked at more closely."""
    try:
        answer = from_json(content)
    except ValueError:
        return None
    return answer.get("result") if isinstance(answer, dict) and answer.get("ok") is True else None


def connect(token: str, server: str) -> Bot:
    """A bot on this Bot API server (an address without a path, e.g. of the stand-in)."""
    session = Session(api=TelegramAPIServer.from_base(server.rstrip("/")), limit=_AT_ONCE)
    return Bot(token, session=session)
