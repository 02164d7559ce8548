"""Everything that came in, stored once by (channel, bot, key) before it is acknowledged to the platform."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from storage.loading import table_of
from storage.transaction import Statements

_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A raw update as it came: `key` is the platform's own (an update id), `body` its JSON."""

    channel: str
    bot: str
    key: str
    body: str
    received_at: datetime

    @property
    def name(self) -> tuple[str, str, str]:
        """What no other has: two platforms may well give the same key."""
        return self.channel, self.bot, self.key


async def unknown_of(connection: Statements, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Those of these arrivals that were never stored, each once, in their order."""
    keys: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for arrival in arrivals:
        keys[arrival.channel, arrival.bot].append(arrival.key)
    inbox = table_of("inbox")
    known: set[tuple[str, str, str]] = set()
    for (channel, bot), asked in keys.items():
        here = (inbox.c.bot == bot, inbox.c.channel == channel, inbox.c.key.in_(asked))
        known.update(
            (channel, bot, key) for key in await connection.scalars(select(inbox.c.key).where(*here))
        )
    fresh: dict[tuple[str, str, str], Arrival] = {}
    for arrival in arrivals:
        if arrival.name not in known:
            fresh.setdefault(arrival.name, arrival)
    return list(fresh.values())


async def store(
    connection: Statements, arrivals: Sequence[Arrival], first_id: int, *, done: bool
) -> list[tuple[int, Arrival]]:
    """Store arrivals with ids from `first_id` on; `done`: their turns share this very transaction."""
    numbered = list(enumerate(arrivals, first_id))
    rows = [
        {
            "id": number,
            "channel": arrival.channel,
            "bot": arrival.bot,
            "key": arrival.key,
            "body": "" if done else arrival.body,
            "state": "done" if done else "new",
            "received_at": arrival.received_at,
            "done_at": arrival.received_at if done else None,
            "error": "",
        }
        for number, arrival in numbered
    ]
    if rows:
        await connection.execute(insert(table_of("inbox")), rows)
    return numbered


async def waiting(connection: Statements, channel: str, bot: str, limit: int) -> list[tuple[int, Arrival]]:
    """What one bot acknowledged and has not worked off yet, oldest first."""
    inbox = table_of("inbox")
    columns = (inbox.c.id, inbox.c.channel, inbox.c.bot, inbox.c.key, inbox.c.body, inbox.c.received_at)
    rows = await connection.execute(
        select(*columns)
        .where(inbox.c.state == "new", inbox.c.channel == channel, inbox.c.bot == bot)
        .order_by(inbox.c.id)
        .limit(limit)
    )
    return [(number, Arrival(*rest)) for number, *rest in rows]


async def finish(connection: Statements, numbers: Sequence[int], at: datetime) -> None:
    """Mark stored arrivals as worked off and let their bodies go."""
    if numbers:
        inbox = table_of("inbox")
        done = update(inbox).where(inbox.c.id.in_(numbers)).values(state="done", body="", done_at=at)
        await connection.execute(done)


async def set_aside(connection: Statements, number: int, arrival: Arrival, error: str, at: datetime) -> None:
    """Keep an arrival that failed, with its body and the traceback, for seven days."""
    inbox = table_of("inbox")
    kept = update(inbox).where(inbox.c.id == number)
    await connection.execute(kept.values(state="set_aside", body=arrival.body, error=error, done_at=at))


async def store_aside(
    connection: Statements, arrivals: Sequence[Arrival], errors: Sequence[str], first_id: int
) -> None:
    """Store new arrivals that nobody can read, with their bodies and why, for seven days."""
    for (number, arrival), error in zip(
        await store(connection, arrivals, first_id, done=False), errors, strict=True
    ):
        await set_aside(connection, number, arrival, error, arrival.received_at)


async def forget(connection: Statements, now: datetime) -> None:
    """Drop the keys and set-aside bodies older than seven days."""
    inbox = table_of("inbox")
    await connection.execute(delete(inbox).where(inbox.c.state != "new", inbox.c.done_at < now - _KEPT))
