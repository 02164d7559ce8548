"""When a sprint's own events are, each once: launch, last call, end and the official figures (DESIGN 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from campaign.calendar import QuietTimes, days_left, first_day, instant, last_day, local_day
from campaign.policy import HARD_FROM
from scheduler.agenda.slots import Rhythm, Slot, slots_of_day, slots_of_sprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from campaign.definition import Policy, Sprint

_DAY = timedelta(days=1)
_LAST_CALL_BEFORE_END = timedelta(hours=4)
_LONGEST_QUIET = 60  # days; no calendar of quiet days is longer, a policy that is has no launch


@dataclass(frozen=True)
class Timetable:
    """The instants of one sprint, in UTC, from its dates and the policy. `closes_at` freezes its figures."""

    sprint: Sprint
    policy: Policy
    zone: str
    closes_at: datetime

    @cached_property
    def quiet(self) -> QuietTimes:
        """The quiet times of this sprint."""
        return QuietTimes(self.policy, self.zone, self.sprint)

    @cached_property
    def first_day(self) -> date:
        """Day 1."""
        return first_day(self.sprint, self.zone)

    @cached_property
    def last_day(self) -> date:
        """Day N."""
        return last_day(self.sprint, self.zone)

    @cached_property
    def launch(self) -> datetime | None:
        """The launch hour of day 1, or of the first posting day where day 1 is quiet."""
        due = self._first_loud(self.first_day, self.policy.launch_at)
        return due if due is not None and due < self.sprint.ends_at else None

    @cached_property
    def last_call(self) -> datetime:
        """The last call's hour on the last day; four hours before the end where the sprint ends by then."""
        due = instant(self.last_day, self.policy.last_call_at, self.zone)
        return due if due < self.sprint.ends_at else self.sprint.ends_at - _LAST_CALL_BEFORE_END

    @cached_property
    def end(self) -> datetime | None:
        """The end post's hour of the morning after, or of the next posting day."""
        return self._first_loud(self.last_day + _DAY, self.policy.end_at)

    @cached_property
    def official(self) -> datetime | None:
        """The same hour once the figures are frozen; None where the end post is official already."""
        if self.end is None or self.closes_at <= self.end:
            return None
        day = local_day(self.closes_at, self.zone)
        too_late = instant(day, self.policy.end_at, self.zone) < self.closes_at
        return self._first_loud(day + _DAY if too_late else day, self.policy.end_at)

    def days(self, since: datetime, now: datetime) -> Iterator[date]:
        """The local days of the sprint that have an instant in [since, now]."""
        day = max(self.first_day, local_day(since, self.zone))
        until = min(self.last_day, local_day(now, self.zone))
        while day <= until:
            yield day
            day += _DAY

    def slots(self, rhythm: Rhythm, since: datetime, now: datetime) -> Iterator[Slot]:
        """The posts of this rhythm on the days of [since, now], and those that come once."""
        yield from self.slots_once(rhythm)
        for day in self.days(since, now):
            yield from self._known(rhythm, day)

    def slots_once(self, rhythm: Rhythm) -> tuple[Slot, ...]:
        """The posts that come once in the sprint."""
        return self._known(rhythm, None)

    def at(self, day: date, hour: time) -> datetime:
        """The UTC instant of a local hour."""
        return instant(day, hour, self.zone)

    def marks(self, day: date) -> tuple[str, ...]:
        """The headings of this day's board: "week" on the first posting day of a week, "T-n" as configured."""
        week = ("week",) if self._begins_week(day) else ()
        left = days_left(self.sprint, day, self.zone)
        return (*week, f"T-{left}") if left in self.policy.board_marks else week

    def worker_slot(self, wanted: datetime, chosen: time | None = None) -> datetime | None:
        """The first worker slot at or after `wanted` that is not quiet and still inside the sprint.

        `chosen`: the worker's own hour, for which only the night and quiet days are quiet.
        """
        hour = chosen or self.policy.worker_at
        local = wanted.astimezone(ZoneInfo(self.zone))
        day = local.date() if local.time() <= hour else local.date() + _DAY
        if (day, chosen) not in self._worker_slots:
            quiet = self.quiet.is_quiet_for_chosen if chosen else self.quiet.is_quiet
            due = self._first_loud(day, hour, quiet)
            self._worker_slots[day, chosen] = due if due is not None and due < self.sprint.ends_at else None
        return self._worker_slots[day, chosen]

    def evening(self, due: datetime) -> datetime:
        """Until when a nudge of this instant is useful: its evening, or for a late hour the night."""
        day = local_day(due, self.zone)
        evening, night = self.at(day, self.policy.board_until), self.at(day, HARD_FROM)
        return min(evening if due < evening else night, self.sprint.ends_at)

    @cached_property
    def _worker_slots(self) -> dict[tuple[date, time | None], datetime | None]:
        return {}

    @cached_property
    def _slots(self) -> dict[tuple[Rhythm, date | None], tuple[Slot, ...]]:
        return {}

    def _known(self, rhythm: Rhythm, day: date | None) -> tuple[Slot, ...]:
        if (rhythm, day) not in self._slots:
            slots = slots_of_day(self, rhythm, day) if day else slots_of_sprint(self, rhythm)
            self._slots[rhythm, day] = tuple(slots)
        return self._slots[rhythm, day]

    def _begins_week(self, day: date) -> bool:
        """The sprint's first week has the launch; a later week begins with its first day that is not quiet."""
        monday = day - timedelta(days=day.weekday())
        if monday <= self.first_day or self._has_no_board(day):
            return False
        return all(self._has_no_board(monday + n * _DAY) for n in range(day.weekday()))

    def _has_no_board(self, day: date) -> bool:
        return self.quiet.is_quiet(self.at(day, self.policy.board_at))

    def _first_loud(
        self, day: date, hour: time, quiet: Callable[[datetime], bool] | None = None
    ) -> datetime | None:
        is_quiet = quiet or self.quiet.is_quiet
        candidates = (self.at(day + n * _DAY, hour) for n in range(_LONGEST_QUIET))
        return next((due for due in candidates if not is_quiet(due)), None)
