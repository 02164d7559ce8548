"""Telling the owners that a bot's month runs out: once for each stage, on another platform if there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from campaign.quota import Standing
from campaign.texts import Texts
from campaign.vietnamese.numbers import count
from scheduler.quota import Meter, Meters
from storage.loading import load
from storage.messages import KINDS, Message
from storage.outbox import Outgoing
from storage.records import Chat
from storage.transaction import Statements
from storage.workspace import Ids, Workspace

_KIND = "answer"


async def warnings(
    connection: Statements,
    ids: Ids,
    meters: Meters,
    meter: Meter,
    texts: Texts,
    moments: tuple[datetime, datetime],
) -> list[Outgoing]:
    """A message to each owner about this bot; `moments`: now, and from when on the bot may begin to speak."""
    said = Message(warning(meter.standing(), texts))

    def nearest(chats: Sequence[Chat]) -> Chat | None:
        return _nearest(chats, meters, meter)

    return await to_owners(connection, ids, said, nearest, (*moments, meter.next_month()))


async def to_owners(
    connection: Statements,
    ids: Ids,
    said: Message,
    nearest: Callable[[Sequence[Chat]], Chat | None],
    moments: tuple[datetime, datetime, datetime],
) -> list[Outgoing]:
    """This message to each owner, where `nearest` of his live chats says; `moments`: now, from when on, until when."""
    now, loud, until = moments
    workspace = Workspace(ids)
    await load(connection, workspace, {("roles", None)})
    held = [role for role in workspace.roles() if role.role == "owner" and role.is_held(now)]
    owners = tuple(dict.fromkeys(role.person_id for role in held))
    await load(connection, workspace, {("chats_of_people", owners)})
    every = workspace.chats_of_people(owners)
    chats = [nearest([chat for chat in every[owner] if chat.state == "active"]) for owner in owners]
    return [
        Outgoing(
            id=ids.take("outbox"), chat_id=chat.id, person_id=chat.person_id, kind=_KIND, key=None,
            body=said.to_json(), priority=KINDS[_KIND].priority, state="due", not_before=loud, useful_until=until,
            attempts=0, created_at=now,
        )
        for chat in chats if chat is not None
    ]  # fmt: skip


def _nearest(live: Sequence[Chat], meters: Meters, meter: Meter) -> Chat | None:
    """The chat to tell it in: where nothing is counted, else with another bot, else here while that can be."""
    free = [chat for chat in live if (chat.channel, chat.bot) not in meters]
    others = [chat for chat in live if (chat.channel, chat.bot) != meter.place]
    here = [] if meter.is_stopped() else live
    return next(iter([*free, *others, *here]), None)


def warning(standing: Standing, texts: Texts) -> str:
    """What owners are told of this stage."""
    words = {"bot": standing.name, "used": count(standing.used), "limit": count(standing.plan.messages)}
    return texts(f"hanmuc-told-{standing.stage}", **words)
