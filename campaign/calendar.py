"""Days, sprints and quiet times: local days of a time zone against half-open UTC instants (DESIGN 4, 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import holidays

from campaign.policy import HARD_FROM, HARD_UNTIL

if TYPE_CHECKING:
    from campaign.definition import Policy, Sprint

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)

Quietness = Literal["weekday", "holiday", "extra"]


def instant(day: date, at: time, zone: str) -> datetime:
    """The UTC instant at which clocks in `zone` show this time of this day."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The date in `zone` at an aware instant; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a naive time has no local day")
    return moment.astimezone(ZoneInfo(zone)).date()


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The half-open UTC interval [start, end) of a local day."""
    return instant(day, time(), zone), instant(day + _DAY, time(), zone)


def first_day(sprint: Sprint, zone: str) -> date:
    """Day 1 of the sprint."""
    return local_day(sprint.starts_at, zone)


def last_day(sprint: Sprint, zone: str) -> date:
    """The last local day that has an instant of the sprint: 31/5 when it ends at "24h00 ngày 31/5"."""
    return local_day(sprint.ends_at - _INSTANT, zone)


def length_days(sprint: Sprint, zone: str) -> int:
    """How many local days the sprint touches, first and last included."""
    return (last_day(sprint, zone) - first_day(sprint, zone)).days + 1


def sprint_day(sprint: Sprint, moment: datetime, zone: str) -> int | None:
    """The number of the day, 1 to `length_days`; None before the sprint and from `ends_at` on."""
    if not sprint.starts_at <= moment < sprint.ends_at:
        return None
    return (local_day(moment, zone) - first_day(sprint, zone)).days + 1


def days_left(sprint: Sprint, day: date, zone: str) -> int:
    """Whole days after `day` in which the sprint still runs: 0 on the last day, never negative (I6)."""
    return max(0, (last_day(sprint, zone) - day).days)


def holiday_name(day: date, country: str) -> str | None:
    """The name of this public holiday in the country's own language; None on other days."""
    return _holidays(country, day.year).get(day)


def quietness(day: date, policy: Policy) -> tuple[Quietness, ...]:
    """Every reason why this local day is quiet; none on a posting day, and `working_days` wins over all."""
    if day in policy.working_days:
        return ()
    why: list[Quietness] = []
    if policy.holidays_country and holiday_name(day, policy.holidays_country):
        why.append("holiday")
    if day in policy.extra_quiet_days:
        why.append("extra")
    if day.isoweekday() in policy.quiet_weekdays:
        why.append("weekday")
    return tuple(why)


@dataclass(frozen=True, slots=True)
class QuietTimes:
    """When nothing that the bot begins by itself may arrive, in one sprint (or outside of any)."""

    policy: Policy
    zone: str
    sprint: Sprint | None = None

    def is_quiet_day(self, day: date) -> bool:
        """Whether nothing is posted on this local day; a day begun in the sprint's final hours never is."""
        return bool(quietness(day, self.policy)) and not self._is_final(instant(day, time(), self.zone))

    def is_quiet_hour(self, moment: datetime) -> bool:
        """Whether the local time lies in the quiet hours; these hold always, the final hours included."""
        return self._is_between(moment, self.policy.quiet_from, self.policy.quiet_until)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether a message sent at this instant would disturb: a quiet hour, or any hour of a quiet day."""
        return self.is_quiet_hour(moment) or self._is_on_quiet_day(moment)

    def is_quiet_for_chosen(self, moment: datetime) -> bool:
        """The same for somebody who chose this hour himself: then only the night is quiet, and quiet days stay so."""
        return self._is_between(moment, HARD_FROM, HARD_UNTIL) or self._is_on_quiet_day(moment)

    def next_loud(self, moment: datetime) -> datetime:
        """The earliest instant at or after `moment` that is not quiet, in UTC."""
        candidate = moment.astimezone(UTC)
        for _ in range(2 * 366):
            if not self.is_quiet(candidate):
                return candidate
            candidate = self._next_boundary(candidate)
        raise ValueError("the policy leaves no hour in which anything may be sent")

    def next_loud_for_chosen(self, moment: datetime) -> datetime:
        """The same for somebody who chose his hour himself; what meets the night waits for everybody's morning."""
        return self.next_loud(moment) if self.is_quiet_for_chosen(moment) else moment.astimezone(UTC)

    def _next_boundary(self, moment: datetime) -> datetime:
        """The next instant at which quiet may end: the end of quiet hours, midnight, or the final hours."""
        day = local_day(moment, self.zone)
        ends = [
            instant(day + k * _DAY, at, self.zone) for k in (0, 1) for at in (time(), self.policy.quiet_until)
        ]
        if self.sprint is not None:
            ends.append(self._final_from(self.sprint))
        return min(end for end in ends if end > moment)

    def _is_between(self, moment: datetime, start: time, end: time) -> bool:
        at = moment.astimezone(ZoneInfo(self.zone)).time()
        return start <= at < end if start <= end else at >= start or at < end

    def _is_on_quiet_day(self, moment: datetime) -> bool:
        day_is_quiet = bool(quietness(local_day(moment, self.zone), self.policy))
        return day_is_quiet and not self._is_final(moment)

    def _is_final(self, moment: datetime) -> bool:
        return self.sprint is not None and self._final_from(self.sprint) <= moment < self.sprint.ends_at

    def _final_from(self, sprint: Sprint) -> datetime:
        return sprint.ends_at.astimezone(UTC) - timedelta(hours=self.policy.final_hours_ignore_quiet_days)


@cache
def _holidays(country: str, year: int) -> dict[date, str]:
    calendar = holidays.country_holidays(country, years=[year])
    local = calendar.default_language
    return dict(holidays.country_holidays(country, years=[year], language=local) if local else calendar)
