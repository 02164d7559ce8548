"""Owners' announcements: whom they are for, the next portion of them, and how far they have gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlmodel import SQLModel

from storage.messages import KINDS
from storage.records import Announcement, Progress, StopAnnouncement
from storage.transaction import Statements

KIND = "announcement"
assert KIND in KINDS
_LAST = 3
_NAMES = tuple(field.name for field in fields(Announcement))


def key_of(announcement: int, person: int) -> str:
    """One message a person, whoever plans it and how often."""
    return f"{KIND}:{announcement}:{person}"


def _of(announcement: int) -> ColumnElement[bool]:
    key = SQLModel.metadata.tables["outbox"].c.key
    return and_(key >= f"{KIND}:{announcement}:", key < f"{KIND}:{announcement};")


def _people(audience: str, units: Collection[str], at: datetime) -> Select[Any]:
    """Who lets himself be written to, in these units (none: everywhere), and has a chat that lives."""
    person, chat, role = (SQLModel.metadata.tables[name] for name in ("person", "chat", "role"))
    lives = (chat.c.person_id == person.c.id, chat.c.kind == "private", chat.c.state == "active")
    reached = select(person.c.id).where(
        person.c.reminders, person.c.erased_at.is_(None), select(chat.c.id).where(*lives).exists()
    )
    if audience == "workers":
        return reached.where(person.c.unit.in_(units) if units else person.c.unit.is_not(None))
    held = and_(
        role.c.person_id == person.c.id,
        role.c.role.in_(("cadre", "head")),
        role.c.since <= at,
        or_(role.c.until.is_(None), role.c.until > at),
        *((role.c.unit.in_(units),) if units else ()),
    )
    return reached.where(select(role.c.id).where(held).exists())


async def reach(
    connection: Statements, keys: Collection[tuple[str, tuple[str, ...], datetime]]
) -> Mapping[Any, Any]:
    """How many people each of these audiences has."""
    found = {}
    for audience, units, at in keys:
        everybody = _people(audience, units, at).subquery()
        found[audience, units, at] = await connection.scalar(select(func.count()).select_from(everybody)) or 0
    return found


async def portion(
    connection: Statements, announcement: Announcement, units: Collection[str], at: datetime, most: int
) -> list[int]:
    """The next people it is for, by their numbers."""
    person = SQLModel.metadata.tables["person"]
    wanted = _people(announcement.audience, units, at).where(person.c.id > announcement.up_to)
    return list(await connection.scalars(wanted.order_by(person.c.id).limit(most)))


async def running(connection: Statements) -> list[Announcement]:
    """Those that are being sent, oldest first."""
    table = SQLModel.metadata.tables["announcement"]
    found = select(*(table.c[name] for name in _NAMES)).where(table.c.state == "running").order_by(table.c.id)
    return [Announcement(**dict(zip(_NAMES, row, strict=True))) for row in await connection.execute(found)]


async def waiting(connection: Statements) -> int:
    """How many messages of announcements wait to go out."""
    outbox = SQLModel.metadata.tables["outbox"]
    waits = (outbox.c.kind == KIND, outbox.c.state.in_(("due", "sending")))
    return await connection.scalar(select(func.count()).where(*waits)) or 0


async def latest(connection: Statements, keys: Collection[None]) -> Mapping[Any, Any]:
    """The last announcements with what became of their messages, the newest first."""
    table, outbox = (SQLModel.metadata.tables[name] for name in ("announcement", "outbox"))
    columns = [table.c[name] for name in _NAMES]
    told = []
    for row in await connection.execute(select(*columns).order_by(table.c.id.desc()).limit(_LAST)):
        made = Announcement(**dict(zip(_NAMES, row, strict=True)))
        by_state = select(outbox.c.state, func.count()).where(_of(made.id)).group_by(outbox.c.state)
        states: dict[str, int] = {row[0]: row[1] for row in await connection.execute(by_state)}
        told.append(Progress(made, states.get("sent", 0), sum(states.values())))
    return dict.fromkeys(keys, tuple(told))


async def stop(connection: Statements, stopped: StopAnnouncement) -> None:
    """What is planned of it and not on its way is not sent."""
    outbox, table = (SQLModel.metadata.tables[name] for name in ("outbox", "announcement"))
    await connection.execute(update(table).where(table.c.id == stopped.announcement).values(state="stopped"))
    waits = update(outbox).where(_of(stopped.announcement), outbox.c.state == "due")
    await connection.execute(waits.values(state="dropped", reason="stopped", done_at=stopped.at))
