"""Who gets a certificate: decisions that stand, and valid initiatives page by page; names only with consent (P3)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, func, select

from campaign.definition import Campaign
from campaign.papers.certificate import Commended, Thanked
from campaign.texts import Texts
from storage.awards import agreed
from storage.loading import table_of
from storage.papers.reading import unit_name
from storage.transaction import Statements

_PAGE = 500


async def commended(
    connection: Statements, campaign: Campaign, texts: Texts, day: date, units: Collection[str] | None = None
) -> list[Commended]:
    """Every decision that was not revoked, oldest first. `units`: of these alone."""
    award, person = table_of("award"), table_of("person")
    asked = select(*(award.c[name] for name in _AWARD), person.c.name).select_from(
        award.outerjoin(person, person.c.id == award.c.person_id)
    )
    if units is not None:
        asked = asked.where(award.c.unit.in_(units))
    rows = (await connection.execute(asked.where(award.c.revoked_at.is_(None)).order_by(award.c.id))).all()
    named = await agreed(connection, {row.person_id for row in rows if row.person_id is not None})
    return [_commended(row, unit_name(campaign, row.unit, day), texts, named) for row in rows]


_AWARD = ("id", "unit", "person_id", "form", "number", "decided_on")


def _commended(row: Row[Any], unit: str, texts: Texts, named: set[int]) -> Commended:
    if row.person_id is None:
        who, of = unit, ""
    elif row.person_id in named and row.name:
        who, of = row.name, unit
    else:
        who, of = texts("author-hidden", unit=unit), ""
    return Commended(row.id, who, of, row.form, row.number, row.decided_on)


async def number_thanked(connection: Statements, units: Collection[str] | None = None) -> int:
    """How many `thanked` has."""
    made = table_of("initiative")
    return await connection.scalar(select(func.count()).select_from(made).where(*_valid(units))) or 0


def _valid(units: Collection[str] | None) -> list[ColumnElement[bool]]:
    made = table_of("initiative")
    valid = func.coalesce(made.c.closed_status, made.c.status) == "valid"
    wanted = [valid, made.c.validated_at.is_not(None), made.c.person_id.is_not(None)]
    return wanted if units is None else [*wanted, made.c.unit.in_(units)]


async def thanked(
    connection: Statements, campaign: Campaign, texts: Texts, day: date, units: Collection[str] | None = None
) -> AsyncIterator[list[Thanked]]:
    """Every valid initiative that somebody sent by the bot, so many at a time. `units`: of these alone.

    A co-author has agreed to nothing: he is "và các đồng tác giả".
    """
    made, person, last = table_of("initiative"), table_of("person"), 0
    columns = (*(made.c[name] for name in _MADE), person.c.name)
    asked = select(*columns).select_from(made.join(person, person.c.id == made.c.person_id))
    asked = asked.where(*_valid(units)).order_by(made.c.id).limit(_PAGE)
    while rows := (await connection.execute(asked.where(made.c.id > last))).all():
        last = rows[-1].id
        named = await agreed(connection, {row.person_id for row in rows})
        yield [_thanked(campaign, texts, row, unit_name(campaign, row.unit, day), named) for row in rows]


_MADE = ("id", "unit", "person_id", "title", "authors", "validated_at")


def _thanked(campaign: Campaign, texts: Texts, row: Row[Any], unit: str, named: set[int]) -> Thanked:
    number = campaign.number(row.id)
    on = row.validated_at.astimezone(ZoneInfo(campaign.time_zone)).date()
    if row.person_id not in named or not row.name:
        return Thanked(number, texts("author-hidden", unit=unit), "", row.title, on)
    several = len(json.loads(row.authors)) > 1
    who = texts("certificate-with-others", name=row.name) if several else row.name
    return Thanked(number, who, unit, row.title, on)
