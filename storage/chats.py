"""What sending finds out about chats: out of reach, or at another address. Only that is written, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update

from storage.loading import table_of
from storage.transaction import Statements


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The chat takes nothing any more; `state` says why (blocked, kicked, deactivated)."""

    chat_id: int
    state: str


@dataclass(frozen=True, slots=True)
class Readdressed:
    """The chat has a new address (a group that became a supergroup)."""

    chat_id: int
    address: str


ChatNews = Unreachable | Readdressed


async def write_news(connection: Statements, news: Iterable[ChatNews]) -> None:
    """Write it down, in order."""
    chat = table_of("chat")
    for each in news:
        here = update(chat).where(chat.c.id == each.chat_id)
        if isinstance(each, Unreachable):
            await connection.execute(here.values(state=each.state))
        elif await _is_taken(connection, each):
            await connection.execute(here.values(state="gone"))
        else:
            await connection.execute(here.values(address=each.address))


async def _is_taken(connection: Statements, moved: Readdressed) -> bool:
    """Whether the new address is known as another chat already: an update of it came first."""
    chat = table_of("chat")
    mine = select(chat.c.channel, chat.c.bot).where(chat.c.id == moved.chat_id)
    found = (await connection.execute(mine)).one_or_none()
    if found is None:
        return False
    there = (chat.c.channel == found.channel, chat.c.bot == found.bot, chat.c.address == moved.address)
    other = select(chat.c.id).where(*there, chat.c.id != moved.chat_id)
    return await connection.scalar(other) is not None
