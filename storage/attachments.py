"""Files that people gave, waiting to be fetched."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import select

from storage.loading import table_of
from storage.records import Attachment
from storage.transaction import Statements


async def pending(connection: Statements, limit: int) -> list[Attachment]:
    """Files not fetched yet, the least tried and oldest first."""
    table = table_of("attachment")
    columns = [table.c[field.name] for field in fields(Attachment)]
    waiting = (
        select(*columns).where(table.c.state == "pending").order_by(table.c.attempts, table.c.id).limit(limit)
    )
    return [Attachment(**row._mapping) for row in await connection.execute(waiting)]  # noqa: SLF001  # a Row's mapping
