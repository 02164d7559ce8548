"""The collected good news of a day: targets that units reached, and milestones of the scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.boards.names import shorten
from campaign.boards.phrases import and_others, goal_name, measure_name, scope_name, to_audience
from campaign.boards.post import Part, Post, assemble
from campaign.calendar import days_left, local_day
from campaign.milestones import numbers_crossed, percents_crossed, reached_between
from campaign.vietnamese.numbers import count

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.boards.snapshot import Snapshot
    from campaign.standings import UnitRow
    from campaign.texts import Texts

_MOST_UNITS = 8
_ALL = 100  # percent


def good_news(snapshot: Snapshot, since: datetime, done_before: int, texts: Texts) -> Post | None:
    """The collected post of what there is to tell; None without any news."""
    news = news_lines(snapshot, since, done_before, texts)
    if not news:
        return None
    thanks = texts(to_audience("news-thanks", snapshot))
    return assemble(texts("news-heading"), [*map(Part, news), Part(thanks, gap=True)])


def news_part(snapshot: Snapshot, since: datetime, done_before: int, texts: Texts) -> Part:
    """The same as a part of another post, empty without any news: never left out, as no other post tells it.

    Where there is little room fewer units are named, and the others are a number.
    """
    shown = range(_MOST_UNITS, 0, -1)
    ways = ("\n".join(news_lines(snapshot, since, done_before, texts, most)) for most in shown)
    return Part.of(ways, gap=True)


def news_lines(
    snapshot: Snapshot, since: datetime, done_before: int, texts: Texts, most: int = _MOST_UNITS
) -> list[str]:
    """Milestones since `done_before` and targets reached in (since, as_of], line by line; empty without any.

    `done_before` is the scope's measured count when such news were last told. A unit that has slipped under its
    target since is not congratulated.
    """
    reached = [row for row in reached_between(snapshot.rows, since, snapshot.as_of) if snapshot.is_met(row)]
    units = and_others((_reached(row, snapshot, texts) for row in reached), most, "and-other-units", texts)
    title = texts("news-reached-one" if len(reached) == 1 else "news-reached") if reached else ""
    return [line for line in (*_milestones(snapshot, done_before, texts), title, *units) if line]


def _reached(row: UnitRow, snapshot: Snapshot, texts: Texts) -> str:
    """A unit that reached its target, with the days it was early where it was."""
    done = row.now.measured(snapshot.measure)
    words = {"unit": shorten(row.name, texts), "done": count(done), "target": count(row.target or 0)}
    zone = snapshot.campaign.time_zone
    early = days_left(snapshot.sprint, local_day(row.reached_at or snapshot.as_of, zone), zone)
    return texts("news-unit-early", **words, days=count(early)) if early else texts("news-unit", **words)


def _nth(snapshot: Snapshot, numbers: tuple[int, ...], texts: Texts) -> list[str]:
    """Which initiative it was, once that is written down."""
    found = snapshot.nth.get(numbers[-1]) if numbers else None
    if found is None:
        return []
    unit = shorten(found.unit, texts)
    return [texts("news-nth", n=count(numbers[-1]), number=found.number, unit=unit)]


def _milestones(snapshot: Snapshot, before: int, texts: Texts) -> list[str]:
    """The highest number and the highest percent crossed: who passes 100 and 500 in a day has passed 500."""
    policy, scope = snapshot.campaign.policy, scope_name(snapshot, texts)
    numbers = numbers_crossed(before, snapshot.done, policy.milestones)
    measure = measure_name(snapshot.campaign, texts)
    lines = [texts("news-number", scope=scope, n=count(numbers[-1]), measure=measure)] if numbers else []
    lines += _nth(snapshot, numbers, texts)
    progress = snapshot.progress
    if progress is None:
        return lines
    without_target = snapshot.done - progress.done
    passed = percents_crossed(
        before - without_target, progress.done, progress.target, policy.milestone_percents
    )
    if passed and not (snapshot.is_single and progress.is_met):
        name = "news-percent-all" if passed[-1] == _ALL else "news-percent"
        goal = goal_name(progress, texts)
        known = {"scope": scope, "goal": goal} | ({} if passed[-1] == _ALL else {"percent": f"{passed[-1]}%"})
        lines.append(texts(name, **known))
    return lines
