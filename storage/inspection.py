"""Looking at the whole from outside: what the demo and tests hold against what people were told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from storage.effects import NO_DRAFT
from storage.loading import table_of
from storage.transaction import Statements


@dataclass(frozen=True, slots=True)
class Submission:
    """An initiative that came by a channel; `address` is the private chat of whoever submitted it."""

    id: int
    unit: str
    address: str


async def submissions(connection: Statements, channel: str) -> list[Submission]:
    """Every initiative that came by this channel, in the order they came; one line each."""
    made, chat = table_of("initiative"), table_of("chat")
    mine = (chat.c.person_id == made.c.person_id) & (chat.c.kind == "private") & (chat.c.channel == channel)
    found = (
        select(made.c.id, made.c.unit, func.min(chat.c.address))
        .outerjoin(chat, mine)
        .where(made.c.channel == channel)
        .group_by(made.c.id, made.c.unit)
        .order_by(made.c.id)
    )
    return [
        Submission(number, unit, address or "") for number, unit, address in await connection.execute(found)
    ]


async def counted(connection: Statements, phase: str) -> int:
    """How many initiatives of a phase are counted (submitted, neither withdrawn nor rejected), counted one by one."""
    made = table_of("initiative")
    live = select(func.count()).where(made.c.phase == phase, made.c.status.not_in(("withdrawn", "rejected")))
    return await connection.scalar(live) or 0


async def by_status(connection: Statements) -> dict[str, int]:
    """How many of the initiatives that people submitted here are in each status."""
    made = table_of("initiative")
    asked = select(made.c.status, func.count()).where(made.c.source_key.is_(None)).group_by(made.c.status)
    return {row[0]: row[1] for row in await connection.execute(asked)}


async def decisions_untold(connection: Statements) -> int:
    """How many decisions their authors are still to hear of."""
    event = table_of("initiative_event")
    return await connection.scalar(select(func.count()).where(event.c.tell_from.is_not(None))) or 0


async def asked_to_begin(connection: Statements) -> dict[str, int]:
    """How many nudges to those who had begun nothing ended in which state."""
    outbox = table_of("outbox")
    asked = select(outbox.c.state, func.count()).where(outbox.c.key.like(f"%/{NO_DRAFT}/%"))
    return {row[0]: row[1] for row in await connection.execute(asked.group_by(outbox.c.state))}


async def unit_links(connection: Statements) -> dict[str, str]:
    """The codes of the units' lasting joining links, by unit."""
    invite = table_of("invite")
    live = (invite.c.kind == "unit", invite.c.revoked_at.is_(None))
    rows = await connection.execute(select(invite.c.unit, invite.c.code).where(*live))
    return {row[0]: row[1] for row in rows}
