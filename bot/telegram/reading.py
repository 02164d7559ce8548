"""From a raw Telegram update to what a person did; what does not concern the bot is dropped here."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import structlog
from aiogram.types import CallbackQuery, ChatMemberUpdated, InaccessibleMessage, Message
from aiogram.types import Update as TelegramUpdate
from pydantic import ValidationError
from pydantic_core import to_json

from bot.batch import Update
from bot.intake import Unreadable
from campaign.vietnamese.text import nfc
from handlers.incoming import Given, Incoming, Kind
from storage.inbox import Arrival

_log = structlog.get_logger(__name__)
CHANNEL = "telegram"
_ANONYMOUS = {1087968824, 136817688}
_IN = {"member", "administrator", "creator", "restricted"}


class Reader:
    """Reads the updates of one bot."""

    def __init__(self, bot_id: str, username: str) -> None:
        """`bot_id`: the number before the token's colon; `username` without the at sign."""
        self._bot = bot_id
        self._username = username

    def take(self, raw: Mapping[str, Any], now: datetime) -> Update | Unreadable | None:
        """As `read`; what reading fails on comes back with the reason, so that it can be kept and passed over."""
        try:
            return self.read(raw, now)
        except ValidationError as error:
            wrong = wrong_fields(error)
            _log.error("update cannot be read", update_id=raw["update_id"], fields=wrong)
            return Unreadable(self._arrival(raw, now), f"no update: {', '.join(wrong)}")
        except Exception as failure:  # noqa: BLE001  # a fault of ours must not stop what comes after it
            _log.error("update cannot be read", update_id=raw["update_id"], failure=type(failure).__name__)
            return Unreadable(self._arrival(raw, now), traceback.format_exc())

    def passes_over(self, raw: Mapping[str, Any], now: datetime) -> bool:
        """Whether this is nothing the bot has to do with; what cannot be read and every press is not."""
        try:
            return "callback_query" not in raw and self.read(raw, now) is None
        except Exception:  # noqa: BLE001  # `take` will say what is wrong with it
            return False

    def read(self, raw: Mapping[str, Any], now: datetime) -> Update | None:
        """The update, None when it is not for the bot; pydantic's ValidationError when it is no update at all."""
        update = TelegramUpdate.model_validate(raw)
        if update.message is not None:
            return self._message(raw, update.message, now)
        if update.callback_query is not None:
            return self._press(raw, update.callback_query, now)
        if update.my_chat_member is not None:
            return self._membership(raw, update.my_chat_member, now)
        return None

    def _update(self, raw: Mapping[str, Any], chat: Any, incoming: Incoming, now: datetime) -> Update:
        kind: Literal["private", "group"] = "private" if chat.type == "private" else "group"
        return Update(self._arrival(raw, now), str(chat.id), kind, chat.title or "", incoming)

    def _arrival(self, raw: Mapping[str, Any], now: datetime) -> Arrival:
        return Arrival(CHANNEL, self._bot, str(raw["update_id"]), to_json(raw).decode(), now)

    def _message(self, raw: Mapping[str, Any], message: Message, now: datetime) -> Update | None:
        if message.migrate_to_chat_id is not None:
            moved = self._incoming(raw, message, "migrated", moved_to=str(message.migrate_to_chat_id))
            return self._update(raw, message.chat, moved, now)
        text = nfc(message.text or message.caption or "").strip()
        command, argument, addressed = self._command(text)
        if message.chat.type != "private" and not (
            addressed or self._is_mentioned(text) or self._is_reply(message)
        ):
            return None
        if command is None:
            return None
        kind: Kind = "start" if command == "start" else self._kind(message)
        incoming = self._incoming(
            raw,
            message,
            kind,
            text=self._without_mention(text),
            command="" if kind == "start" else command,
            argument=argument,
            file=_given(message),
            album=message.media_group_id or "",
        )
        return self._update(raw, message.chat, incoming, now)

    def _incoming(self, raw: Mapping[str, Any], message: Message, kind: Kind, **more: Any) -> Incoming:
        sender = message.from_user
        return Incoming(
            key=str(raw["update_id"]),
            kind=kind,
            at=message.date,
            sender=str(sender.id) if sender else "",
            sender_name=nfc(sender.full_name) if sender else "",
            identified=sender is not None and sender.id not in _ANONYMOUS,
            **more,
        )

    def _command(self, text: str) -> tuple[str | None, str, bool]:
        """(command or "", its argument, whether this bot was named); the command None: it is for another bot."""
        if not text.startswith("/") or len(text) < 2:
            return "", "", False
        head, _, argument = text[1:].partition(" ")
        name, _, bot = head.partition("@")
        if bot and bot.lower() != self._username.lower():
            return None, "", False
        return name.lower(), argument.strip(), bool(bot)

    def _is_mentioned(self, text: str) -> bool:
        return f"@{self._username}".lower() in text.lower()

    def _without_mention(self, text: str) -> str:
        place = text.lower().find(f"@{self._username}".lower())
        return text if place < 0 else (text[:place] + text[place + len(self._username) + 1 :]).strip()

    def _is_reply(self, message: Message) -> bool:
        replied = message.reply_to_message
        return (
            replied is not None and replied.from_user is not None and str(replied.from_user.id) == self._bot
        )

    @staticmethod
    def _kind(message: Message) -> Kind:
        for kind in ("photo", "document", "voice", "sticker", "contact", "location"):
            if getattr(message, kind):
                return kind
        if message.video or message.video_note or message.animation:
            return "video"
        return "text" if message.text is not None else "other"

    def _press(self, raw: Mapping[str, Any], press: CallbackQuery, now: datetime) -> Update | None:
        message = press.message
        if message is None:
            return None
        revision, _, token = (press.data or "").partition(":")
        happened = now if isinstance(message, InaccessibleMessage) else max(message.date, now)
        incoming = Incoming(
            key=str(raw["update_id"]),
            kind="press",
            at=happened,
            sender=str(press.from_user.id),
            sender_name=nfc(press.from_user.full_name),
            token=token,
            revision=_revision(revision),
            card="" if isinstance(message, InaccessibleMessage) else str(message.message_id),
        )
        return self._update(raw, message.chat, incoming, now)

    def _membership(self, raw: Mapping[str, Any], change: ChatMemberUpdated, now: datetime) -> Update | None:
        was, is_in = change.old_chat_member.status in _IN, change.new_chat_member.status in _IN
        if was == is_in:
            return None
        private = change.chat.type == "private"
        kind: Kind = ("unblocked" if private else "added") if is_in else ("blocked" if private else "removed")
        incoming = Incoming(
            key=str(raw["update_id"]),
            kind=kind,
            at=change.date,
            sender=str(change.from_user.id),
            sender_name=nfc(change.from_user.full_name),
            identified=change.from_user.id not in _ANONYMOUS,
        )
        return self._update(raw, change.chat, incoming, now)


def wrong_fields(error: ValidationError) -> list[str]:
    """Where a body is no update, for the log: the places only, because the values may be what a person wrote."""
    return [
        ".".join(map(str, each["loc"])) for each in error.errors(include_input=False, include_context=False)
    ]


def _revision(text: str) -> int | None:
    try:
        return int(text, 36)
    except ValueError:
        return None


def _given(message: Message) -> Given | None:
    if message.photo:
        largest = message.photo[-1]
        return Given("photo", largest.file_id, size=largest.file_size)
    if message.document:
        given = message.document
        return Given("document", given.file_id, nfc(given.file_name or ""), given.file_size)
    return None
