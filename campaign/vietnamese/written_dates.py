"""Dates as people type them, day first always (domain.md 6.4). `dates` is the front of this."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from campaign.vietnamese.text import clean, fold, unwide

DateReason = Literal["empty", "unreadable", "impossible", "day_missing", "time_missing", "vague", "range"]
Window = tuple[date, date]
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class AskDate:
    """Why a text is not taken for a date: nothing there, no such day (31/2), only a month, "tuần trước", two dates."""

    reason: DateReason


def parse_date(s: str, *, today: date, window: Window | None = None) -> date | AskDate:
    """The day meant: "31/5/2022", "31.5.22", "ngày 31 tháng 5", "hôm qua"; day first always.

    Without a year: the year that brings it into `window` (both days included; the latest not after `today`, else
    the earliest), else the last such day not after `today`. Whether a day may be in the future is not judged here.
    """
    said = _said(s)
    if not said:
        return AskDate("empty")
    if len(said) > _LONGEST:
        return AskDate("unreadable")
    if (days := _days_from_today(said)) is not None:
        return _shifted(today, days)
    return _written(said, today, window or (today, today))


_EDGES = " .,;:!?…\"'“”()[]"
_KIA = re.compile(r"\bhôm kìa\b")  # three days ago; "hôm kia", two, folds alike


def _said(s: str) -> str:
    said = _KIA.sub("3 ngay truoc", unwide(clean(s[: 4 * _LONGEST])).casefold())
    return re.sub(r" (?:a|nhe|nha|roi|day)$", "", fold(said).strip(_EDGES))


_DAYTIME = re.compile(r"^(?:ngay )?(?:(?:sang|trua|chieu|toi|dem) )?(?:(?:ngay )?(?:hom|bua) ?)?")
_NEAR = {"nay": 0, "qua": -1, "kia": -2, "mai": 1}
_AHEAD = {"ngay kia": 2, "ngay mot": 2, "ngay mai": 1, "today": 0, "hnay": 0, "yesterday": -1}
_AGO = re.compile(r"(?:cach day )?(\d{1,3}) (?:ngay|hom)(?: truoc)?")


def is_relative(s: str) -> bool:
    """Whether the day meant depends on the day it is said: "hôm qua", "3 ngày trước"."""
    return _days_from_today(_said(s)) is not None


def _days_from_today(said: str) -> int | None:
    if said in _AHEAD:
        return _AHEAD[said]
    if (days := _NEAR.get(_DAYTIME.sub("", said))) is not None:
        return days
    ago = _AGO.fullmatch(said)
    return -int(ago[1]) if ago and ("truoc" in said or "cach day" in said) else None


def _shifted(day: date, days: int) -> date | AskDate:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return AskDate("impossible")


_MONTHS = ("gieng", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "chap")
_MONTH_WORD = {word: str(month) for month, word in enumerate(_MONTHS, 1)} | {"mot": "1", "muoi hai": "12"}
_IN_FRONT = re.compile(
    r"^(?:(?:vao|tu|luc|khoang|den|het|ngay|hom|mung|mong|thu (?:hai|ba|tu|nam|sau|bay|[2-7])"
    r"|chu nhat|cn|t[2-7])\b[ ,:]*)+"
)
_MONTH_SAID = re.compile(r"[ ,]*\bthang +(\d{1,2}\b|muoi mot\b|muoi hai\b|[a-z]+)")
_YEAR_SAID = re.compile(r"[ ,]*\bnam +(?=\d)")
_DAY_FIRST = re.compile(r"(\d{1,2}) ?([/.\- ]) ?(\d{1,2})(?: ?[/.\- ] ?(\d{4}|\d{2}))?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/.\-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DIGITS_ONLY = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_MONTH_ONLY = re.compile(
    r"/?(?:\d{1,2})?[/.\- ]?(?:19|20)\d\d|/\d{1,2}(?:[/.\- ]\d{2})?|(?:nam )(?:19|20)\d\d", re.ASCII
)
_TWO_DAYS = re.compile(r"\d ?[/.] ?\d{1,2}\b.*[^\d/.\- ].*?\d ?[/.] ?\d|\d[/.]\d+ ?- ?\d+[/.]\d", re.ASCII)
_VAGUE = re.compile(
    r"\b(?:dau|giua|cuoi|tuan|thang|truoc|sau|quy|dip|tet|he|gan day|vua|moi|nay|nam|thu|cn|chu nhat|hom)\b"
)


def _written(said: str, today: date, window: Window) -> date | AskDate:
    numbers = _YEAR_SAID.sub("/", _MONTH_SAID.sub(_month_number, _IN_FRONT.sub("", said))).strip(" ,")
    if match := _DAY_FIRST.fullmatch(numbers):
        return _day(int(match[1]), int(match[3]), match[4], today, window)
    if match := _YEAR_FIRST.fullmatch(numbers):
        return _day(int(match[4]), int(match[3]), match[1], today, window)
    if match := _DIGITS_ONLY.fullmatch(numbers):
        return _day(int(match[1]), int(match[2]), match[3], today, window)
    return AskDate(_why_unclear(said, numbers))


def _month_number(month: re.Match[str]) -> str:
    return "/" + _MONTH_WORD.get(month[1], month[1] if month[1].isdecimal() else f" {month[1]}")


def _why_unclear(said: str, numbers: str) -> DateReason:
    if _TWO_DAYS.search(numbers):
        return "range"
    if _MONTH_ONLY.fullmatch(numbers):
        return "day_missing"
    return "vague" if _VAGUE.search(said) or numbers.isdecimal() else "unreadable"


def _day(day: int, month: int, year: str | None, today: date, window: Window) -> date | AskDate:
    if year is not None:
        found = _existing(day, month, _full_year(year, today))
    else:
        found = _without_year(day, month, today, window)
    return found or AskDate("impossible")


def _full_year(year: str, today: date) -> int:
    """A year of two digits is the one of this century, or of the last when that is more than 20 years ahead."""
    if len(year) == 4:
        return int(year)
    full = 2000 + int(year)
    return full - 100 if full > today.year + 20 else full


def _existing(day: int, month: int, year: int) -> date | None:
    if not 1900 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_year(day: int, month: int, today: date, window: Window) -> date | None:
    first, last = window
    years = range(min(first.year, today.year - 8), max(last.year, today.year) + 1)
    days = [found for year in years if (found := _existing(day, month, year))]
    past = [found for found in days if found <= today]
    inside = [found for found in past if first <= found <= last] or [
        found for found in days if first <= found <= last
    ][:1]
    return next(reversed(inside or past), None)
