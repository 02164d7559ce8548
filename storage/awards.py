"""Who might be commended, and who was: read from the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, case, func, select
from sqlmodel import SQLModel

from storage.records import Achiever
from storage.transaction import Statements

_COUNTS_FOR_NOBODY = ("rejected", "withdrawn")
PUBLISH = "P3_publish_name"


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


async def achievers(connection: Statements, keys: Collection[tuple[str, int]]) -> Mapping[Any, Any]:
    """By (phase, how many): the people with the most valid, then counted initiatives, then benefit."""
    return {key: await _achievers(connection, *key) for key in keys}


async def _achievers(connection: Statements, phase: str, most: int) -> Sequence[Achiever]:
    made, person = _table("initiative"), _table("person")
    status = func.coalesce(made.c.closed_status, made.c.status)
    valid = func.sum(case((status == "valid", 1), else_=0))
    benefit = func.coalesce(func.sum(made.c.benefit_vnd), 0)
    first = func.min(made.c.id)
    ours = (made.c.phase == phase, status.not_in(_COUNTS_FOR_NOBODY), made.c.person_id.is_not(None))
    best = (
        select(made.c.person_id, person.c.name, person.c.unit, valid, func.count(), benefit, first)
        .join(person, person.c.id == made.c.person_id)
        .where(*ours)
        .group_by(made.c.person_id, person.c.name, person.c.unit)
        .order_by(valid.desc(), func.count().desc(), benefit.desc(), first)
        .limit(most)
    )
    rows = (await connection.execute(best)).all()
    named = await agreed(connection, {row[0] for row in rows})
    return tuple(
        Achiever(number, name if number in named else "", unit or "", *map(int, figures))
        for number, name, unit, *figures in rows
    )


async def agreed(connection: Statements, people: Collection[int]) -> set[int]:
    """Who of these agrees to be named in public, by the newest answer each gave (P3)."""
    consent = _table("consent")
    newest = select(func.max(consent.c.id)).where(
        consent.c.person_id.in_(people), consent.c.purpose == PUBLISH
    )
    yes = select(consent.c.person_id).where(
        consent.c.id.in_(newest.group_by(consent.c.person_id)), consent.c.granted
    )
    return set(await connection.scalars(yes))
