"""Milestones as they are written down: once, in the transaction that reached them, and never moved (DESIGN 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite

from campaign.definition import Campaign
from campaign.milestones import numbers_crossed, percents_crossed
from campaign.targets import Denominator
from campaign.tree import TreeView
from storage.loading import table_of
from storage.records import Change, Count, Milestone
from storage.transaction import Statements
from storage.workspace import Ids

NUMBER, PERCENT = "number", "percent"
_KEPT = 512  # what is below a unit stays the same for a day, and is asked for with every submission


@dataclass(frozen=True, slots=True)
class Rules:
    """What is a milestone in this campaign, and of which unit on this day."""

    campaign: Campaign
    units: TreeView
    goals: Mapping[str, Mapping[str, Denominator]]


@dataclass(frozen=True, slots=True)
class Nth:
    """The initiative that was the n-th of a unit's subtree: its running number and the unit it came from."""

    initiative: int
    unit: str


async def write_milestones(
    connection: Statements, ids: Ids, rules: Rules, changes: Iterable[Change], now: datetime
) -> None:
    """Write down what these changes of the tallies, written already, have reached for the first time.

    The n-th is found among what counts now, in the order of (validated at or submitted at, id).
    """
    for phase, units in _risen(rules, changes).items():
        fresh = await _fresh(connection, ids, rules, phase, sorted(units), now)
        if fresh:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            once = dialect.insert(table_of("milestone")).on_conflict_do_nothing()
            await connection.execute(once, [asdict(each) for each in fresh])


def _risen(rules: Rules, changes: Iterable[Change]) -> dict[str, set[str]]:
    """The units whose measured count may have grown, with all above them, by phase."""
    codes = {
        (each.phase, each.unit) for each in changes if isinstance(each, Count) and _gain(rules, each) > 0
    }
    found: defaultdict[str, set[str]] = defaultdict(set)
    for phase, code in codes:
        for standing in _standing(rules.units, code):
            found[phase].update(each.code for each in rules.units.path(standing))
    return found


def _gain(rules: Rules, change: Count) -> int:
    if rules.campaign.measure == "valid":
        return change.valid
    return change.submitted - change.withdrawn - change.rejected


def _standing(units: TreeView, code: str) -> list[str]:
    """The unit itself; where it has ended, whoever stands for it."""
    if code in units:
        return [code]
    return [each.code for each in units.units if code in units.counted_for(each.code)]


async def _fresh(
    connection: Statements, ids: Ids, rules: Rules, phase: str, units: Sequence[str], now: datetime
) -> list[Milestone]:
    counts, known = await _counts(connection, rules, phase), await _known(connection, phase, units)
    fresh = []
    for unit in units:
        for kind, threshold in _reached(rules, phase, unit, counts):
            if (unit, kind, threshold) in known:
                continue
            reached: tuple[int | None, datetime] | None = None, now
            if kind == NUMBER:
                reached = await _nth(connection, rules, phase, unit, threshold)
            if reached is None:
                continue
            fresh.append(
                Milestone(
                    id=ids.take("milestone"),
                    unit=unit,
                    phase=phase,
                    kind=kind,
                    threshold=threshold,
                    initiative_id=reached[0],
                    reached_at=reached[1],
                )
            )
    return fresh


async def _counts(connection: Statements, rules: Rules, phase: str) -> dict[str, int]:
    """The measured count of every unit alone."""
    tally = table_of("tally")
    counted = tally.c.submitted - tally.c.withdrawn - tally.c.rejected
    measured = tally.c.valid if rules.campaign.measure == "valid" else counted
    rows = await connection.execute(select(tally.c.unit, measured).where(tally.c.phase == phase))
    return {unit: int(done) for unit, done in rows}


async def _known(connection: Statements, phase: str, units: Sequence[str]) -> set[tuple[str, str, int]]:
    table = table_of("milestone")
    columns = (table.c.unit, table.c.kind, table.c.threshold)
    here = (table.c.phase == phase, table.c.unit.in_(units))
    return {tuple(row) for row in await connection.execute(select(*columns).where(*here))}


def _reached(rules: Rules, phase: str, unit: str, counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    policy = rules.campaign.policy
    done = _done(rules, unit, counts)
    for number in numbers_crossed(0, done, policy.milestones):
        yield NUMBER, number
    held, target = _against(rules, phase, unit, counts)
    for share in percents_crossed(0, held, target, policy.milestone_percents):
        yield PERCENT, share


def _done(rules: Rules, unit: str, counts: Mapping[str, int]) -> int:
    return sum(counts.get(code, 0) for code in _codes(rules.units, unit))


@lru_cache(maxsize=_KEPT)
def _codes(units: TreeView, unit: str) -> tuple[str, ...]:
    """Everything that counts for a unit: all below it, and what they stand for."""
    return tuple(code for each in units.subtree(unit) for code in units.counted_for(each.code))


@lru_cache(maxsize=_KEPT)
def _bottom(units: TreeView, unit: str) -> tuple[str, ...]:
    """The units below that have no others under them."""
    return tuple(each.code for each in units.subtree(unit) if not units.children(each.code))


def _against(rules: Rules, phase: str, unit: str, counts: Mapping[str, int]) -> tuple[int, int | None]:
    """What is held against what: its own target, or those of the units below that have one, summed (I2)."""
    goals, units = rules.goals.get(phase, {}), rules.units
    if unit in goals:
        return _done(rules, unit, counts), goals[unit].value
    below = [code for code in _bottom(units, unit) if code in goals]
    held = sum(counts.get(code, 0) for each in below for code in units.counted_for(each))
    return held, sum(goals[each].value for each in below) or None


async def _nth(
    connection: Statements, rules: Rules, phase: str, unit: str, number: int
) -> tuple[int, datetime] | None:
    """The n-th with its instant; None where a tally was entered without its initiatives."""
    made = table_of("initiative")
    counted_as = func.coalesce(made.c.closed_status, made.c.status)
    at: ColumnElement[Any] = made.c.submitted_at
    counts: ColumnElement[bool] = counted_as.not_in(("withdrawn", "rejected"))
    if rules.campaign.measure == "valid":
        at, counts = func.coalesce(made.c.validated_at, made.c.submitted_at), counted_as == "valid"
    wanted = [made.c.phase == phase, counts]
    if unit != rules.units.root.code:
        wanted.append(made.c.unit.in_(_codes(rules.units, unit)))
    asked = select(made.c.id, at).where(*wanted).order_by(at, made.c.id).offset(number - 1).limit(1)
    found = (await connection.execute(asked)).first()
    return None if found is None else (found[0], found[1])


async def numbered(connection: Statements, phase: str) -> dict[str, dict[int, Nth]]:
    """The n-th initiatives that are written down, by unit and number."""
    table, made = table_of("milestone"), table_of("initiative")
    asked = (
        select(table.c.unit, table.c.threshold, made.c.id, made.c.unit)
        .join_from(table, made, made.c.id == table.c.initiative_id)
        .where(table.c.phase == phase, table.c.kind == NUMBER)
    )
    found: defaultdict[str, dict[int, Nth]] = defaultdict(dict)
    for unit, number, initiative, came_from in await connection.execute(asked):
        found[unit][number] = Nth(initiative, came_from)
    return dict(found)
