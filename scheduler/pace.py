"""The pacer of one bot: GCRA rows, taken in the same transaction as the message (DESIGN 6, telegram.md 13.3).

An answer has a bucket of its own: burst 3, then one a second and chat, 300 a second in all (halved after a 429, until
ten minutes have passed without another).
Everything else is bulk: 28 a second in all less what answers took (never under 10), one in 1.05 s a private chat,
one in 3.05 s and 18 a minute a group.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.instants import from_micros, to_micros

_SECOND = 1_000_000
_TENTH = _SECOND // 10
_LAST = "b:last"
_ALL = "c:all"
_SLOWEST_ANSWERS = _SECOND // 10
_CAREFUL = 600 * _SECOND


@dataclass(frozen=True, slots=True)
class Limits:
    """Intervals between messages in microseconds, and how many may go at once."""

    answer_chat: int = _SECOND
    answer_burst: int = 3
    answer_all: int = _SECOND // 270  # 27 in each tenth of a second, so never more than 297 in any second
    bulk_all: int = _SECOND // 28 + 1
    bulk_least: int = _SECOND // 10
    private_chat: int = 1_050_000
    group_chat: int = 3_050_000
    group_minute: int = 4 * _SECOND
    group_burst: int = 3


LIFTED = Limits(
    answer_chat=0,
    answer_burst=1,
    answer_all=0,
    bulk_all=0,
    bulk_least=0,
    private_chat=0,
    group_chat=0,
    group_minute=0,
    group_burst=1,
)


class _Lane:
    """Instants given away, at least an interval apart. One far ahead (its chat is blocked) holds up no other."""

    def __init__(self) -> None:
        self._taken: list[int] = []

    def free_from(self, moment: int, interval: int) -> int:
        """The earliest instant from `moment` on that keeps the interval to every one given away."""
        taken = self._taken
        at = bisect_left(taken, moment - interval + 1)
        while at < len(taken) and taken[at] < moment + interval:
            moment = max(moment, taken[at] + interval)
            at += 1
        return moment

    def take(self, place: int) -> None:
        insort(self._taken, place)

    def forget(self, before: int) -> None:
        del self._taken[: bisect_left(self._taken, before)]


class _Crowd:
    """How many instants of each tenth of a second are given away."""

    def __init__(self) -> None:
        self._taken: dict[int, int] = {}

    def free_from(self, moment: int, interval: int) -> int:
        """The earliest instant from `moment` on in a tenth of a second that is not full."""
        most, tenth = max(1, _TENTH // interval), moment // _TENTH
        while self._taken.get(tenth, 0) >= most:
            tenth += 1
        return max(moment, tenth * _TENTH)

    def take(self, place: int) -> None:
        self._taken[place // _TENTH] = self._taken.get(place // _TENTH, 0) + 1

    def forget(self, before: int) -> None:
        for tenth in [tenth for tenth in self._taken if (tenth + 1) * _TENTH <= before]:
            del self._taken[tenth]


class Pacer:
    """Where the next message of each scope may go. Rows changed since `changed` was last called are to be stored."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Begin with nothing sent."""
        self.limits = self._usual = limits or Limits()
        self._careful_until = 0
        self._answers = _Crowd()
        self._everything = _Lane()
        self._bulk = _Lane()
        self._swept = 0
        self._arrival: dict[str, int] = {}
        self._blocked: dict[str, int] = {}
        self._changed: set[str] = set()

    def restore(self, rows: dict[str, tuple[int, int]]) -> None:
        """Take over stored rows: key to (theoretical arrival, blocked until), in microseconds."""
        for key, (arrival, blocked) in rows.items():
            self._arrival[key], self._blocked[key] = arrival, blocked
        if _LAST in self._arrival:
            self._everything.take(self._arrival[_LAST])
            self._bulk.take(self._arrival[_LAST])

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
        own = f"a:{chat}"
        place = max(moment, self._free(own, limits.answer_chat * (limits.answer_burst - 1)), self._held(chat))
        if limits.answer_all:
            self._sweep(moment)
            place = self._answers.free_from(place, limits.answer_all)
            self._answers.take(place)
            self._everything.take(place)
        self._take(own, place, limits.answer_chat)
        return from_micros(place)

    def bulk(self, chat: int, now: datetime, *, group: bool) -> datetime:
        """Take a place for anything else: the earliest instant it may go."""
        limits, moment = self.limits, to_micros(now)
        own, minute = f"b:{chat}", f"m:{chat}"
        place = max(
            moment,
            self._free(own, 0),
            self._free(minute, limits.group_minute * (limits.group_burst - 1)) if group else 0,
            self._held(chat),
        )
        if limits.bulk_all:
            self._sweep(moment)
            beside_answers = self._everything.free_from(place, limits.bulk_all)
            place = min(beside_answers, self._bulk.free_from(place, limits.bulk_least))
            self._everything.take(place)
            self._bulk.take(place)
            self._note_last(place, moment)
        self._take(own, place, limits.group_chat if group else limits.private_chat)
        if group:
            self._take(minute, place, limits.group_minute)
        return from_micros(place)

    def is_held(self, now: datetime) -> bool:
        """Whether the platform said to the whole bot to wait, and it still has to."""
        until = self._blocked.get(_ALL, 0)
        return until > 0 and until > to_micros(now)

    def _held(self, chat: int) -> int:
        """Until when the platform said to wait."""
        return max(self._blocked.get(f"c:{chat}", 0), self._blocked.get(_ALL, 0))

    def _note_last(self, place: int, moment: int) -> None:
        """Keep the newest place of all for a restart; not those far ahead, which will be given anew."""
        if self._arrival.get(_LAST, 0) < place <= moment + _SECOND:
            self._arrival[_LAST] = place
            self._changed.add(_LAST)

    def _sweep(self, moment: int) -> None:
        """Once a second: what lies two seconds behind limits nothing any more, and care has an end."""
        if moment - self._swept >= _SECOND:
            self._swept = moment
            for given in (self._answers, self._everything, self._bulk):
                given.forget(moment - 2 * _SECOND)
            if self._careful_until < moment:
                self.limits = self._usual

    def block(self, chat: int | None, until: datetime) -> None:
        """The platform said to wait: this chat, or (None) the whole bot; answers go at half the pace for a while."""
        key = _ALL if chat is None else f"c:{chat}"
        if chat is None:
            self.limits = replace(self.limits, answer_all=min(self.limits.answer_all * 2, _SLOWEST_ANSWERS))
            self._careful_until = to_micros(until) + _CAREFUL
        self._blocked[key] = max(self._blocked.get(key, 0), to_micros(until))
        self._changed.add(key)

    def forget(self, now: datetime) -> None:
        """Let rows go that say nothing any more."""
        moment = to_micros(now - timedelta(minutes=5))
        for key in [
            key for key, arrival in self._arrival.items() if arrival < moment and key not in self._changed
        ]:
            del self._arrival[key]
        for key in [
            key for key, until in self._blocked.items() if until < moment and key not in self._changed
        ]:
            del self._blocked[key]

    def _free(self, key: str, tolerance: int) -> int:
        return self._arrival.get(key, 0) - tolerance

    def _take(self, key: str, place: int, interval: int) -> None:
        if interval:
            self._arrival[key] = max(self._arrival.get(key, 0), place) + interval
            self._changed.add(key)
