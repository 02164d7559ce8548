"""One batch of updates, played in memory: what is looked up is loaded for all of them, what changes is kept."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

import structlog

from handlers import routes
from handlers.browsing import revision_of
from handlers.incoming import Incoming
from handlers.outcome import Outcome, Reply, say
from handlers.states import dump, load
from handlers.turn import Channel, Scene, Turn
from scheduler.civil import Clock
from scheduler.delivery import Claimed
from scheduler.pace import Pacer
from storage import inbox
from storage.inbox import Arrival
from storage.loading import Place, load_speakers
from storage.loading import load as load_keys
from storage.messages import KINDS
from storage.milestones import Rules, write_milestones
from storage.outbox import Outgoing
from storage.reading import NotLoadedError
from storage.records import Chat, Merge
from storage.transaction import Statements, Transaction
from storage.workspace import Key, Workspace

_log = structlog.get_logger(__name__)
_ROUNDS = 24  # the list of units by number is the longest, with a dozen; more means that it never ends
_ANSWERS = 3
_A_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Update:
    """One update as a channel read it: where it came from, and what happened there."""

    arrival: Arrival
    address: str
    chat_kind: Literal["private", "group"]
    chat_title: str
    incoming: Incoming


@dataclass(frozen=True, slots=True)
class Setting:
    """What every batch is played in: the campaign as of now, the channels by (name, bot), the clock and the pacer.

    `busy` gives the chats that have not got everything yet.
    """

    scene: Callable[[], Scene]
    channels: Mapping[tuple[str, str], Channel]
    clock: Clock
    pacer: Pacer
    busy: Callable[[], set[int]]


class Batch:
    """The turns of one batch, played in memory on what was loaded."""

    def __init__(self, setting: Setting, workspace: Workspace, connection: Transaction) -> None:
        self.workspace = workspace
        self.claimed: list[Claimed] = []
        self.due: list[Outgoing] = []
        self._setting = setting
        self._connection = connection
        self._scene = setting.scene()
        self._now = setting.clock.now()
        self._unheard = setting.busy()

    async def play(self, updates: Sequence[Update], numbers: Mapping[tuple[str, str, str], int]) -> None:
        """Play every turn; what a turn has to look up is loaded for all of them together and they go on.

        While a turn waits for that, what the same person says after it waits as well, in whatever chat.
        """
        places = [(update.arrival.channel, update.arrival.bot, update.address) for update in updates]
        await self._connection.at_once(self._load_speakers, places)
        waiting = list(updates)
        for _ in range(_ROUNDS):
            missing: set[Key] = set()
            held: set[object] = set()
            later = []
            for update in waiting:
                speaker = self._speaker(update)
                if speaker in held:
                    later.append(update)
                    continue
                wanted = self._try(update, numbers)
                if wanted is not None:
                    missing.add(wanted)
                    held.add(speaker)
                    later.append(update)
            if not later:
                return
            await self._connection.at_once(load_keys, self.workspace, missing)
            waiting = later
        raise RuntimeError("a turn asked for more and more")

    def _speaker(self, update: Update) -> object:
        """Whose turn it is: the person's, by whatever chat he is heard; while nobody knows him, the chat's."""
        place = (update.arrival.channel, update.arrival.bot, update.address)
        chat = self.workspace.chat_at(*place) if self.workspace.knows(("chat_at", place)) else None
        return place if chat is None or chat.person_id is None else chat.person_id

    async def _load_speakers(self, connection: Statements, places: Sequence[Place]) -> None:
        people = await load_speakers(connection, self.workspace, places)
        await load_keys(connection, self.workspace, {("open_drafts", person) for person in people})

    def _try(self, update: Update, numbers: Mapping[tuple[str, str, str], int]) -> Key | None:
        """Play one turn; the key it misses, if any. A handler that raises has changed nothing."""
        self.workspace.begin()
        try:
            self._play(update)
        except NotLoadedError as missing:
            self.workspace.undo()
            return missing.key
        except Exception as failure:  # noqa: BLE001  # whatever a handler raises, the other turns go on
            self.workspace.undo()
            self._meet(update)
            self._set_aside(update, numbers[update.arrival.name], failure)
        return None

    def _meet(self, update: Update) -> None:
        """Whose very first turn failed is known all the same, to be told so."""
        arrival = update.arrival
        if self.workspace.chat_at(arrival.channel, arrival.bot, update.address) is None:
            self._new_chat(update)

    def rows(self) -> list[Outgoing]:
        """What goes out, as it is to be written: of nobody who became one with another in this batch."""
        went = {change.gone: change.into for change in self.workspace.changes if isinstance(change, Merge)}
        written = [*(claimed.row for claimed in self.claimed), *self.due]
        return [replace(row, person_id=_end_of(row.person_id, went)) for row in written] if went else written

    async def write_milestones(self, connection: Statements) -> None:
        """What these turns have reached, in their own transaction."""
        rules = Rules(self._scene.campaign, self._scene.units, self._scene.goals)
        await write_milestones(connection, self.workspace.ids, rules, self.workspace.changes, self._now)

    async def give_up(self, update: Update, number: int, failure: Exception) -> None:
        """Set an update aside whose turn was played well and could not be written."""
        place = (update.arrival.channel, update.arrival.bot, update.address)
        await self._connection.at_once(load_speakers, self.workspace, [place])
        self._set_aside(update, number, failure)

    def _set_aside(self, update: Update, number: int, failure: Exception) -> None:
        _log.error("turn set aside", key=update.arrival.key, error=name_of(failure))
        error = "".join(traceback.format_exception(failure))
        now = self._now
        self._connection.queue(inbox.set_aside, number, update.arrival, error, now)
        chat = self.workspace.chat_at(update.arrival.channel, update.arrival.bot, update.address)
        if chat is not None and chat.kind == "private":
            self._send(chat, update, [(say(self._scene.texts("failed")), None)])

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
        revision = talk.revision if talk else None
        placed = [(reply, revision_of(reply, after.state, revision)) for reply in replies]
        # Whose these words are: the person's who has just joined, or just been erased.
        whose = turn.chat.person_id if after.chat.person_id is None else after.chat.person_id
        self._send(replace(turn.chat, person_id=whose), update, placed)

    def _turn(self, update: Update) -> Turn:
        workspace, arrival = self.workspace, update.arrival
        chat = workspace.chat_at(arrival.channel, arrival.bot, update.address) or self._new_chat(update)
        chat = self._used(chat, update)
        talk = workspace.conversation(chat.id) if chat.kind == "private" else None
        return Turn(
            incoming=update.incoming,
            chat=chat,
            channel=self._setting.channels[arrival.channel, arrival.bot],
            conversation=talk,
            state=load(talk.state if talk else ""),
            person=workspace.person(chat.person_id) if chat.person_id is not None else None,
            records=workspace,
            scene=self._scene,
            now=self._now,
            heard=chat.id not in self._unheard,
        )

    def _used(self, chat: Chat, update: Update) -> Chat:
        """What comes by itself goes to the chat last used: blocking the bot is no use of it."""
        if chat.kind == "group" or update.incoming.kind in {"blocked", "unblocked"}:
            return chat
        used = replace(chat, used_at=self._now)
        self.workspace.apply((used,))
        return used

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
            created_at=self._now,
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

    def _send(self, chat: Chat, update: Update, replies: Sequence[tuple[Reply, int | None]]) -> None:
        """Rows for the replies (with revisions): to this chat claimed at once, to others when their turn comes."""
        now = self._now
        # Looked up before anything is put down: a chat that is not loaded plays the whole turn again.
        others = {reply.to: self.workspace.chat(reply.to) for reply, _ in replies if reply.to is not None}
        answers = 0
        for reply, revision in replies:
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
            place = self._setting.pacer.answer(to.id, now, group=to.kind == "group")
            self.claimed.append(Claimed(replace(row, state="sending", not_before=place), to, message))
            self._unheard.add(to.id)


def _end_of(person: int | None, went: Mapping[int, int]) -> int | None:
    while person is not None and person in went:
        person = went[person]
    return person


def name_of(failure: Exception) -> str:
    """What kind of failure it was, without its words: a person may have typed them (they stay in the row)."""
    return type(failure).__name__
