"""What the world writes down: what was sent, what bots never heard, violations, and events for who looks on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sandbox.zalo.world.messages import Message

EventKind = Literal["message", "action", "chat", "violation"]


@dataclass(frozen=True, slots=True)
class Violation:
    """Something a careful client does not do, even where Zalo would let it pass. `chat_id` is the wire's."""

    method: str
    reason: str
    chat_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """One send Zalo accepted. `at` is in civil seconds; `delivered`: it is on the telephones.

    `chat` is the world's number, `chat_id` the wire's id. `text` is the text or the caption.
    """

    method: str
    bot_id: str
    chat: int
    chat_id: str
    message_id: str
    at: float
    text: str = ""
    delivered: bool = True


@dataclass(frozen=True, slots=True)
class Unheard:
    """Words of a person that no bot will ever get, and why."""

    bot_id: str
    person: int
    text: str
    reason: Literal["users", "redeliveries", "backlog"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something to show. `chat` of a private chat is the person's number; `bot_id` tells whose chat it is."""

    kind: EventKind
    chat: int
    bot_id: str = ""
    message: Message | None = None
    detail: str = ""
