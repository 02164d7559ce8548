"""The pacer's rows, stored with the messages they were taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.loading import table_of
from storage.transaction import Statements


async def load_rates(connection: Statements) -> dict[str, tuple[int, int]]:
    """Every row: key to (theoretical arrival, blocked until), in microseconds."""
    rate = table_of("rate")
    rows = await connection.execute(select(rate.c.key, rate.c.tat, rate.c.blocked_until))
    return {key: (tat, blocked) for key, tat, blocked in rows}


async def store_rates(connection: Statements, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write changed rows."""
    if not rows:
        return
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table_of("rate"))
    changed = {name: insert.excluded[name] for name in ("tat", "blocked_until")}
    await connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_=changed), list(rows))


async def forget_rates(connection: Statements, before: int) -> None:
    """Delete rows that have said nothing since `before` (microseconds)."""
    rate = table_of("rate")
    await connection.execute(delete(rate).where(rate.c.tat < before, rate.c.blocked_until < before))
