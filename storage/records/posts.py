"""What goes out to many: announcements, posts nobody knows the outcome of, and owners' words on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal

UNSURE_FOR = timedelta(days=3)  # how long owners are asked about a post whose outcome is unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What an owner writes to the cadres or workers of a unit and all below it, sent portion by portion.

    `people`: how many it was for when it began; `up_to`: the last of them it has been planned for.
    """

    table: ClassVar[str] = "announcement"
    id: int
    by_person: int | None
    audience: Literal["cadres", "workers"]
    unit: str
    text: str
    state: Literal["running", "stopped", "done"]
    at: datetime
    people: int
    up_to: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement has gone: `planned` messages, `sent` of them."""

    of: Announcement
    sent: int
    planned: int


@dataclass(frozen=True, slots=True)
class StopAnnouncement:
    """An owner's word that an announcement goes to nobody else."""

    announcement: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Unsure:
    """A post of which nobody knows whether it arrived; `chat_title` is empty in a private chat."""

    id: int
    kind: str
    chat_title: str
    chat_kind: Literal["private", "group"]
    at: datetime


@dataclass(frozen=True, slots=True)
class SendAgain:
    """A post whose outcome is unknown is to go out once more, from `at` on."""

    outbox_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Reopen:
    """An owner's word that a bot may send again though its month was used up: what waits goes out from `at` on."""

    channel: str
    bot: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JudgeAgain:
    """What waits for the end of the quiet hours may go out at this instant, unless they go on by the policy now."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Hush:
    """What the bot would have begun by itself and still waits to go out is dropped at this instant."""

    at: datetime
