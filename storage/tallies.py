"""The figures of units: running tallies, immutable daily snapshots, and the check that recounts.

A board costs the number of its rows: one tally and three snapshots a unit, never the number of initiatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, insert, select

from campaign.counts import NOTHING, Counts
from campaign.definition import Unit
from campaign.standings import UnitRow
from campaign.targets import Denominator
from storage.loading import table_of
from storage.transaction import Statements

_COUNTED = ("submitted", "valid", "needs_info", "rejected", "withdrawn")
_DAY = timedelta(days=1)


def _counts(numbers: Iterable[int]) -> Counts:
    submitted, valid, needs_info, rejected, withdrawn = numbers
    known = valid + needs_info + rejected + withdrawn
    return Counts(submitted, valid, submitted - known, needs_info, rejected, withdrawn)


async def take_snapshot(connection: Statements, phase: str, day: date) -> None:
    """Write down every unit's counts at 24h00 of a local day, once; also later than that day it comes out the same."""
    snapshot, tally, days = table_of("snapshot"), table_of("tally"), table_of("tally_day")
    taken = select(snapshot.c.unit).where(snapshot.c.phase == phase, snapshot.c.day == day).limit(1)
    if (await connection.execute(taken)).first() is not None:
        return
    later = (
        select(days.c.unit, *(func.sum(days.c[name]).label(name) for name in _COUNTED))
        .where(days.c.phase == phase, days.c.day > day)
        .group_by(days.c.unit)
        .subquery()
    )
    then = [(tally.c[name] - func.coalesce(later.c[name], 0)).label(name) for name in _COUNTED]
    figures = (
        select(tally.c.phase, tally.c.unit, *then)
        .select_from(tally.outerjoin(later, later.c.unit == tally.c.unit))
        .where(tally.c.phase == phase)
    )
    rows = await connection.execute(figures)
    written = [
        {"phase": row[0], "day": day, "unit": row[1], **dict(zip(_COUNTED, row[2:], strict=True))}
        for row in rows
    ]
    if written:
        await connection.execute(insert(snapshot), written)


async def unit_rows(
    connection: Statements,
    *,
    phase: str,
    units: Iterable[Unit],
    targets: Mapping[str, Denominator],
    sprint_start: datetime,
    now: datetime,
    zone: ZoneInfo,
    counted_for: Callable[[str], Iterable[str]] = lambda code: (code,),
) -> dict[str, UnitRow]:
    """The figures of these units by code: now, at the last midnight, seven days before it, and at the sprint's start.

    The snapshots it reads must have been taken (`take_snapshot`); what is not there counts as nothing.
    `counted_for`: the codes whose initiatives are a unit's: its own, and those of units it stands for.
    """
    today = now.astimezone(zone).date()
    moments = {
        "day_start": today - _DAY,
        "week_ago": today - 8 * _DAY,
        "sprint_start": sprint_start.astimezone(zone).date() - _DAY,
    }
    current, reached = await _now(connection, phase)
    past = {name: await _snapshot(connection, phase, day) for name, day in moments.items()}
    return {
        unit.code: UnitRow(
            code=unit.code,
            name=unit.name,
            cluster=unit.cluster,
            target=targets[unit.code].value if unit.code in targets else None,
            now=_sum(current, counted_for(unit.code)),
            day_start=_sum(past["day_start"], counted_for(unit.code)),
            week_ago=_sum(past["week_ago"], counted_for(unit.code)),
            sprint_start=_sum(past["sprint_start"], counted_for(unit.code)),
            reached_at=reached.get(unit.code),
        )
        for unit in units
    }


def _sum(counts: Mapping[str, Counts], codes: Iterable[str]) -> Counts:
    return sum((counts[code] for code in codes if code in counts), NOTHING)


def days_to_take(now: datetime, sprint_start: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """The days whose snapshots a board at `now` reads."""
    today = now.astimezone(zone).date()
    return tuple(sorted({today - _DAY, today - 8 * _DAY, sprint_start.astimezone(zone).date() - _DAY}))


async def _now(connection: Statements, phase: str) -> tuple[dict[str, Counts], dict[str, datetime]]:
    tally = table_of("tally")
    columns = (tally.c.unit, tally.c.reached_at, *(tally.c[name] for name in _COUNTED))
    counts: dict[str, Counts] = {}
    reached: dict[str, datetime] = {}
    for unit, reached_at, *numbers in await connection.execute(
        select(*columns).where(tally.c.phase == phase)
    ):
        counts[unit] = _counts(numbers)
        if reached_at is not None:
            reached[unit] = reached_at
    return counts, reached


async def _snapshot(connection: Statements, phase: str, day: date) -> dict[str, Counts]:
    snapshot = table_of("snapshot")
    columns = (snapshot.c.unit, *(snapshot.c[name] for name in _COUNTED))
    here = (snapshot.c.phase == phase, snapshot.c.day == day)
    return {
        unit: _counts(numbers) for unit, *numbers in await connection.execute(select(*columns).where(*here))
    }


async def recount(connection: Statements) -> list[str]:
    """Recount every unit from its initiatives; the differences from the tallies, in words (none: all is well)."""
    made, tally = table_of("initiative"), table_of("tally")
    counted_as = func.coalesce(made.c.closed_status, made.c.status)
    states = [
        func.sum(case((counted_as == name, 1), else_=0))
        for name in ("valid", "needs_info", "rejected", "withdrawn")
    ]
    counted = select(made.c.unit, made.c.phase, func.count(), *states).group_by(made.c.unit, made.c.phase)
    true = {(unit, phase): tuple(numbers) for unit, phase, *numbers in await connection.execute(counted)}
    columns = (tally.c.unit, tally.c.phase, *(tally.c[name] for name in _COUNTED))
    kept = {
        (unit, phase): tuple(numbers) for unit, phase, *numbers in await connection.execute(select(*columns))
    }
    nothing = (0, 0, 0, 0, 0)
    return [
        f"{unit}, {phase}: counted {true.get((unit, phase), nothing)}, kept {kept.get((unit, phase), nothing)}"
        for unit, phase in sorted(true.keys() | kept.keys())
        if true.get((unit, phase), nothing) != kept.get((unit, phase), nothing)
    ]
