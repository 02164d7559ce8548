"""Who might be commended, by criteria that everybody can check; whoever is commended is decided by people (S2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from campaign.definition import Measure
from campaign.standings import Standing, UnitRow, rank_by_cluster
from campaign.vietnamese.sorting import sort_key

MOST = 10  # candidates of each list


@dataclass(frozen=True, slots=True)
class Collective:
    """A unit with its place among the ranked ones of its cluster (`of` of them)."""

    standing: Standing
    of: int


def collectives(rows: Iterable[UnitRow], measure: Measure, most: int = MOST) -> list[Collective]:
    """The units with the largest share of their own target, then the most initiatives; without a target, none."""
    found = [
        Collective(each, sum(one.rank is not None for one in standings))
        for standings in rank_by_cluster(rows, measure).values()
        for each in standings
        if each.rank is not None and each.done > 0
    ]
    return sorted(found, key=_best_first)[:most]


def _best_first(one: Collective) -> tuple[object, ...]:
    standing = one.standing
    share = Fraction(standing.done, standing.target) if standing.target else Fraction(0)
    return (-share, -standing.done, sort_key(standing.row.name), standing.row.code)
