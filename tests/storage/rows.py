"""Rows as tests need them, with what does not matter filled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from storage.database import Database
from storage.outbox import Outgoing, insert_new
from storage.records import Chat, Initiative, Person
from storage.writing import write

NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)


def chat(number: int = 1, **more: Any) -> Chat:
    """A private chat, if nothing else is said."""
    usual: dict[str, Any] = {
        "id": number,
        "channel": "telegram",
        "bot": "1",
        "address": str(number),
        "kind": "private",
        "title": "",
        "state": "active",
        "person_id": None,
        "created_at": NOW,
    }
    return Chat(**(usual | more))


def person(number: int = 1, **more: Any) -> Person:
    """A worker of A1."""
    usual: dict[str, Any] = {
        "id": number,
        "name": f"Người {number}",
        "unit": "A1",
        "member_kind": "k",
        "reminders": True,
        "joined_at": NOW,
    }
    return Person(**(usual | more))


def initiative(number: int, **more: Any) -> Initiative:
    """A submitted initiative of A1 in phase p1."""
    usual: dict[str, Any] = {
        "id": number,
        "unit": "A1",
        "phase": "p1",
        "person_id": None,
        "draft_id": None,
        "source_key": None,
        "title": f"Sáng kiến {number}",
        "title_folded": f"sang kien {number}",
        "field": None,
        "solution_kind": None,
        "member_kind": None,
        "benefit_vnd": None,
        "confidential": False,
        "answers": "{}",
        "authors": "[]",
        "status": "submitted",
        "channel": "telegram",
        "submitted_at": NOW,
    }
    return Initiative(**(usual | more))


def outgoing(number: int, **more: Any) -> Outgoing:
    """An answer to chat 1, due now."""
    usual: dict[str, Any] = {
        "id": number,
        "chat_id": 1,
        "person_id": None,
        "kind": "answer",
        "key": None,
        "body": '{"t":"x"}',
        "priority": 1,
        "state": "due",
        "not_before": NOW,
        "useful_until": NOW + timedelta(hours=1),
        "attempts": 0,
        "created_at": NOW,
    }
    return Outgoing(**(usual | more))


async def fill(database: Database, *rows: Outgoing, chats: int = 3) -> None:
    """Chats 1, 2, 3 … and these rows."""
    async with database.write() as connection:
        await write(connection, [chat(number) for number in range(1, chats + 1)])
        await insert_new(connection, rows)


async def states(database: Database) -> dict[int, str]:
    """The state of every outbox row."""
    from sqlalchemy import text  # noqa: PLC0415  # the statement is the test's own

    async with database.read() as connection:
        rows = await connection.execute(text("SELECT id, state FROM outbox"))
        return dict(rows.all())
