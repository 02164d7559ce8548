"""Look-ups of figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from storage.loading.shapes import Loader, column, rows_of, select_of, whole
from storage.models import table_of
from storage.records import Count, Milestone, MilestoneClaim
from storage.transaction import Statements

_MANY_UNITS = 500  # of more than these all are read and then chosen from
_COUNTED = ("submitted", "valid", "needs_info", "rejected", "withdrawn")


async def _tallies(
    connection: Statements, keys: Collection[tuple[str, tuple[str, ...]]]
) -> Mapping[Any, Any]:
    table = table_of("tally")
    found: dict[Any, dict[str, Count]] = {}
    for phase, units in keys:
        statement = select(table.c.unit, *(table.c[name] for name in _COUNTED)).where(table.c.phase == phase)
        if len(units) <= _MANY_UNITS:
            statement = statement.where(table.c.unit.in_(units))
        wanted = set(units)
        rows = await connection.execute(statement)
        found[phase, units] = {
            unit: Count(unit, phase, date.min, *numbers) for unit, *numbers in rows if unit in wanted
        }
    return found


async def _tally_since(
    connection: Statements, keys: Collection[tuple[str, Any, tuple[str, ...]]]
) -> Mapping[Any, Any]:
    table = table_of("tally_day")
    found: dict[Any, dict[str, Count]] = {}
    for phase, since, units in keys:
        columns = (table.c.unit, *(func.sum(table.c[name]) for name in _COUNTED))
        statement = select(*columns).where(table.c.phase == phase, table.c.day >= since)
        if len(units) <= _MANY_UNITS:
            statement = statement.where(table.c.unit.in_(units))
        wanted = set(units)
        rows = await connection.execute(statement.group_by(table.c.unit))
        found[phase, since, units] = {
            unit: Count(unit, phase, since, *map(int, numbers)) for unit, *numbers in rows if unit in wanted
        }
    return found


async def _reached(
    connection: Statements, keys: Collection[tuple[str, tuple[str, ...]]]
) -> Mapping[Any, Any]:
    table = table_of("tally")
    found: dict[Any, dict[str, datetime]] = {}
    for phase, units in keys:
        met = (table.c.phase == phase, table.c.reached_at.is_not(None))
        rows = await connection.execute(select(table.c.unit, table.c.reached_at).where(*met))
        wanted = set(units)
        found[phase, units] = {unit: at for unit, at in rows if unit in wanted}
    return found


async def _milestones(connection: Statements, keys: Collection[tuple[str, ...]]) -> Mapping[Any, Any]:
    table = table_of("milestone")
    newest = (table.c.reached_at.desc(), table.c.id.desc())
    found: dict[Any, Sequence[Milestone]] = {}
    for units in keys:
        wanted = select_of(Milestone, table.c.unit.in_(units)) if units else select_of(Milestone)
        found[units] = tuple(await rows_of(connection, Milestone, wanted.order_by(*newest)))
    return found


LOADERS: Mapping[str, Loader] = {
    "tallies": _tallies,
    "tally_since": _tally_since,
    "reached": _reached,
    "milestones": _milestones,
    "milestone_claims": whole(MilestoneClaim, order=(column("milestone_claim", "id"),)),
}
