"""Loading what a unit of work asked for: one query for each kind of look-up, whatever the number of keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, Table, func, or_, select, tuple_
from sqlmodel import SQLModel

import storage.models  # noqa: F401  # the tables must exist before they are asked for
from storage import announcements
from storage.awards import achievers
from storage.effects import effects
from storage.messages import Message
from storage.quota import held_back
from storage.reading import AUDIT_PAGE, MOST_AWAITING, MOST_LISTED
from storage.records import (
    Amendment,
    Attachment,
    Audit,
    Award,
    Chat,
    Consent,
    Conversation,
    Count,
    Draft,
    GroupLink,
    Initiative,
    InitiativeEvent,
    Invite,
    Milestone,
    PaperOrder,
    Person,
    Question,
    Role,
    Unsure,
)
from storage.transaction import Statements
from storage.workspace import Key, Workspace
from storage.writing import is_sendable_again

R = TypeVar("R")
Loader = Callable[[Statements, Collection[Any]], Awaitable[Mapping[Any, Any]]]
_MANY_UNITS = 500
OPEN = ("waiting", "making")  # papers that are still to come


def table_of(name: str) -> Table:
    """The Core table with this name."""
    return SQLModel.metadata.tables[name]


_COLUMNS = {
    record: [table_of(record.table).c[field.name] for field in fields(record)]
    for record in (
        Amendment, Attachment, Audit, Chat, Consent, Conversation, Draft, GroupLink, Initiative, InitiativeEvent,
        Invite, Award, Milestone, PaperOrder, Person, Question, Role,
    )
}  # fmt: skip


def _select(record: type[Any], *where: ColumnElement[bool]) -> Select[Any]:
    return select(*_COLUMNS[record]).where(*where)


def _record(record: type[R], row: Row[Any]) -> R:
    return record(**row._mapping)  # noqa: SLF001  # a Row's own documented mapping


async def _rows(connection: Statements, record: type[R], statement: Select[Any]) -> list[R]:
    return [_record(record, row) for row in await connection.execute(statement)]


def _grouped(rows: Iterable[R], keys: Collection[Any], key: Callable[[R], Any]) -> dict[Any, Sequence[R]]:
    found: dict[Any, list[R]] = {each: [] for each in keys}
    for row in rows:
        found[key(row)].append(row)
    return {each: tuple(group) for each, group in found.items()}


def _by(record: type[Any], column: str) -> Loader:
    """The loader of single records by one unique column."""

    async def load(connection: Statements, keys: Collection[Any]) -> Mapping[Any, Any]:
        where = table_of(record.table).c[column].in_(keys)
        rows = await _rows(connection, record, _select(record, where))
        return dict.fromkeys(keys) | {getattr(row, column): row for row in rows}

    return load


def _by_ids(record: type[Any]) -> Loader:
    """The loader of several records at once, by their ids."""

    async def load(connection: Statements, keys: Collection[tuple[int, ...]]) -> Mapping[Any, Any]:
        wanted = table_of(record.table).c.id.in_({each for key in keys for each in key})
        found = {row.id: row for row in await _rows(connection, record, _select(record, wanted))}
        return {key: {each: found[each] for each in key if each in found} for key in keys}

    return load


def _lists(
    record: type[Any],
    column: str,
    *where: ColumnElement[bool],
    order: Sequence[Any] = (),
    limit: int | None = None,
) -> Loader:
    """The loader of lists of records that share one column."""

    async def load(connection: Statements, keys: Collection[Any]) -> Mapping[Any, Any]:
        shared = table_of(record.table).c[column]
        statement = _select(record, shared.in_(keys), *where).order_by(*order)
        grouped = _grouped(await _rows(connection, record, statement), keys, lambda row: getattr(row, column))
        return {key: rows[:limit] for key, rows in grouped.items()}

    return load


def _all(record: type[Any], *where: ColumnElement[bool], order: Sequence[Any] = ()) -> Loader:
    """The loader of a short table as a whole."""

    async def load(connection: Statements, keys: Collection[Any]) -> Mapping[Any, Any]:
        rows = tuple(await _rows(connection, record, _select(record, *where).order_by(*order)))
        return dict.fromkeys(keys, rows)

    return load


async def _chats_at(connection: Statements, keys: Collection[Any]) -> Mapping[Any, Any]:
    chat = table_of("chat")
    where = tuple_(chat.c.channel, chat.c.bot, chat.c.address).in_(keys)
    rows = await _rows(connection, Chat, _select(Chat, where))
    return dict.fromkeys(keys) | {(row.channel, row.bot, row.address): row for row in rows}


async def _chats_of_people(connection: Statements, keys: Collection[tuple[int, ...]]) -> Mapping[Any, Any]:
    people = {person for key in keys for person in key}
    found = await _LOADERS["chats_of"](connection, people)
    return {key: {person: found[person] for person in key} for key in keys}


def _in_units(record: type[Any], *where: ColumnElement[bool]) -> Loader:
    """The loader of open rows of sets of units, oldest first."""

    async def load(connection: Statements, keys: Collection[tuple[str, ...]]) -> Mapping[Any, Any]:
        table = table_of(record.table)
        units = sorted({unit for key in keys for unit in key})
        statement = _select(record, table.c.unit.in_(units), *where).order_by(table.c.id)
        rows = await _rows(connection, record, statement)
        return {key: tuple(row for row in rows if row.unit in key) for key in keys}

    return load


async def _titles(connection: Statements, keys: Collection[str]) -> Mapping[Any, Any]:
    made = table_of("initiative")
    columns = (made.c.unit, made.c.id, made.c.title, made.c.title_folded)
    live = made.c.status.not_in(("withdrawn", "rejected"))
    found: dict[str, list[tuple[int, str, str]]] = {key: [] for key in keys}
    for unit, number, title, folded in await connection.execute(
        select(*columns).where(made.c.unit.in_(keys), live, ~made.c.confidential)
    ):
        found[unit].append((number, title, folded))
    return {key: tuple(rows) for key, rows in found.items()}


async def _awaiting(
    connection: Statements, keys: Collection[tuple[tuple[str, ...], int, int]]
) -> Mapping[Any, Any]:
    made = table_of("initiative")
    found: dict[Any, Sequence[Initiative]] = {}
    for units, looks, after in keys:
        open_here = (made.c.status == "submitted", made.c.looks == looks, made.c.source_key.is_(None))
        waiting = _select(Initiative, *open_here, made.c.id > after)
        here = waiting.where(made.c.unit.in_(units)) if units else waiting
        found[units, looks, after] = tuple(
            await _rows(connection, Initiative, here.order_by(made.c.id).limit(MOST_AWAITING))
        )
    return found


async def _audits(connection: Statements, keys: Collection[int]) -> Mapping[Any, Any]:
    table = table_of("audit")
    newest = _select(Audit).order_by(table.c.id.desc()).limit(AUDIT_PAGE + 1)
    return {
        before: tuple(await _rows(connection, Audit, newest.where(table.c.id < before) if before else newest))
        for before in keys
    }


async def _tallies(
    connection: Statements, keys: Collection[tuple[str, tuple[str, ...]]]
) -> Mapping[Any, Any]:
    table = table_of("tally")
    found: dict[Any, dict[str, Count]] = {}
    for phase, units in keys:
        statement = select(table.c.unit, *(table.c[name] for name in _COUNTED)).where(table.c.phase == phase)
        if len(units) <= _MANY_UNITS:
            statement = statement.where(table.c.unit.in_(units))
        wanted = set(units)
        rows = await connection.execute(statement)
        found[phase, units] = {
            unit: Count(unit, phase, date.min, *numbers) for unit, *numbers in rows if unit in wanted
        }
    return found


_COUNTED = ("submitted", "valid", "needs_info", "rejected", "withdrawn")


async def _tally_since(
    connection: Statements, keys: Collection[tuple[str, Any, tuple[str, ...]]]
) -> Mapping[Any, Any]:
    table = table_of("tally_day")
    found: dict[Any, dict[str, Count]] = {}
    for phase, since, units in keys:
        columns = (table.c.unit, *(func.sum(table.c[name]) for name in _COUNTED))
        statement = select(*columns).where(table.c.phase == phase, table.c.day >= since)
        if len(units) <= _MANY_UNITS:
            statement = statement.where(table.c.unit.in_(units))
        wanted = set(units)
        rows = await connection.execute(statement.group_by(table.c.unit))
        found[phase, since, units] = {
            unit: Count(unit, phase, since, *map(int, numbers)) for unit, *numbers in rows if unit in wanted
        }
    return found


async def _reached(
    connection: Statements, keys: Collection[tuple[str, tuple[str, ...]]]
) -> Mapping[Any, Any]:
    table = table_of("tally")
    found: dict[Any, dict[str, datetime]] = {}
    for phase, units in keys:
        met = (table.c.phase == phase, table.c.reached_at.is_not(None))
        rows = await connection.execute(select(table.c.unit, table.c.reached_at).where(*met))
        wanted = set(units)
        found[phase, units] = {unit: at for unit, at in rows if unit in wanted}
    return found


async def _milestones(connection: Statements, keys: Collection[tuple[str, ...]]) -> Mapping[Any, Any]:
    table = table_of("milestone")
    newest = (table.c.reached_at.desc(), table.c.id.desc())
    found: dict[Any, Sequence[Milestone]] = {}
    for units in keys:
        wanted = _select(Milestone, table.c.unit.in_(units)) if units else _select(Milestone)
        found[units] = tuple(await _rows(connection, Milestone, wanted.order_by(*newest)))
    return found


def _through(record: type[Any], column: str, parent: str) -> Loader:
    """The loader of lists of records by the person behind their parent (a draft, an initiative), oldest first."""
    owner, table = table_of(parent), table_of(record.table)
    joined = table.join(owner, table.c[column] == owner.c.id)

    async def load(connection: Statements, keys: Collection[int]) -> Mapping[Any, Any]:
        statement = select(owner.c.person_id, *_COLUMNS[record]).select_from(joined)
        found: dict[int, list[Any]] = {key: [] for key in keys}
        names = [field.name for field in fields(record)]
        rows = await connection.execute(statement.where(owner.c.person_id.in_(keys)).order_by(table.c.id))
        for person, *values in rows:
            found[person].append(record(**dict(zip(names, values, strict=True))))
        return {key: tuple(rows) for key, rows in found.items()}

    return load


async def _unit_invites(connection: Statements, keys: Collection[str]) -> Mapping[Any, Any]:
    invite = table_of("invite")
    where = (invite.c.unit.in_(keys), invite.c.kind == "unit", invite.c.revoked_at.is_(None))
    rows = await _rows(connection, Invite, _select(Invite, *where))
    return dict.fromkeys(keys) | {row.unit: row for row in rows}


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


_BY_THEMSELVES = (
    "digest",
    "nudge",
    "last_call",
    "answer",
    "outcome",
)  # what comes unasked, and what others' turns send


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


def _c(table: str, column: str) -> Any:
    return table_of(table).c[column]


_LOADERS: Mapping[str, Loader] = {
    "chat": _by(Chat, "id"),
    "chat_at": _chats_at,
    "conversation": _by(Conversation, "chat_id"),
    "person": _by(Person, "id"),
    "people": _by_ids(Person),
    "chats": _by_ids(Chat),
    "chats_of_people": _chats_of_people,
    "chats_of": _lists(
        Chat,
        "person_id",
        _c("chat", "kind") == "private",
        order=(
            func.coalesce(_c("chat", "used_at"), _c("chat", "created_at")).desc(),
            _c("chat", "id").desc(),
        ),
    ),
    "consents_of": _lists(Consent, "person_id", order=(_c("consent", "id"),)),
    "open_drafts": _lists(
        Draft,
        "person_id",
        _c("draft", "state") == "open",
        order=(_c("draft", "touched_at").desc(), _c("draft", "id").desc()),
    ),
    "drafts_in": _in_units(Draft, _c("draft", "state") == "open"),
    "attachments_of": _lists(
        Attachment, "draft_id", _c("attachment", "state") != "dropped", order=(_c("attachment", "id"),)
    ),
    "initiative": _by(Initiative, "id"),
    "initiatives_of": _lists(Initiative, "person_id", order=(_c("initiative", "id").desc(),)),
    "entered_by": _lists(Initiative, "entered_by", order=(_c("initiative", "id").desc(),)),
    "claims_of": _lists(Invite, "initiative_id", order=(_c("invite", "id"),)),
    "initiatives_in": _lists(Initiative, "unit", order=(_c("initiative", "id").desc(),), limit=MOST_LISTED),
    "titles_in": _titles,
    "events_of": _lists(InitiativeEvent, "initiative_id", order=(_c("initiative_event", "id"),)),
    "awaiting": _awaiting,
    "tallies": _tallies,
    "tally_since": _tally_since,
    "reached": _reached,
    "roles": _all(Role, order=(_c("role", "id"),)),
    "invite": _by(Invite, "code"),
    "invites": _all(
        Invite,
        _c("invite", "kind").not_in(("unit", "account", "claim")),
        _c("invite", "revoked_at").is_(None),
        or_(_c("invite", "max_uses").is_(None), _c("invite", "uses") < _c("invite", "max_uses")),
        order=(_c("invite", "id"),),
    ),
    "account_codes": _lists(
        Invite,
        "created_by",
        _c("invite", "kind") == "account",
        _c("invite", "revoked_at").is_(None),
        order=(_c("invite", "id"),),
    ),
    "unit_invite": _unit_invites,
    "group_link": _by(GroupLink, "chat_id"),
    "group_links": _all(GroupLink, _c("group_link", "state") != "unlinked"),
    "milestones": _milestones,
    "drafts_by": _lists(Draft, "person_id", order=(_c("draft", "id"),)),
    "attachments_by": _through(Attachment, "draft_id", "draft"),
    "events_by": _through(InitiativeEvent, "initiative_id", "initiative"),
    "questions_by": _lists(Question, "person_id", order=(_c("question", "id"),)),
    "achievers": achievers,
    "awards": _all(Award, order=(_c("award", "id"),)),
    "papers_open": _lists(
        PaperOrder, "person_id", _c("paper_order", "state").in_(OPEN), order=(_c("paper_order", "id"),)
    ),
    "question": _by(Question, "id"),
    "questions_open": _in_units(Question, _c("question", "answered_at").is_(None)),
    "offers_since": _offers_since,
    "unknown_posts": _unknown_posts,
    "effects": effects,
    "held_back": held_back,
    "audits": _audits,
    "announced": announcements.latest,
    "reach": announcements.reach,
    "amendment": _by(Amendment, "id"),
    "amendments_about": _lists(Amendment, "subject", order=(_c("amendment", "id"),)),
    "amendments_proposed": _all(
        Amendment, _c("amendment", "state") == "proposed", order=(_c("amendment", "id"),)
    ),
}


# Whoever asks for the one is going to ask for the others: a person's whole file is loaded at once.
_COMPANIONS: Mapping[str, tuple[str, ...]] = {
    "questions_by": (
        "consents_of", "chats_of", "drafts_by", "attachments_by", "initiatives_of", "entered_by", "events_by"
    ),
}  # fmt: skip


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


Place = tuple[str, str, str]
_SPEAKERS = (
    select(*_COLUMNS[Chat], *_COLUMNS[Conversation], *_COLUMNS[Person])
    .select_from(table_of("chat"))
    .outerjoin(table_of("conversation"), _c("conversation", "chat_id") == _c("chat", "id"))
    .outerjoin(table_of("person"), _c("person", "id") == _c("chat", "person_id"))
)
_CHAT_END = len(_COLUMNS[Chat])
_TALK_END = _CHAT_END + len(_COLUMNS[Conversation])
_CHAT_FIELDS, _TALK_FIELDS, _PERSON_FIELDS = (
    tuple(field.name for field in fields(record)) for record in (Chat, Conversation, Person)
)


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


async def load(connection: Statements, workspace: Workspace, keys: Iterable[Key]) -> None:
    """Load these keys into the workspace, with one query for each kind; what is known already is not asked again."""
    wanted: defaultdict[str, set[Any]] = defaultdict(set)
    for kind, argument in keys:
        for together in (kind, *_COMPANIONS.get(kind, ())):
            if not workspace.knows((together, argument)):
                wanted[together].add(argument)
    for kind, arguments in wanted.items():
        found = await _LOADERS[kind](connection, arguments)
        for argument, value in found.items():
            workspace.learn((kind, argument), value)
