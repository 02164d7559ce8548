"""Owners' announcements go out in portions: never in the quiet hours, never more than a person is to get in a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler import agenda as plan
from scheduler.staging import Staging
from storage import announcements, outbox, parties
from storage.announcements import KIND, key_of
from storage.database import Database
from storage.messages import KINDS, Message
from storage.outbox import Outgoing
from storage.records import Announcement, Change, Chat, JudgeAgain
from storage.transaction import Statements
from storage.writing import write

PORTION = 200
_SOON, _LATER = timedelta(seconds=1), timedelta(seconds=30)
_DAY, _KEPT = timedelta(hours=24), timedelta(days=3)


class Announcing:
    """Plans the next portion once the one before has gone out; where nothing is announced it asks nothing."""

    def __init__(
        self, database: Database, staging: Callable[[], Staging], loud_from: Callable[[datetime], datetime]
    ) -> None:
        """`loud_from`: the first instant from a given one on at which the bot may begin to speak by itself."""
        self._database = database
        self._staging = staging
        self._loud_from = loud_from
        self._looked = False
        self.next_due: datetime | None = None

    def follow(self, changes: Sequence[Change]) -> None:
        """Look at once when something was announced."""
        if any(isinstance(change, Announcement | JudgeAgain) for change in changes):
            self._looked = False

    async def tick(self, now: datetime) -> int:
        """Write the next portion, if one is due; how many messages."""
        if self._looked and (self.next_due is None or now < self.next_due):
            return 0
        self._looked = True
        loud = self._loud_from(now)
        async with self._database.write() as connection:
            current = await connection.at_once(announcements.running)
            if not current:
                self.next_due = None
                return 0
            if loud > now or self._staging().paused:
                self.next_due = max(loud, now + _LATER)
                return 0
            rows = await connection.at_once(self._portion, current[0], now)
        self.next_due = now + (_SOON if rows else _LATER)
        return rows

    async def _portion(self, connection: Statements, made: Announcement, now: datetime) -> int:
        room = PORTION - await announcements.waiting(connection)
        if room <= 0:
            return 0
        view = self._staging().view(now)
        units = () if made.unit == view.root.code else tuple(each.code for each in view.subtree(made.unit))
        people = await announcements.portion(connection, made, units, now, room) if made.unit in view else []
        rows = await self._rows(connection, made, people, now)
        await outbox.insert_new(connection, rows)
        done = len(people) < room
        after = replace(made, up_to=people[-1] if people else made.up_to, state="done" if done else "running")
        await write(connection, [after])
        return len(rows)

    async def _rows(
        self, connection: Statements, made: Announcement, people: list[int], now: datetime
    ) -> list[Outgoing]:
        chats = await parties.private_chats(connection, people, self._staging().stopped())
        told = await parties.own_messages_since(connection, people, now - _DAY)
        keys = {person: key_of(made.id, person) for person in chats}
        known = await outbox.planned_already(connection, list(keys.values()))
        return [
            self._row(made, chats[person], key, self._from(told.get(person, []), now))
            for person, key in keys.items()
            if key not in known
        ]

    def _from(self, told: Sequence[datetime], now: datetime) -> datetime:
        """Now; for whom the bot has written to enough today, a day later and in loud hours."""
        within = plan.within_cap(told, now, self._staging().campaign.policy)
        return now if within else self._loud_from(now + _DAY)

    def _row(self, made: Announcement, chat: Chat, key: str, at: datetime) -> Outgoing:
        staging = self._staging()
        heading = staging.texts("thongbao-heading", owner=staging.campaign.owner.name)
        return Outgoing(
            id=self._database.ids.take("outbox"),
            chat_id=chat.id,
            person_id=chat.person_id,
            kind=KIND,
            key=key,
            body=Message(made.text, heading).to_json(),
            priority=KINDS[KIND].priority,
            state="due",
            not_before=at,
            useful_until=at + (KINDS[KIND].useful_for or _KEPT),
            attempts=0,
            created_at=at,
        )
