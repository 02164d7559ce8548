"""The ledger of a bot whose platform counts messages: kept in memory, stored with the results of sends (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from campaign.quota import OPTIONAL, POSTS, Plan, Stage, Standing, Verdict, days_left, month_of, next_month
from scheduler.civil import Clock
from storage.outbox import Outgoing, Result
from storage.quota import HELD, Quota
from storage.records import Chat

_log = structlog.get_logger(__name__)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # where the platform's month begins


class Meter:
    """One bot's month. Everything counted since `changed` was last called is to be stored."""

    def __init__(self, channel: str, bot: str, plan: Plan, clock: Clock, name: str = "") -> None:
        """Begin with nothing counted."""
        self.place = channel, bot
        self._clock = clock
        self._month = month_of(clock.now(), ZONE)
        self._standing = Standing(channel, bot, name, plan)
        self._told: Stage = "plenty"
        self._is_changed = False
        self._others: dict[str, Quota] = {}
        self._users: set[int] = set()
        self._beyond: frozenset[int] = frozenset()

    # What is counted

    def spent(self, messages: int = 1) -> None:
        """So many messages were accepted, or may have been."""
        self._count(replace(self.standing(), sent=self.standing().sent + messages))

    def heard(self, messages: int) -> None:
        """So many came in."""
        self._count(replace(self.standing(), received=self.standing().received + messages))

    def stop(self) -> None:
        """The platform said that the month is used up: nothing more is tried until the next one, or `reopen`."""
        if self.standing().stopped_at is None:
            _log.error(
                "quota used up", channel=self.place[0], bot=self.place[1], counted=self.standing().used
            )
            self._count(replace(self.standing(), stopped_at=self._clock.now()))

    def reopen(self) -> None:
        """An owner said that there is more."""
        self._count(replace(self.standing(), stopped_at=None))
        self._told = self._standing.stage

    def seen(self, chats: Iterable[int]) -> None:
        """These private chats are the bot's: each is one of its users, for good."""
        self._users.update(chats)

    def follow(self, groups: Sequence[int], handed: Sequence[int] = ()) -> None:
        """These groups are linked with the bot, the first ones first; beyond the plan nothing is posted into them.

        Neither into those it is not in (`handed`).
        """
        most = self._standing.plan.groups or len(groups)
        self._beyond = frozenset([*groups[most:], *handed])
        self._standing = replace(self._standing, groups=len(groups))

    def told(self, stage: Stage) -> None:
        """The owners were told of this stage."""
        self._told, self._is_changed = stage, True

    # How it stands

    def standing(self) -> Standing:
        """As of now; a new month begins with nothing, and one that comes again (the clock was set) with what it had."""
        month = month_of(self._clock.now(), ZONE)
        if month != self._month:
            self._others[self._month] = self._row(self._standing)
            self._month = month
            self._take_over(self._others.get(month, Quota(*self.place, month, 0, 0, "plenty", None)))
        return replace(self._standing, users=len(self._users))

    def is_stopped(self) -> bool:
        """Whether nothing may be tried."""
        return self.standing().stopped_at is not None

    def verdict(self, kind: str, chat: int = 0) -> Verdict:
        """What becomes of a message of this kind to this chat now."""
        if chat in self._beyond and kind in POSTS | OPTIONAL:
            return "hand_over" if kind in POSTS else "drop"
        return self.standing().verdict(kind, days_left(self._clock.now(), ZONE))

    def untold(self) -> Stage | None:
        """The stage the owners have yet to hear of; None when they know."""
        stage = self.standing().stage
        return stage if _ORDER.index(stage) > _ORDER.index(self._told) else None

    def next_month(self) -> datetime:
        """When there is a new quota."""
        return next_month(self._clock.now(), ZONE)

    # Its row

    def restore(self, rows: Iterable[Quota]) -> None:
        """Take over the stored rows, each for its month."""
        self._others = {row.month: row for row in rows}
        if (present := self._others.get(self._month)) is not None:
            self._take_over(present)

    def _take_over(self, row: Quota) -> None:
        self._told = row.told
        self._standing = replace(
            self._standing, sent=row.sent, received=row.received, stopped_at=row.stopped_at
        )

    def row(self) -> Quota:
        """What is to be stored."""
        return self._row(self.standing())

    def _row(self, now: Standing) -> Quota:
        return Quota(*self.place, self._month, now.sent, now.received, self._told, now.stopped_at)

    def changed(self) -> bool:
        """Whether there is something to be stored."""
        return self._is_changed

    def settle(self, *, stored: bool) -> None:
        """The row is about to be written, or it could not be."""
        self._is_changed = not stored

    def _count(self, standing: Standing) -> None:
        self._standing, self._is_changed = standing, True

    def fate(self, row: Outgoing, chat: Chat) -> Result | None:
        """What becomes of a message that may not go now; None: it may go, or it is to be handed over (zalo.md 6.2).

        In a group no answer waits: it would stand in the way of the posts, and is soon stale.
        """
        verdict, now = self.verdict(row.kind, row.chat_id), self._clock.now()
        if verdict == "wait" and chat.kind == "private":
            return Result(row.id, "due", now, reason=HELD, not_before=self.next_month())
        if verdict in {"wait", "drop"}:
            return Result(row.id, "dropped", now, reason=HELD)
        return None


_ORDER: tuple[Stage, ...] = ("plenty", "sparing", "essential", "stopped")
Meters = Mapping[tuple[str, str], Meter]
