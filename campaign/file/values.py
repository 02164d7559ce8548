"""Dates, times and numbers as a campaign file may write them; anything else is refused in plain words.

Validation needs the campaign's time zone as its context. A period is written with its first and its last day and
kept half-open: `until = 2022-05-31`, "31/5/2022" and "24h00 ngày 31/5/2022" are all 2022-06-01T00:00 local.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

from pydantic import BeforeValidator

from campaign.file.wording import refusal
from campaign.vietnamese.dates import AskDate, parse_date, parse_instant
from campaign.vietnamese.numbers import parse_count

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_EXAMPLE = 'write a date (2022-05-31) or a text ("31/5/2022", "24h00 ngày 31/5/2022")'
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hg]\s*(\d{2})?)(?::00)?", re.IGNORECASE)
_YEARS = range(2000, 2101)
_YEAR = re.compile(r"\d{4}", re.ASCII)
AnyDate = TypeVar("AnyDate", bound=date)


def start_of(value: object, zone: ZoneInfo) -> datetime:
    """The instant at which something starts that starts on this day or at this time."""
    return _instant(value, zone, days=0)


def end_of(value: object, zone: ZoneInfo) -> datetime:
    """The first instant after something that lasts to the end of this day, or up to this time."""
    return _instant(value, zone, days=1)


def day_of(value: object) -> date:
    """A local day without a time of day."""
    if isinstance(value, str):
        value = _spoken_day(value)
    if isinstance(value, datetime) or not isinstance(value, date):
        raise refusal("must be a date without a time, such as 2022-05-31")
    return _in_a_known_year(value)


def clock_of(value: object) -> time:
    """A local time of day: TOML's 20:30:00, or "20:30", "20h30", "7h" in quotes."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if not isinstance(value, str):
        raise refusal('must be a time of day in quotes, such as "20:30"')
    found = _CLOCK.fullmatch(value.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise refusal(f"“{value}” is no time of day: they run from 00:00 to 23:59, such as 20:30")
    return time(hour, minute)


def count_of(value: object) -> int:
    """A whole number, 0 or more, as TOML writes it: no quotes, no dot for thousands."""
    if isinstance(value, str | float):
        raise refusal(_number_advice(value))
    if isinstance(value, bool) or not isinstance(value, int):
        raise refusal("must be a whole number without quotes")
    if value < 0:
        raise refusal(f"{value} is negative; it must be 0 or more")
    return value


def _instant(value: object, zone: ZoneInfo, days: int) -> datetime:
    if isinstance(value, str):
        value = _spoken(value, zone)
    if isinstance(value, datetime):
        _in_a_known_year(value)
        return value.replace(tzinfo=zone) if value.tzinfo is None else value.astimezone(zone)
    if isinstance(value, date):
        day = _in_a_known_year(value) + timedelta(days=days)
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    raise refusal(f"is no date: {_EXAMPLE}")


def _spoken(text: str, zone: ZoneInfo) -> date | datetime:
    """A text that is an instant when it names a time of day, else a whole day."""
    _need_year(text)
    found = _iso(text) or parse_instant(text, zone=zone, year=_YEARS.start)
    if not isinstance(found, AskDate):
        return found
    return _spoken_day(text) if found.reason != "impossible" else _refuse_date(text, found)


def _iso(text: str) -> datetime | None:
    """What spreadsheets and portals export: 2022-01-10 14:05."""
    try:
        return datetime.fromisoformat(text) if len(text) > len("2022-01-10") else None
    except ValueError:
        return None


def _spoken_day(text: str) -> date:
    _need_year(text)
    found = parse_date(text, today=date(_YEARS.start, 1, 1))
    return _refuse_date(text, found) if isinstance(found, AskDate) else found


def _refuse_date(text: str, why: AskDate) -> NoReturn:
    told = "is not in the calendar" if why.reason == "impossible" else "is no date"
    raise refusal(f"“{text}” {told}: {_EXAMPLE}")


def _need_year(text: str) -> None:
    if _YEAR.search(text) is None:
        raise refusal(f"“{text}” has no year of four digits: {_EXAMPLE}")


def _in_a_known_year(day: AnyDate) -> AnyDate:
    if day.year not in _YEARS:
        raise refusal(f"the year {day.year} is not between {_YEARS.start} and {_YEARS.stop - 1}")
    return day


def _number_advice(value: str | float) -> str:
    if isinstance(value, float) and value.is_integer():
        return f"is a decimal number; write it without a point: {int(value)}"
    meant = parse_count(str(value))
    if isinstance(value, float):
        thousands = f"{value:.3f}".replace(".", "")
        return f"{value} is a decimal number in TOML; one thousand and more is written without a dot: {thousands}"
    if meant is None:
        return f"“{value}” is a text; it must be a whole number without quotes"
    return f"“{value}” is a text; write the number without quotes and without a dot for thousands: {meant}"


def _flag_of(value: object) -> bool:
    if not isinstance(value, bool):
        raise refusal("must be true or false, without quotes")
    return value


StartInstant = Annotated[datetime, BeforeValidator(lambda value, info: start_of(value, info.context))]
EndInstant = Annotated[datetime, BeforeValidator(lambda value, info: end_of(value, info.context))]
Day = Annotated[date, BeforeValidator(day_of)]
Count = Annotated[int, BeforeValidator(count_of)]
Flag = Annotated[bool, BeforeValidator(_flag_of)]
