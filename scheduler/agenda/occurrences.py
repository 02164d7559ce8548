"""The agenda's values: who takes part, and one planned message of one kind to one chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from campaign.definition import Campaign

Kind = Literal["launch", "board", "edit", "milestone", "last_call", "end", "official", "digest", "nudge"]
Reason = Literal["quiet_day", "quiet_hours", "paused", "one_a_day", "held_out"]


@dataclass(frozen=True, slots=True)
class Group:
    """A linked group. `board_at` None: the policy's hour. `one_post_a_day`: the channel's posts are dear (Zalo)."""

    chat: str
    scope: str
    linked_at: datetime
    board_at: time | None = None
    paused: bool = False
    one_post_a_day: bool = False


@dataclass(frozen=True, slots=True)
class Cadre:
    """A person who gets the digest of these units' subtrees; owners and substitutes are cadres here."""

    person: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished initiative, last touched by its author at `touched_at` and nudged about `nudges` times."""

    id: str
    touched_at: datetime
    nudges: int = 0


@dataclass(frozen=True, slots=True)
class Worker:
    """A person with a live consent to be reminded, with open drafts and the number of initiatives submitted.

    `nudge_at`: the hour he chose himself; None: the policy's.
    """

    person: str
    unit: str
    drafts: tuple[Draft, ...] = ()
    submitted: int = 0
    nudge_at: time | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """Everybody who may be written to. Whoever has opted out is not in it (I7)."""

    groups: tuple[Group, ...] = ()
    cadres: tuple[Cadre, ...] = ()
    workers: tuple[Worker, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One planned message. Instants are UTC; `useful_until` is exclusive; `dropped` says why it is not sent.

    `key` is made of names only and stays the same for good: whoever plans it twice inserts it once. `marks` are
    a board's headings ("week", "T-7", "last_call") or "provisional" of an end. `about` is the draft of a nudge.
    """

    kind: Kind
    slot: str
    scope: str
    to: Literal["group", "person"]
    recipient: str
    due: datetime
    useful_until: datetime
    key: str
    marks: tuple[str, ...] = ()
    dropped: Reason | None = None
    about: str = ""


def key_of(campaign: Campaign, scope: str, recipient: str, slot: str, day: date) -> str:
    """The permanent name of an occurrence on a local day."""
    return f"{campaign.code}/{scope}/{recipient}/{slot}/{day.isoformat()}"
