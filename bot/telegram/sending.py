"""Sending on Telegram: a neutral message becomes one Bot API call, and its answer one of the outcomes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, MessageEntity
from aiohttp import ClientConnectorError

from bot.pictures import Pictures
from bot.telegram.api import EditMessageText, SendMessage
from campaign.boards import utf16_length
from scheduler.sending import Declined, Gone, Later, Moved, Outcome, Refused, Sent, Stopped, Unsure
from storage.messages import Choice, File, Message
from storage.pins import NO_RIGHT
from storage.records import Chat

_LONGEST = 4096
_LONGEST_CAPTION = 1024
_REMEMBERED = 200  # pictures whose long text is still to come
_NO_PREVIEW = {"is_disabled": True}
_Json = dict[str, Any]
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_FLOOD_WITHOUT_TIME = 5.0


class TelegramSender:
    """The sending side of one bot."""

    def __init__(self, bot: Bot, pictures: Pictures | None = None) -> None:
        """`bot`: an aiogram bot with its session; `pictures`: where those that messages show are found."""
        self._bot = bot
        self._pictures = pictures
        self._shown: dict[tuple[int, Message], None] = {}
        self._flooded: tuple[str, float] = ("", 0.0)

    async def send(self, chat: Chat, message: Message) -> Outcome:
        """Attempt once."""
        try:
            return await _ACTIONS[message.action](self, int(chat.address), message)
        except TelegramRetryAfter as error:
            return self._later(chat.address, error.retry_after)
        except TelegramAPIError as error:
            return outcome_of(error)
        except ClientDecodeError as error:
            return Unsure(f"unreadable answer: {type(error).__name__}")

    def _later(self, address: str, seconds: float) -> Later:
        """Wait in this chat; with the whole bot when another chat was told to wait and still has to."""
        now, (flooded, until) = time.monotonic(), self._flooded
        self._flooded = (address, now + seconds)
        return Later(seconds, "429", all_chats=flooded not in {"", address} and now < until)

    async def _send(self, chat: int, message: Message) -> Outcome:
        if message.file is not None:
            return await self._send_file(chat, message, message.file)
        if message.picture is not None and self._pictures is not None:
            return await self._send_picture(chat, message, self._pictures, message.picture)
        text, entities = with_heading(message)
        sent = await self._bot(
            SendMessage(
                chat_id=chat,
                text=text,
                entities=entities,
                reply_markup=keyboard_of(message),
                link_preview_options=_preview(text),
                disable_notification=True if message.silent else None,
            )
        )
        try:
            return Sent(str(int(sent["message_id"])))
        except (KeyError, TypeError, ValueError) as error:
            return Unsure(f"unreadable answer: {type(error).__name__}")

    async def _send_file(self, chat: int, message: Message, file: File) -> Outcome:
        data = BufferedInputFile(file.data, file.name)
        caption, entities = with_heading(message, _LONGEST_CAPTION)
        keyboard = keyboard_of(message)
        sent = await self._bot.send_document(
            chat,
            data,
            caption=caption,
            caption_entities=[MessageEntity(**each) for each in entities] if entities else None,
            reply_markup=InlineKeyboardMarkup(**keyboard) if keyboard else None,
        )
        return Sent(str(sent.message_id))

    async def _send_picture(self, chat: int, message: Message, pictures: Pictures, number: int) -> Outcome:
        """The picture with the text under it; a longer text comes after it, and is all where there is no picture."""
        alone, said = (chat, message), replace(message, picture=None)
        if utf16_length(message.full_text()) <= _LONGEST_CAPTION:
            return await self._photo(chat, pictures, number, said) or await self._send(
                chat, pictures.in_words(message)
            )
        if alone not in self._shown:
            shown = await self._photo(chat, pictures, number, Message("", silent=True))
            if shown is None:
                return await self._send(chat, pictures.in_words(message))
            self._shown[alone] = None
            if len(self._shown) > _REMEMBERED:
                del self._shown[next(iter(self._shown))]
        sent = await self._send(chat, said)
        self._shown.pop(alone, None)
        return sent

    async def _photo(self, chat: int, pictures: Pictures, number: int, under: Message) -> Outcome | None:
        """The picture with this under it; None where there is none, or Telegram does not take it."""
        picture = await pictures.find(number)
        if picture is None:
            return None
        caption, entities = with_heading(under, _LONGEST_CAPTION)
        keyboard = keyboard_of(under)
        try:
            sent = await self._bot.send_photo(
                chat,
                BufferedInputFile(await asyncio.to_thread(picture.path.read_bytes), picture.name),
                caption=caption or None,
                caption_entities=[MessageEntity(**each) for each in entities] if entities else None,
                reply_markup=InlineKeyboardMarkup(**keyboard) if keyboard else None,
                disable_notification=True if under.silent else None,
            )
        except (TelegramBadRequest, TelegramEntityTooLarge, FileNotFoundError) as error:
            if isinstance(error, TelegramBadRequest) and not isinstance(outcome_of(error), Refused):
                raise
            return None
        return Sent(str(sent.message_id))

    async def _edit(self, chat: int, message: Message) -> Outcome:
        text, entities = with_heading(message)
        try:
            await self._bot(
                EditMessageText(
                    chat_id=chat,
                    message_id=int(message.target),
                    text=text,
                    entities=entities,
                    reply_markup=keyboard_of(message),
                    link_preview_options=_preview(text),
                )
            )
        except TelegramBadRequest as error:
            if "message is not modified" in error.message:
                return Sent(message.target)
            if "message to edit not found" in error.message or "can't be edited" in error.message:
                return await self._send(chat, message)
            raise
        return Sent(message.target)

    async def _pin(self, chat: int, message: Message) -> Outcome:
        try:
            await self._bot.pin_chat_message(chat, int(message.target), disable_notification=True)
        except TelegramBadRequest as error:
            return Declined(NO_RIGHT if _lacks_right(error.message) else error.message)
        return Sent(message.target)

    async def _unpin(self, chat: int, message: Message) -> Outcome:
        try:
            await self._bot.unpin_chat_message(chat, message_id=int(message.target))
        except TelegramBadRequest as error:
            return Declined(error.message)
        return Sent(message.target)


_ACTIONS: dict[str, Callable[[TelegramSender, int, Message], Coroutine[Any, Any, Outcome]]] = {
    "send": TelegramSender._send,  # noqa: SLF001  # the table is this class's own
    "edit": TelegramSender._edit,  # noqa: SLF001
    "pin": TelegramSender._pin,  # noqa: SLF001
    "unpin": TelegramSender._unpin,  # noqa: SLF001
}


def with_heading(message: Message, most: int = _LONGEST) -> tuple[str, list[_Json] | None]:
    """The text with its heading in bold by entities, so that nothing a person typed is ever parsed."""
    text = _cut(message.full_text(), most)
    if not message.heading:
        return text, None
    length = min(utf16_length(message.heading), utf16_length(text))
    return text, [{"type": "bold", "offset": 0, "length": length}]


def _cut(text: str, most: int) -> str:
    """So many UTF-16 units of it at most, as Telegram counts, never half a character."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _preview(text: str) -> _Json | None:
    """No preview where there is a link; said only then, because most messages have none."""
    return _NO_PREVIEW if "://" in text or "t.me/" in text else None


