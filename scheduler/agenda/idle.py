"""Asking workers who have begun nothing to begin, and calling them last: when, and whom (domain.md 5.3).

A province has hundreds of thousands of workers, so these are not listed with the agenda: the hours come from here, the
workers in portions from the database, and whether one of them is asked is decided here, without any I/O.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from campaign.calendar import days_left, first_day, instant, local_day
from campaign.holdout import is_held_out
from campaign.nudging import Asked, may_be_asked
from scheduler.agenda.occurrences import Occurrence, key_of
from scheduler.agenda.reminders import hours_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.agenda.frame import Frame
    from scheduler.agenda.timetable import Timetable

SLOT = "no_draft"  # `storage.effects` counts by this name
_DAY = timedelta(days=1)
_AHEAD = 61  # days; no quiet time is longer


@dataclass(frozen=True, slots=True)
class Told:
    """One of these nudges that was planned: for which hour, and whether his unit was held out and he did not get it."""

    at: datetime
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Idle:
    """A worker who lets himself be reminded and has no open draft; `began_at`: when he last began or sent anything."""

    person: str
    unit: str
    joined_at: datetime
    began_at: datetime | None = None
    submitted_at: datetime | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of a local day; `chosen`: by the workers themselves, else it is everybody's. `due` is UTC.

    `last_call`: it is the last call of a sprint, which everybody gets at the same hour.
    """

    at: time
    due: datetime
    chosen: bool = False
    last_call: bool = False


def hours_between(frame: Frame, since: datetime, now: datetime) -> Iterator[Hour]:
    """The hours in (since, now] at which somebody may be asked in a sprint that runs then, the earliest first."""
    day = local_day(since, frame.zone)
    while day <= local_day(now, frame.zone):
        for hour in sorted(_hours_of_day(frame, day), key=lambda each: (each.due, each.last_call)):
            if since < hour.due <= now and any(_is_heard(table, hour) for table in frame.timetables):
                yield hour
        day += _DAY


def _hours_of_day(frame: Frame, day: date) -> Iterator[Hour]:
    for at in hours_of(frame.policy):
        yield Hour(at, instant(day, at, frame.zone), chosen=at != frame.policy.worker_at)
    for due in {table.last_call for table in frame.timetables if table.last_day == day}:
        yield Hour(due.astimezone(ZoneInfo(frame.zone)).time(), due, last_call=True)


def next_hour(frame: Frame, after: datetime) -> datetime | None:
    """When the first such hour after this instant is; None when no sprint has one any more."""
    ends = [table.sprint.ends_at for table in frame.timetables if after < table.sprint.ends_at]
    starts = [table.sprint.starts_at for table in frame.timetables if after < table.sprint.ends_at]
    if not ends:
        return None
    begin = max(after, min(starts) - _DAY)
    found = hours_between(frame, begin, min(max(ends), begin + _AHEAD * _DAY))
    return next((hour.due for hour in found), None)


class Hearing:
    """Who is asked at one hour. What holds for a unit is found once, however many workers it has."""

    slot = SLOT

    def __init__(self, frame: Frame, hour: Hour, halved: frozenset[str] = frozenset()) -> None:
        """`halved`: the codes of sprints in which the stop rule has made reminders come half as often."""
        self.hour = hour
        self.day = local_day(hour.due, frame.zone)
        self._frame = frame
        self._halved = halved
        self._running = [table for table in frame.timetables if _is_heard(table, hour)]
        self._tables: dict[str, Timetable | None] = {}

    @property
    def joined_until(self) -> datetime:
        """Who joined later than this is not asked yet."""
        return self.hour.due - timedelta(hours=self._frame.policy.idle_after_hours)

    @property
    def first_start(self) -> datetime:
        """When the first of the sprints began that run at this hour."""
        return min(table.sprint.starts_at for table in self._running)

    @property
    def sprints_from(self) -> datetime:
        """When the last of them began: whoever submitted since then has done so in his own."""
        return max(table.sprint.starts_at for table in self._running)

    @property
    def until(self) -> datetime:
        """Until when nudges of this hour are useful at the longest: the evening, or for a late hour the night."""
        return max(table.evening(self.hour.due) for table in self._running)

    def table_of(self, unit: str) -> Timetable | None:
        """The sprint this unit follows at this hour, if it is not quiet."""
        if unit not in self._tables:
            follows = (table for table in self._running if self._frame.follows(unit, table, self.hour.due))
            self._tables[unit] = next(follows, None)
        return self._tables[unit]

    def nudge(self, worker: Idle) -> Occurrence | None:
        """What this worker gets at this hour; None when he is not asked. Of a unit that is held out it is dropped."""
        table = self.table_of(worker.unit)
        if table is None or worker.joined_at > self.joined_until:
            return None
        if worker.submitted_at is not None and worker.submitted_at >= table.sprint.starts_at:
            return None
        if not self._is_his_turn(worker, table):
            return None
        return Occurrence(
            kind="nudge",
            slot=self.slot,
            scope=worker.unit,
            to="person",
            recipient=worker.person,
            due=self.hour.due,
            useful_until=table.evening(self.hour.due),
            key=key_of(self._frame.campaign, worker.unit, worker.person, self.slot, self.day),
            dropped="held_out" if self._is_held_out(worker.unit, table) else None,
        )

    def _is_held_out(self, unit: str, table: Timetable) -> bool:
        return is_held_out(self._frame.campaign, table.sprint, unit, self.day)

    def _is_his_turn(self, worker: Idle, table: Timetable) -> bool:
        left = days_left(table.sprint, self.day, self._frame.zone)
        halved = table.sprint.code in self._halved
        return may_be_asked(self._frame.policy, self._asked(worker, table), self.day, left, halved=halved)

    def _asked(self, worker: Idle, table: Timetable) -> Asked:
        """What he was told, by local days; a nudge after which he began something was not in vain."""
        zone = self._frame.zone
        begun, first = worker.began_at, first_day(table.sprint, zone)
        real = [each.at for each in worker.told if not each.held_out]
        days = [local_day(each, zone) for each in real]
        return Asked(
            days=tuple(day for day in days if day >= first),
            in_vain=sum(
                day >= first and (begun is None or at > begun) for day, at in zip(days, real, strict=True)
            ),
            spared=tuple(local_day(each.at, zone) for each in worker.told if each.held_out),
            before=tuple(day for day in days if day < first),
        )


class LastCall(Hearing):
    """The last call to those who have begun nothing in the sprint: everybody's once, and no unit is held out of it."""

    slot = "last_call"

    @property
    def joined_until(self) -> datetime:
        """Who joined just before is called too."""
        return self.hour.due

    def _is_held_out(self, unit: str, table: Timetable) -> bool:
        del unit, table
        return False

    def _is_his_turn(self, worker: Idle, table: Timetable) -> bool:
        del worker, table
        return True


def hearing_of(frame: Frame, hour: Hour, halved: frozenset[str] = frozenset()) -> Hearing:
    """Who is asked, or called, at this hour."""
    return LastCall(frame, hour) if hour.last_call else Hearing(frame, hour, halved)


def _is_heard(table: Timetable, hour: Hour) -> bool:
    """Whether this sprint runs at this hour and it disturbs nobody who has it."""
    if not table.sprint.starts_at <= hour.due < table.sprint.ends_at:
        return False
    if hour.last_call and table.last_call != hour.due:
        return False
    quiet = table.quiet.is_quiet_for_chosen if hour.chosen else table.quiet.is_quiet
    return not quiet(hour.due)
