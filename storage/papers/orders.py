"""Papers that were asked for in a chat: taken one at a time, made aside, and put into the outbox when they are ready.

A paper that was being made when the program stopped is made again; one that was cancelled meanwhile, or whose person
was erased, is never sent.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Database
from storage.loading.papers import OPEN
from storage.messages import KINDS, Message
from storage.models import table_of
from storage.outbox import Outgoing, insert_new
from storage.records import PaperOrder
from storage.transaction import Statements

_NAMES = tuple(field.name for field in fields(PaperOrder))


async def take(connection: Statements, kind: str) -> PaperOrder | None:
    """The oldest of this kind that is still to be made, from now on being made."""
    order = table_of("paper_order")
    wanted = select(*(order.c[name] for name in _NAMES)).where(order.c.kind == kind, order.c.state.in_(OPEN))
    row = (await connection.execute(wanted.order_by(order.c.id).limit(1))).first()
    if row is None:
        return None
    await connection.execute(update(order).where(order.c.id == row.id).values(state="making"))
    return PaperOrder(**row._mapping)  # noqa: SLF001  # a Row's own documented mapping


async def note(connection: Statements, number: int, done: int, whole: int) -> bool:
    """Write down how far it is; whether it is still wanted."""
    order = table_of("paper_order")
    going = update(order).where(order.c.id == number, order.c.state == "making")
    return int((await connection.execute(going.values(done=done, whole=whole))).rowcount) == 1


async def settle(
    connection: Statements,
    database: Database,
    number: int,
    message: Message,
    now: datetime,
    *,
    made: bool,
    last: bool = True,
) -> bool:
    """Send what was made, or why nothing could be; False when nobody wants it any more. `last`: nothing comes after it.

    Who stops between two parts makes all of them again: half a report of one moment and half of another is none.
    """
    order = table_of("paper_order")
    here = (order.c.id == number, order.c.state == "making")
    whose = (await connection.execute(select(order.c.person_id, order.c.chat_id).where(*here))).first()
    if whose is None:
        return False
    kind = KINDS["file"]
    assert kind.useful_for is not None
    row = Outgoing(
        id=database.ids.take("outbox"),
        chat_id=whose.chat_id,
        person_id=whose.person_id,
        kind="file",
        key=None,
        body=message.to_json(),
        priority=kind.priority,
        state="due",
        not_before=now,
        useful_until=now + kind.useful_for,
        attempts=0,
        created_at=now,
    )
    await insert_new(connection, [row])
    if last:
        await connection.execute(update(order).where(*here).values(state="made" if made else "failed"))
    return True


async def forget(connection: Statements, before: datetime) -> None:
    """Let orders go that were settled or cancelled and asked for before this instant."""
    order = table_of("paper_order")
    await connection.execute(delete(order).where(order.c.state.not_in(OPEN), order.c.asked_at < before))
