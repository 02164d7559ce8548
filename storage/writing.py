"""Writing what a unit of work changed: one statement for each table, whatever the number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Table, and_, case, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from storage.announcements import stop
from storage.erasure import erase_person
from storage.merging import merge_people
from storage.messages import KINDS
from storage.quota import reopen
from storage.records import (
    Amendment,
    Announcement,
    Assignment,
    Attachment,
    Audit,
    Award,
    Change,
    Chat,
    Consent,
    Conversation,
    Count,
    Draft,
    Erase,
    GroupLink,
    Hush,
    Initiative,
    InitiativeEvent,
    Invite,
    JudgeAgain,
    Merge,
    Milestone,
    MilestoneClaim,
    PaperOrder,
    Person,
    Question,
    Reached,
    Reopen,
    Role,
    SendAgain,
    StopAnnouncement,
)
from storage.transaction import Statements

# Parents before children, so that foreign keys hold row by row.
_ORDER: tuple[type[Any], ...] = (
    Person, Chat, Conversation, Consent, Draft, Attachment, Initiative, InitiativeEvent, GroupLink, Invite,
    Role, Assignment, Question, Milestone, Audit, PaperOrder, Award, Amendment, Announcement, MilestoneClaim,
)  # fmt: skip
_NAMES = {record: tuple(field.name for field in fields(record)) for record in _ORDER}
REMINDING = "P2_remind"
OPT_OUT = ("nudge", "last_call", "digest", "announcement")  # what the bot begins by itself with a person
BY_ITSELF = (
    "nudge",
    "last_call",
    "digest",
    "board",
    "launch",
    "milestone",
    "end",
    "edit",
)  # what an owner may pause
# What an owner may send again; a welcome is not worth it: whoever missed it is greeted as soon as he speaks. Whoever
# linked a group is told how its first post went, and links it anew.
SENT_BY_OWNERS = sorted(
    name for name, kind in KINDS.items() if not kind.again_when_unknown and name not in {"welcome", "trial"}
)
_AGAIN_FOR = timedelta(hours=2)
_TALLIED = ("submitted", "valid", "needs_info", "rejected", "withdrawn")


_APART = (Count, Reached, Erase, Merge, SendAgain, Reopen, Hush, JudgeAgain, StopAnnouncement)


async def write(connection: Statements, changes: Iterable[Change]) -> None:
    """Write a batch's changes; of several changes of one row only the last is written."""
    rows: defaultdict[type[Any], dict[Any, Any]] = defaultdict(dict)
    apart: defaultdict[type[Any], list[Any]] = defaultdict(list)
    for change in changes:
        if isinstance(change, _APART):
            apart[type(change)].append(change)
        else:
            rows[type(change)][_key(change)] = change
    for record in _ORDER:
        if record in rows:
            await connection.execute(
                _upsert(record.table, _NAMES[record], connection.dialect.name),
                _values(record, rows[record].values()),
            )
    for again in apart[SendAgain]:  # before the silencing and erasing, which take out what waits
        await _send_again(connection, again)
    for merge in apart[Merge]:  # before the silencing, which then finds both accounts' messages
        await merge_people(connection, merge, OPT_OUT)
    await _silence(connection, rows[Consent].values())
    if apart[Count]:
        await _tally(connection, apart[Count])
    for reach in apart[Reached]:
        await _reach(connection, reach)
    await _end(connection, apart)


async def _reach(connection: Statements, reach: Reached) -> None:
    tally = SQLModel.metadata.tables["tally"]
    here = (tally.c.unit == reach.unit, tally.c.phase == reach.phase)
    await connection.execute(update(tally).where(*here).values(reached_at=reach.at))


async def _end(connection: Statements, apart: Mapping[type[Any], Sequence[Any]]) -> None:
    """What comes last: erasing takes out what waits, opened or not."""
    for hush in apart.get(Hush, ()):
        await _hush(connection, hush)
    for again in apart.get(JudgeAgain, ()):
        await _judge_again(connection, again)
    for stopped in apart.get(StopAnnouncement, ()):
        await stop(connection, stopped)
    for opened in apart.get(Reopen, ()):
        await reopen(connection, opened)
    for erase in apart.get(Erase, ()):
        await erase_person(connection, erase)


async def _hush(connection: Statements, hush: Hush) -> None:
    outbox = SQLModel.metadata.tables["outbox"]
    waits = update(outbox).where(outbox.c.state == "due", outbox.c.kind.in_(BY_ITSELF))
    await connection.execute(waits.values(state="dropped", reason="paused", done_at=hush.at))


async def _judge_again(connection: Statements, again: JudgeAgain) -> None:
    outbox = SQLModel.metadata.tables["outbox"]
    held = update(outbox).where(
        outbox.c.state == "due", outbox.c.reason == "quiet", outbox.c.not_before > again.at
    )
    await connection.execute(held.values(not_before=again.at))


