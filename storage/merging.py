"""Two people become one: whatever names the one that goes names the one that stays, and nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Table, select, update
from sqlmodel import SQLModel

from storage.records import Merge
from storage.transaction import Statements

# Every column that names a person. A tally counts initiatives, whoever's they are: it stays as it is.
NAMED_IN: Mapping[str, Sequence[str]] = {
    "chat": ("person_id",),
    "consent": ("person_id",),
    "draft": ("person_id",),
    "initiative": ("person_id", "entered_by"),
    "initiative_event": ("by_person",),
    "outbox": ("person_id",),
    "group_link": ("linked_by",),
    "invite": ("created_by",),
    "role": ("person_id", "granted_by", "substitutes"),
    "assignment": ("substitutes",),
    "question": ("person_id", "answered_by"),
    "served": ("person_id",),
    "upload": ("person_id",),
    "audit": ("person_id",),
    "paper_order": ("person_id",),
    "award": ("person_id", "entered_by"),
    "amendment": ("by_person", "decided_by"),
    "announcement": ("by_person",),
    "milestone_claim": ("by_person",),
    "person": ("merged_into",),
}


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


async def merge_people(connection: Statements, merge: Merge, planned: Sequence[str]) -> None:
    """Make one person of two, within the transaction of the turn that asked for it.

    `planned`: the kinds of message that the bot begins by itself. Of two that wait the one of the person who stays
    goes out alone. The row of who goes stays, empty, so that his number is never another's.
    """
    await _drop_doubles(connection, merge, planned)
    for name, columns in NAMED_IN.items():
        table = _table(name)
        for column in columns:
            his = update(table).where(table.c[column] == merge.gone)
            await connection.execute(his.values({column: merge.into}))
    person = _table("person")
    left = update(person).where(person.c.id == merge.gone)
    await connection.execute(
        left.values(
            name="", unit=None, member_kind=None, reminders=False, nudge_at=None,
            erased_at=merge.at, merged_into=merge.into,
        )
    )  # fmt: skip


async def _drop_doubles(connection: Statements, merge: Merge, planned: Sequence[str]) -> None:
    """Nobody is reminded of the same twice because he came by two ways."""
    outbox = _table("outbox")
    waits = (outbox.c.state == "due", outbox.c.kind.in_(planned))
    twin = select(outbox.c.kind).where(outbox.c.person_id == merge.into, *waits)
    double = update(outbox).where(outbox.c.person_id == merge.gone, *waits, outbox.c.kind.in_(twin))
    await connection.execute(double.values(state="dropped", reason="joined", done_at=merge.at))
