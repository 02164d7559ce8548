"""What is kept no longer than it is needed, and who may read the file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from storage.database import Database, make_place
from storage.loading import table_of
from storage.records import Assignment, Change, Draft, Invite
from storage.retention import forget_drafts, forget_invited
from storage.writing import write
from tests.storage.rows import NOW, person


def draft(number: int, days_ago: int, state: str = "open") -> Draft:
    """A draft last touched so many days ago."""
    touched = NOW - timedelta(days=days_ago)
    return Draft(
        id=number,
        person_id=1,
        unit="A1",
        form_revision=1,
        answers='{"title":"Khay"}',
        title="Khay",
        state=state,  # type: ignore[arg-type]  # one of its states
        created_at=touched,
        touched_at=touched,
    )


async def test_abandoned_drafts_are_let_go_and_others_kept(database: Database) -> None:
    """After 30 days a draft's answers are gone; a younger one and a sent one keep theirs."""
    async with database.write() as connection:
        await write(
            connection, (person(1), draft(1, 31), draft(2, 29), draft(3, 40, "sent"), draft(4, 31, "dropped"))
        )
        await forget_drafts(connection, NOW - timedelta(days=30))
    table = table_of("draft")
    async with database.read() as connection:
        rows = await connection.execute(
            select(table.c.id, table.c.state, table.c.answers).order_by(table.c.id)
        )
        found = [tuple(row) for row in rows]
    kept = '{"title":"Khay"}'
    assert found == [(1, "dropped", "{}"), (2, "open", kept), (3, "sent", kept), (4, "dropped", "{}")]


async def test_names_of_people_who_were_invited_and_never_came_are_let_go(database: Database) -> None:
    """A week after their invitation expired or was revoked; who can still come keeps his name in the list."""
    week = timedelta(days=7)
    changes: list[Change] = []
    ends = ((1, NOW - 2 * week, None), (2, NOW + week, NOW - 2 * week), (3, NOW - timedelta(days=1), None))
    for number, expires, revoked in (*ends, (4, NOW + week, None)):
        changes += [
            Invite(id=number, code=f"code{number}", kind="cadre", unit="A1", created_by=None, created_at=NOW,
                   expires_at=expires, revoked_at=revoked, max_uses=1, uses=0),
            Assignment(id=number, list_id=1, name="Đỗ Thị Lan", unit="A1", role="cadre", since=None, until=None,
                       substitutes=None, invite_id=number, role_id=None, state="waiting"),
        ]  # fmt: skip
    async with database.write() as connection:
        await write(connection, changes)
        await forget_invited(connection, NOW - week)
    table = table_of("assignment")
    async with database.read() as connection:
        kept = await connection.scalars(select(table.c.id).where(table.c.name != "").order_by(table.c.id))
        assert list(kept) == [3, 4]


def test_only_the_owner_of_the_process_may_read_the_database(tmp_path: Path) -> None:
    """The file holds people's data: it is made for its user alone."""
    place = tmp_path / "new" / "nuocrut.sqlite3"
    make_place(f"sqlite+aiosqlite:///{place}")
    assert place.stat().st_mode & 0o777 == 0o600
