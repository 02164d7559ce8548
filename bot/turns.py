"""The one path: a batch of updates is one unit of work, one commit, and then its replies go out (DESIGN 2)."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

import structlog

from handlers import routes
from handlers.incoming import Incoming
from handlers.outcome import Outcome, Reply, say
from handlers.states import dump, load
from handlers.turn import Channel, Scene, Turn
from scheduler.civil import Clock
from scheduler.delivery import Claimed, Delivery, Outcomes
from scheduler.pace import Pacer
from scheduler.pinning import follow_boards
from storage import inbox, outbox
from storage.chats import write_news
from storage.database import Database, Transaction
from storage.inbox import Arrival
from storage.loading import load as load_keys
from storage.loading import load_speakers
from storage.messages import KINDS
from storage.outbox import Outgoing
from storage.rates import store_rates
from storage.reading import NotLoadedError
from storage.records import Change, Chat
from storage.workspace import Key, Workspace
from storage.writing import write

_log = structlog.get_logger(__name__)
_ROUNDS = 12
_ANSWERS = 3
_FLUSH_AFTER = 0.05
_A_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Update:
    """One update as a channel read it: where it came from, and what happened there."""

    arrival: Arrival
    address: str
    chat_kind: Literal["private", "group"]
    chat_title: str
    incoming: Incoming


class Turns:
    """Works off updates: stored once, played in order, written together, answered after the commit."""

    def __init__(
        self,
        database: Database,
        scene: Callable[[], Scene],
        channels: Mapping[tuple[str, str], Channel],
        clock: Clock,
        pacer: Pacer,
        delivery: Delivery,
    ) -> None:
        """`scene` gives the campaign as of now; `channels` by (channel name, bot name)."""
        self._database = database
        self._scene = scene
        self._channels = channels
        self._clock = clock
        self._pacer = pacer
        self._delivery = delivery
        self._flushing: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.on_change: Callable[[Sequence[Change]], None] = _nobody
        self.on_due: Callable[[], None] = lambda: None
        self.at_work = 0
        delivery.on_result = self._flush_soon

    async def work(self, updates: Sequence[Update], stored: Sequence[int] = ()) -> None:
        """Work off a batch; `stored`: the inbox numbers of updates that were acknowledged before.

        When the writing of a batch fails it is done again turn by turn, and the culprit is set aside.
        """
        if not updates:
            return
        self.at_work += 1
        try:
            await self._unit_of_work(updates, stored)
        except Exception as failure:  # noqa: BLE001  # whatever the database raises, the others go on
            if len(updates) == 1:
                await self._set_aside_alone(updates[0], stored, failure)
                return
            _log.error("batch failed, working turn by turn", updates=len(updates), error=_name_of(failure))
            for position, update in enumerate(updates):
                await self.work([update], stored[position : position + 1])
        finally:
            self.at_work -= 1

    async def _unit_of_work(self, updates: Sequence[Update], stored: Sequence[int]) -> None:
        async with self.commit() as connection:
            numbers = dict(zip((update.arrival.key for update in updates), stored, strict=False))
            if not stored:
                updates, numbers = await self._take_in(connection, updates)
            batch = _Batch(self, Workspace(self._database.ids), connection)
            await batch.play(updates, numbers)
            await write(connection, batch.workspace.changes)
            await outbox.insert_new(connection, [claimed.row for claimed in batch.claimed])
            await outbox.insert_new(connection, batch.due)
            if stored:
                await inbox.finish(connection, stored, self._clock.now())
        self._delivery.hand_over(batch.claimed)
        self.on_change(batch.workspace.changes)
        if batch.due:
            self.on_due()

    async def _take_in(
        self, connection: Transaction, updates: Sequence[Update]
    ) -> tuple[list[Update], dict[str, int]]:
        """Store what is new, done with this very commit."""
        fresh = await inbox.unknown_of(connection, [update.arrival for update in updates])
        keys = {arrival.key for arrival in fresh}
        first = self._database.ids.take_many("inbox", len(fresh))
        numbered = await inbox.store(connection, fresh, first, done=True)
        seen: set[str] = set()
        new = []
        for update in updates:
            if update.arrival.key in keys and update.arrival.key not in seen:
                seen.add(update.arrival.key)
                new.append(update)
        return new, {arrival.key: number for number, arrival in numbered}

    async def _set_aside_alone(self, update: Update, stored: Sequence[int], failure: Exception) -> None:
        """Keep an update whose writing failed, and say so to the person, in a commit of its own."""
        async with self.commit() as connection:
            number = stored[0] if stored else self._database.ids.take("inbox")
            if not stored:
                if not await inbox.unknown_of(connection, [update.arrival]):
                    return
                await inbox.store(connection, [update.arrival], number, done=False)
            batch = _Batch(self, Workspace(self._database.ids), connection)
            await batch.give_up(update, number, failure)
            await outbox.insert_new(connection, [claimed.row for claimed in batch.claimed])
        self._delivery.hand_over(batch.claimed)

    # Results

    def _flush_soon(self) -> None:
        """Results go with the next batch; when none comes soon they get a commit of their own."""
        if self._flushing is None:
            wait = 0 if self._delivery.outcomes.posted else _FLUSH_AFTER
            self._flushing = asyncio.get_running_loop().call_later(wait, self._start_flush)

    def _start_flush(self) -> None:
        self._flushing = None
        task = asyncio.create_task(self.flush())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def is_quiet(self) -> bool:
        """Whether no update is being worked off and nothing has to follow what was sent."""
        return not self.at_work and not self._delivery.outcomes.posted

    async def flush(self) -> None:
        """Write the results that no batch has taken along. Until they are written it is not quiet: pins may follow."""
        if not self._delivery.has_news():
            return
        self.at_work += 1
        try:
            async with self.commit():
                pass
        finally:
            self.at_work -= 1

    @asynccontextmanager
    async def commit(self) -> AsyncIterator[Transaction]:
        """A write transaction that takes along how sends came out; when it fails they wait for the next one."""
        taken, planned = Outcomes(), 0
        try:
            async with self._database.write() as connection:
                taken = self._delivery.take()
                await outbox.record(connection, taken.results)
                await write_news(connection, taken.chats)
                now = self._clock.now()
                planned = await follow_boards(connection, self._database.ids, taken.posted, now)
                yield connection
                await store_rates(connection, self._pacer.changed())
        except BaseException:
            self._delivery.give_back(taken)
            raise
        if planned:
            self.on_due()


class _Batch:
    """The turns of one batch, played in memory on what was loaded."""

    def __init__(self, turns: Turns, workspace: Workspace, connection: Transaction) -> None:
        self.workspace = workspace
        self.claimed: list[Claimed] = []
        self.due: list[Outgoing] = []
        self._turns = turns
        self._connection = connection
        self._scene = turns._scene()  # noqa: SLF001  # a batch is the inside of its turns

    async def play(self, updates: Sequence[Update], numbers: Mapping[str, int]) -> None:
        """Play every turn; what a turn has to look up is loaded for all of them together and they go on."""
        places = [(update.arrival.channel, update.arrival.bot, update.address) for update in updates]
        people = await load_speakers(self._connection, self.workspace, places)
        await load_keys(self._connection, self.workspace, {("draft_of", person) for person in people})
        waiting = list(updates)
        for _ in range(_ROUNDS):
            missing: set[Key] = set()
            held: set[str] = set()
            later = []
            for update in waiting:
                if update.address in held:
                    later.append(update)
                    continue
                wanted = await self._try(update, numbers)
                if wanted is not None:
                    missing.add(wanted)
                    held.add(update.address)
                    later.append(update)
            if not later:
                return
            await load_keys(self._connection, self.workspace, missing)
            waiting = later
        raise RuntimeError("a turn asked for more and more")

    async def _try(self, update: Update, numbers: Mapping[str, int]) -> Key | None:
        """Play one turn; the key it misses, if any. A handler that raises has changed nothing."""
        self.workspace.begin()
        try:
            self._play(update)
        except NotLoadedError as missing:
            self.workspace.undo()
            return missing.key
        except Exception as failure:  # noqa: BLE001  # whatever a handler raises, the other turns go on
            self.workspace.undo()
            await self._set_aside(update, numbers[update.arrival.key], failure)
        return None

    async def give_up(self, update: Update, number: int, failure: Exception) -> None:
        """Set an update aside whose turn was played well and could not be written."""
        place = (update.arrival.channel, update.arrival.bot, update.address)
        await load_speakers(self._connection, self.workspace, [place])
        await self._set_aside(update, number, failure)

    async def _set_aside(self, update: Update, number: int, failure: Exception) -> None:
        _log.error("turn set aside", key=update.arrival.key, error=_name_of(failure))
        error = "".join(traceback.format_exception(failure))
        now = self._turns._clock.now()  # noqa: SLF001
        await inbox.set_aside(self._connection, number, update.arrival, error, now)
        chat = self.workspace.chat_at(update.arrival.channel, update.arrival.bot, update.address)
        if chat is not None and chat.kind == "private":
            self._send(chat, update, [say(self._scene.texts("failed"))], None)

    def _play(self, update: Update) -> None:
        workspace = self.workspace
        turn = self._turn(update)
        if turn.chat.kind == "private" and turn.chat.state != "active" and update.incoming.kind != "blocked":
            turn = self._reached_again(turn)
        outcome = routes.respond(turn)
        workspace.apply(outcome.changes)
        after = self._seen_after(turn, outcome)
        card = routes.card(after, outcome)
        talk = routes.conversation_after(after, outcome, dump(after.state))
        if talk is not None:
            workspace.apply((talk,))
        replies = [*outcome.replies, card] if card is not None else list(outcome.replies)
        self._send(turn.chat, update, replies, talk.revision if talk else None)

    def _turn(self, update: Update) -> Turn:
        workspace, arrival = self.workspace, update.arrival
        chat = workspace.chat_at(arrival.channel, arrival.bot, update.address) or self._new_chat(update)
        talk = workspace.conversation(chat.id) if chat.kind == "private" else None
        return Turn(
            incoming=update.incoming,
            chat=chat,
            channel=self._turns._channels[arrival.channel, arrival.bot],  # noqa: SLF001
            conversation=talk,
            state=load(talk.state if talk else ""),
            person=workspace.person(chat.person_id) if chat.person_id is not None else None,
            records=workspace,
            scene=self._scene,
            now=self._turns._clock.now(),  # noqa: SLF001
        )

    def _reached_again(self, turn: Turn) -> Turn:
        """Who writes can be written to, whatever an earlier send found out."""
        chat = replace(turn.chat, state="active")
        self.workspace.apply((chat,))
        return replace(turn, chat=chat)

    def _new_chat(self, update: Update) -> Chat:
        chat = Chat(
            id=self.workspace.next_id("chat"),
            channel=update.arrival.channel,
            bot=update.arrival.bot,
            address=update.address,
            kind=update.chat_kind,
            title=update.chat_title if update.chat_kind == "group" else "",
            state="active",
            person_id=None,
            created_at=self._turns._clock.now(),  # noqa: SLF001
        )
        self.workspace.apply((chat,))
        self.workspace.learn(("conversation", chat.id), None)
        self.workspace.learn(("group_link", chat.id), None)
        return chat

    def _seen_after(self, turn: Turn, outcome: Outcome) -> Turn:
        """The same turn as it looks once its changes are made, for showing the next question."""
        chat = self.workspace.chat(turn.chat.id) or turn.chat
        person = self.workspace.person(chat.person_id) if chat.person_id is not None else None
        state = turn.state if outcome.state is None else outcome.state
        return replace(turn, chat=chat, person=person, state=state)

    def _send(self, chat: Chat, update: Update, replies: Sequence[Reply], revision: int | None) -> None:
        """Rows for the replies: to this chat claimed at once, to other chats when their turn comes."""
        now = self._turns._clock.now()  # noqa: SLF001
        # Looked up before anything is put down: a chat that is not loaded plays the whole turn again.
        others = {reply.to: self.workspace.chat(reply.to) for reply in replies if reply.to is not None}
        answers = 0
        for reply in replies:
            to = chat if reply.to is None else others[reply.to]
            if to is None:
                continue
            message = replace(reply.message, revision=revision if reply.to is None else None)
            if reply.card and len(replies) == 1 and update.incoming.kind == "press" and update.incoming.card:
                message = replace(message, action="edit", target=update.incoming.card)
            row = Outgoing(
                id=self.workspace.next_id("outbox"),
                chat_id=to.id,
                person_id=to.person_id if reply.person_id is None else reply.person_id,
                kind=reply.kind,
                key=None,
                body=message.to_json(),
                priority=KINDS[reply.kind].priority,
                state="due",
                not_before=now,
                useful_until=now + (KINDS[reply.kind].useful_for or _A_DAY),
                attempts=0,
                created_at=now,
            )
            if to.id != chat.id or answers >= _ANSWERS:
                self.due.append(row)
                continue
            answers += 1
            place = self._turns._pacer.answer(to.id, now, group=to.kind == "group")  # noqa: SLF001
            self.claimed.append(Claimed(replace(row, state="sending", not_before=place), to, message))


def _nobody(changes: Sequence[Change]) -> None:
    """Nobody wants to know what changed."""


def _name_of(failure: Exception) -> str:
    """What kind of failure it was, without its words: a person may have typed them (they stay in the row)."""
    return type(failure).__name__
