"""From a Zalo event to what a person did; the same for webhook and polling (zalo.md 1.6, 2.5)."""

from __future__ import annotations

import json
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any

import structlog
from prometheus_client import Counter
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.batch import Update
from bot.intake import Unreadable
from campaign.vietnamese.text import nfc
from handlers.incoming import Given, Incoming, Kind
from storage.inbox import Arrival

_log = structlog.get_logger(__name__)
CHANNEL = "zalo"
PASSED_OVER = Counter("nuocrut_zalo_passed_over", "Zalo events that do not concern the bot.", ["why"])
_CHATS = _PRIVATE, _GROUP = "PRIVATE", "GROUP"  # no set: what is looked up may be anything
_KINDS: Mapping[str, Kind] = {
    "message.text.received": "text",
    "message.image.received": "photo",
    "message.sticker.received": "sticker",
    "message.voice.received": "voice",
}
_FIRST = datetime(2015, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)


class _Told(BaseModel):
    """A part of an event; ids that come as numbers are texts all the same."""

    model_config = ConfigDict(coerce_numbers_to_str=True)


_Id = Annotated[str, Field(min_length=1)]


class _Sender(_Told):
    id: _Id
    display_name: str | None = None
    is_bot: bool = False


class _Chat(_Told):
    id: _Id
    chat_type: str


class _Message(_Told):
    sender: _Sender = Field(alias="from")
    chat: _Chat
    date: Any = None
    text: str | None = None
    caption: str | None = None
    photo: str | None = None
    photo_url: str | None = None


def events(body: Any) -> Sequence[Mapping[str, Any]]:
    """The events in a body: flat or in `{"ok": true, "result": …}`, one or a list; ValueError when it has none."""
    found = [_unwrapped(each) for each in (body if isinstance(body, list) else [body])]
    if not found or not all(isinstance(each, dict) and _is_named(each) for each in found):
        raise ValueError("no event")
    try:
        washed: Sequence[Mapping[str, Any]] = json.loads(_storable(found))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return washed


def _unwrapped(body: Any) -> Any:
    """What is in the envelope, if it is one."""
    wrapped = isinstance(body, dict) and body.get("ok") is True and isinstance(body.get("result"), dict)
    return body["result"] if wrapped else body


def _is_named(event: Mapping[str, Any]) -> bool:
    name = event.get("event_name")
    return isinstance(name, str) and name != ""


def _storable(found: Any) -> bytes:
    """As JSON without lone surrogates, which no database takes."""
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")


class Reader:
    """Reads the events of one bot."""

    def __init__(self, bot_id: str, names: Sequence[str]) -> None:
        """`names`: what the bot is called in groups, where its mention begins a text."""
        self._bot = bot_id
        self._mentions = sorted({f"@{nfc(name).strip()}" for name in names if name.strip()}, key=len)[::-1]

    def arrival(self, event: Mapping[str, Any], now: datetime) -> Arrival:
        """The event as it is stored: by its message's id or, where it has none, by what is in it."""
        body = json.dumps(event, sort_keys=True, separators=(",", ":"))
        message = event.get("message")
        told = message.get("message_id") if isinstance(message, dict) else None
        key = str(told) if told and isinstance(told, str | int) else sha256(body.encode()).hexdigest()
        return Arrival(CHANNEL, self._bot, key, body, now)

    def concerns(self, event: Mapping[str, Any], now: datetime) -> bool:
        """Whether the event has to be stored: it concerns the bot, or nobody can tell; what does not is counted."""
        why = self._passes_over(event)
        if why:
            PASSED_OVER.labels(why).inc()
        return not why and self.take(event, now) is not None

    def take(self, event: Mapping[str, Any], now: datetime) -> Update | Unreadable | None:
        """As `read`; what reading fails on comes back with the reason, so that it can be kept and passed over."""
        try:
            return self.read(event, now)
        except ValidationError as error:
            wrong = ", ".join(".".join(map(str, each["loc"])) for each in error.errors(include_input=False))
            _log.error("event cannot be read", fields=wrong)
            return Unreadable(self.arrival(event, now), f"no event: {wrong}")
        except Exception as failure:  # noqa: BLE001  # a fault of ours must not stop what comes after it
            _log.error("event cannot be read", failure=type(failure).__name__)
            return Unreadable(self.arrival(event, now), traceback.format_exc())

    def read(self, event: Mapping[str, Any], now: datetime) -> Update | None:
        """The update, None when it is not for the bot; pydantic's ValidationError when it is no event at all."""
        if self._passes_over(event):
            return None
        message = _Message.model_validate(event["message"])
        private = message.chat.chat_type == _PRIVATE
        said = nfc(message.text or message.caption or "").strip()
        if not private:
            said = self._without_mention(said)
        arrival = self.arrival(event, now)
        incoming = _incoming(str(event["event_name"]), message, said, arrival.key, now)
        return Update(arrival, message.chat.id, "private" if private else "group", "", incoming)

    @staticmethod
    def _passes_over(event: Mapping[str, Any]) -> str:
        """Why the event does not concern the bot; empty when it does, or cannot be read."""
        message = event.get("message")
        if not isinstance(message, dict):
            return "no message"
        sender, chat = message.get("from"), message.get("chat")
        if isinstance(sender, dict) and sender.get("is_bot") is True:
            return "of a bot"
        if isinstance(chat, dict) and chat.get("chat_type") not in _CHATS:
            return "another chat"
        return ""

    def _without_mention(self, said: str) -> str:
        """What was said behind the leading "@Bot Tên"."""
        for mention in self._mentions:
            if said[: len(mention)].casefold() == mention.casefold():
                return said[len(mention) :].strip()
        return said


def _incoming(name: str, message: _Message, said: str, key: str, now: datetime) -> Incoming:
    kind = _KINDS.get(name, "unsupported")
    address = message.photo or message.photo_url
    if kind == "photo" and not address:
        kind = "unsupported"
    command, argument = _command(said) if kind == "text" else ("", "")
    return Incoming(
        key=key,
        kind="start" if command == "start" else kind,
        at=_instant(message.date, now),
        sender=message.sender.id,
        sender_name=nfc(message.sender.display_name or "").strip(),
        text=said,
        command="" if command == "start" else command,
        argument=argument,
        file=Given("photo", address) if kind == "photo" and address else None,
    )


def _command(said: str) -> tuple[str, str]:
    """(the command without its slash, what comes with it); both empty when it is none."""
    if not said.startswith("/"):
        return "", ""
    head, _, argument = said[1:].partition(" ")
    return head.partition("@")[0].lower(), argument.strip()


def _instant(told: Any, now: datetime) -> datetime:
    """Milliseconds since 1970 as an instant; now when there is none, or one that cannot be."""
    try:
        instant = datetime.fromtimestamp(int(told) / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return now
    return instant if _FIRST <= instant <= now + _AHEAD else now
