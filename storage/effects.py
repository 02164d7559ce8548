"""What nudges do, counted in the whole and never by person: who was nudged, who was held out, who then submitted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, and_, case, func, select, type_coerce
from sqlmodel import SQLModel

from storage.transaction import Statements

HELD_OUT = "held_out"
NO_DRAFT = "no_draft"  # the slot of the nudges that ask to begin
_A_DAY = 24 * 3600 * 1_000_000  # microseconds, as instants are kept


@dataclass(frozen=True, slots=True)
class Effect:
    """Nudges, and after how many of them an initiative was submitted within 24 hours."""

    nudges: int = 0
    followed: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of the nudges that were sent, and of those that units held out did not get."""

    sent: Effect = Effect()
    held_out: Effect = Effect()


@dataclass(frozen=True, slots=True)
class Effects:
    """Of nudges about drafts left lying, and of those that asked to begin: they are not to be mixed up."""

    drafts: Comparison
    beginnings: Comparison


async def effects(
    connection: Statements, keys: Collection[tuple[datetime, datetime]]
) -> Mapping[tuple[datetime, datetime], Effects]:
    """The nudges that were due in each [since, until); last calls are never held out, nor counted."""
    return {(since, until): await _between(connection, since, until) for since, until in keys}


async def _between(connection: Statements, since: datetime, until: datetime) -> Effects:
    tables = SQLModel.metadata.tables
    outbox, made = tables["outbox"], tables["initiative"]
    due, submitted = _micros(outbox.c.not_before), _micros(made.c.submitted_at)
    followed = (
        select(made.c.id)
        .where(made.c.person_id == outbox.c.person_id, submitted >= due, submitted < due + _A_DAY)
        .exists()
    )
    held = and_(outbox.c.state == "dropped", outbox.c.reason == HELD_OUT)
    begins = outbox.c.key.like(f"%/{NO_DRAFT}/%")
    nudges = (
        outbox.c.kind == "nudge",
        outbox.c.key.not_like("%/last_call/%"),
        outbox.c.key.not_like("%/report_%"),  # of what is submitted already
        outbox.c.not_before >= since,
        outbox.c.not_before < until,
        held | (outbox.c.state == "sent"),
    )
    sums = (func.count(), func.sum(case((followed, 1), else_=0)))
    rows = await connection.execute(select(begins, held, *sums).where(*nudges).group_by(begins, held))
    found = {(bool(row[0]), bool(row[1])): Effect(row[2], int(row[3])) for row in rows}
    return Effects(*(_comparison(found, begins=begins) for begins in (False, True)))


def _comparison(found: Mapping[tuple[bool, bool], Effect], *, begins: bool) -> Comparison:
    return Comparison(*(found.get((begins, held), Effect()) for held in (False, True)))


def _micros(column: Any) -> Any:
    return type_coerce(column, BigInteger)
