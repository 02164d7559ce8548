"""The months of bots whose messages are counted: one row a bot and month, and who makes use of a bot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Table, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from campaign.quota import Stage
from storage.records import Reopen
from storage.transaction import Statements

Place = tuple[str, str]
HELD, BEYOND = "quota", "groups"  # why a message waits, was handed over, or was not sent


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


@dataclass(frozen=True, slots=True)
class Quota:
    """One bot's month ("2022-05"): what was counted, what the owners were told, since when the breaker is open."""

    channel: str
    bot: str
    month: str
    sent: int
    received: int
    told: Stage
    stopped_at: datetime | None


async def load_quotas(connection: Statements) -> dict[Place, list[Quota]]:
    """The rows of every month, by channel and bot: the clock may yet be set to another one."""
    found: defaultdict[Place, list[Quota]] = defaultdict(list)
    for row in await connection.execute(select(*_table("quota").c)):
        found[row.channel, row.bot].append(Quota(**row._mapping))  # noqa: SLF001  # a Row's documented mapping
    return dict(found)


async def store_quotas(connection: Statements, rows: Sequence[Quota]) -> None:
    """Write changed rows."""
    if not rows:
        return
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(_table("quota"))
    keys = ["channel", "bot", "month"]
    changed = {name: insert.excluded[name] for name in ("sent", "received", "told", "stopped_at")}
    stored = insert.on_conflict_do_update(index_elements=keys, set_=changed)
    await connection.execute(stored, [asdict(row) for row in rows])


async def left_sending(connection: Statements) -> dict[Place, list[str]]:
    """The bodies that a stopped process was about to send, by channel and bot."""
    outbox, chat = _table("outbox"), _table("chat")
    asked = select(chat.c.channel, chat.c.bot, outbox.c.body)
    joined = asked.join_from(outbox, chat, outbox.c.chat_id == chat.c.id).where(outbox.c.state == "sending")
    found: defaultdict[Place, list[str]] = defaultdict(list)
    for channel, bot, body in await connection.execute(joined):
        found[channel, bot].append(body)
    return dict(found)


async def reopen(connection: Statements, change: Reopen) -> None:
    """Close the breaker of a bot: what waits for the month's end is due at once."""
    quota, outbox, chat = _table("quota"), _table("outbox"), _table("chat")
    here = (quota.c.channel == change.channel, quota.c.bot == change.bot)
    await connection.execute(update(quota).where(*here).values(stopped_at=None))
    chats = select(chat.c.id).where(chat.c.channel == change.channel, chat.c.bot == change.bot)
    waits = (outbox.c.state == "due", outbox.c.reason == HELD, outbox.c.chat_id.in_(chats))
    await connection.execute(update(outbox).where(*waits).values(not_before=change.at, reason=""))


async def groups_of(connection: Statements, channel: str, bot: str) -> tuple[list[int], list[int]]:
    """The chats of the groups linked with a bot, those linked first before the others; and of those it is not in."""
    link, chat = _table("group_link"), _table("chat")
    mine = (
        chat.c.channel == channel,
        chat.c.bot == bot,
        chat.c.state == "active",
        link.c.state != "unlinked",
    )
    linked = select(link.c.chat_id, link.c.state).join_from(link, chat, link.c.chat_id == chat.c.id)
    rows = (await connection.execute(linked.where(*mine).order_by(link.c.linked_at, link.c.chat_id))).all()
    served = [number for number, state in rows if state != "handed"]
    return served, [number for number, state in rows if state == "handed"]


async def held_back(connection: Statements, since: Collection[datetime]) -> dict[datetime, dict[str, int]]:
    """What could not be sent because of a plan since each of these instants, by state; what waits is "due"."""
    outbox = _table("outbox")
    found = {}
    for moment in since:
        recent = or_(outbox.c.state == "due", outbox.c.done_at >= moment)
        counted = select(outbox.c.state, func.count()).where(outbox.c.reason.in_((HELD, BEYOND)), recent)
        rows = await connection.execute(counted.group_by(outbox.c.state))
        found[moment] = {row[0]: row[1] for row in rows}
    return found


async def users_of(connection: Statements, channel: str, bot: str) -> list[int]:
    """The private chats of a bot: whoever ever wrote to it, erased or not, is one of its users."""
    chat = _table("chat")
    mine = (chat.c.channel == channel, chat.c.bot == bot, chat.c.kind == "private")
    return list(await connection.scalars(select(chat.c.id).where(*mine)))
