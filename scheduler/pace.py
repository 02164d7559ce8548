"""The pacer of one bot: GCRA rows, taken in the same transaction as the message (DESIGN 6, telegram.md 13.3).

An answer has a bucket of its own: burst 3, then one a second and chat, 300 a second in all (halved after a 429).
Everything else is bulk: 28 a second in all less what answers took (never under 10), one in 1.05 s a private chat,
one in 3.05 s and 18 a minute a group.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.instants import from_micros, to_micros

_SECOND = 1_000_000
_SLOWEST_ANSWERS = _SECOND // 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Intervals between messages in microseconds, and how many may go at once."""

    answer_chat: int = _SECOND
    answer_burst: int = 3
    answer_all: int = _SECOND // 270  # and a burst of 30 make 300 in any second
    answer_all_burst: int = 30
    bulk_all: int = _SECOND // 28 + 1
    bulk_least: int = _SECOND // 10
    private_chat: int = 1_050_000
    group_chat: int = 3_050_000
    group_minute: int = 4 * _SECOND
    group_burst: int = 3


LIFTED = Limits(0, 1, 0, 1, 0, 0, 0, 0, 0, 1)


class Pacer:
    """Where the next message of each scope may go. Rows changed since `changed` was last called are to be stored."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Begin with nothing sent."""
        self.limits = limits or Limits()
        self._arrival: dict[str, int] = {}
        self._blocked: dict[str, int] = {}
        self._changed: set[str] = set()

    def restore(self, rows: dict[str, tuple[int, int]]) -> None:
        """Take over stored rows: key to (theoretical arrival, blocked until), in microseconds."""
        for key, (arrival, blocked) in rows.items():
            self._arrival[key], self._blocked[key] = arrival, blocked

    def changed(self) -> list[dict[str, int | str]]:
        """The rows to store."""
        rows: list[dict[str, int | str]] = [
            {"key": key, "tat": self._arrival.get(key, 0), "blocked_until": self._blocked.get(key, 0)}
            for key in self._changed
        ]
        self._changed.clear()
        return rows

    def answer(self, chat: int, now: datetime, *, group: bool = False) -> datetime:
        """Take a place for an answer to this chat: the earliest instant it may go."""
        limits, moment = self.limits, to_micros(now)
        if group:
            return self.bulk(chat, now, group=True)
        own, everyone = f"a:{chat}", "a:all"
        place = max(
            moment,
            self._free(own, limits.answer_chat * (limits.answer_burst - 1)),
            self._free(everyone, limits.answer_all * limits.answer_all_burst),
            self._blocked.get(f"c:{chat}", 0),
            self._blocked.get("c:all", 0),
        )
        self._take(own, place, limits.answer_chat)
        self._take(everyone, place, limits.answer_all)
        self._take("b:all", place, limits.bulk_all)
        return from_micros(place)

    def bulk(self, chat: int, now: datetime, *, group: bool) -> datetime:
        """Take a place for anything else: the earliest instant it may go."""
        limits, moment = self.limits, to_micros(now)
        own, minute = f"b:{chat}", f"m:{chat}"
        shared = self._free("b:all", 0)
        least = self._arrival.get("b:last", 0) + limits.bulk_least
        place = max(
            moment,
            min(shared, max(least, moment)),
            self._free(own, 0),
            self._free(minute, limits.group_minute * (limits.group_burst - 1)) if group else 0,
            self._blocked.get(f"c:{chat}", 0),
            self._blocked.get("c:all", 0),
        )
        self._take(own, place, limits.group_chat if group else limits.private_chat)
        if group:
            self._take(minute, place, limits.group_minute)
        self._take("b:all", place, limits.bulk_all)
        self._arrival["b:last"] = place
        self._changed.add("b:last")
        return from_micros(place)

    def block(self, chat: int | None, until: datetime) -> None:
        """The platform said to wait: this chat, or (None) the whole bot; answers go at half the pace from then on."""
        key = "c:all" if chat is None else f"c:{chat}"
        if chat is None:
            self.limits = replace(self.limits, answer_all=min(self.limits.answer_all * 2, _SLOWEST_ANSWERS))
        self._blocked[key] = max(self._blocked.get(key, 0), to_micros(until))
        self._changed.add(key)

    def forget(self, now: datetime) -> None:
        """Let rows go that say nothing any more."""
        moment = to_micros(now - timedelta(minutes=5))
        for key in [
            key for key, arrival in self._arrival.items() if arrival < moment and key not in self._changed
        ]:
            del self._arrival[key]

    def _free(self, key: str, tolerance: int) -> int:
        return self._arrival.get(key, 0) - tolerance

    def _take(self, key: str, place: int, interval: int) -> None:
        if interval:
            self._arrival[key] = max(self._arrival.get(key, 0), place) + interval
            self._changed.add(key)
