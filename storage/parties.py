"""Who may be written to, and what the planner has to know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.models import table_of
from storage.records import Chat
from storage.transaction import Statements


@dataclass(frozen=True, slots=True)
class Reminded:
    """A person who lets himself be reminded: `drafts` are (id, touched at) of open ones.

    `nudge_at`: the hour he chose, in minutes after midnight.
    """

    person_id: int
    unit: str
    drafts: tuple[tuple[int, datetime], ...]
    submitted: int
    nudge_at: int | None = None


async def people_with_drafts(connection: Statements) -> list[Reminded]:
    """Everybody who may be reminded and has an open draft."""
    person, draft, made = table_of("person"), table_of("draft"), table_of("initiative")
    sent = select(func.count()).where(made.c.person_id == person.c.id).scalar_subquery()
    found = (
        select(person.c.id, person.c.unit, sent, person.c.nudge_at, draft.c.id, draft.c.touched_at)
        .join(draft, draft.c.person_id == person.c.id)
        .where(
            draft.c.state == "open",
            person.c.reminders,
            person.c.erased_at.is_(None),
            person.c.unit.is_not(None),
        )
        .order_by(draft.c.id)
    )
    by_person: defaultdict[tuple[int, str, int, int | None], list[tuple[int, datetime]]] = defaultdict(list)
    for *who, draft_id, touched_at in await connection.execute(found):
        person_id, unit, submitted, nudge_at = who
        by_person[person_id, unit, submitted, nudge_at].append((draft_id, touched_at))
    return [
        Reminded(person_id, unit, tuple(drafts), submitted, nudge_at)
        for (person_id, unit, submitted, nudge_at), drafts in by_person.items()
    ]


async def drafts_left_lying(connection: Statements, since: datetime) -> dict[str, int]:
    """How many open drafts of each unit were not touched since then."""
    draft = table_of("draft")
    lying = (draft.c.state == "open", draft.c.touched_at < since)
    counted = select(draft.c.unit, func.count()).where(*lying).group_by(draft.c.unit)
    return {row[0]: row[1] for row in await connection.execute(counted)}


async def draft_titles(connection: Statements, drafts: Collection[int]) -> dict[int, tuple[str, str]]:
    """(title, answers) of drafts by id."""
    draft = table_of("draft")
    rows = await connection.execute(
        select(draft.c.id, draft.c.title, draft.c.answers).where(
            draft.c.id.in_(drafts), draft.c.state == "open"
        )
    )
    return {draft_id: (title, answers) for draft_id, title, answers in rows}


async def private_chats(
    connection: Statements, people: Collection[int], stopped: AbstractSet[tuple[str, str]] = frozenset()
) -> dict[int, Chat]:
    """The live private chat of each person that was used last; `stopped`: bots (channel, bot) taken only for want."""
    chat = table_of("chat")
    used = (
        select(chat)
        .where(chat.c.person_id.in_(people), chat.c.kind == "private", chat.c.state == "active")
        .order_by(func.coalesce(chat.c.used_at, chat.c.created_at), chat.c.id)
    )
    chats = [Chat(**row._mapping) for row in await connection.execute(used)]  # noqa: SLF001  # a Row's own documented mapping
    by_want = sorted(chats, key=lambda each: (each.channel, each.bot) not in stopped)
    return {each.person_id: each for each in by_want if each.person_id is not None}


async def names_of(connection: Statements, people: Collection[int]) -> dict[int, str]:
    """The names of these people."""
    person = table_of("person")
    return dict(
        (await connection.execute(select(person.c.id, person.c.name).where(person.c.id.in_(people)))).all()
    )


async def own_messages_since(
    connection: Statements, people: Iterable[int], since: datetime
) -> dict[int, list[datetime]]:
    """When the bot began to write to these people on its own since then: sent or still waiting."""
    outbox = table_of("outbox")
    own = (
        outbox.c.person_id.in_(list(people)),
        outbox.c.kind.in_(("digest", "nudge", "last_call", "announcement")),
        outbox.c.state.not_in(("dropped", "missed", "dead")),
        outbox.c.created_at >= since,
    )
    told: defaultdict[int, list[datetime]] = defaultdict(list)
    for person_id, at in await connection.execute(
        select(outbox.c.person_id, outbox.c.created_at).where(*own)
    ):
        told[person_id].append(at)
    return told


async def heartbeat(connection: Statements, name: str) -> datetime | None:
    """When this last happened, or up to where it is done."""
    beat = table_of("heartbeat")
    found: datetime | None = await connection.scalar(select(beat.c.at).where(beat.c.name == name))
    return found


async def beat(connection: Statements, name: str, at: datetime) -> None:
    """Write down that this happened, or is done up to here."""
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table_of("heartbeat"))
    moved = insert.on_conflict_do_update(index_elements=["name"], set_={"at": insert.excluded["at"]})
    await connection.execute(moved, [{"name": name, "at": at}])
