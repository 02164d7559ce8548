"""The figures: tallies that add up, snapshots that never change, and the check that recounts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from campaign.definition import Unit
from storage import tallies
from storage.database import Database
from storage.records import Count, Initiative, Reached
from storage.writing import write
from tests.storage.rows import initiative

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = date(2022, 5, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(5)]
COUNTS = st.builds(
    Count,
    unit=st.sampled_from(["A1", "A2"]),
    phase=st.sampled_from(["p1", "p2"]),
    day=st.sampled_from(DAYS),
    submitted=st.integers(0, 3),
    valid=st.integers(-1, 2),
    withdrawn=st.integers(-1, 1),
)


async def snapshots(database: Database, days: list[date]) -> list[tuple[object, ...]]:
    async with database.write() as connection:
        for day in days:
            await tallies.take_snapshot(connection, "p1", day)
        rows = await connection.execute(
            text("SELECT day, unit, submitted, valid, withdrawn FROM snapshot ORDER BY day, unit")
        )
        found = [tuple(row) for row in rows if any(row[2:])]
        for table in ("snapshot", "tally", "tally_day"):
            await connection.execute(text(f"DELETE FROM {table}"))
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(changes=st.lists(COUNTS, max_size=12))
async def test_a_late_snapshot_is_the_same(database: Database, changes: list[Count]) -> None:
    """Taken at 24h00 of its day or days later, with counting going on, a snapshot says the same."""
    on_time: list[tuple[object, ...]] = []
    async with database.write() as connection:
        for day in DAYS:
            today = [change for change in changes if change.day == day]
            await write(connection, today)
            await tallies.take_snapshot(connection, "p1", day)
        rows = await connection.execute(
            text("SELECT day, unit, submitted, valid, withdrawn FROM snapshot ORDER BY day, unit")
        )
        on_time = [tuple(row) for row in rows if any(row[2:])]
        for table in ("snapshot", "tally", "tally_day"):
            await connection.execute(text(f"DELETE FROM {table}"))
        await write(connection, changes)
    assert await snapshots(database, DAYS) == on_time


async def test_a_snapshot_is_never_taken_twice(database: Database) -> None:
    """What was written down for a day stays, whatever is booked on that day afterwards."""
    async with database.write() as connection:
        await write(connection, [Count("A1", "p1", FIRST, submitted=2)])
        await tallies.take_snapshot(connection, "p1", FIRST)
        await write(connection, [Count("A1", "p1", FIRST, submitted=5)])
        await tallies.take_snapshot(connection, "p1", FIRST)
        assert await connection.scalar(text("SELECT submitted FROM snapshot")) == 2


async def test_the_recount_finds_what_is_wrong(database: Database) -> None:
    """Tallies that agree give no line; a tally that is off, or missing, is named with both numbers."""
    made: list[Initiative] = [initiative(1), initiative(2, status="withdrawn"), initiative(3, unit="A2")]
    async with database.write() as connection:
        counted = [Count("A1", "p1", FIRST, submitted=2, withdrawn=1), Count("A2", "p1", FIRST, submitted=1)]
        await write(connection, [*made, *counted])
        assert await tallies.recount(connection) == []
        await connection.execute(text("UPDATE tally SET submitted = 7 WHERE unit = 'A1'"))
        await connection.execute(text("DELETE FROM tally WHERE unit = 'A2'"))
        assert await tallies.recount(connection) == [
            "A1, p1: counted (2, 0, 0, 0, 1), kept (7, 0, 0, 0, 1)",
            "A2, p1: counted (1, 0, 0, 0, 0), kept (0, 0, 0, 0, 0)",
        ]


async def test_a_units_row_has_its_four_moments(database: Database) -> None:
    """Now, the last midnight, seven days before it, and the sprint's start; and when the target was reached."""
    start = datetime(2022, 4, 27, tzinfo=ZONE)
    now = datetime(2022, 5, 12, 9, 0, tzinfo=ZONE)
    days = [date(2022, 4, 26), date(2022, 5, 1), date(2022, 5, 11), date(2022, 5, 12)]
    async with database.write() as connection:
        await write(connection, [Count("A1", "p1", day, submitted=1) for day in days])
        await write(connection, [Reached("A1", "p1", now)])
        for day in tallies.days_to_take(now, start, ZONE):
            await tallies.take_snapshot(connection, "p1", day)
        unit = Unit(code="A1", name="Đơn vị A1", parent=None)
        rows = await tallies.unit_rows(
            connection, phase="p1", units=[unit], targets={}, sprint_start=start, now=now, zone=ZONE
        )
    row = rows["A1"]
    moments = [row.now, row.day_start, row.week_ago, row.sprint_start]
    assert [counts.submitted for counts in moments] == [4, 3, 2, 1]
    assert row.reached_at == now.astimezone(UTC)
