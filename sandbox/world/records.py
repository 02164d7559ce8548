"""What the world writes down: violations, the ledger of what was delivered, and events for who looks on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from sandbox.world.messages import CallbackQuery, Message

EventKind = Literal[
    "message", "edited", "deleted", "pinned", "unpinned", "pressed", "answered", "action", "chat", "violation"
]


@dataclass(frozen=True, slots=True)
class Violation:
    """Something the strictness profile does not allow, even where Telegram would let it pass."""

    method: str
    reason: str
    chat_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a bot really brought about. `payload` is the message as it stood then (shared: never change it).

    `silent`: it was asked to make no sound (`disable_notification` of a message or a pin).
    """

    method: str
    bot_id: int
    chat_id: int
    message_id: int
    at: float
    payload: dict[str, Any]
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something to show. `chat_id` of a private chat is the person's; `bot_id` tells whose chat with him it is."""

    kind: EventKind
    chat_id: int
    bot_id: int = 0
    message: Message | None = None
    query: CallbackQuery | None = None
    detail: str = ""
