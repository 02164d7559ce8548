"""From the outbox to delivery: claims what is due, by priority, one message a chat at a time, at the pacer's pace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.civil import Clock
from scheduler.delivery import Claimed, Delivery
from scheduler.handing import HandingOver, Post
from scheduler.pace import Pacer
from scheduler.quota import Meters
from storage import outbox
from storage.database import Database
from storage.loading import load
from storage.messages import Message
from storage.outbox import Outgoing, Result
from storage.quota import HELD
from storage.rates import store_rates
from storage.records import Chat
from storage.transaction import Statements, Transaction
from storage.workspace import Workspace

_CLAIMED = 200
_AHEAD = timedelta(seconds=1)
# What the bot begins by itself: quiet hours hold for its backlog and its repeats too (I8).
_DISTURBING = frozenset(
    {"announcement", "digest", "nudge", "board", "launch", "last_call", "milestone", "end", "handover"}
)


class Pump:
    """Moves due rows into delivery whenever it is kicked, and when the next row's time has come.

    `loud_from` gives the first instant from a moment on at which the bot may begin to speak by itself, and
    `loud_for_chosen` the same for nudges to somebody who chose his hour himself.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        pacer: Pacer,
        delivery: Delivery,
        meters: Meters | None = None,
        handing: HandingOver | None = None,
    ) -> None:
        """`meters`: of the bots whose messages are counted; `handing`: who passes on what cannot go to a group."""
        self._meters = meters or {}
        self._handing = handing
        self._database = database
        self._clock = clock
        self._pacer = pacer
        self._delivery = delivery
        self._kicked = asyncio.Event()
        self._waker: asyncio.Task[None] | None = None
        self.next_due: datetime | None = None
        self.working = False
        self._waits = True
        self.loud_from: Callable[[datetime], datetime] = _at_once
        self.loud_for_chosen: Callable[[datetime], datetime] = _at_once
        self.commit: Callable[[], AbstractAsyncContextManager[Transaction]] = database.write

    def kick(self) -> None:
        """There may be something to send."""
        self._kicked.set()

    def freed(self) -> None:
        """A chat has nothing in delivery any more: what waited behind it may go, if anything waits at all."""
        if self._waits:
            self._kicked.set()

    def is_quiet(self) -> bool:
        """Whether there is nothing it has yet to look at."""
        return not self.working and not self._kicked.is_set()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            kicked = asyncio.create_task(self._kicked.wait())
            await asyncio.wait({kicked, stopping}, return_when=asyncio.FIRST_COMPLETED)
            kicked.cancel()
            if not stop.is_set():
                await self.pump()
        if self._waker is not None:
            self._waker.cancel()

    async def pump(self) -> None:
        """Claim and hand over once; `commit` writes first what was sent, or it would stand in its chat's way."""
        self.working = True
        self._kicked.clear()
        try:
            async with self.commit() as connection:
                now = self._clock.now()
                rows, workspace = await connection.at_once(self._look, now)
                claimed = self._claim(connection, rows, workspace, now)
                connection.queue(store_rates, self._pacer.changed())
                self._waits, self.next_due = await connection.at_once(_look_ahead, now)
            self._delivery.hand_over(claimed)
            self._wake_at(self.next_due)
        finally:
            self.working = False

    async def _look(self, connection: Statements, now: datetime) -> tuple[list[Outgoing], Workspace]:
        """What may go out now, with its chats and whoever must still want to be reminded."""
        await outbox.miss_overdue(connection, now)
        rows = await outbox.due(connection, now, _CLAIMED)
        workspace = Workspace(self._database.ids)
        reminded = {("person", row.person_id) for row in rows if row.kind == "nudge"}
        await load(connection, workspace, {("chat", row.chat_id) for row in rows} | reminded)
        return await self._without_held(connection, rows, workspace, now), workspace

    async def _without_held(
        self, connection: Statements, rows: list[Outgoing], workspace: Workspace, now: datetime
    ) -> list[Outgoing]:
        """The rows whose bots may send them; of the others it is decided here what becomes of them."""
        free: list[Outgoing] = []
        results: list[Result] = []
        posts: list[Post] = []
        for row in rows:
            chat = workspace.chat(row.chat_id)
            meter = self._meters.get((chat.channel, chat.bot)) if chat is not None else None
            if chat is None or meter is None or _hindrance(row, chat, workspace):
                free.append(row)
            elif result := meter.fate(row, chat):
                results.append(result)
            elif meter.verdict(row.kind, row.chat_id) == "hand_over":
                posts.append((row, chat))
            else:
                free.append(row)
        if posts and self._handing is not None:
            results += await self._handing.pass_on(connection, workspace, posts, now)
        await outbox.record(connection, results)
        if results:
            self._kicked.set()
        return free

    def _claim(
        self, connection: Transaction, rows: Sequence[Outgoing], workspace: Workspace, now: datetime
    ) -> list[Claimed]:
        busy = self._delivery.busy_chats()
        taken: list[tuple[Outgoing, Chat]] = []
        decided: list[Result] = []
        usual, chosen = self.loud_from(now), self.loud_for_chosen(now)
        for row in rows:
            chat = workspace.chat(row.chat_id)
            loud = chosen if _is_at_chosen_hour(row, workspace) else usual
            if reason := _hindrance(row, chat, workspace):
                decided.append(Result(row.id, "dropped", now, reason=reason))
            elif loud > now and (row.kind in _DISTURBING or row.reason == HELD):
                decided.append(Result(row.id, "due", now, reason="quiet", not_before=loud))
            elif chat is not None and row.chat_id not in busy:
                place = self._pacer.bulk(chat.id, now, group=chat.kind == "group")
                taken.append((replace(row, not_before=max(place, row.not_before)), chat))
                if place > now + _AHEAD:
                    break
        connection.queue(outbox.record, decided)
        connection.queue(outbox.claim, [row.id for row, _ in taken])
        if decided or len(taken) == _CLAIMED:
            self._kicked.set()
        return [
            Claimed(replace(row, state="sending"), chat, Message.from_json(row.body)) for row, chat in taken
        ]

    def _wake_at(self, moment: datetime | None) -> None:
        if self._waker is not None:
            self._waker.cancel()
            self._waker = None
        if moment is not None:
            self._waker = asyncio.create_task(self._sleep_and_kick(moment))

    async def _sleep_and_kick(self, moment: datetime) -> None:
        await self._clock.sleep_until(moment)
        self._kicked.set()


async def _look_ahead(connection: Statements, now: datetime) -> tuple[bool, datetime | None]:
    """Whether anything still waits whose time has come, and when the next one's comes."""
    return await outbox.any_due(connection, now), await outbox.next_due(connection, now)


def _at_once(moment: datetime) -> datetime:
    """No moment is quiet."""
    return moment


def _is_at_chosen_hour(row: Outgoing, workspace: Workspace) -> bool:
    """Whether it is a nudge to somebody who chose when he wants them."""
    person = workspace.person(row.person_id) if row.kind == "nudge" and row.person_id is not None else None
    return person is not None and person.nudge_at is not None


def _hindrance(row: Outgoing, chat: Chat | None, workspace: Workspace) -> str:
    """Why a row is not sent any more; empty when it is. Opting out wins over everything queued (I7)."""
    if chat is None or chat.state != "active":
        return chat.state if chat is not None else "no chat"
    if row.kind == "nudge" and row.person_id is not None:
        person = workspace.person(row.person_id)
        if person is None or person.erased_at is not None or not person.reminders:
            return "opted out"
    return ""
