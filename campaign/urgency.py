"""How a unit keeps pace with the sprint: its level of urgency and what it needs a day (DESIGN 4, domain.md 5.3)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from campaign.calendar import days_left, length_days, local_day

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.definition import Measure, Sprint
    from campaign.standings import UnitRow

Level = Literal["critical", "behind", "watch", "ok", "done", "no_target"]
LEVELS: tuple[Level, ...] = ("critical", "behind", "watch", "ok", "done", "no_target")

_TICK = timedelta(microseconds=1)
_WATCH = Fraction(8, 10)
_BEHIND = Fraction(5, 10)
_NONE_YET_IS_CRITICAL_FROM = Fraction(2, 10)


def elapsed(sprint: Sprint, moment: datetime) -> Fraction:
    """The elapsed share of the sprint at an instant, exact, 0 before it and 1 after it."""
    share = Fraction((moment - sprint.starts_at) // _TICK, (sprint.ends_at - sprint.starts_at) // _TICK)
    return min(max(share, Fraction(0)), Fraction(1))


def progress(done: int, at_start: int, target: int) -> Fraction:
    """The share done of what was still missing when the sprint began; negative when more was taken back.

    Where nothing was missing at the start (the target was met and has since slipped), the share of the whole
    target is taken. `target` must be positive.
    """
    missing = target - at_start
    return Fraction(done - at_start, missing) if missing > 0 else Fraction(done, target)


def level(row: UnitRow, measure: Measure, elapsed_share: Fraction) -> Level:
    """The unit's level of urgency after this share of the sprint."""
    done = row.now.measured(measure)
    if not row.target:
        return "no_target"
    if done >= row.target:
        return "done"
    reached = progress(done, row.sprint_start.measured(measure), row.target)
    has_none = row.now.counted == 0 and elapsed_share >= _NONE_YET_IS_CRITICAL_FROM
    if has_none or reached < _BEHIND * elapsed_share:
        return "critical"
    if reached < _WATCH * elapsed_share:
        return "behind"
    return "watch" if reached < elapsed_share else "ok"


def missing(row: UnitRow, measure: Measure) -> int:
    """How many are missing to the target: 0 when it is met or when there is none."""
    return max(0, (row.target or 0) - row.now.measured(measure))


def needed_per_day(still_missing: int, sprint: Sprint, moment: datetime, zone: str) -> int | None:
    """What must come on each remaining day, today included, rounded up; None once the sprint is over.

    Before the sprint every day of it remains.
    """
    if moment >= sprint.ends_at:
        return None
    days = days_left(sprint, local_day(moment, zone), zone) + 1
    return -(-still_missing // min(days, length_days(sprint, zone)))
