"""Lists of assignments beside the turns: looked at, put in as a whole or not at all, taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from campaign.assigning import Plan, make_plan, read_assignments
from campaign.assigning.telling import units_said
from campaign.calendar import QuietTimes
from campaign.definition import Campaign
from campaign.importing.grid import Grid
from campaign.importing.lines import Listing
from campaign.texts import Texts
from storage.assigning.links import Ways, make_links
from storage.assigning.memory import lines_of, newest_list
from storage.assigning.putting import Given, Putting, Result, put, undone
from storage.assigning.standing import Standing, read_standing
from storage.database import Database
from storage.importing.folder import FolderChangedError, NothingToUndoError
from storage.messages import KINDS, Message
from storage.outbox import Outgoing, insert_new
from storage.parties import private_chats
from storage.records import Change
from storage.transaction import Statements
from storage.writing import write


@dataclass(frozen=True, slots=True)
class Looked:
    """A list compared with what stands; `shown` tells it from every other."""

    plan: Plan
    standing: Standing

    @property
    def shown(self) -> str:
        """Exactly what would be done, in few characters."""
        told = (self.plan.changes, self.plan.absent, self.plan.absent_waiting)
        return sha256(repr(told).encode()).hexdigest()[:12]

    @property
    def open_invitations(self) -> list[Given]:
        """What was given out and not opened yet."""
        found: dict[int, list[int]] = {}
        for line in self.standing.waiting.values():
            found.setdefault(line.invite_id or 0, []).append(line.id)
        waiting = self.standing.waiting
        return [
            Given(self.standing.invites[number], waiting[lines[0]].name, tuple(waiting[n] for n in lines))
            for number, lines in found.items()
            if number in self.standing.invites
        ]


@dataclass(frozen=True, slots=True)
class Done:
    """How many assignments are different now, and the invitations to be passed on."""

    offices: int
    given: Sequence[Given] = field(default=())
    changes: Sequence[Change] = field(default=())


class Assigning:
    """Works on one database; `new_code` makes an opaque code for a link."""

    def __init__(
        self, database: Database, campaign: Callable[[], Campaign], new_code: Callable[[], str]
    ) -> None:
        self._database = database
        self._campaign = campaign
        self._new_code = new_code

    async def look(self, grids: Sequence[Grid], now: datetime) -> Looked:
        """What these sheets would change today."""
        listing = await asyncio.to_thread(read_assignments, grids)
        async with self._database.read() as connection:
            standing = await read_standing(connection, now)
        return await asyncio.to_thread(self._compared, standing, listing, now)

    def _compared(self, standing: Standing, listing: Listing, now: datetime) -> Looked:
        campaign = self._campaign()
        zone = campaign.time_zone
        today = now.astimezone(ZoneInfo(zone)).date()
        plan = make_plan(campaign, standing.held_in(zone), standing.waiting_in(zone), listing, today)
        return Looked(plan, standing)

    async def put(
        self, looked: Looked, by: int | None, now: datetime, *, number: int | None, ends_from: date | None
    ) -> Done:
        """Do what was looked at; FolderChangedError when somebody has changed what it was compared with.

        `number`: of the order that asked for it. `ends_from`: the day from which those not in the list are no more in
        charge; None: they stay.
        """
        campaign, ids = self._campaign(), self._database.ids
        async with self._database.write() as connection:
            standing = await connection.at_once(read_standing, now)
            if standing != looked.standing:
                raise FolderChangedError
            number = ids.take("paper_order") if number is None else number
            putting = Putting(number, by, now, self._new_code, ids.take, ends_from)
            result = put(campaign, standing, looked.plan, putting)
            connection.queue(write, result.records)
            await connection.at_once(self._tell, result, looked.plan.names, now)
        offices = len(looked.plan.changes)
        if ends_from is not None:
            offices += len(looked.plan.absent) + len(looked.plan.absent_waiting)
        return Done(offices, result.given, result.records)

    async def newest(self) -> int | None:
        """The number of the list put in last that can be undone."""
        async with self._database.read() as connection:
            return await newest_list(connection)

    async def undo(self, by: int | None, now: datetime) -> Done:
        """Take the last list back; NothingToUndoError when there is none."""
        ids = self._database.ids
        async with self._database.write() as connection:
            number = await connection.at_once(newest_list)
            if number is None:
                raise NothingToUndoError
            standing = await connection.at_once(read_standing, now)
            lines, former = await connection.at_once(lines_of, number)
            putting = Putting(number, by, now, self._new_code, ids.take)
            result = undone(standing, lines, former, putting)
            connection.queue(write, result.records)
            names = {unit.code: unit.name for unit in self._campaign().units}
            await connection.at_once(self._tell, result, names, now)
        return Done(len(lines), (), result.records)

    async def _tell(
        self, connection: Statements, result: Result, names: Mapping[str, str], now: datetime
    ) -> None:
        """A word to everybody who got or lost something, when the quiet time is over."""
        campaign = self._campaign()
        texts = Texts(campaign.texts)
        quiet = QuietTimes(campaign.policy, campaign.time_zone, campaign.sprint_at(now))
        loud = quiet.next_loud(now)
        chats = await private_chats(connection, {*result.begun, *result.ended})
        said = [("assign-told-begun", result.begun), ("assign-told-ended", result.ended)]
        kind = KINDS["answer"]
        assert kind.useful_for is not None
        rows = [
            Outgoing(
                id=self._database.ids.take("outbox"),
                chat_id=chats[person].id,
                person_id=person,
                kind="answer",
                key=None,
                body=Message(texts(text_id, units=units_said(codes, names, texts))).to_json(),
                priority=kind.priority,
                state="due",
                not_before=loud,
                useful_until=loud + kind.useful_for,
                attempts=0,
                created_at=now,
            )
            for text_id, people in said
            for person, codes in people.items()
            if person in chats
        ]
        await insert_new(connection, rows)

    async def links(
        self, names: Mapping[str, str], given: Sequence[Given], ways: Ways, now: datetime
    ) -> bytes:
        """The invitations as an Excel file."""
        return await asyncio.to_thread(make_links, self._campaign(), names, given, ways, now)
