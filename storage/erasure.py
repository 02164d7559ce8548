"""Taking a person out: what is only his goes, what counts stays without him (Law 91/2025 art. 14.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Executable, Table, Text, cast, delete, literal, or_, select, update
from sqlmodel import SQLModel

from storage.records import Chat, Erase, Initiative, Person
from storage.transaction import Statements

_UNCOUNTED = ("withdrawn", "rejected")


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


async def erase_person(connection: Statements, erase: Erase) -> None:
    """Erase somebody at once.

    His number stays, in the offices he held and in the log of what he did in them; his chats stay as addresses of
    nobody. Initiatives keep what is counted and the title; one that does not count any more loses that as well. What
    he agreed to stays under his number as proof, without a name (`forget_proof` lets it go later). That he entered
    something for somebody else stays likewise: it is the other's.
    """
    person = erase.person_id
    drafts = select(_table("draft").c.id).where(*_his_drafts(person))
    chats = select(_table("chat").c.id).where(_table("chat").c.person_id == person)
    made = select(_table("initiative").c.id).where(_table("initiative").c.person_id == person)
    for statement in (
        delete(_table("upload")).where(_table("upload").c.person_id == person),
        delete(_table("served")).where(
            or_(_table("served").c.person_id == person, _table("served").c.chat_id.in_(chats))
        ),
        delete(_table("paper_order")).where(_table("paper_order").c.person_id == person),
        delete(_table("attachment")).where(_table("attachment").c.draft_id.in_(drafts)),
        delete(_table("attachment")).where(
            _table("attachment").c.draft_id.is_(None), _table("attachment").c.chat_id.in_(chats)
        ),
        delete(_table("draft")).where(*_his_drafts(person)),
        *_passed_on(person, erase),
        delete(_table("question")).where(_table("question").c.person_id == person),
        _set("question", _table("question").c.answered_by == person, answered_by=None),
        delete(_table("conversation")).where(_table("conversation").c.chat_id.in_(chats)),
        _set("initiative_event", _table("initiative_event").c.initiative_id.in_(made), by_person=None),
        _set("initiative_event", _table("initiative_event").c.by_person == person, by_person=None),
        _set("announcement", _table("announcement").c.by_person == person, by_person=None),
        _set("milestone_claim", _table("milestone_claim").c.by_person == person, by_person=None),
        _set("amendment", _table("amendment").c.by_person == person, by_person=None),
        _set("amendment", _table("amendment").c.decided_by == person, decided_by=None),
        *_initiatives(person),
        *_outbox(person, _table("outbox").c.chat_id.in_(chats), erase),
        _set("chat", _table("chat").c.person_id == person, person_id=None, title=""),
        _set("person", _table("person").c.id == person, **_BLANK, erased_at=erase.at),
    ):
        await connection.execute(statement)


def _his_drafts(person: int) -> tuple[ColumnElement[bool], ...]:
    """What he sent for somebody else is that author's, with its pictures, until he takes it over."""
    draft = _table("draft")
    return draft.c.person_id == person, or_(draft.c.author_name == "", draft.c.state != "sent")


def _set(table: str, where: ColumnElement[bool], **values: Any) -> Executable:
    return update(_table(table)).where(where).values(**values)


def _initiatives(person: int) -> tuple[Executable, ...]:
    made = _table("initiative")
    uncounted = update(made).where(made.c.person_id == person, made.c.status.in_(_UNCOUNTED))
    return (
        uncounted.values(title="", title_folded=""),
        _set("initiative", made.c.person_id == person, **_OF_NOBODY),
    )


def _outbox(person: int, in_his_chats: ColumnElement[bool], erase: Erase) -> tuple[Executable, ...]:
    """What waits is not sent, and of what was sent the words go."""
    outbox = _table("outbox")
    his = or_(outbox.c.person_id == person, in_his_chats)
    waiting = update(outbox).where(his, outbox.c.state == "due")
    return (
        waiting.values(state="dropped", reason="erased", done_at=erase.at),
        update(outbox).where(his, outbox.c.done_at.is_not(None)).values(body=""),
    )


def _passed_on(person: int, erase: Erase) -> tuple[Executable, ...]:
    """His questions, with his name, as they were sent to cadres: known by the button that answers them."""
    outbox, question = _table("outbox"), _table("question")
    number = literal('%"!traloi:').concat(cast(question.c.id, Text))
    button = or_(outbox.c.body.like(number.concat('"%')), outbox.c.body.like(number.concat('+"%')))
    his = select(question.c.id).where(question.c.person_id == person, button).exists()
    return (
        update(outbox).where(outbox.c.state == "due", his).values(
            state="dropped", reason="erased", done_at=erase.at
        ),
        update(outbox).where(outbox.c.done_at.is_not(None), his).values(body=""),
    )  # fmt: skip


_BLANK: Mapping[str, Any] = {
    "name": "", "unit": None, "member_kind": None, "reminders": False, "nudge_at": None,
}  # fmt: skip
_OF_NOBODY: Mapping[str, Any] = {"person_id": None, "draft_id": None, "authors": "[]", "answers": "{}"}


# How it shows to the turns of the same batch that come after it (`storage.views`)


def _not_his(_: object, rows: Sequence[Any], erase: Erase) -> Sequence[Any]:
    return tuple(row for row in rows if row.person_id != erase.person_id)


def _none_if_his(_: object, row: Any, erase: Erase) -> Any:
    return None if row is not None and row.person_id == erase.person_id else row


def _no_chats(_: object, chats: Mapping[int, Sequence[Chat]], erase: Erase) -> Mapping[int, Sequence[Chat]]:
    return {person: () if person == erase.person_id else rows for person, rows in chats.items()}


def _chat(_: object, chat: Chat | None, erase: Erase) -> Chat | None:
    if chat is None or chat.person_id != erase.person_id:
        return chat
    return replace(chat, person_id=None, title="")


def _initiative(_: object, made: Initiative | None, erase: Erase) -> Initiative | None:
    if made is None or made.person_id != erase.person_id:
        return made
    return replace(made, **_OF_NOBODY)


def _initiatives_in(unit: object, rows: Sequence[Initiative], erase: Erase) -> Sequence[Initiative | None]:
    return tuple(_initiative(unit, row, erase) for row in rows)


def _person(person_id: int, person: Person | None, erase: Erase) -> Person | None:
    if person is None or person_id != erase.person_id:
        return person
    return replace(person, **_BLANK, erased_at=erase.at)


def _people(_: object, people: Mapping[int, Person], erase: Erase) -> Mapping[int, Person | None]:
    return {number: _person(number, person, erase) for number, person in people.items()}


def _chats(_: object, chats: Mapping[int, Chat], erase: Erase) -> Mapping[int, Chat | None]:
    return {number: _chat(number, chat, erase) for number, chat in chats.items()}


ERASED: tuple[tuple[str, Callable[[Any, Any, Any], Any]], ...] = (
    ("person", _person),
    ("people", _people),
    ("chat", _chat),
    ("chat_at", _chat),
    ("chats", _chats),
    ("chats_of", _not_his),
    ("chats_of_people", _no_chats),
    ("initiative", _initiative),
    ("initiatives_in", _initiatives_in),
    ("awaiting", _initiatives_in),
    ("initiatives_of", _not_his),
    ("entered_by", _initiatives_in),
    ("drafts_in", _not_his),
    ("drafts_by", _not_his),
    ("open_drafts", _not_his),
    ("question", _none_if_his),
    ("questions_open", _not_his),
    ("questions_by", _not_his),
    ("papers_open", _not_his),
)
