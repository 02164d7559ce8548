"""What became of the first post of groups that wait for it: a group is linked once it was really sent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storage.loading import table_of
from storage.transaction import Statements

KIND = "trial"


@dataclass(frozen=True, slots=True)
class Trial:
    """A group that waits, and the newest state of its first post; `linked_by` is told how it went."""

    chat_id: int
    title: str
    unit: str
    linked_by: int | None
    outbox_id: int
    state: str


async def waiting_trials(connection: Statements) -> list[Trial]:
    """Every group that waits, with its newest first post."""
    link, chat, outbox = (table_of(name) for name in ("group_link", "chat", "outbox"))
    columns = (link.c.chat_id, chat.c.title, link.c.unit, link.c.linked_by, outbox.c.id, outbox.c.state)
    tried = (
        select(*columns)
        .join_from(link, chat, chat.c.id == link.c.chat_id)
        .join(outbox, outbox.c.chat_id == link.c.chat_id)
        .where(link.c.state == "pending", outbox.c.kind == KIND, outbox.c.created_at >= link.c.linked_at)
        .order_by(outbox.c.id)
    )
    newest = {row.chat_id: Trial(*row) for row in await connection.execute(tried)}
    return list(newest.values())
