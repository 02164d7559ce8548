"""What was decided in chat and holds, as the campaign in force needs it."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import select

from storage.loading import table_of
from storage.records import Amendment
from storage.transaction import Statements

_NAMES = tuple(field.name for field in fields(Amendment))


async def in_force(connection: Statements) -> list[Amendment]:
    """Every decision in force, in the order they were taken."""
    table = table_of("amendment")
    found = select(*(table.c[name] for name in _NAMES)).where(table.c.state == "in_force")
    rows = await connection.execute(found.order_by(table.c.decided_at, table.c.id))
    return [Amendment(**dict(zip(_NAMES, row, strict=True))) for row in rows]
