"""Files that people gave: which wait to be fetched, what became of them, and which are still somebody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update

from storage.loading import table_of
from storage.records import Attachment
from storage.transaction import Statements


async def pending(
    connection: Statements, now: datetime, waits: Sequence[timedelta], limit: int
) -> list[Attachment]:
    """Files not fetched yet whose time has come, the least tried and oldest first.

    `waits`: how long after it came a file is tried for the first time, the second time and so on.
    """
    table = table_of("attachment")
    columns = [table.c[field.name] for field in fields(Attachment)]
    ready = or_(
        *(
            and_(table.c.attempts == tried, table.c.received_at <= now - wait)
            for tried, wait in enumerate(waits)
        )
    )
    waiting = select(*columns).where(table.c.state == "pending", ready)
    waiting = waiting.order_by(table.c.attempts, table.c.id).limit(limit)
    return [Attachment(**row._mapping) for row in await connection.execute(waiting)]  # noqa: SLF001  # a Row's mapping


async def settle(connection: Statements, done: Iterable[Attachment]) -> None:
    """Write down what became of files that waited; one whose row is gone meanwhile is nobody's and stays so."""
    table = table_of("attachment")
    for each in done:
        waiting = update(table).where(table.c.id == each.id, table.c.state == "pending")
        await connection.execute(
            waiting.values(state=each.state, attempts=each.attempts, sha256=each.sha256, size=each.size)
        )


async def find(connection: Statements, attachment_id: int) -> Attachment | None:
    """The file with this number, in whatever state."""
    table = table_of("attachment")
    columns = [table.c[field.name] for field in fields(Attachment)]
    row = (await connection.execute(select(*columns).where(table.c.id == attachment_id))).first()
    return Attachment(**row._mapping) if row is not None else None  # noqa: SLF001  # a Row's own documented mapping


async def kept(connection: Statements) -> set[str]:
    """The digests of all files that somebody's draft or initiative still has."""
    table = table_of("attachment")
    rows = await connection.execute(select(table.c.sha256).where(table.c.state == "stored").distinct())
    return {digest for (digest,) in rows if digest is not None}