def is_sendable_again(at: datetime) -> ColumnElement[bool]:
    """Which rows an owner may send again at this instant: unknown, with their words still there, and still wanted.

    What passes (`OPT_OUT`) only while it is useful, and to nobody who has opted out (I7). A group's post only while
    the group is linked as it was then, and of its boards the newest alone: an older one would be pinned over it.
    """
    outbox, person = (SQLModel.metadata.tables[name] for name in ("outbox", "person"))
    link = SQLModel.metadata.tables["group_link"]
    reminded = select(person.c.id).where(person.c.reminders)
    follows = (
        link.c.chat_id == outbox.c.chat_id,
        link.c.state != "unlinked",
        link.c.linked_at <= outbox.c.created_at,
        or_(outbox.c.kind != "board", link.c.board_outbox == outbox.c.id),
    )
    return and_(
        outbox.c.state == "unknown",
        outbox.c.kind.in_(SENT_BY_OWNERS),
        outbox.c.body != "",
        or_(outbox.c.kind.not_in(OPT_OUT), outbox.c.useful_until > at),
        or_(outbox.c.person_id.in_(reminded), select(link.c.chat_id).where(*follows).exists()),
    )


async def _send_again(connection: Statements, again: SendAgain) -> None:
    """Put a row back to be sent from `at` on, a group's post for two hours at least; if it still may be sent."""
    outbox = SQLModel.metadata.tables["outbox"]
    until = literal(again.at + _AGAIN_FOR, outbox.c.useful_until.type)
    longer = and_(outbox.c.kind.not_in(OPT_OUT), outbox.c.useful_until < until)
    useful = case((longer, until), else_=outbox.c.useful_until)
    unknown = update(outbox).where(outbox.c.id == again.outbox_id, is_sendable_again(again.at))
    await connection.execute(
        unknown.values(state="due", not_before=again.at, useful_until=useful, done_at=None, reason="")
    )


async def _silence(connection: Statements, consents: Iterable[Consent]) -> None:
    """Who does not want reminders any more gets none of those that are waiting either (I7)."""
    refused = [each for each in consents if each.purpose == REMINDING and not each.granted]
    if not refused:
        return
    outbox = SQLModel.metadata.tables["outbox"]
    his = outbox.c.person_id.in_({each.person_id for each in refused})
    waiting = update(outbox).where(his, outbox.c.state == "due", outbox.c.kind.in_(OPT_OUT))
    at = max(each.given_at for each in refused)
    await connection.execute(waiting.values(state="dropped", reason="reminders off", done_at=at))


def _key(change: Any) -> Any:
    return change.chat_id if isinstance(change, Conversation | GroupLink) else change.id


def _values(record: type[Any], changed: Iterable[Any]) -> list[dict[str, Any]]:
    names = _NAMES[record]
    return [{name: getattr(row, name) for name in names} for row in changed]


def _insert(table: Table, dialect: str) -> Any:
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


@cache
def _upsert(table_name: str, names: tuple[str, ...], dialect: str) -> Executable:
    table = SQLModel.metadata.tables[table_name]
    keys = [column.name for column in table.primary_key]
    statement = _insert(table, dialect)
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    upserted: Executable = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return upserted


@cache
def _sum_upsert(table_name: str, dialect: str) -> Executable:
    table = SQLModel.metadata.tables[table_name]
    statement = _insert(table, dialect)
    keys = [column.name for column in table.primary_key]
    summed = {name: table.c[name] + statement.excluded[name] for name in _TALLIED}
    upserted: Executable = statement.on_conflict_do_update(index_elements=keys, set_=summed)
    return upserted


async def _tally(connection: Statements, counts: Sequence[Count]) -> None:
    """Add the changes up by unit and by day, so that a tally row is touched once a batch."""
    totals: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(_TALLIED))
    days: defaultdict[tuple[str, str, Any], list[int]] = defaultdict(lambda: [0] * len(_TALLIED))
    for count in counts:
        for position, name in enumerate(_TALLIED):
            added = getattr(count, name)
            totals[count.unit, count.phase][position] += added
            days[count.unit, count.phase, count.day][position] += added
    dialect = connection.dialect.name
    total_rows = [
        {"unit": unit, "phase": phase, "reached_at": None, **_numbered(sums)}
        for (unit, phase), sums in totals.items()
    ]
    day_rows = [
        {"unit": unit, "phase": phase, "day": day, **_numbered(sums)}
        for (unit, phase, day), sums in days.items()
    ]
    await connection.execute(_sum_upsert("tally", dialect), total_rows)
    await connection.execute(_sum_upsert("tally_day", dialect), day_rows)


def _numbered(sums: Sequence[int]) -> Mapping[str, int]:
    return dict(zip(_TALLIED, sums, strict=True))
