"""When the author of what was submitted is asked to report on it, where the movement asks for reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from campaign.calendar import local_day
from scheduler.agenda.occurrences import Occurrence, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scheduler.agenda.frame import Frame
    from scheduler.agenda.idle import Hearing

_DAY = timedelta(days=1)
_MADE_UP_FOR = 14 * _DAY  # no quiet time is longer, but for the silence between sprints


@dataclass(frozen=True, slots=True)
class Owed:
    """Something whose author has the next word: it waits for his report."""

    initiative: int
    person: int
    unit: str
    phase: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class _Wanted:
    owed: Owed
    slot: str
    day: date


def first_owed(frame: Frame, now: datetime) -> datetime:
    """Who submitted later than this is not asked yet for the days since then."""
    least = min(frame.campaign.form.report_after_days, default=0)
    return now - least * _DAY


def requests(frame: Frame, hearing: Hearing, owed: Iterable[Owed]) -> Iterator[Occurrence]:
    """What each of these may be asked at this hour, the latest wanted first; a person by person order is not kept.

    Days are counted from the day of submission and back from the last day of its phase. What could not be asked on
    its day, because that was quiet, is asked at the first hour after it, for two weeks.
    """
    wanted = [each for one in owed for each in _wanted(frame, one)]
    for each in sorted(wanted, key=lambda one: (one.day, one.owed.initiative), reverse=True):
        if each.day <= hearing.day < each.day + _MADE_UP_FOR and hearing.table_of(each.owed.unit) is not None:
            yield _occurrence(frame, hearing, each)


def _wanted(frame: Frame, owed: Owed) -> Iterator[_Wanted]:
    form, submitted = frame.campaign.form, local_day(owed.submitted_at, frame.zone)
    phase = frame.campaign.phase(owed.phase)
    last = local_day(phase.ends_at - timedelta(microseconds=1), frame.zone)
    for days in form.report_after_days:
        yield _Wanted(owed, f"report_{days}d", submitted + days * _DAY)
    for days in form.report_before_end_days:
        if submitted < last - days * _DAY:
            yield _Wanted(owed, f"report_before_end_{days}d", last - days * _DAY)


def _occurrence(frame: Frame, hearing: Hearing, wanted: _Wanted) -> Occurrence:
    owed, person = wanted.owed, str(wanted.owed.person)
    key = key_of(frame.campaign, owed.unit, person, wanted.slot, wanted.day)
    return Occurrence(
        kind="nudge",
        slot=wanted.slot,
        scope=owed.unit,
        to="person",
        recipient=person,
        due=hearing.hour.due,
        useful_until=hearing.until,
        key=f"{key}/{owed.initiative}",
        about=str(owed.initiative),
    )
