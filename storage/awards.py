"""Who might be commended, and who was: read from the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, case, func, select
from sqlmodel import SQLModel

from storage.records import Achiever
from storage.records.papers import Order
from storage.transaction import Statements

_COUNTS_FOR_NOBODY = ("rejected", "withdrawn")
PUBLISH = "P3_publish_name"


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


async def achievers(connection: Statements, keys: Collection[tuple[str, int, Order]]) -> Mapping[Any, Any]:
    """By (phase, how many, first what): people by the most valid, then counted initiatives, then benefit.

    By "best": by the valid initiative with the most benefit, then by the benefit of all valid ones.
    """
    return {key: await _achievers(connection, *key) for key in keys}


async def _achievers(connection: Statements, phase: str, most: int, order: Order) -> Sequence[Achiever]:
    made, person = _table("initiative"), _table("person")
    status = func.coalesce(made.c.closed_status, made.c.status)
    valid = func.sum(case((status == "valid", 1), else_=0))
    benefit = func.coalesce(func.sum(made.c.benefit_vnd), 0)
    earned = func.coalesce(func.sum(case((status == "valid", made.c.benefit_vnd))), 0)
    best = func.coalesce(func.max(case((status == "valid", made.c.benefit_vnd))), 0)
    first = func.min(made.c.id)
    ours = (made.c.phase == phase, status.not_in(_COUNTS_FOR_NOBODY), made.c.person_id.is_not(None))
    orders = {"valid": (valid, func.count(), benefit), "best": (best, earned, valid)}
    figures = (valid, func.count(), benefit, first, earned, best)
    wanted = (
        select(made.c.person_id, person.c.name, person.c.unit, person.c.member_kind, *figures)
        .join(person, person.c.id == made.c.person_id)
        .where(*ours)
        .group_by(made.c.person_id, person.c.name, person.c.unit, person.c.member_kind)
        .order_by(*(each.desc() for each in orders[order]), first)
        .limit(most)
    )
    rows = (await connection.execute(wanted)).all()
    named = await agreed(connection, {row[0] for row in rows})
    found = []
    for number, name, unit, kind, *numbers in rows:
        counts = tuple(map(int, numbers))
        found.append(Achiever(number, name if number in named else "", unit or "", kind, *counts))
    return tuple(found)


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
