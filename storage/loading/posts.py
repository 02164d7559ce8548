"""Look-ups of what went out and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage import announcements
from storage.effects import effects
from storage.loading.shapes import Loader
from storage.messages import Message
from storage.models import table_of
from storage.optouts import eased, opt_outs
from storage.quota import held_back
from storage.records import Unsure
from storage.transaction import Statements
from storage.writing import is_sendable_again

# What comes unasked, and what others' turns send.
_BY_THEMSELVES = ("digest", "nudge", "last_call", "answer", "outcome")


async def _unknown_posts(
    connection: Statements, keys: Collection[tuple[datetime, datetime]]
) -> Mapping[Any, Any]:
    outbox, chat = table_of("outbox"), table_of("chat")
    columns = (outbox.c.id, outbox.c.kind, chat.c.title, chat.c.kind, outbox.c.done_at)
    asked = select(*columns).join_from(outbox, chat, outbox.c.chat_id == chat.c.id)
    newest = asked.order_by(outbox.c.done_at.desc(), outbox.c.id.desc())
    found: dict[Any, Sequence[Unsure]] = {}
    for since, at in keys:
        recent = newest.where(is_sendable_again(at), outbox.c.done_at >= since, chat.c.state == "active")
        found[since, at] = tuple([Unsure(*row) for row in await connection.execute(recent)])
    return found


async def _offers_since(
    connection: Statements, keys: Collection[tuple[int, int, datetime]]
) -> Mapping[Any, Any]:
    outbox = table_of("outbox")
    came = (outbox.c.kind.in_(_BY_THEMSELVES), outbox.c.state.in_(("sending", "sent", "unknown")))
    newest = select(outbox.c.body).where(*came, outbox.c.body != "").order_by(outbox.c.id.desc()).limit(5)
    found: dict[Any, Sequence[Message]] = {}
    for person, chat, since in keys:
        here = (outbox.c.person_id == person, outbox.c.chat_id == chat, outbox.c.created_at > since)
        rows = await connection.execute(newest.where(*here))
        found[person, chat, since] = tuple([Message.from_json(body) for (body,) in rows])
    return found


LOADERS: Mapping[str, Loader] = {
    "offers_since": _offers_since,
    "unknown_posts": _unknown_posts,
    "effects": effects,
    "opt_outs": opt_outs,
    "eased": eased,
    "held_back": held_back,
    "announced": announcements.latest,
    "reach": announcements.reach,
}
