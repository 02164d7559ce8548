"""Of which days a play's transcript tells."""

from __future__ import annotations

from datetime import date, timedelta

from bot.demo.cast import Cast
from bot.demo.options import DemoError
from campaign.calendar import first_day, last_day
from campaign.vietnamese.dates import AskDate, parse_date

_DAY = timedelta(days=1)
_COURSE = (8 / 35, 20 / 35)  # of the sprint: the first week's end and the middle


def chosen_days(typed: str, cast: Cast) -> tuple[date, ...]:
    """The days typed ("27/4,16/5", "8" is day 8), or five that show the course; the last one with its morning after.

    DemoError for what is no day of the sprint.
    """
    zone = cast.campaign.time_zone
    first, last = first_day(cast.sprint, zone), last_day(cast.sprint, zone)
    days = {_day(each.strip(), first, last) for each in typed.split(",") if each.strip()} or _usual(
        first, last
    )
    return tuple(sorted(days | ({last + _DAY} if last in days else set())))


def _usual(first: date, last: date) -> set[date]:
    length = (last - first).days + 1
    course = {first + (round(share * length) - 1) * _DAY for share in _COURSE}
    return {day for day in {first, *course, last - _DAY, last} if first <= day <= last}


def _day(typed: str, first: date, last: date) -> date:
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    found = first + (number - 1) * _DAY if number else parse_date(typed, today=last)
    if isinstance(found, AskDate) or not first <= found <= last:
        raise DemoError(
            f"{typed!r} is no day of the sprint. Write days like {first.day}/{first.month} or like 8."
        )
    return found
