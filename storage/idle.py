"""Workers who have begun nothing, portion by portion, and what the bot told them by itself (domain.md 5.3).

A portion costs the same few statements whatever the number of workers. Nothing is kept about anybody for this: it is
judged by drafts and submissions alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from storage.effects import HELD_OUT
from storage.loading import table_of
from storage.transaction import Statements
from storage.writing import OPT_OUT

_NEVER_CAME = ("dropped", "missed", "dead")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for: who joined by `joined_until`, has submitted nothing since `since`, and holds no office `at`.

    `minutes`: with `chosen` those who chose this hour of the day, else those who chose none of these.
    """

    minutes: frozenset[int]
    chosen: bool
    joined_until: datetime
    since: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class IdlePerson:
    """A worker without an open draft; `began_at` and `submitted_at` are his last ones, whatever became of them."""

    id: int
    name: str
    unit: str
    joined_at: datetime
    began_at: datetime | None
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """What the bot began by itself with somebody: when it was due and planned, and whether it was held out."""

    key: str
    due: datetime
    planned_at: datetime
    held_out: bool


async def portion(
    connection: Statements, wanted: Wanted, after: int, most: int
) -> tuple[list[IdlePerson], int | None]:
    """Who is wanted among the next `most` people after this number who have this hour; and the last number.

    None at the end.
    """
    person = table_of("person")
    ahead = (person.c.id > after, *_has_this_hour(person, wanted))
    last = await connection.scalar(
        select(person.c.id).where(*ahead).order_by(person.c.id).limit(1).offset(most - 1)
    )
    within = ahead if last is None else (*ahead, person.c.id <= last)
    draft, made = table_of("draft"), table_of("initiative")
    began = select(func.max(draft.c.created_at)).where(draft.c.person_id == person.c.id).scalar_subquery()
    sent = select(func.max(made.c.submitted_at)).where(made.c.person_id == person.c.id).scalar_subquery()
    columns = (person.c.id, person.c.name, person.c.unit, person.c.joined_at, began, sent)
    found = select(*columns).where(
        *within, *_has_begun_nothing(person, wanted), ~_holds_office(person, wanted)
    )
    rows = await connection.execute(found.order_by(person.c.id))
    return [
        IdlePerson(number, name, unit, joined, _later(begun, submitted), submitted)
        for number, name, unit, joined, begun, submitted in rows
    ], last


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    return max((each for each in (first, second) if each is not None), default=None)


def _has_this_hour(person: Any, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """He has told who he is, and lets himself be reminded, at this hour."""
    yield person.c.name != ""
    yield person.c.member_kind.is_not(None)
    yield person.c.reminders
    yield person.c.erased_at.is_(None)
    yield person.c.unit.is_not(None)
    yield person.c.joined_at <= wanted.joined_until
    chose = person.c.nudge_at.in_(wanted.minutes)
    yield chose if wanted.chosen else or_(person.c.nudge_at.is_(None), ~chose)


def _holds_office(person: Any, wanted: Wanted) -> ColumnElement[bool]:
    """Whoever has an office gets the digest instead."""
    role = table_of("role")
    held = (role.c.since <= wanted.at, or_(role.c.until.is_(None), role.c.until > wanted.at))
    return select(role.c.id).where(role.c.person_id == person.c.id, *held).exists()


def _has_begun_nothing(person: Any, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    draft, made = table_of("draft"), table_of("initiative")
    yield ~select(draft.c.id).where(draft.c.person_id == person.c.id, draft.c.state == "open").exists()
    yield (
        ~select(made.c.id)
        .where(made.c.person_id == person.c.id, made.c.submitted_at >= wanted.since)
        .exists()
    )


async def own_messages(
    connection: Statements, people: Collection[int], since: datetime
) -> Mapping[int, list[OwnMessage]]:
    """What the bot began by itself with these people from then on, the earliest first: what came, or may come yet.

    What was held out is there too, and said to be.
    """
    outbox = table_of("outbox")
    held = and_(outbox.c.state == "dropped", outbox.c.reason == HELD_OUT)
    asked = (
        outbox.c.person_id.in_(people),
        outbox.c.kind.in_(OPT_OUT),
        outbox.c.not_before >= since,
        or_(outbox.c.state.not_in(_NEVER_CAME), held),
    )
    columns = (outbox.c.person_id, outbox.c.key, outbox.c.not_before, outbox.c.created_at, held)
    told: defaultdict[int, list[OwnMessage]] = defaultdict(list)
    for row in await connection.execute(select(*columns).where(*asked).order_by(outbox.c.not_before)):
        told[row[0]].append(OwnMessage(row[1] or "", row[2], row[3], bool(row[4])))
    return told
