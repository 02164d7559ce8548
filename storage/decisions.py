"""What reviewers decided and authors have not been told yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select, update

from storage.loading import table_of
from storage.transaction import Statements


@dataclass(frozen=True, slots=True)
class Untold:
    """A decision its author is to hear of. `stands`: nothing has happened to the initiative since.

    `for_author`: the author has not come yet; who entered it for him hears of it.
    """

    event: int
    kind: str
    detail: str
    initiative: int
    title: str
    phase: str
    person: int | None
    stands: bool
    for_author: bool = False


async def untold(connection: Statements, at: datetime, most: int) -> list[Untold]:
    """Those that may be told at this instant, person by person, oldest first."""
    event, made = table_of("initiative_event"), table_of("initiative")
    later = event.alias()
    unclaimed = and_(made.c.person_id.is_(None), made.c.entered_by.is_not(None), made.c.draft_id.is_not(None))
    person = case((unclaimed, made.c.entered_by), else_=made.c.person_id)
    newest = select(func.max(later.c.id)).where(later.c.initiative_id == event.c.initiative_id)
    found = (
        select(
            *(event.c[name] for name in ("id", "kind", "detail")),
            *(made.c[name] for name in ("id", "title", "phase")),
            person,
            newest.scalar_subquery() == event.c.id,
            unclaimed,
        )
        .join(made, made.c.id == event.c.initiative_id)
        .where(event.c.tell_from <= at)
        .order_by(person, event.c.id)
        .limit(most)
    )
    return [Untold(*row) for row in await connection.execute(found)]


async def waiting(
    connection: Statements, desks: Iterable[tuple[int, tuple[str, ...]]], person: int, most: int
) -> int:
    """How many initiatives wait at these desks (looks passed, units; none: everywhere); at most so many.

    What this person sent himself or entered for another does not wait for him, and what was carried over from a portal
    is reviewed there.
    """
    made, found = table_of("initiative"), 0
    for looks, units in desks:
        here = (made.c.status == "submitted", made.c.looks == looks, made.c.source_key.is_(None))
        others = or_(made.c.person_id.is_(None), made.c.person_id != person)
        not_entered = or_(made.c.entered_by.is_(None), made.c.entered_by != person)
        some = select(made.c.id).where(*here, others, not_entered).limit(most - found)
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
