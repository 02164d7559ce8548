"""Who might be commended, by criteria that everybody can check; whoever is commended is decided by people (S2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from campaign.definition import AwardHint, Measure
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


@dataclass(frozen=True, slots=True)
class Merit:
    """What somebody has done, as far as it is valid; money in đồng. `kind`: the kind of member, if it is known."""

    kind: str | None
    valid: int
    benefit: int
    best: int


def may_qualify(hints: Iterable[AwardHint], merit: Merit) -> list[AwardHint]:
    """The awards that somebody with these figures may qualify for, each once, by the campaign's own thresholds."""
    found = {hint.name: hint for hint in hints if _reaches(hint, merit)}
    return list(found.values())


def _reaches(hint: AwardHint, merit: Merit) -> bool:
    if not hint.thresholds or (hint.member_kinds and merit.kind not in hint.member_kinds):
        return False
    wanted = (
        (hint.benefit_of_one, merit.best),
        (hint.benefit_together, merit.benefit),
        (hint.valid, merit.valid),
    )
    return all(least is None or done >= least for least, done in wanted)
