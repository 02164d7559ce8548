"""Two independent clients of the Bot API behind one face: aiogram's Bot and python-telegram-bot's ExtBot."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import aiogram
import telegram
from aiogram import exceptions as aio
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatMemberStatus
from aiogram.types import BotCommand, BufferedInputFile, InputMediaPhoto, ReplyParameters
from telegram import error as ptb
from telegram.ext import ExtBot

from tests.sandbox.stage import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

os.environ["PTB_TIMEDELTA"] = "true"  # the library's own way to opt in to what its next version does

KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]

Result = TypeVar("Result")

Rows = list[list[tuple[str, str]]]
"""Inline buttons: label and callback data."""


class RefusedError(Exception):
    """What the client raised, by the class both know: bad, forbidden, migrated, flood, conflict, token, network."""

    def __init__(self, kind: str, detail: int = 0) -> None:
        super().__init__(kind)
        self.kind, self.detail = kind, detail


@dataclass(frozen=True)
class Seen:
    """An update as the client understood it."""

    id: int
    kind: str
    user_id: int
    text: str = ""


class Client(Protocol):
    """What the contract asks of a client. Sends return message ids."""

    name: str

    async def me(self) -> str: ...
    async def send(
        self,
        chat_id: int,
        text: str,
        *,
        html: bool = False,
        rows: Rows | None = None,
        reply_to: int | None = None,
    ) -> int: ...
    async def edit(self, chat_id: int, message_id: int, text: str) -> int: ...
    async def delete(self, chat_id: int, message_id: int) -> None: ...
    async def photo(self, chat_id: int, content: bytes, caption: str) -> str: ...
    async def document(self, chat_id: int, content: bytes, name: str) -> str: ...
    async def album(self, chat_id: int, contents: list[bytes]) -> list[int]: ...
    async def download(self, file_id: str) -> bytes: ...
    async def pin(self, chat_id: int, message_id: int) -> None: ...
    async def unpin(self, chat_id: int, message_id: int) -> None: ...
    async def answer(self, query_id: str, text: str) -> None: ...
    async def action(self, chat_id: int) -> None: ...
    async def updates(self, offset: int) -> list[Seen]: ...
    async def chat_title(self, chat_id: int) -> str: ...
    async def status(self, chat_id: int, user_id: int) -> str: ...
    async def commands(self, names: list[tuple[str, str]]) -> list[str]: ...
    async def webhook(self, url: str, secret: str) -> str: ...
    async def forward(self, chat_id: int, from_chat_id: int, message_id: int) -> int: ...
    async def copy(self, chat_id: int, from_chat_id: int, message_id: int) -> int: ...


class AiogramClient:
    """aiogram 3.31, Bot API 10.3."""

    name = "aiogram"

    def __init__(self, bot: aiogram.Bot) -> None:
        self.bot = bot

    async def me(self) -> str:
        return (await _aiogram(self.bot.get_me())).username or ""

    async def send(
        self,
        chat_id: int,
        text: str,
        *,
        html: bool = False,
        rows: Rows | None = None,
        reply_to: int | None = None,
    ) -> int:
        markup = aiogram.types.InlineKeyboardMarkup(
            inline_keyboard=[
                [aiogram.types.InlineKeyboardButton(text=label, callback_data=data) for label, data in row]
                for row in rows or []
            ]
        )
        sent = await _aiogram(
            self.bot.send_message(
                chat_id,
                text,
                parse_mode="HTML" if html else None,
                reply_markup=markup if rows else None,
                reply_parameters=ReplyParameters(message_id=reply_to) if reply_to else None,
            )
        )
        return sent.message_id

    async def edit(self, chat_id: int, message_id: int, text: str) -> int:
        edited = await _aiogram(self.bot.edit_message_text(text, chat_id=chat_id, message_id=message_id))
        assert isinstance(edited, aiogram.types.Message)
        return edited.edit_date or 0

    async def delete(self, chat_id: int, message_id: int) -> None:
        assert await _aiogram(self.bot.delete_message(chat_id, message_id))

    async def photo(self, chat_id: int, content: bytes, caption: str) -> str:
        sent = await _aiogram(
            self.bot.send_photo(chat_id, BufferedInputFile(content, "a.png"), caption=caption)
        )
        assert sent.photo
        return sent.photo[-1].file_id

    async def document(self, chat_id: int, content: bytes, name: str) -> str:
        sent = await _aiogram(self.bot.send_document(chat_id, BufferedInputFile(content, name)))
        assert sent.document
        return sent.document.file_id

    async def album(self, chat_id: int, contents: list[bytes]) -> list[int]:
        media = [InputMediaPhoto(media=BufferedInputFile(content, "a.png")) for content in contents]
        return [
            message.message_id for message in await _aiogram(self.bot.send_media_group(chat_id, list(media)))
        ]

    async def download(self, file_id: str) -> bytes:
        found = await _aiogram(self.bot.get_file(file_id))
        into = BytesIO()
        await self.bot.download_file(found.file_path or "", into)
        return into.getvalue()

    async def pin(self, chat_id: int, message_id: int) -> None:
        assert await _aiogram(self.bot.pin_chat_message(chat_id, message_id, disable_notification=True))

    async def unpin(self, chat_id: int, message_id: int) -> None:
        assert await _aiogram(self.bot.unpin_chat_message(chat_id, message_id=message_id))

    async def answer(self, query_id: str, text: str) -> None:
        assert await _aiogram(self.bot.answer_callback_query(query_id, text=text))

    async def action(self, chat_id: int) -> None:
        assert await _aiogram(self.bot.send_chat_action(chat_id, "typing"))

    async def updates(self, offset: int) -> list[Seen]:
        return [_seen(u.model_dump(mode="json", by_alias=True, exclude_none=True))
                for u in await _aiogram(self.bot.get_updates(offset=offset, allowed_updates=KINDS))]  # fmt: skip

    async def chat_title(self, chat_id: int) -> str:
        return (await _aiogram(self.bot.get_chat(chat_id))).title or ""

    async def status(self, chat_id: int, user_id: int) -> str:
        member = await _aiogram(self.bot.get_chat_member(chat_id, user_id))
        return ChatMemberStatus(member.status).value

    async def commands(self, names: list[tuple[str, str]]) -> list[str]:
        menu = [BotCommand(command=name, description=text) for name, text in names]
        await _aiogram(self.bot.set_my_commands(menu, language_code="vi"))
        return [command.command for command in await _aiogram(self.bot.get_my_commands(language_code="vi"))]

    async def webhook(self, url: str, secret: str) -> str:
        await _aiogram(self.bot.set_webhook(url, secret_token=secret, allowed_updates=KINDS))
        shown = (await _aiogram(self.bot.get_webhook_info())).url
        await _aiogram(self.bot.delete_webhook(drop_pending_updates=True))
        return shown

    async def forward(self, chat_id: int, from_chat_id: int, message_id: int) -> int:
        return (await _aiogram(self.bot.forward_message(chat_id, from_chat_id, message_id))).message_id

    async def copy(self, chat_id: int, from_chat_id: int, message_id: int) -> int:
        return (await _aiogram(self.bot.copy_message(chat_id, from_chat_id, message_id))).message_id


class PtbClient:
    """python-telegram-bot 22.8, Bot API 10.0."""

    name = "python-telegram-bot"

    def __init__(self, bot: ExtBot[None]) -> None:
        self.bot = bot

    async def me(self) -> str:
        return (await _ptb(self.bot.get_me())).username or ""

    async def send(
        self,
        chat_id: int,
        text: str,
        *,
        html: bool = False,
        rows: Rows | None = None,
        reply_to: int | None = None,
    ) -> int:
        markup = telegram.InlineKeyboardMarkup(
            [
                [telegram.InlineKeyboardButton(label, callback_data=data) for label, data in row]
                for row in rows or []
            ]
        )
        sent = await _ptb(
            self.bot.send_message(
                chat_id,
                text,
                parse_mode="HTML" if html else None,
                reply_markup=markup if rows else None,
                reply_parameters=telegram.ReplyParameters(reply_to) if reply_to else None,
            )
        )
        return sent.message_id

    async def edit(self, chat_id: int, message_id: int, text: str) -> int:
        edited = await _ptb(self.bot.edit_message_text(text, chat_id=chat_id, message_id=message_id))
        assert isinstance(edited, telegram.Message)
        return int(edited.edit_date.timestamp()) if edited.edit_date else 0

    async def delete(self, chat_id: int, message_id: int) -> None:
        assert await _ptb(self.bot.delete_message(chat_id, message_id))

    async def photo(self, chat_id: int, content: bytes, caption: str) -> str:
        return (
            (await _ptb(self.bot.send_photo(chat_id, content, caption=caption, filename="a.png")))
            .photo[-1]
            .file_id
        )

    async def document(self, chat_id: int, content: bytes, name: str) -> str:
        sent = await _ptb(self.bot.send_document(chat_id, content, filename=name))
        assert sent.document
        return sent.document.file_id

    async def album(self, chat_id: int, contents: list[bytes]) -> list[int]:
        media = [telegram.InputMediaPhoto(content, filename="a.png") for content in contents]
        return [message.message_id for message in await _ptb(self.bot.send_media_group(chat_id, media))]

    async def download(self, file_id: str) -> bytes:
        return bytes(await (await _ptb(self.bot.get_file(file_id))).download_as_bytearray())

    async def pin(self, chat_id: int, message_id: int) -> None:
        assert await _ptb(self.bot.pin_chat_message(chat_id, message_id, disable_notification=True))

    async def unpin(self, chat_id: int, message_id: int) -> None:
        assert await _ptb(self.bot.unpin_chat_message(chat_id, message_id=message_id))

    async def answer(self, query_id: str, text: str) -> None:
        assert await _ptb(self.bot.answer_callback_query(query_id, text=text))

    async def action(self, chat_id: int) -> None:
        assert await _ptb(self.bot.send_chat_action(chat_id, "typing"))

    async def updates(self, offset: int) -> list[Seen]:
        found = await _ptb(self.bot.get_updates(offset=offset, allowed_updates=KINDS))
        return [_seen(update.to_dict()) for update in found]

    async def chat_title(self, chat_id: int) -> str:
        return (await _ptb(self.bot.get_chat(chat_id))).title or ""

    async def status(self, chat_id: int, user_id: int) -> str:
        return str((await _ptb(self.bot.get_chat_member(chat_id, user_id))).status)

    async def commands(self, names: list[tuple[str, str]]) -> list[str]:
        await _ptb(self.bot.set_my_commands(names, language_code="vi"))
        return [command.command for command in await _ptb(self.bot.get_my_commands(language_code="vi"))]

    async def webhook(self, url: str, secret: str) -> str:
        await _ptb(self.bot.set_webhook(url, secret_token=secret, allowed_updates=KINDS))
        shown = (await _ptb(self.bot.get_webhook_info())).url
        await _ptb(self.bot.delete_webhook(drop_pending_updates=True))
        return shown

    async def forward(self, chat_id: int, from_chat_id: int, message_id: int) -> int:
        return (await _ptb(self.bot.forward_message(chat_id, from_chat_id, message_id))).message_id

    async def copy(self, chat_id: int, from_chat_id: int, message_id: int) -> int:
        return (await _ptb(self.bot.copy_message(chat_id, from_chat_id, message_id))).message_id


@asynccontextmanager
async def open_client(name: str, url: str) -> AsyncIterator[Client]:
    """The named client, talking to the stand-in at `url`."""
    if name == "aiogram":
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        async with aiogram.Bot(TOKEN, session=session) as bot:
            yield AiogramClient(bot)
    else:
        async with ExtBot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as ext_bot:
            yield PtbClient(ext_bot)


def _seen(update: dict[str, Any]) -> Seen:
    kind = next(key for key in update if key != "update_id")
    body = update[kind]
    return Seen(update["update_id"], kind, body["from"]["id"], body.get("text") or body.get("data") or "")


async def _aiogram(call: Awaitable[Result]) -> Result:
    try:
        return await call
    except aio.TelegramRetryAfter as flood:
        raise RefusedError("flood", flood.retry_after) from flood
    except aio.TelegramMigrateToChat as moved:
        raise RefusedError("migrated", moved.migrate_to_chat_id) from moved
    except aio.TelegramForbiddenError as refused:
        raise RefusedError("forbidden") from refused
    except aio.TelegramBadRequest as refused:
        raise RefusedError("bad") from refused
    except aio.TelegramConflictError as refused:
        raise RefusedError("conflict") from refused
    except (aio.TelegramNetworkError, aio.TelegramServerError, aio.ClientDecodeError) as broken:
        raise RefusedError("network") from broken


async def _ptb(call: Awaitable[Result]) -> Result:
    try:
        return await call
    except ptb.RetryAfter as flood:
        wait = flood.retry_after
        raise RefusedError("flood", wait if isinstance(wait, int) else int(wait.total_seconds())) from flood
    except ptb.ChatMigrated as moved:
        raise RefusedError("migrated", moved.new_chat_id) from moved
    except ptb.Forbidden as refused:
        raise RefusedError("forbidden") from refused
    except ptb.BadRequest as refused:
        raise RefusedError("bad") from refused
    except ptb.Conflict as refused:
        raise RefusedError("conflict") from refused
    except ptb.NetworkError as broken:
        raise RefusedError("network") from broken
    except ptb.TelegramError as broken:
        raise RefusedError("network") from broken
