"""Milestones: round numbers and shares of the target that were crossed, and who has the n-th initiative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.vietnamese.sorting import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from campaign.standings import UnitRow


@dataclass(frozen=True, slots=True)
class Dated:
    """What decides an initiative's place: `at` is when it became valid, or was submitted where there is no review."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th initiative as it is told of in public: its printed number and its unit, never a person (P3)."""

    number: str
    unit: str


def numbers_crossed(before: int, after: int, milestones: Iterable[int]) -> tuple[int, ...]:
    """The milestones m with before < m <= after, ascending; none when the count fell."""
    return tuple(sorted(number for number in milestones if before < number <= after))


def percents_crossed(before: int, after: int, target: int | None, percents: Iterable[int]) -> tuple[int, ...]:
    """The percents of the target reached between two counts, ascending, from integers; none without a target."""
    if not target:
        return ()
    return tuple(sorted(each for each in percents if 100 * before < each * target <= 100 * after))


def in_order(initiatives: Iterable[Dated]) -> tuple[Dated, ...]:
    """The order in which initiatives are counted: by (at, id). Whether one is withdrawn later moves no other."""
    return tuple(sorted(initiatives, key=lambda each: (each.at, each.id)))


def nth(initiatives: Iterable[Dated], number: int) -> Dated | None:
    """The initiative that has this number (1 is the first); None while there are fewer."""
    ordered = in_order(initiatives)
    return ordered[number - 1] if 1 <= number <= len(ordered) else None


def reached_between(rows: Iterable[UnitRow], since: datetime, until: datetime) -> tuple[UnitRow, ...]:
    """The units that first reached their target in (since, until], in the order in which they did."""
    reached = [(row.reached_at, row) for row in rows if row.reached_at and since < row.reached_at <= until]
    return tuple(row for _, row in sorted(reached, key=lambda pair: (pair[0], sort_key(pair[1].name))))
