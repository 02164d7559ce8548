"""Times of day and deadlines as people type them; "24h00 ngày 31/5" is 00:00 of the next day. See `dates`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from campaign.vietnamese.text import clean, fold, unwide
from campaign.vietnamese.written_dates import AskDate, is_relative, parse_date

if TYPE_CHECKING:
    from datetime import tzinfo

_LONGEST = 80
_CLOCK = (
    r"(?P<hour>\d{1,2}) ?(?:gio|h|g|:) ?"
    r"(?:(?P<minute>\d{2})(?![\d/.\-])(?::00)?(?: ?(?:phut|ph|p)\b)?|(?P<half>ruoi))?"
    r"(?: ?(?P<part>sang|trua|chieu|toi|dem)\b)?"
)
_TIME = re.compile(_CLOCK, re.ASCII)
_TIME_FIRST = re.compile(rf"(?:luc |truoc |den |han |vao )*{_CLOCK}[ ,]*(?P<day>.*)", re.ASCII)
_TIME_LAST = re.compile(rf"(?P<day>.*?\d)(?:[ ,]+(?:luc |vao )?|t){_CLOCK}", re.ASCII)
_END_OF_DAY = re.compile(r"(?:den |truoc )*(?:het|cuoi) (?:ngay )?(?P<day>.*\d.*)")


def parse_time(s: str) -> timedelta | None:
    """A time of day as the time since 00:00: "17h00", "17:30", "5h chiều", "24g" (a whole day); None if it is none."""
    match = _TIME.fullmatch(_said(s))
    return _since_midnight(match) if match else None


def parse_instant(s: str, *, zone: tzinfo, year: int) -> datetime | AskDate:
    """The instant meant, in `zone`: "24h00 ngày 31/5/2022", "18h00 ngày 10.3" (then in `year`), "hết ngày 31/5".

    Half-open: 24h00 of a day, and its end, are 00:00 of the next. Asks when the day or the time is missing; no day
    relative to today is taken ("hôm nay").
    """
    said = _said(s)
    if match := _END_OF_DAY.fullmatch(said):
        return _instant(match["day"], timedelta(days=1), zone, year)
    match = _TIME_FIRST.fullmatch(said) or _TIME_LAST.fullmatch(said)
    if match is None:
        return _without_time(said, year)
    if not match["day"]:
        return AskDate("day_missing")
    clock = _since_midnight(match)
    return AskDate("impossible") if clock is None else _instant(match["day"], clock, zone, year)


def _said(s: str) -> str:
    said = fold(unwide(clean(s[: 4 * _LONGEST]))).strip(" .,;!?…\"'“”()")
    return "" if len(said) > _LONGEST else said


def _since_midnight(match: re.Match[str]) -> timedelta | None:
    minutes = 30 if match["half"] else int(match["minute"] or 0)
    hour = _hour(int(match["hour"]), match["part"])
    since = timedelta(hours=hour or 0, minutes=minutes)
    return since if hour is not None and minutes < 60 and since <= timedelta(days=1) else None


_AFTERNOON = {"trua": range(1, 4), "chieu": range(1, 12), "toi": range(5, 12), "dem": range(8, 12)}


def _hour(hour: int, part: str | None) -> int | None:
    """The hour of the day; None for what is unclear, such as 12 at night."""
    if part is None:
        return hour
    if hour == 12 and part != "trua":
        return None
    return hour + 12 if hour in _AFTERNOON.get(part, ()) else hour


def _instant(day: str, clock: timedelta, zone: tzinfo, year: int) -> datetime | AskDate:
    found = _day(day, year)
    if isinstance(found, AskDate):
        return found
    return datetime.combine(found, time(), zone) + clock


def _day(day: str, year: int) -> date | AskDate:
    if is_relative(day):
        return AskDate("vague")
    window = date(year, 1, 1), date(year, 12, 31)
    return parse_date(day, today=window[1], window=window)


def _without_time(said: str, year: int) -> AskDate:
    found = _day(said, year)
    return found if isinstance(found, AskDate) else AskDate("time_missing")