def keyboard_of(message: Message) -> _Json | None:
    """The choices as inline buttons; each carries the revision it is shown with."""
    if not message.choices:
        return None
    prefix = base36(message.revision or 0)
    return {"inline_keyboard": [[_button(choice, prefix) for choice in row] for row in message.choices]}


def _button(choice: Choice, revision: str) -> _Json:
    if choice.url:
        return {"text": choice.label, "url": choice.url}
    button = {"text": choice.label, "callback_data": f"{revision}:{choice.token}"}
    if choice.style:
        button["style"] = choice.style
    return button


def base36(number: int) -> str:
    """A whole number, not negative, in the digits 0-9a-z."""
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _BASE36[rest] + digits
        if not number:
            return digits


def outcome_of(error: TelegramAPIError) -> Outcome:
    """What an error says about the message (telegram.md 10.2). 5xx and network errors after the request are unsure."""
    match error:
        case TelegramRetryAfter():
            return Later(error.retry_after, "429")
        case TelegramMigrateToChat():
            return Moved(str(error.migrate_to_chat_id))
        case TelegramForbiddenError():
            return Gone(_gone_state(error.message))
        case TelegramUnauthorizedError() | TelegramNotFound():
            return Stopped(error.message)
        case TelegramEntityTooLarge():
            return Refused(error.message)
        case TelegramConflictError() | TelegramServerError():
            return Unsure(error.message)
        case TelegramNetworkError():
            never_sent = isinstance(error.__cause__, ClientConnectorError)
            return Later(2.0, "no connection") if never_sent else Unsure(type(error.__cause__).__name__)
        case TelegramBadRequest() if "chat not found" in error.message:
            return Gone("not_found")
        case TelegramBadRequest():
            return Refused(error.message)
    return (
        Later(_FLOOD_WITHOUT_TIME, "429") if "Too Many Requests" in error.message else Refused(error.message)
    )


def _lacks_right(reason: str) -> bool:
    return "not enough rights" in reason or "CHAT_ADMIN_REQUIRED" in reason


def _gone_state(reason: str) -> str:
    for word in ("blocked", "deactivated", "kicked"):
        if word in reason:
            return word
    return "gone"
