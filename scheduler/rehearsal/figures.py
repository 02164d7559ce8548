"""Made-up figures for a rehearsal, the same on every run: a slow start and a steep end, as sprints have."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from campaign.boards import Snapshot
from campaign.calendar import day_bounds, local_day
from campaign.counts import Counts
from campaign.standings import UnitRow
from campaign.targets import denominators
from campaign.tree import UnitTree
from campaign.urgency import elapsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.definition import Campaign, Sprint, Unit

_WEEK = timedelta(days=7)
_WITHOUT_TARGET = 4  # initiatives that a unit without a target has at the end
# How much of its target each unit has in the end, in percent, in turns: some none, most near, some beyond.
_FINAL = (86, 105, 70, 92, 55, 100, 80, 118, 96, 40, 88, 0, 75, 101, 64, 90)
# The share done grows as the cube of the time: 8 % after 15 of 35 days, as in the example of 2022.
_STEEPNESS = 3
_SPREAD = 618  # thousandths by which each next unit is further on


class SampleFigures:
    """Snapshots of any scope at any instant of one sprint, from made-up counts on top of what was entered."""

    def __init__(self, campaign: Campaign, sprint: Sprint, bot: str) -> None:
        """Take a checked campaign; `bot` says how to reach the bot."""
        self._campaign, self._sprint, self._bot = campaign, sprint, bot
        self._tree = UnitTree(campaign.units, campaign.successions).at(self._day(sprint.starts_at))
        self._targets = denominators(campaign.targets, sprint.phase)
        self._entered = Counter(each.unit for each in campaign.entered if each.entered_at < sprint.starts_at)
        self._last: tuple[datetime | None, dict[str, UnitRow]] = (None, {})
        self.leaves = tuple(
            unit for unit in self._tree.subtree(sprint.unit) if not self._tree.children(unit.code)
        )

    def __call__(self, scope: str, moment: datetime) -> Snapshot:
        """The figures of this unit's subtree (KeyError for a unit that is not in the tree)."""
        moment = min(moment, self._sprint.ends_at)
        unit = self._tree.unit(scope)
        own = {each.code for each in self._tree.subtree(scope)}
        rows = self._rows_at(moment)
        peers = tuple(row for row in rows.values() if scope in rows and row.cluster == rows[scope].cluster)
        return Snapshot(
            campaign=self._campaign,
            sprint=self._sprint,
            scope=unit,
            as_of=moment,
            rows=tuple(row for code, row in rows.items() if code in own),
            bot=self._bot,
            goal=self._targets.get(scope),
            peers=peers,
        )

    def _rows_at(self, moment: datetime) -> dict[str, UnitRow]:
        """The rows by code; those of the last instant are kept, for several posts go out at one."""
        if self._last[0] != moment:
            self._last = moment, {row.code: row for row in self._rows(moment)}
        return self._last[1]

    def _rows(self, moment: datetime) -> list[UnitRow]:
        day_start, _ = day_bounds(self._day(moment - timedelta(microseconds=1)), self._campaign.time_zone)
        instants = (moment, day_start, day_start - _WEEK, self._sprint.starts_at)
        done = [elapsed(self._sprint, at) ** _STEEPNESS for at in instants]
        return [self._row(turn, unit, done) for turn, unit in enumerate(self.leaves)]

    def _row(self, turn: int, unit: Unit, shares: Sequence[Fraction]) -> UnitRow:
        target = self._targets.get(unit.code)
        start = self._entered[unit.code]
        final = target.value * _FINAL[turn % len(_FINAL)] // 100 if target else _WITHOUT_TARGET
        ahead = _SPREAD * turn % 1000
        now, day_start, week_ago, sprint_start = (self._counts(start, final, ahead, each) for each in shares)
        done = now.measured(self._campaign.measure)
        return UnitRow(
            code=unit.code,
            name=unit.name,
            cluster=unit.cluster,
            target=target.value if target else None,
            now=now,
            day_start=day_start,
            week_ago=week_ago,
            sprint_start=sprint_start,
            reached_at=self._reached(start, final, target.value) if target and done >= target.value else None,
        )

    def _counts(self, start: int, final: int, ahead: int, share: Fraction) -> Counts:
        """The share of what comes has come; `ahead` thousandths of one were under way before, lest all move in step.

        In whole numbers: a province has thousands of units, and each is asked at every instant of a rehearsal.
        """
        came = max(0, final - start) * share.numerator * 1000 + ahead * share.denominator
        came //= share.denominator * 1000
        submitted = start + min(came, max(0, final - start))
        valid = submitted if self._campaign.measure == "valid" else 0
        return Counts(submitted=submitted, valid=valid, under_review=submitted - valid)

    def _reached(self, start: int, final: int, target: int) -> datetime:
        """When the curve passed the target; the start of the sprint where it was passed before."""
        if start >= target:
            return self._sprint.starts_at
        share = float(((target - start) / (final - start)) ** (1 / _STEEPNESS))
        return self._sprint.starts_at + (self._sprint.ends_at - self._sprint.starts_at) * share

    def _day(self, moment: datetime) -> date:
        return local_day(moment, self._campaign.time_zone)
