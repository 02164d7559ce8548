"""Who writes: his chat, his conversation and himself with one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, select

from storage.loading.shapes import column, columns_of
from storage.models import table_of
from storage.records import Chat, Conversation, Person
from storage.transaction import Statements
from storage.workspace import Workspace

Place = tuple[str, str, str]
_SPEAKERS = (
    select(*columns_of(Chat), *columns_of(Conversation), *columns_of(Person))
    .select_from(table_of("chat"))
    .outerjoin(table_of("conversation"), column("conversation", "chat_id") == column("chat", "id"))
    .outerjoin(table_of("person"), column("person", "id") == column("chat", "person_id"))
)
_CHAT_END = len(columns_of(Chat))
_TALK_END = _CHAT_END + len(columns_of(Conversation))
_CHAT_FIELDS, _TALK_FIELDS, _PERSON_FIELDS = (
    tuple(field.name for field in fields(record)) for record in (Chat, Conversation, Person)
)


async def load_speakers(connection: Statements, workspace: Workspace, places: Iterable[Place]) -> set[int]:
    """Load chats by their addresses, each with its conversation and its person, with one query a bot; who they are."""
    people: set[int] = set()
    addresses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for channel, bot, address in places:
        addresses[channel, bot].add(address)
    for (channel, bot), wanted in addresses.items():
        chat = table_of("chat")
        here = (chat.c.channel == channel, chat.c.bot == bot, chat.c.address.in_(wanted))
        for row in await connection.execute(_SPEAKERS.where(*here)):
            _learn_speaker(workspace, row)
            if row[_TALK_END] is not None:
                people.add(row[_TALK_END])
        for address in wanted:
            workspace.learn(("chat_at", (channel, bot, address)), None)
    return people


def _learn_speaker(workspace: Workspace, row: Row[Any]) -> None:
    chat = Chat(**dict(zip(_CHAT_FIELDS, row[:_CHAT_END], strict=True)))
    talk, person = row[_CHAT_END:_TALK_END], row[_TALK_END:]
    workspace.learn(("chat_at", (chat.channel, chat.bot, chat.address)), chat)
    workspace.learn(("chat", chat.id), chat)
    known = Conversation(**dict(zip(_TALK_FIELDS, talk, strict=True))) if talk[0] is not None else None
    workspace.learn(("conversation", chat.id), known)
    if person[0] is not None:
        found = Person(**dict(zip(_PERSON_FIELDS, person, strict=True)))
        workspace.learn(("person", found.id), found)
