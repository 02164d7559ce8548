"""Pins that a group did not allow: who is to be told of it."""

from __future__ import annotations

from sqlalchemy import func, select

from storage.loading import table_of
from storage.transaction import Statements

NO_RIGHT = "no right to pin"
_TOLD = ("due", "sending", "sent")


async def groups_without_right(connection: Statements, person_id: int) -> tuple[str, ...]:
    """The titles of groups this person linked in which a pin was first refused after the last digest he got.

    So that he is told with the next digest, and once. Refused for want of the right; before the present link does
    not count.
    """
    outbox, chat, link = (table_of(name) for name in ("outbox", "chat", "group_link"))
    his_digests = (outbox.c.person_id == person_id, outbox.c.kind == "digest", outbox.c.state.in_(_TOLD))
    told = await connection.scalar(select(func.max(outbox.c.created_at)).where(*his_digests))
    refused = (
        outbox.c.kind == "pin",
        outbox.c.state == "dropped",
        outbox.c.reason == NO_RIGHT,
        outbox.c.done_at >= link.c.linked_at,
    )
    linked = (link.c.linked_by == person_id, link.c.state != "unlinked", chat.c.state == "active")
    first = func.min(outbox.c.done_at)
    found = (
        select(chat.c.title)
        .join_from(link, chat, link.c.chat_id == chat.c.id)
        .join(outbox, outbox.c.chat_id == link.c.chat_id)
        .where(*refused, *linked)
        .group_by(chat.c.id, chat.c.title)
        .order_by(chat.c.id)
    )
    rows = await connection.execute(found if told is None else found.having(first > told))
    return tuple(title for (title,) in rows)
