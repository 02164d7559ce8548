"""Dates and times as they are printed, and the front of how they are read (domain.md 6.4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from campaign.vietnamese.instants import parse_instant, parse_time
from campaign.vietnamese.spans import Span, parse_span
from campaign.vietnamese.written_dates import AskDate, DateReason, Window, parse_date

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = [
    "AskDate",
    "DateReason",
    "Span",
    "Window",
    "parse_date",
    "parse_instant",
    "parse_span",
    "parse_time",
    "say_date",
    "say_instant_end",
    "say_moment",
    "say_short_date",
    "say_time",
    "say_weekday",
]

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def say_date(day: date) -> str:
    """31/5/2022."""
    return f"{day.day}/{day.month}/{day.year}"


def say_short_date(day: date) -> str:
    """31/5, where the year is plain."""
    return f"{day.day}/{day.month}"


def say_weekday(day: date) -> str:
    """Thứ Hai … Thứ Bảy, Chủ nhật."""
    return _WEEKDAYS[day.weekday()]


def say_time(clock: time) -> str:
    """17h00, 8h05."""
    return f"{clock.hour}h{clock.minute:02}"


def say_moment(instant: datetime, zone: tzinfo) -> str:
    """17h00 ngày 5/5, in `zone`. A naive instant is refused with ValueError."""
    local = _local(instant, zone)
    return f"{say_time(local.time())} ngày {say_short_date(local)}"


def say_instant_end(instant: datetime, zone: tzinfo) -> str:
    """An exclusive end as people say it: "24h00 ngày 31/5/2022" for 00:00 of 1/6, else "17h00 ngày 31/5/2022".

    In `zone`; a naive instant is refused with ValueError.
    """
    local = _local(instant, zone)
    if local.time() == time():
        return f"24h00 ngày {say_date(local - timedelta(days=1))}"
    return f"{say_time(local.time())} ngày {say_date(local)}"


def _local(instant: datetime, zone: tzinfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return instant.astimezone(zone)
