"""The planner writes what the agenda says into the outbox, each occurrence once, with what it says (DESIGN 5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduler import agenda as plan
from scheduler.planner.recipients import parties_of, recipients
from scheduler.planner.writing import Writing
from scheduler.staging import Staging
from storage import outbox, parties
from storage.database import Database
from storage.transaction import Statements

_HORIZON = "planned_until"
_FIRST_LOOK_BACK = timedelta(seconds=1)
_LOOK_AGAIN = timedelta(hours=12)  # sooner than the first reminder of a draft begun meanwhile


class Planner:
    """Plans up to a moment whenever it is asked. Any number of planners and jumps of the clock is harmless."""

    def __init__(self, database: Database, staging: Staging) -> None:
        self._database = database
        self.staging = staging
        self.next_due: datetime | None = None
        self._looked = False

    def forget(self) -> None:
        """Groups, cadres or drafts have changed: the next occurrence has to be looked for again."""
        self._looked = False

    @property
    def has_to_look(self) -> bool:
        """Whether `next_due` may be wrong until the next tick."""
        return not self._looked

    async def tick(self, now: datetime) -> int:
        """Plan everything that has become due up to `now`; how many rows were written."""
        if self._looked and self.next_due is not None and now < self.next_due:
            return 0
        async with self._database.write() as connection:
            rows, self.next_due = await connection.at_once(self._plan_and_look_ahead, now)
            self._looked = True
        return rows

    async def _plan_and_look_ahead(self, connection: Statements, now: datetime) -> tuple[int, datetime]:
        rows = await self._plan(connection, now)
        known = await recipients(self._database, connection, now)
        due = plan.next_due(self.staging.frame, parties_of(known, self.staging), now)
        calls = (table.last_call for table in self.staging.frame.timetables if table.last_call > now)
        return rows, min(due or now + _LOOK_AGAIN, now + _LOOK_AGAIN, *calls)

    async def _plan(self, connection: Statements, now: datetime) -> int:
        since = await parties.heartbeat(connection, _HORIZON) or now - _FIRST_LOOK_BACK
        if now <= since:
            return 0
        known = await recipients(self._database, connection, now)
        due = plan.agenda(self.staging.frame, parties_of(known, self.staging), since, now)
        planned = await outbox.planned_already(connection, [each.key for each in due])
        fresh = [each for each in due if each.key not in planned]
        rows = await Writing(self._database, connection, self.staging, known, now).rows(fresh)
        await outbox.insert_new(connection, rows)
        await parties.beat(connection, _HORIZON, now)
        return len(rows)
