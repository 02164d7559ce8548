"""What waits for its author's report: whoever lets himself be reminded, portion by portion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.loading import table_of
from storage.transaction import Statements


@dataclass(frozen=True, slots=True)
class OwedReport:
    """An initiative that waits for the report of this person, with his name and the hour he chose (in minutes)."""

    initiative: int
    person: int
    name: str
    unit: str
    phase: str
    title: str
    submitted_at: datetime
    nudge_at: int | None


async def reports_owed(
    connection: Statements, place: int, until: datetime, after: int, most: int
) -> list[OwedReport]:
    """Those submitted by `until` that have come to this place among the looks, numbers above `after`, so many."""
    made, person = table_of("initiative"), table_of("person")
    wanted = (
        made.c.status == "submitted",
        made.c.looks == place,
        made.c.submitted_at <= until,
        made.c.id > after,
        person.c.reminders,
        person.c.erased_at.is_(None),
    )
    found = (
        select(
            *(made.c.id, made.c.person_id, person.c.name, made.c.unit, made.c.phase, made.c.title),
            *(made.c.submitted_at, person.c.nudge_at),
        )
        .join(person, person.c.id == made.c.person_id)
        .where(*wanted)
        .order_by(made.c.id)
        .limit(most)
    )
    return [OwedReport(*row) for row in await connection.execute(found)]
