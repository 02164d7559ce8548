"""The months of bots whose messages are counted: one row a bot and month, and who makes use of a bot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from campaign.quota import Stage
from storage.loading import table_of
from storage.transaction import Statements

Place = tuple[str, str]
HELD = "quota"  # why a message waits, was handed over, or was not sent


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


async def load_quotas(connection: Statements, month: str) -> dict[Place, Quota]:
    """The rows of a month, by channel and bot."""
    quota = table_of("quota")
    rows = await connection.execute(select(*quota.c).where(quota.c.month == month))
    return {(row.channel, row.bot): Quota(**row._mapping) for row in rows}  # noqa: SLF001  # a Row's documented mapping


async def store_quotas(connection: Statements, rows: Sequence[Quota]) -> None:
    """Write changed rows."""
    if not rows:
        return
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table_of("quota"))
    keys = ["channel", "bot", "month"]
    changed = {name: insert.excluded[name] for name in ("sent", "received", "told", "stopped_at")}
    stored = insert.on_conflict_do_update(index_elements=keys, set_=changed)
    await connection.execute(stored, [asdict(row) for row in rows])


async def left_sending(connection: Statements) -> dict[Place, list[str]]:
    """The bodies that a stopped process was about to send, by channel and bot."""
    outbox, chat = table_of("outbox"), table_of("chat")
    asked = select(chat.c.channel, chat.c.bot, outbox.c.body)
    joined = asked.join_from(outbox, chat, outbox.c.chat_id == chat.c.id).where(outbox.c.state == "sending")
    found: defaultdict[Place, list[str]] = defaultdict(list)
    for channel, bot, body in await connection.execute(joined):
        found[channel, bot].append(body)
    return dict(found)


async def users_of(connection: Statements, channel: str, bot: str) -> list[int]:
    """The private chats of a bot: whoever ever wrote to it, erased or not, is one of its users."""
    chat = table_of("chat")
    mine = (chat.c.channel == channel, chat.c.bot == bot, chat.c.kind == "private")
    return list(await connection.scalars(select(chat.c.id).where(*mine)))
