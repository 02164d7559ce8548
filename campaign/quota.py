"""What a platform allows a bot in a calendar month, and what still goes out when little of it is left (zalo.md 6.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")
# In the order in which a month goes by: nothing is spared, then courtesy, then all that is not essential, then all.
Stage = Literal["plenty", "sparing", "essential", "stopped"]
# Sent now; kept until it may be sent; not sent at all; given to a cadre who passes it on.
Verdict = Literal["go", "wait", "drop", "hand_over"]

SPARING, ESSENTIAL = 80, 95  # percent
COURTESY = frozenset({"welcome"})
OPTIONAL = frozenset({"nudge", "edit", "milestone", "pin"})
POSTS = frozenset({"board", "launch", "last_call", "end"})
_NEAR = 90  # percent of the users from which on newcomers are led elsewhere: 45 of 50


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bot may: messages a month, users and groups; 0 means without limit. `reserve` is percent of messages.

    `counts_inbound`: whether what people say counts as well.
    """

    messages: int = 0
    users: int = 0
    groups: int = 0
    reserve: int = 10
    counts_inbound: bool = True

    def stage(self, used: int, *, stopped: bool = False) -> Stage:
        """How far the month is, by the messages counted; `stopped`: the platform said that it is used up."""
        if stopped:
            return "stopped"
        if not self.messages or used * 100 < self.messages * SPARING:
            return "plenty"
        return "sparing" if used * 100 < self.messages * ESSENTIAL else "essential"

    def verdict(
        self, kind: str, used: int, *, sent: int = 0, to_come: int = 0, stopped: bool = False
    ) -> Verdict:
        """What becomes of a message of this kind; `to_come`: the scheduled posts that the rest of the month needs.

        Only they may use what is kept for them, the reserve at most. People are let wait for that by what was `sent`
        alone, because it is certain that it counts; where more was sent than the plan says, the plan is a larger one.
        """
        stage = self.stage(used, stopped=stopped)
        if kind in POSTS:
            return "hand_over" if stage == "stopped" else "go"
        if (kind in COURTESY and stage != "plenty") or (
            kind in OPTIONAL and stage in {"essential", "stopped"}
        ):
            return "drop"
        return "wait" if stage == "stopped" or self._is_kept(sent, to_come) else "go"

    def _is_kept(self, sent: int, to_come: int) -> bool:
        kept = min(self.messages * self.reserve // 100, to_come)
        return 0 < self.messages - sent <= kept

    def is_near(self, users: int) -> bool:
        """Whether so many users are so near to what is allowed that newcomers are led elsewhere."""
        return self.users > 0 and users * 100 >= self.users * _NEAR

    def is_full(self, users: int) -> bool:
        """Whether a newcomer would not be heard any more."""
        return self.users > 0 and users >= self.users


UNLIMITED = Plan()


def month_of(moment: datetime, zone: ZoneInfo) -> str:
    """The calendar month there at this instant: "2022-05"."""
    return f"{moment.astimezone(zone):%Y-%m}"


def next_month(moment: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the next calendar month begins there."""
    local = moment.astimezone(zone)
    year, month = divmod(local.year * 12 + local.month, 12)
    return datetime(year, month + 1, 1, tzinfo=zone)


def days_left(moment: datetime, zone: ZoneInfo) -> int:
    """The local days that are left of the month, today included."""
    return (next_month(moment, zone).astimezone(zone).date() - moment.astimezone(zone).date()).days


def shared(unit: str, bots: Sequence[T], name: Callable[[T], str]) -> T:
    """Which of several bots is for this unit: always the same one, and when one comes or goes the others keep theirs.

    ValueError without any bot.
    """
    return max(bots, key=lambda bot: sha256(f"{unit}\0{name(bot)}".encode()).digest())


@dataclass(frozen=True, slots=True)
class Standing:
    """How one bot stands: `sent` and `received` are what is counted of this month, `stopped_at` the breaker's instant.

    `name` is what the bot is called.
    """

    channel: str
    bot: str
    name: str
    plan: Plan
    sent: int = 0
    received: int = 0
    users: int = 0
    groups: int = 0
    stopped_at: datetime | None = None

    @property
    def used(self) -> int:
        """What counts towards the month."""
        return self.sent + (self.received if self.plan.counts_inbound else 0)

    @property
    def stage(self) -> Stage:
        """How far the month is."""
        return self.plan.stage(self.used, stopped=self.stopped_at is not None)

    def verdict(self, kind: str, days: int) -> Verdict:
        """What becomes of a message of this kind with so many days left of the month, today included."""
        to_come, stopped = self.groups * days, self.stopped_at is not None
        return self.plan.verdict(kind, self.used, sent=self.sent, to_come=to_come, stopped=stopped)
