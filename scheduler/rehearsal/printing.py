"""A rehearsal as lines to read."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from campaign.calendar import days_left, first_day, holiday_name, last_day, length_days, quietness
from campaign.vietnamese.dates import say_date, say_short_date, say_time, say_weekday
from campaign.vietnamese.numbers import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from campaign.definition import Campaign, Sprint
    from campaign.texts import Texts
    from scheduler.rehearsal.days import Planned, RehearsedDay

_SILENT = {
    "no_news",
    "nothing_to_do",
}  # what is only sent when there is something is not missed when it is not


def print_days(
    days: Iterable[RehearsedDay],
    campaign: Campaign,
    sprint: Sprint,
    texts: Texts,
    *,
    is_full: bool = True,
    is_sample: bool = True,
) -> Iterator[str]:
    """The lines of a rehearsal: each day with its posts (`is_full`: with their text) or with why there are none.

    `is_sample`: the figures are made up, and the reader is told so.
    """
    zone = campaign.time_zone
    first, last = first_day(sprint, zone), last_day(sprint, zone)
    span = {"start": say_short_date(first), "end": say_date(last), "days": count(length_days(sprint, zone))}
    yield texts("rehearsal-title", sprint=sprint.name, **span)
    if is_sample:
        yield texts("rehearsal-sample")
    for day in days:
        yield ""
        yield _day(day.day, campaign, sprint, texts)
        for planned in day.planned:
            yield from _planned(planned, campaign, texts, is_full=is_full)


def _day(day: date, campaign: Campaign, sprint: Sprint, texts: Texts) -> str:
    zone = campaign.time_zone
    first = first_day(sprint, zone)
    named = {"weekday": say_weekday(day), "date": say_short_date(day)}
    if not first <= day <= last_day(sprint, zone):
        return texts("rehearsal-day-outside", **named)
    return texts(
        "rehearsal-day",
        **named,
        day=count((day - first).days + 1),
        days=count(length_days(sprint, zone)),
        left=count(days_left(sprint, day, zone)),
    )


def _planned(planned: Planned, campaign: Campaign, texts: Texts, *, is_full: bool) -> Iterator[str]:
    due = planned.occurrence.due.astimezone(ZoneInfo(campaign.time_zone))
    to = {"time": say_time(due.time()), "to": _recipient(planned, campaign, texts)}
    if planned.post is not None:
        yield f"  {texts('rehearsal-post', **to, heading=planned.post.heading)}"
        if is_full:
            yield indent(planned.post.text, "      ")
    elif planned.reason not in _SILENT:
        yield f"  {texts('rehearsal-nothing', **to, reason=_reason(planned, due.date(), campaign, texts))}"


def _recipient(planned: Planned, campaign: Campaign, texts: Texts) -> str:
    scope = planned.occurrence.scope
    name = next((unit.name for unit in campaign.units if unit.code == scope), scope)
    return texts("rehearsal-group" if planned.occurrence.to == "group" else "rehearsal-cadre", unit=name)


def _reason(planned: Planned, day: date, campaign: Campaign, texts: Texts) -> str:
    if planned.reason == "quiet_day":
        return texts("rehearsal-reason-quiet-day", day=", ".join(_quiet_names(day, campaign, texts)))
    return texts(f"rehearsal-reason-{(planned.reason or '').replace('_', '-')}")


def _quiet_names(day: date, campaign: Campaign, texts: Texts) -> Iterator[str]:
    """Why the day is quiet; that the campaign lists it too need not be said of a holiday."""
    reasons = quietness(day, campaign.policy)
    if "holiday" in reasons:
        yield holiday_name(day, campaign.policy.holidays_country) or ""
    if "weekday" in reasons:
        yield texts("rehearsal-quiet-weekday", weekday=say_weekday(day))
    if reasons == ("extra",):
        yield texts("rehearsal-quiet-extra")
