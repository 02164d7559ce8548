"""Spans of days: "27/4–31/5/2022", "35 ngày đến hết 31/5/2022". The dates decide, never a number said beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from campaign.vietnamese.text import clean, fold
from campaign.vietnamese.written_dates import AskDate, Window, parse_date

if TYPE_CHECKING:
    from datetime import tzinfo

_ONE_DAY = timedelta(days=1)
_QUOTED = re.compile(r"[“\"(].*$")
_BETWEEN = re.compile(r" ?(?:→|->|–|—|\bden(?: het)?\b|\btoi\b) ?|(?<=\d) ?- ?(?=\d{1,2}[/.])")
_COUNTED = re.compile(r"(\d{1,3}) ngay (?:(?:den|tinh den|cho den) )?(?:het )?(?:ngay )?(.*\d.*)", re.ASCII)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days, both ends included."""
        return (self.last - self.first).days + 1

    def instants(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The same as a half-open pair of instants: 00:00 of the first day, 00:00 of the day after the last."""
        return (
            datetime.combine(self.first, time(), zone),
            datetime.combine(self.last, time(), zone) + _ONE_DAY,
        )

    def day_number(self, day: date) -> int:
        """1 on the first day."""
        return (day - self.first).days + 1

    def days_left(self, day: date) -> int:
        """0 on the last day and after it, never negative (I6)."""
        return max((self.last - day).days, 0)


def parse_span(s: str, *, today: date, window: Window | None = None) -> Span | AskDate:
    """The days meant. A first day without a year takes it from the last: "10/3–20/4/2021" are 42 days."""
    said = _QUOTED.sub("", fold(clean(s[: 4 * _LONGEST]))).strip(" .,;")
    if len(said) > _LONGEST:
        return AskDate("unreadable")
    if match := _COUNTED.fullmatch(said):
        return _counted_back(int(match[1]), parse_date(match[2], today=today, window=window))
    ends = _BETWEEN.split(said)
    if len(ends) != 2:
        return AskDate("unreadable")
    last = parse_date(ends[1], today=today, window=window)
    if isinstance(last, AskDate):
        return last
    first = parse_date(ends[0], today=last)
    return first if isinstance(first, AskDate) else _span(first, last)


def _counted_back(days: int, last: date | AskDate) -> Span | AskDate:
    return last if isinstance(last, AskDate) else _span(last - _ONE_DAY * (days - 1), last)


def _span(first: date, last: date) -> Span | AskDate:
    return Span(first, last) if first <= last else AskDate("impossible")
