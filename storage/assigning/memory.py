"""Which lists of assignments were put in, and what their lines name today."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from sqlalchemy import func, select

from storage.assigning.putting import Former
from storage.models import table_of
from storage.records import Assignment, Invite, Role
from storage.transaction import Statements

_WITHDRAWN = ("waiting", "taken", "made")


async def newest_list(connection: Statements) -> int | None:
    """The number of the list put in last of those that were not undone."""
    line = table_of("assignment")
    found: int | None = await connection.scalar(
        select(func.max(line.c.list_id)).where(line.c.state != "undone")
    )
    return found


async def lines_of(connection: Statements, number: int) -> tuple[list[Assignment], Former]:
    """What this list put in, and the rows its lines name as they are now."""
    line = table_of("assignment")
    lines = await _records(connection, Assignment, line.c.list_id == number, line.c.state.in_(_WITHDRAWN))
    earlier = {json.loads(each.before).get("line", 0) for each in lines if each.before}
    behind = await _records(connection, Assignment, line.c.id.in_(earlier))
    roles = await _records(connection, Role, table_of("role").c.id.in_({each.role_id for each in lines}))
    numbers = {each.invite_id for each in (*lines, *behind)}
    invites = await _records(connection, Invite, table_of("invite").c.id.in_(numbers))
    return lines, Former(
        {each.id: each for each in roles},
        {each.id: each for each in invites},
        {each.id: each for each in behind},
    )


async def _records(connection: Statements, record: type[Any], *where: Any) -> list[Any]:
    table = table_of(record.table)
    asked = select(*(table.c[field.name] for field in fields(record))).where(*where).order_by(table.c.id)
    return [record(**row._mapping) for row in await connection.execute(asked)]  # noqa: SLF001  # a Row's own documented mapping
