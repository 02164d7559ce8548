"""The figures a post is made of: read once a planning, shared by every group and cadre of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from campaign import milestones
from campaign.boards.snapshot import Snapshot
from campaign.definition import Sprint
from campaign.standings import UnitRow
from campaign.tree import TreeView
from scheduler.staging import Staging
from storage import tallies
from storage.milestones import Nth, numbered
from storage.transaction import Statements


@dataclass(frozen=True)
class Figures:
    """Every unit's row of one sprint at one instant."""

    staging: Staging
    sprint: Sprint
    now: datetime
    view: TreeView
    rows: dict[str, UnitRow]
    nth: Mapping[str, Mapping[int, Nth]] = field(default_factory=dict)

    def snapshot(self, unit: str) -> Snapshot:
        """The figures of one unit's subtree; those of its cluster beside them when it is a unit on its own."""
        scope = self.view.unit(unit)
        below = [each for each in self.view.subtree(unit) if not self.view.children(each.code)]
        single = len(below) == 1 and below[0].code == unit
        inner = [self.rows[each.code] for each in self.view.subtree(unit) if self.view.children(each.code)]
        # Somebody may have joined a unit above the others: his initiatives count, its target is the subtree's.
        above = [replace(row, target=None) for row in inner if row.now.submitted]
        peers = [
            row for row in self.rows.values() if row.cluster is not None and row.cluster == scope.cluster
        ]
        return Snapshot(
            campaign=self.staging.campaign,
            sprint=self.sprint,
            scope=scope,
            as_of=self.now,
            rows=(*(self.rows[each.code] for each in below), *above),
            bot=self.staging.contact(unit),
            goal=self.staging.goals.get(self.sprint.phase, {}).get(unit),
            peers=tuple(peers) if single else (),
            nth={number: self._told(each) for number, each in self.nth.get(unit, {}).items()},
        )

    def standing(self, unit: str) -> tuple[int, int]:
        """The measured count of one unit and its target (0: none), at the cost of its own row alone."""
        measure = self.staging.campaign.measure
        if self.view.children(unit):
            progress = self.snapshot(unit).progress
            return (progress.done, progress.target) if progress is not None else (0, 0)
        row = self.rows[unit]
        return row.now.measured(measure), row.target or 0

    def _told(self, nth: Nth) -> milestones.Nth:
        names = {each.code: each.name for each in (*self.staging.campaign.units, *self.view.units)}
        number = self.staging.campaign.number(nth.initiative)
        return milestones.Nth(number, names.get(nth.unit, nth.unit))


async def figures(connection: Statements, staging: Staging, sprint: Sprint, now: datetime) -> Figures:
    """Read the figures of a sprint's phase now, taking the day's snapshots that are not taken yet."""
    for day in tallies.days_to_take(now, sprint.starts_at, staging.zone):
        await tallies.take_snapshot(connection, sprint.phase, day)
    view = staging.view(now)
    rows = await tallies.unit_rows(
        connection,
        phase=sprint.phase,
        units=view.subtree(view.root.code),
        targets=staging.goals.get(sprint.phase, {}),
        sprint_start=sprint.starts_at,
        now=now,
        zone=staging.zone,
        counted_for=view.counted_for,
    )
    return Figures(staging, sprint, now, view, rows, await numbered(connection, sprint.phase))
