"""What is kept no longer than it is needed, and who may read the file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from storage.database import Database, make_place
from storage.loading import table_of
from storage.records import Draft
from storage.retention import forget_drafts
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


def test_only_the_owner_of_the_process_may_read_the_database(tmp_path: Path) -> None:
    """The file holds people's data: it is made for its user alone."""
    place = tmp_path / "new" / "nuocrut.sqlite3"
    make_place(f"sqlite+aiosqlite:///{place}")
    assert place.stat().st_mode & 0o777 == 0o600
