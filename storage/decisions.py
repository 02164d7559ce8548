"""What reviewers decided and authors have not been told yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update

from storage.loading import table_of
from storage.transaction import Statements


@dataclass(frozen=True, slots=True)
class Untold:
    """A decision its author is to hear of. `stands`: nothing has happened to the initiative since."""

    event: int
    kind: str
    detail: str
    initiative: int
    title: str
    phase: str
    person: int | None
    stands: bool


async def untold(connection: Statements, at: datetime, most: int) -> list[Untold]:
    """Those that may be told at this instant, person by person, oldest first."""
    event, made = table_of("initiative_event"), table_of("initiative")
    later = event.alias()
    newest = select(func.max(later.c.id)).where(later.c.initiative_id == event.c.initiative_id)
    found = (
        select(
            *(event.c[name] for name in ("id", "kind", "detail")),
            *(made.c[name] for name in ("id", "title", "phase", "person_id")),
            newest.scalar_subquery() == event.c.id,
        )
        .join(made, made.c.id == event.c.initiative_id)
        .where(event.c.tell_from <= at)
        .order_by(made.c.person_id, event.c.id)
        .limit(most)
    )
    return [Untold(*row) for row in await connection.execute(found)]


async def waiting(
    connection: Statements, desks: Iterable[tuple[int, tuple[str, ...]]], person: int, most: int
) -> int:
    """How many initiatives wait at these desks (looks passed, units; none: everywhere); at most so many.

    What this person sent himself does not wait for him, and what was carried over from a portal is reviewed there.
    """
    made, found = table_of("initiative"), 0
    for looks, units in desks:
        here = (made.c.status == "submitted", made.c.looks == looks, made.c.source_key.is_(None))
        others = or_(made.c.person_id.is_(None), made.c.person_id != person)
        some = select(made.c.id).where(*here, others).limit(most - found)
        counted = some.where(made.c.unit.in_(units)) if units else some
        found += await connection.scalar(select(func.count()).select_from(counted.subquery())) or 0
        if found >= most:
            break
    return found


async def next_untold(connection: Statements) -> datetime | None:
    """From when on the next author may be told something."""
    event = table_of("initiative_event")
    found: datetime | None = await connection.scalar(select(func.min(event.c.tell_from)))
    return found


async def told(connection: Statements, events: Collection[int]) -> None:
    """Their authors have been told, or nobody is there to be told."""
    event = table_of("initiative_event")
    await connection.execute(update(event).where(event.c.id.in_(events)).values(tell_from=None))
