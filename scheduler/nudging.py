"""Asking those who have begun nothing to begin, and calling them last, in portions (domain.md 5.3).

A province has hundreds of thousands of workers. A portion is planned in a moment and the next one when the platform has
had time to carry it, so that neither the writer nor the outbox is ever full of reminders. Whoever asks again plans
nobody twice: the key is permanent. What could not be planned while it was useful is not made up for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from campaign.definition import Sprint
from scheduler import agenda as plan
from scheduler.agenda import Occurrence
from scheduler.agenda.idle import SLOT, Hearing, Idle, Told, hearing_of, hours_between, next_hour
from scheduler.agenda.reminders import hours_of
from scheduler.composing import Person, begin_message, nudge_message
from scheduler.easing import Easing
from scheduler.figures import Figures, figures
from scheduler.planned import row_of
from scheduler.staging import Staging
from storage import outbox, parties
from storage.database import Database
from storage.idle import IdlePerson, OwnMessage, Wanted, own_messages, portion
from storage.messages import Message
from storage.optouts import eased
from storage.outbox import Outgoing
from storage.records import Chat
from storage.transaction import Statements

PORTION = 500
_A_SECOND = 25  # what a bot may begin by itself is a little more (DESIGN 6)
_ASKED = "asked_until"
_DAY, _SOON = timedelta(hours=24), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Round:
    """An hour that is being worked off: everybody up to `after` has been looked at. The figures are read once."""

    hearing: Hearing
    after: int = 0
    figures: dict[str, Figures] = field(default_factory=dict)


class Nudging:
    """Plans the next portion when it is time for it."""

    def __init__(self, database: Database, staging: Callable[[], Staging]) -> None:
        """`staging`: the campaign as it stands; a new one begins the hour that is being worked off anew."""
        self._database = database
        self._staging = staging
        self._easing = Easing(database)
        self._frame: object = None
        self._round: _Round | None = None
        self.next_due: datetime | None = None

    async def tick(self, now: datetime) -> int:
        """Plan a portion, if one is due; how many messages were written."""
        staging = self._staging()
        if staging.frame is not self._frame:
            self._frame, self._round, self.next_due = staging.frame, None, now
        if self.next_due is None or now < self.next_due:
            return 0
        if self._round is None:
            await self._easing.look(staging, now)
        async with self._database.write() as connection:
            rows, going_on = await connection.at_once(self._work, staging, now)
        self._round = going_on
        # A turned clock meets the next hour even where this one had nobody.
        self.next_due = now + _pause(rows) if going_on is not None else next_hour(staging.frame, now)
        return rows

    async def _work(
        self, connection: Statements, staging: Staging, now: datetime
    ) -> tuple[int, _Round | None]:
        """The next portion; how many rows, and where it goes on."""
        if staging.paused:
            await parties.beat(connection, _ASKED, now)
            return 0, None
        current = self._round or await self._begin(connection, staging, now)
        if current is None or now >= current.hearing.until:
            await parties.beat(connection, _ASKED, now)
            return 0, None
        rows, after = await _Portion(self._database, connection, staging, now, current).plan()
        await outbox.insert_new(connection, rows)
        if after is not None:
            return len(rows), replace(current, after=after)
        await parties.beat(connection, _ASKED, current.hearing.hour.due)
        return len(rows), await self._begin(connection, staging, now)

    async def _begin(self, connection: Statements, staging: Staging, now: datetime) -> _Round | None:
        """The earliest hour that is not worked off and still useful."""
        since = await parties.heartbeat(connection, _ASKED) or now - _SOON
        halved = (await eased(connection))[None]
        hours = hours_between(staging.frame, since, now)
        hearings = (hearing_of(staging.frame, hour, halved) for hour in hours)
        found = next((hearing for hearing in hearings if now < hearing.until), None)
        return _Round(found) if found is not None else None


def _pause(rows: int) -> timedelta:
    """What the platform needs for so many, until the next portion is planned."""
    return max(_SOON, timedelta(seconds=rows / _A_SECOND))


class _Portion:
    """One portion of one hour: whom to ask, what to say, where."""

    def __init__(
        self, database: Database, connection: Statements, staging: Staging, now: datetime, current: _Round
    ) -> None:
        self._database = database
        self._connection = connection
        self._staging = staging
        self._now = now
        self._hearing = current.hearing
        self._after = current.after
        self._figures = current.figures

    async def plan(self) -> tuple[list[Outgoing], int | None]:
        """The rows, and the last person's number; None when there is nobody after these."""
        people, last = await portion(self._connection, self._wanted(), self._after, PORTION)
        by_id = {str(person.id): person for person in people}
        told = await own_messages(self._connection, [person.id for person in people], self._told_since())
        asked = [self._hearing.nudge(_idle(person, told.get(person.id, ()))) for person in people]
        due = [each for each in asked if each is not None]
        known = await outbox.planned_already(self._connection, [each.key for each in due])
        fresh = [each for each in due if each.key not in known]
        chats = await parties.private_chats(
            self._connection, [int(each.recipient) for each in fresh], self._staging.stopped()
        )
        rows = [
            await self._row(
                each, by_id[each.recipient], chats[int(each.recipient)], told.get(int(each.recipient), ())
            )
            for each in fresh
            if int(each.recipient) in chats
        ]
        return rows, last

    def _wanted(self) -> Wanted:
        hour, policy = self._hearing.hour, self._staging.campaign.policy
        others = () if hour.last_call else (each for each in hours_of(policy) if each != policy.worker_at)
        times = (hour.at,) if hour.chosen else others
        return Wanted(
            minutes=frozenset(60 * each.hour + each.minute for each in times),
            chosen=hour.chosen,
            joined_until=self._hearing.joined_until,
            since=self._hearing.sprints_from,
            at=hour.due,
        )

    def _told_since(self) -> datetime:
        """As far back as any rhythm looks."""
        days = 2 * self._staging.campaign.policy.idle_period_days
        return self._hearing.first_start - timedelta(days=days)

    async def _row(
        self, asked: Occurrence, person: IdlePerson, chat: Chat, told: Sequence[OwnMessage]
    ) -> Outgoing:
        lately = [each.planned_at for each in told if not each.held_out]
        within = plan.within_cap(lately, self._now, self._staging.campaign.policy)
        dropped = asked.dropped or (None if within else "cap")
        message = None if dropped else await self._said(asked, person)
        number, to = self._database.ids.take("outbox"), (chat.id, person.id)
        return row_of(number, asked, to, message, self._now, dropped=dropped or "")

    async def _said(self, asked: Occurrence, person: IdlePerson) -> Message | None:
        table = self._hearing.table_of(person.unit)
        assert table is not None, "nobody is asked whose unit follows no sprint"
        if self._hearing.hour.last_call:
            return nudge_message(asked, Person(person.name), self._staging, table.sprint.ends_at)
        return begin_message(await self._figures_of(table.sprint), person.unit, person.name, self._staging)

    async def _figures_of(self, sprint: Sprint) -> Figures:
        if sprint.code not in self._figures:
            self._figures[sprint.code] = await figures(self._connection, self._staging, sprint, self._now)
        return self._figures[sprint.code]


def _idle(person: IdlePerson, told: Sequence[OwnMessage]) -> Idle:
    """The person as the agenda sees him."""
    return Idle(
        person=str(person.id),
        unit=person.unit,
        joined_at=person.joined_at,
        began_at=person.began_at,
        submitted_at=person.submitted_at,
        told=tuple(Told(each.due, each.held_out) for each in told if each.key.split("/")[3:4] == [SLOT]),
    )
