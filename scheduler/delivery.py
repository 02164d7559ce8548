"""Delivery: the only place that sends. Chats side by side, within a chat in order, each outcome kept.

Replies are handed over in memory, already claimed and with their place in the pacer; everything else is claimed from
the outbox by `scheduler.pump`. Results are written with the next commit, whoever makes it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from scheduler.civil import Clock
from scheduler.pace import Pacer
from scheduler.sending import Declined, Gone, Later, Moved, Outcome, Refused, Sender, Sent, Stopped, Unsure
from storage.messages import KINDS, Message
from storage.outbox import Outgoing, Result
from storage.records import Chat

_log = structlog.get_logger(__name__)
_AT_ONCE = 60
_MOST_ATTEMPTS = 6


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that was committed as being sent, the chat it goes to, and its message."""

    row: Outgoing
    chat: Chat
    message: Message


@dataclass(slots=True)
class Outcomes:
    """What waits to be written by the next commit: how rows came out, changed chats, boards with their messages."""

    results: list[Result] = field(default_factory=list)
    chats: list[Chat] = field(default_factory=list)
    posted: list[tuple[Outgoing, str]] = field(default_factory=list)


class Delivery:
    """Sends what it is handed; how it came out is in `outcomes` until the next commit takes it."""

    def __init__(self, senders: Mapping[str, Sender], clock: Clock, pacer: Pacer) -> None:
        """`senders` by channel name."""
        self._senders = senders
        self._clock = clock
        self._pacer = pacer
        self._queues: dict[int, deque[Claimed]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._stopped: set[str] = set()
        self.outcomes = Outcomes()
        self.on_result: Callable[[], None] = _nobody
        self.on_free: Callable[[], None] = _nobody

    def hand_over(self, claimed: list[Claimed]) -> None:
        """Take claimed rows; each chat's go in the order they came."""
        for each in claimed:
            queue = self._queues.get(each.chat.id)
            if queue is not None:
                queue.append(each)
                continue
            self._queues[each.chat.id] = deque((each,))
            task = asyncio.create_task(self._drain(each.chat.id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def has_news(self) -> bool:
        """Whether anything waits to be written."""
        return bool(self.outcomes.results or self.outcomes.chats or self.outcomes.posted)

    def take(self) -> Outcomes:
        """Everything that waits to be written; who takes it writes it or gives it back."""
        taken, self.outcomes = self.outcomes, Outcomes()
        return taken

    def give_back(self, taken: Outcomes) -> None:
        """It could not be written: it comes before whatever came since."""
        self.outcomes.results[:0] = taken.results
        self.outcomes.chats[:0] = taken.chats
        self.outcomes.posted[:0] = taken.posted

    def is_idle(self) -> bool:
        """Whether nothing is being sent or could be sent at this moment of civil time."""
        now = self._clock.now()
        return all(queue[0].row.not_before > now for queue in self._queues.values() if queue)

    def next_moment(self) -> datetime | None:
        """When the earliest message waiting in memory may go."""
        return min((queue[0].row.not_before for queue in self._queues.values() if queue), default=None)

    def busy_chats(self) -> set[int]:
        """The chats whose rows are in memory."""
        return set(self._queues)

    async def finish(self, patience: float) -> None:
        """Let what is under way come to its end for so many seconds; what waits stays claimed and is settled later."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in list(self._tasks):
            task.cancel()

    async def _drain(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        try:
            while queue:
                first = queue[0]
                await self._clock.sleep_until(first.row.not_before)
                async with self._places:
                    outcome = await self._attempt(first)
                self._settle(queue, first, outcome)
        finally:
            del self._queues[chat_id]
            self.on_free()

    async def _attempt(self, claimed: Claimed) -> Outcome | None:
        if self._clock.now() >= claimed.row.useful_until:
            return None
        channel = claimed.chat.channel
        if channel in self._stopped:
            return Stopped("the channel is stopped")
        return await self._senders[channel].send(claimed.chat, claimed.message)

    def _settle(self, queue: deque[Claimed], claimed: Claimed, outcome: Outcome | None) -> None:
        now = self._clock.now()
        row = claimed.row
        match outcome:
            case None:
                self._result(queue, Result(row.id, "missed", now, reason="useful_until"))
            case Sent(message):
                if row.kind == "board":
                    self.outcomes.posted.append((row, message))
                self._result(queue, Result(row.id, "sent", now, message=message))
            case Later(seconds, reason, all_chats):
                until = now + timedelta(seconds=seconds)
                self._pacer.block(None if all_chats else claimed.chat.id, until)
                self._put_back(queue, until, reason)
            case Unsure(reason):
                self._unsure(queue, row, reason)
            case Gone(state):
                self.outcomes.chats.append(replace(claimed.chat, state=state))
                self._drop_all(queue, state)
            case Moved(address):
                self._move(queue, address)
            case Refused(reason):
                _log.error("message refused", kind=row.kind, reason=reason, outbox=row.id)
                self._result(queue, Result(row.id, "dead", now, reason=reason))
            case Declined(reason):
                self._result(queue, Result(row.id, "dropped", now, reason=reason))
            case Stopped(reason):
                self._stopped.add(claimed.chat.channel)
                _log.error("channel stopped", channel=claimed.chat.channel, reason=reason)
                self._put_back(queue, now, reason)

    def _result(self, queue: deque[Claimed], result: Result) -> None:
        queue.popleft()
        self.outcomes.results.append(result)
        self.on_result()

    def _unsure(self, queue: deque[Claimed], row: Outgoing, reason: str) -> None:
        """Send again or not, as the kind of message promises (DESIGN 6)."""
        now = self._clock.now()
        if KINDS[row.kind].again_when_unknown and row.attempts + 1 < _MOST_ATTEMPTS:
            self._put_back(queue, now + timedelta(seconds=2**row.attempts), reason)
        else:
            _log.warning("outcome unknown", kind=row.kind, reason=reason, outbox=row.id)
            self._result(queue, Result(row.id, "unknown", now, reason=reason))

    def _put_back(self, queue: deque[Claimed], until: datetime, reason: str) -> None:
        """Give this chat's rows back to the outbox, to be claimed again when their time comes."""
        now = self._clock.now()
        for each in queue:
            later = max(until, each.row.not_before)
            self.outcomes.results.append(Result(each.row.id, "due", now, reason=reason, not_before=later))
        queue.clear()
        self.on_result()

    def _drop_all(self, queue: deque[Claimed], state: str) -> None:
        now = self._clock.now()
        self.outcomes.results.extend(Result(each.row.id, "dropped", now, reason=state) for each in queue)
        queue.clear()
        self.on_result()

    def _move(self, queue: deque[Claimed], address: str) -> None:
        moved = replace(queue[0].chat, address=address)
        self.outcomes.chats.append(moved)
        for _ in range(len(queue)):
            queue.append(replace(queue.popleft(), chat=moved))
        self.on_result()


def _nobody() -> None:
    """Nobody waits for results."""
