"""Look-ups of chats, the talk in them, and the groups that follow a unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, tuple_

from storage.loading.shapes import Loader, by, by_ids, column, lists, rows_of, select_of, whole
from storage.models import table_of
from storage.records import Chat, Conversation, GroupLink
from storage.transaction import Statements


async def _chats_at(connection: Statements, keys: Collection[Any]) -> Mapping[Any, Any]:
    chat = table_of("chat")
    where = tuple_(chat.c.channel, chat.c.bot, chat.c.address).in_(keys)
    rows = await rows_of(connection, Chat, select_of(Chat, where))
    return dict.fromkeys(keys) | {(row.channel, row.bot, row.address): row for row in rows}


_CHATS_OF = lists(
    Chat,
    "person_id",
    column("chat", "kind") == "private",
    order=(
        func.coalesce(column("chat", "used_at"), column("chat", "created_at")).desc(),
        column("chat", "id").desc(),
    ),
)


async def _chats_of_people(connection: Statements, keys: Collection[tuple[int, ...]]) -> Mapping[Any, Any]:
    people = {person for key in keys for person in key}
    found = await _CHATS_OF(connection, people)
    return {key: {person: found[person] for person in key} for key in keys}


LOADERS: Mapping[str, Loader] = {
    "chat": by(Chat, "id"),
    "chat_at": _chats_at,
    "conversation": by(Conversation, "chat_id"),
    "chats": by_ids(Chat),
    "chats_of_people": _chats_of_people,
    "chats_of": _CHATS_OF,
    "group_link": by(GroupLink, "chat_id"),
    "group_links": whole(GroupLink, column("group_link", "state") != "unlinked"),
}
