"""What goes out: inserted once, claimed in order, and every end it can come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage import outbox
from storage.database import Database
from storage.messages import KINDS
from storage.outbox import Outgoing, Result
from tests.storage.rows import NOW, fill, outgoing, states

SOON = NOW + timedelta(minutes=1)


async def ids_due(database: Database, limit: int = 10) -> list[int]:
    async with database.write() as connection:
        return [row.id for row in await outbox.due(connection, NOW, limit)]


async def test_a_planned_message_is_inserted_once(database: Database) -> None:
    """Its key is unique for ever, also after it was sent, and known ones can be asked for."""
    await fill(database, outgoing(1, key="DA/X/1/board/2022-05-05", state="sent"))
    async with database.write() as connection:
        asked = ["DA/X/1/board/2022-05-05", "DA/X/1/board/2022-05-06"]
        assert await outbox.planned_already(connection, asked) == {asked[0]}
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await outbox.insert_new(connection, [outgoing(2, key="DA/X/1/board/2022-05-05")])


async def test_due_goes_by_priority_between_chats(database: Database) -> None:
    """Answers before nudges before posts, whatever was inserted first."""
    await fill(
        database,
        outgoing(1, chat_id=1, kind="board", priority=4),
        outgoing(2, chat_id=2, kind="nudge", priority=3),
        outgoing(3, chat_id=3, kind="question", priority=0),
    )
    assert await ids_due(database) == [3, 2, 1]
    assert await ids_due(database, limit=1) == [3]


@pytest.mark.parametrize("state", ["due", "sending"])
async def test_within_a_chat_it_is_first_in_first_out(database: Database, state: outbox.State) -> None:
    """A row that may not go yet, or is being sent, blocks what came after it in the same chat, and nothing else."""
    await fill(
        database,
        outgoing(1, kind="nudge", priority=3, state=state, not_before=SOON),
        outgoing(2, kind="question", priority=0),
        outgoing(3, chat_id=2),
    )
    assert await ids_due(database) == [3]


async def test_nothing_goes_before_its_time(database: Database) -> None:
    """The next instant at which something may go is known."""
    await fill(database, outgoing(1, not_before=SOON))
    assert await ids_due(database) == []
    async with database.write() as connection:
        assert await outbox.next_due(connection, NOW) == SOON
        assert not await outbox.any_due(connection, NOW)
        assert await outbox.any_due(connection, SOON)
        assert [row.id for row in await outbox.due(connection, SOON, 10)] == [1]


async def test_a_claimed_row_is_not_claimed_again(database: Database) -> None:
    """Claiming marks it as being sent."""
    await fill(database, outgoing(1))
    async with database.write() as connection:
        await outbox.claim(connection, [row.id for row in await outbox.due(connection, NOW, 10)])
        assert await outbox.due(connection, NOW, 10) == []
    assert await states(database) == {1: "sending"}


async def test_overdue_is_missed(database: Database) -> None:
    """What is not useful any more is marked missed with a reason, never sent."""
    await fill(database, outgoing(1, useful_until=NOW - timedelta(seconds=1)), outgoing(2, chat_id=2))
    async with database.write() as connection:
        assert await outbox.miss_overdue(connection, NOW) == 1
    assert await states(database) == {1: "missed", 2: "due"}


@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_killed_process_left_is_decided_by_its_kind(database: Database, kind: str) -> None:
    """Left as being sent: sent again where a copy is harmless, shown as unknown where it is not (DESIGN 6)."""
    await fill(database, outgoing(1, kind=kind, state="sending"), outgoing(2, chat_id=2, state="sent"))
    async with database.write() as connection:
        again, unknown = await outbox.settle_after_crash(connection, NOW)
    assert (again, unknown) == ((1, 0) if KINDS[kind].again_when_unknown else (0, 1))
    assert await states(database) == {1: "due" if again else "unknown", 2: "sent"}


def test_the_table_of_what_is_sent_again() -> None:
    """What only repeats itself in private, edits and pins come again; posts, nudges and digests never do."""
    again = {name for name, kind in KINDS.items() if kind.again_when_unknown}
    assert again == {"receipt", "outcome", "file", "answer", "question", "edit", "pin", "handover"}


async def test_a_result_is_written_as_it_came(database: Database) -> None:
    """Sent rows keep the platform's id; rows that may come again keep when, why, and whether it was an attempt."""
    await fill(database, outgoing(1, state="sending"), outgoing(2, chat_id=2, state="sending", attempts=2))
    async with database.write() as connection:
        await outbox.record(
            connection,
            [
                Result(1, "sent", SOON, message="77"),
                Result(2, "due", SOON, reason="429", not_before=SOON),
            ],
        )
        await outbox.record(connection, [Result(2, "due", SOON, reason="cut", not_before=SOON, tried=True)])
        rows = await connection.execute(
            text("SELECT state, message, reason, attempts FROM outbox ORDER BY id")
        )
        assert rows.all() == [("sent", "77", "", 0), ("due", None, "cut", 3)]


async def test_personal_texts_go_after_two_days(database: Database) -> None:
    """48 hours after it was sent a person's message has no body; a group's keeps it."""
    done = NOW - timedelta(hours=49)
    await fill(
        database,
        outgoing(1, person_id=5, state="sent", done_at=done),
        outgoing(2, person_id=None, state="sent", done_at=done),
        outgoing(3, person_id=5, state="sent", done_at=NOW - timedelta(hours=47)),
        outgoing(4, person_id=5),
    )
    async with database.write() as connection:
        await outbox.clear_bodies(connection, NOW)
        rows = await connection.execute(text("SELECT id FROM outbox WHERE body = ''"))
        assert [number for (number,) in rows] == [1]


async def test_the_states_are_counted(database: Database) -> None:
    """Planned is the sum of what became of it."""
    await fill(database, outgoing(1, kind="board"), outgoing(2, kind="board", state="sent"), outgoing(3))
    async with database.read() as connection:
        assert await outbox.in_states(connection) == {
            ("board", "due"): 1,
            ("board", "sent"): 1,
            ("answer", "due"): 1,
        }


async def test_a_look_with_thousands_waiting_uses_the_index(database: Database) -> None:
    """Whether another row of the same chat stands in the way is looked up, not searched for."""
    row: Outgoing = replace(outgoing(1))
    await fill(database, row)
    async with database.write() as connection:
        statement = (
            "EXPLAIN QUERY PLAN SELECT id FROM outbox o WHERE o.state = 'due' AND NOT EXISTS (SELECT 1 FROM outbox a"
            " WHERE a.chat_id = o.chat_id AND a.state IN ('due', 'sending') AND a.id < o.id)"
        )
        plan = " ".join(step[3] for step in await connection.execute(text(statement)))
    assert "ix_outbox_waiting" in plan
