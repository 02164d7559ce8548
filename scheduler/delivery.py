"""Delivery: the only place that sends. Chats side by side, within a chat in order, each outcome kept.

Replies are handed over in memory, already claimed and with their place in the pacer; everything else is claimed from
the outbox by `scheduler.pump`. Results are written with the next commit, whoever makes it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from scheduler.civil import Clock
from scheduler.pace import Pacer
from scheduler.quota import Meters
from scheduler.sending import (
    Declined,
    Exhausted,
    Gone,
    Later,
    Moved,
    Outcome,
    Refused,
    Sender,
    Sent,
    Stopped,
    Unsure,
)
from storage.chats import ChatNews, Readdressed, Unreachable
from storage.messages import KINDS, Message
from storage.outbox import Outgoing, Result
from storage.quota import HELD, Quota
from storage.records import Chat

_log = structlog.get_logger(__name__)
_AT_ONCE = 60  # of one bot: where a platform hangs, the other bots' messages do not wait for it
_MOST_ATTEMPTS = 6
_STOPPED_FOR = timedelta(minutes=1)
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that was committed as being sent, the chat it goes to, and its message."""

    row: Outgoing
    chat: Chat
    message: Message


@dataclass(slots=True)
class Outcomes:
    """What waits to be written by the next commit: how rows came out, changed chats, boards with their messages.

    `quotas` are the months of bots whose messages are counted, as of these results.
    """

    results: list[Result] = field(default_factory=list)
    chats: list[ChatNews] = field(default_factory=list)
    posted: list[tuple[Outgoing, str]] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)


