"""The figures of units as a conversation sees them: of this very moment, from the running tallies (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from campaign.boards import Snapshot
from campaign.calendar import first_day
from campaign.counts import NOTHING, Counts
from campaign.definition import Phase, Sprint, Unit
from campaign.standings import UnitRow
from campaign.targets import Denominator
from handlers.turn import Turn
from storage.records import Count

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_EMPTY = Count("", "", date.min)


def rows(turn: Turn, units: Iterable[Unit], sprint: Sprint) -> dict[str, UnitRow]:
    """The figures of these units in the sprint's phase, by code.

    `day_start`: at the last local midnight; `week_ago`: at the midnight seven days before it; `sprint_start`: when
    the sprint began.
    """
    listed, counted_for = tuple(units), turn.scene.units.counted_for
    codes, phase = tuple(code for unit in listed for code in counted_for(unit.code)), sprint.phase
    now = turn.records.tallies(phase, codes)
    reached = turn.records.reached(phase, codes)
    began = first_day(sprint, turn.campaign.time_zone)
    since_midnight, since_week, since_start = (
        turn.records.tally_since(phase, day, codes) for day in (turn.today, turn.today - _WEEK, began)
    )

    def less(unit: Unit, gained: Mapping[str, Count]) -> Counts:
        first, *others = counted_for(unit.code)
        return sum((_less(code, now, gained) for code in others), _less(first, now, gained))

    goals = turn.scene.goals.get(phase, {})
    return {
        unit.code: UnitRow(
            code=unit.code,
            name=unit.name,
            cluster=unit.cluster,
            target=_value(goals.get(unit.code)),
            now=less(unit, {}),
            day_start=less(unit, since_midnight),
            week_ago=less(unit, since_week),
            sprint_start=less(unit, since_start),
            reached_at=reached.get(unit.code),
        )
        for unit in listed
    }


def _value(goal: Denominator | None) -> int | None:
    return None if goal is None else goal.value


def _less(code: str, now: Mapping[str, Count], gained: Mapping[str, Count]) -> Counts:
    """The counts before what was gained since."""
    tally = now.get(code)
    if tally is None:
        return NOTHING
    later = gained.get(code, _EMPTY)
    return replace(
        tally,
        submitted=tally.submitted - later.submitted,
        valid=tally.valid - later.valid,
        needs_info=tally.needs_info - later.needs_info,
        rejected=tally.rejected - later.rejected,
        withdrawn=tally.withdrawn - later.withdrawn,
    ).counts()


def period(turn: Turn) -> Sprint | None:
    """The sprint that is talked of now; where none is near, the phase that is open, taken as one long sprint.

    That is the running sprint or one that ended within the last day, else the next one in the open phase; after the
    last sprint of everything that one. None when there is neither a sprint nor an open phase.
    """
    sprint, phase = turn.sprint(), turn.phase()
    if phase is None or (sprint is not None and _is_near(turn, sprint, phase)):
        return sprint
    return Sprint(
        code=phase.code,
        name=phase.name,
        unit=turn.campaign.root,
        phase=phase.code,
        starts_at=phase.starts_at,
        ends_at=phase.ends_at,
    )


def _is_near(turn: Turn, sprint: Sprint, phase: Phase) -> bool:
    has_begun = sprint.starts_at <= turn.now
    return turn.now < sprint.ends_at + _DAY if has_begun else sprint.phase == phase.code


def snapshot(turn: Turn, unit_code: str) -> Snapshot | None:
    """The figures of one unit's subtree now; those of its cluster beside them when it is a unit on its own.

    None when there is no `period`. KeyError for a unit that does not stand today.
    """
    sprint = period(turn)
    if sprint is None:
        return None
    units = turn.scene.units
    scope, below = units.unit(unit_code), units.subtree(unit_code)
    peers = _peers(turn, scope) if len(below) == 1 else ()
    figures = rows(turn, dict.fromkeys((*below, *peers)), sprint)
    return Snapshot(
        campaign=turn.campaign,
        sprint=sprint,
        scope=scope,
        as_of=turn.now,
        rows=tuple(_with_counts(turn, below, figures)),
        bot=turn.channel.door(unit_code).contact,
        goal=turn.scene.goals.get(sprint.phase, {}).get(unit_code),
        peers=tuple(figures[unit.code] for unit in peers),
    )


def _peers(turn: Turn, scope: Unit) -> tuple[Unit, ...]:
    """The units ranked with this one: its cluster; where a campaign has no clusters, everybody."""
    if scope.cluster is None and turn.campaign.clusters:
        return ()
    alone = (unit for unit in turn.scene.units.units if not turn.scene.units.children(unit.code))
    return tuple(unit for unit in alone if unit.cluster == scope.cluster)


def _with_counts(turn: Turn, below: Iterable[Unit], figures: Mapping[str, UnitRow]) -> Iterable[UnitRow]:
    """The units at the bottom, and those above them that have something of their own.

    A target of a unit above is that of its whole subtree, so its own row has none.
    """
    for unit in below:
        row = figures[unit.code]
        if not turn.scene.units.children(unit.code):
            yield row
        elif row.now.submitted:
            yield replace(row, target=None)
