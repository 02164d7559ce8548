"""Who stands where: ranking inside a cluster, leaders, the most improved, those with none yet (DESIGN 4).

The order of a ranking is: exact share of the target, count, who reached the target first, Vietnamese order of
names, code. Units equal in share and count share a rank and the next rank is skipped: 1, 2, 2, 4.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from campaign.counts import NOTHING, Counts
from campaign.vietnamese.sorting import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from campaign.definition import Measure
    from campaign.vietnamese.sorting import SortKey

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's figures at the instant of a snapshot. A target of None or 0 is no target.

    `day_start`, `week_ago` and `sprint_start` are the counts at the last local midnight, at the midnight seven
    days before it, and at the start of the sprint: so none of them moves in the course of a day. `reached_at`
    is when the target was first reached.
    """

    code: str
    name: str
    cluster: str | None = None
    target: int | None = None
    now: Counts = NOTHING
    day_start: Counts = NOTHING
    week_ago: Counts = NOTHING
    sprint_start: Counts = NOTHING
    reached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's place: `done` of the measured count, `rank` 1.. inside its group, None when it is unranked."""

    row: UnitRow
    done: int
    rank: int | None = None

    @property
    def target(self) -> int:
        """The target; 0 when there is none."""
        return self.row.target or 0

    @property
    def is_met(self) -> bool:
        """Whether the integers say that the target is reached."""
        return 0 < self.target <= self.done


def rank(rows: Iterable[UnitRow], measure: Measure, least_target: int = 1) -> tuple[Standing, ...]:
    """Rank units against each other, best first; those under `least_target` follow unranked, in name order.

    `least_target` is the policy's `leader_min_target`: with a target of one or two, a single initiative would
    lead every table. A unit without a target is unranked, unless no unit has one: then the counts rank (G7).
    """
    standings = [Standing(row, row.now.measured(measure)) for row in rows]
    least = max(1, least_target) if any(each.target for each in standings) else 0
    unranked = sorted((each for each in standings if each.target < least), key=_by_name)
    return *_ranked([each for each in standings if each.target >= least]), *unranked


def rank_by_cluster(
    rows: Iterable[UnitRow], measure: Measure, least_target: int = 1
) -> dict[str | None, tuple[Standing, ...]]:
    """Rank every cluster by itself, in the order in which the clusters first appear in `rows`."""
    clusters: defaultdict[str | None, list[UnitRow]] = defaultdict(list)
    for row in rows:
        clusters[row.cluster].append(row)
    return {cluster: rank(members, measure, least_target) for cluster, members in clusters.items()}


def leaders(standings: Iterable[Standing], most: int) -> tuple[Standing, ...]:
    """The first `most` ranked units that have anything to show."""
    return tuple(each for each in standings if each.rank is not None and each.done > 0)[:most]


def gain(row: UnitRow, measure: Measure) -> int:
    """What the measured count gained in the last seven days (negative when more was taken back than came)."""
    return row.now.measured(measure) - row.week_ago.measured(measure)


def most_improved(rows: Iterable[UnitRow], measure: Measure) -> UnitRow | None:
    """The unit that gained most in seven days, in Vietnamese order among equals; None when none gained."""
    gainers = [row for row in rows if gain(row, measure) > 0]
    return min(gainers, key=lambda row: (-gain(row, measure), sort_key(row.name), row.code), default=None)


def units_with_none(rows: Iterable[UnitRow]) -> tuple[UnitRow, ...]:
    """The units that have no initiative, submitted or valid, that still counts."""
    return tuple(row for row in rows if row.now.counted == 0)


def total(rows: Iterable[UnitRow]) -> Counts:
    """The counts of all these units together, those without a target included."""
    return sum((row.now for row in rows), NOTHING)


def _ranked(standings: list[Standing]) -> list[Standing]:
    share = _share_keys(standings)
    standings.sort(key=lambda each: (-share[each.row.code], -each.done))
    ranked: list[Standing] = []
    for _, equals in groupby(standings, key=lambda each: (share[each.row.code], each.done)):
        place = len(ranked) + 1
        ranked += (Standing(each.row, each.done, place) for each in sorted(equals, key=_among_equals))
    return ranked


def _share_keys(standings: Sequence[Standing]) -> dict[str, int]:
    """An integer per unit that orders done/target exactly: unequal fractions differ by at least 1/target²."""
    scale = max((each.target for each in standings), default=1) ** 2
    return {each.row.code: each.done * scale // (each.target or 1) for each in standings}


def _among_equals(standing: Standing) -> tuple[datetime, SortKey, str]:
    return standing.row.reached_at or _NEVER, *_by_name(standing)


def _by_name(standing: Standing) -> tuple[SortKey, str]:
    return sort_key(standing.row.name), standing.row.code
