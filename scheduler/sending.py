"""What a channel promises to delivery: one attempt, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from storage.messages import Message
from storage.records import Chat


@dataclass(frozen=True, slots=True)
class Sent:
    """It was accepted; `message` is the channel's id of it (empty for a pin)."""

    message: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """It was not sent; try again after so many seconds. `all_chats`: the whole bot has to wait."""

    seconds: float
    reason: str
    all_chats: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows whether it was sent: the request left and no answer came."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat cannot be reached any more; `state` is its new state (blocked, kicked, deactivated)."""

    state: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new address."""

    address: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform refuses this very message; it would refuse it again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Declined:
    """It cannot be done here and that is no fault (no right to pin in this group)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The channel as a whole does not work (the token is revoked): nothing more is tried."""

    reason: str


@dataclass(frozen=True, slots=True)
class Exhausted:
    """The bot's messages of this month are used up: nothing more is tried until the next month or an owner's word."""

    reason: str


Outcome = Sent | Later | Unsure | Gone | Moved | Refused | Declined | Stopped | Exhausted


class Sender(Protocol):
    """A channel's sending side."""

    async def send(self, chat: Chat, message: Message) -> Outcome:
        """Attempt once; never raises for what the platform or the network does."""