class Delivery:
    """Sends what it is handed; how it came out is in `outcomes` until the next commit takes it."""

    def __init__(
        self, senders: Mapping[Place, Sender], clock: Clock, pacer: Pacer, meters: Meters | None = None
    ) -> None:
        """`senders` by channel and bot: where one bot is stopped, the others go on. `meters`: of the counted ones."""
        self._senders = senders
        self._meters = meters or {}
        self._clock = clock
        self._pacer = pacer
        self._queues: dict[int, deque[Claimed]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._under_way: set[int] = set()
        self._closing = False
        self._places: defaultdict[Place, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_AT_ONCE))
        self.stopped: set[Place] = set()
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
            self._tasks[each.chat.id] = asyncio.create_task(self._drain(each.chat.id))

    def has_news(self) -> bool:
        """Whether anything waits to be written."""
        waits = self.outcomes.results or self.outcomes.chats or self.outcomes.posted
        return bool(waits) or any(meter.changed() for meter in self._meters.values())

    def take(self) -> Outcomes:
        """Everything that waits to be written; who takes it writes it or gives it back."""
        taken, self.outcomes = self.outcomes, Outcomes()
        counted = [meter for meter in self._meters.values() if meter.changed()]
        taken.quotas = [meter.row() for meter in counted]
        for meter in counted:
            meter.settle(stored=True)
        return taken

    def give_back(self, taken: Outcomes) -> None:
        """It could not be written: it comes before whatever came since."""
        self.outcomes.results[:0] = taken.results
        self.outcomes.chats[:0] = taken.chats
        self.outcomes.posted[:0] = taken.posted
        for row in taken.quotas:
            self._meters[row.channel, row.bot].settle(stored=False)

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
        """Let what is being sent arrive, for so many seconds at most; what waits for its time is given back."""
        self._closing = True
        for chat_id, task in self._tasks.items():
            if chat_id not in self._under_way:
                task.cancel()
        tasks = set(self._tasks.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _drain(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        try:
            while queue and not self._closing:
                await self._clock.sleep_until(queue[0].row.not_before)
                async with self._places[_place_of(queue[0])]:
                    if self._pacer.is_held(self._clock.now()):
                        self._place_anew(queue)
                        continue
                    first = queue[0]
                    self._under_way.add(chat_id)
                    outcome = await self._attempt(first)
                self._under_way.discard(chat_id)
                self._settle(queue, first, outcome)
        finally:
            if chat_id in self._under_way:  # cut off: nobody knows, the next start decides
                self._under_way.discard(chat_id)
                queue.popleft()
            self._give_back(queue)
            del self._queues[chat_id], self._tasks[chat_id]
            self.on_free()

    def _place_anew(self, queue: deque[Claimed]) -> None:
        """Since it got its place the whole bot was told to wait: it gets another one after that."""
        first, now = queue[0], self._clock.now()
        take = self._pacer.answer if KINDS[first.row.kind].again_when_unknown else self._pacer.bulk
        place = take(first.chat.id, now, group=first.chat.kind == "group")
        queue[0] = replace(first, row=replace(first.row, not_before=place))

    async def _attempt(self, claimed: Claimed) -> Outcome | None:
        if self._clock.now() >= claimed.row.useful_until:
            return None
        place = _place_of(claimed)
        if place in self.stopped:
            return Stopped("the channel is stopped")
        if place not in self._senders:
            return Declined("the bot of this chat is not set up")
        if place in self._meters and self._meters[place].verdict(claimed.row.kind, claimed.chat.id) != "go":
            return Exhausted(HELD)
        try:
            return await self._senders[place].send(claimed.chat, claimed.message)
        except Exception as failure:  # noqa: BLE001  # one message must not take its chat's others with it
            return Refused(f"not sendable: {type(failure).__name__}")

    def _settle(self, queue: deque[Claimed], claimed: Claimed, outcome: Outcome | None) -> None:
        now = self._clock.now()
        match outcome:
            case Later(seconds, reason, all_chats):
                until = now + timedelta(seconds=seconds)
                self._pacer.block(None if all_chats else claimed.chat.id, until)
                self._put_back(queue, until, reason)
            case Unsure(reason):
                self._unsure(queue, claimed.row, reason)
            case Gone(state):
                self.outcomes.chats.append(Unreachable(claimed.chat.id, state))
                self._drop_all(queue, state)
            case Moved(address):
                self._move(queue, address)
            case Stopped(reason):
                self.stop(_place_of(claimed), reason)
                self._put_back(queue, now + _STOPPED_FOR, reason)
            case Exhausted(reason):
                self._hold(queue, claimed, reason)
            case _:
                self._result(queue, self._final(claimed.row, outcome))

    def _final(self, row: Outgoing, outcome: Sent | Refused | Declined | None) -> Result:
        now = self._clock.now()
        match outcome:
            case None:
                return Result(row.id, "missed", now, reason="useful_until")
            case Sent(message):
                if row.kind == "board":
                    self.outcomes.posted.append((row, message))
                return Result(row.id, "sent", now, message=message)
            case Declined(reason):
                return Result(row.id, "dropped", now, reason=reason)
            case Refused(reason):
                _log.error("message refused", kind=row.kind, reason=reason, outbox=row.id)
                return Result(row.id, "dead", now, reason=reason)

    def _hold(self, queue: deque[Claimed], claimed: Claimed, reason: str) -> None:
        """The month is used up, or nearly: the rules of the month say what becomes of it."""
        now, row = self._clock.now(), claimed.row
        meter = self._meters.get(_place_of(claimed))
        fate = meter.fate(row, claimed.chat) if meter is not None else None
        self._result(queue, fate or Result(row.id, "due", now, reason=reason, not_before=now))

    def stop(self, place: Place, reason: str) -> None:
        """Nothing more is tried with this bot; what waits for it keeps waiting."""
        if place not in self.stopped:
            self.stopped.add(place)
            _log.error("channel stopped", channel=place[0], bot=place[1], reason=reason)

    def _result(self, queue: deque[Claimed], result: Result) -> None:
        queue.popleft()
        self.outcomes.results.append(result)
        self.on_result()

    def _unsure(self, queue: deque[Claimed], row: Outgoing, reason: str) -> None:
        """Send again or not, as the kind of message promises (DESIGN 6)."""
        now = self._clock.now()
        if KINDS[row.kind].again_when_unknown and row.attempts + 1 < _MOST_ATTEMPTS:
            tried = replace(row, attempts=row.attempts + 1)
            queue[0] = replace(queue[0], row=tried)
            self._put_back(queue, now + timedelta(seconds=2**row.attempts), reason, tried=row.id)
        else:
            _log.warning("outcome unknown", kind=row.kind, reason=reason, outbox=row.id)
            self._result(queue, Result(row.id, "unknown", now, reason=reason))

    def _put_back(self, queue: deque[Claimed], until: datetime, reason: str, tried: int = 0) -> None:
        """Not now, but from `until` on.

        What would be sent again anyhow if the program stopped keeps its place in its chat, so that an old question
        never comes after a new one; anything else goes back to the outbox, to be claimed again.
        """
        later = [
            replace(each, row=replace(each.row, not_before=max(until, each.row.not_before))) for each in queue
        ]
        queue.clear()
        if all(KINDS[each.row.kind].again_when_unknown for each in later):
            queue.extend(later)
            return
        self._return(later, reason, tried)

    def _give_back(self, queue: deque[Claimed]) -> None:
        """Return what was not attempted to the outbox as it was."""
        if queue:
            self._return(list(queue), "stopped before sending")
            queue.clear()

    def _return(self, rows: list[Claimed], reason: str, tried: int = 0) -> None:
        now = self._clock.now()
        for each in rows:
            row = each.row
            back = Result(row.id, "due", now, reason=reason, not_before=row.not_before, tried=row.id == tried)
            self.outcomes.results.append(back)
        self.on_result()

    def _drop_all(self, queue: deque[Claimed], state: str) -> None:
        now = self._clock.now()
        self.outcomes.results.extend(Result(each.row.id, "dropped", now, reason=state) for each in queue)
        queue.clear()
        self.on_result()

    def _move(self, queue: deque[Claimed], address: str) -> None:
        moved = replace(queue[0].chat, address=address)
        self.outcomes.chats.append(Readdressed(moved.id, address))
        for _ in range(len(queue)):
            queue.append(replace(queue.popleft(), chat=moved))
        self.on_result()


def _place_of(claimed: Claimed) -> Place:
    return claimed.chat.channel, claimed.chat.bot


def _nobody() -> None:
    """Nobody waits for results."""
