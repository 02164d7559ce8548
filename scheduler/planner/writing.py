"""Turning fresh occurrences into rows of the outbox, with what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

from campaign.boards import Snapshot, content_hash
from campaign.definition import Sprint
from scheduler import agenda as plan
from scheduler.agenda import Occurrence
from scheduler.composing import Person, digest_message, group_post, nudge_message
from scheduler.figures import Figures, figures
from scheduler.planned import row_of
from scheduler.planner.charges import Charges
from scheduler.planner.recipients import Recipients
from scheduler.staging import Staging
from storage import outbox, parties
from storage.database import Database
from storage.messages import Message
from storage.outbox import Outgoing
from storage.records import Chat, GroupLink
from storage.transaction import Statements
from storage.writing import write

_CAME_OUT = {"due", "sending", "sent", "unknown", "handed_over"}  # or still may


def _with_news_told(occurrence: Occurrence, link: GroupLink, snapshot: Snapshot, *, alone: bool) -> GroupLink:
    """The group after this post: what it was told is told, and with the end whatever there was until then.

    A board that is the day's only post tells the news as well. Should it not come out, what was told before counts.
    """
    done, ended = snapshot.done, snapshot.sprint.ends_at
    match occurrence.kind:
        case "milestone":
            return replace(link, news_at=snapshot.as_of, news_done=done)
        case "end":
            return _told(link, ended, done, before=(ended, done))
        case "board" if alone:
            return _told(link, snapshot.as_of, done, before=(link.news_at, link.news_done))
    return link


def _told(link: GroupLink, at: datetime, done: int, *, before: tuple[datetime | None, int]) -> GroupLink:
    return replace(link, news_at=at, news_done=done, news_before_at=before[0], news_before_done=before[1])


class Writing:
    """Turning fresh occurrences into rows, with figures read once for each sprint."""

    def __init__(
        self, database: Database, connection: Statements, staging: Staging, known: Recipients, now: datetime
    ) -> None:
        self._database = database
        self._connection = connection
        self._staging = staging
        self._known = known
        self._now = now
        self._charges = Charges(database, connection, staging, known, now)
        self._figures: dict[str, Figures] = {}
        self._told: dict[int, list[datetime]] = {}

    async def rows(self, occurrences: Sequence[Occurrence]) -> list[Outgoing]:
        """A row for each occurrence that has something to say or is dropped for a reason."""
        chats, people = await self._recipients(occurrences)
        self._told = await parties.own_messages_since(
            self._connection, chats, self._now - timedelta(hours=24)
        )
        rows = []
        for occurrence in occurrences:
            made = await self._row(occurrence, chats, people)
            if made is not None:
                rows.append(made)
        return rows

    async def _recipients(
        self, occurrences: Iterable[Occurrence]
    ) -> tuple[dict[int, Chat], dict[int, Person]]:
        personal = {int(each.recipient) for each in occurrences if each.to == "person"}
        chats = await parties.private_chats(self._connection, personal, self._staging.stopped())
        names = await parties.names_of(self._connection, personal)
        workers = [
            self._known.workers[str(person)] for person in personal if str(person) in self._known.workers
        ]
        drafts = await parties.draft_titles(
            self._connection,
            list(chain.from_iterable([number for number, _ in each.drafts] for each in workers)),
        )
        owned = {
            worker.person_id: {number: drafts[number] for number, _ in worker.drafts if number in drafts}
            for worker in workers
        }
        return chats, {person: Person(name, owned.get(person, {})) for person, name in names.items()}

    async def _row(
        self, occurrence: Occurrence, chats: dict[int, Chat], people: dict[int, Person]
    ) -> Outgoing | None:
        if occurrence.to == "group":
            return await self._group_row(occurrence)
        person = int(occurrence.recipient)
        chat = chats.get(person)
        if chat is None:
            return None
        if dropped := occurrence.dropped or self._paused(occurrence):
            return self._made(occurrence, chat.id, None, person, dropped)
        message = await self._personal(occurrence, people[person])
        if message is None:
            return None
        told = self._told.setdefault(person, [])
        if not plan.within_cap(told, self._now, self._staging.campaign.policy):
            return self._made(occurrence, chat.id, message, person, "cap")
        if not self._is_late(occurrence):
            told.append(self._now)
        return self._made(occurrence, chat.id, message, person, None)

    def _paused(self, occurrence: Occurrence) -> str | None:
        """Why nothing comes by itself now; an owner's digest does, and says so."""
        told = occurrence.kind == "digest" and self._known.is_owner(occurrence.recipient)
        return "paused" if self._staging.paused and not told else None

    async def _personal(self, occurrence: Occurrence, person: Person) -> Message | None:
        sprint = self._sprint(occurrence)
        if occurrence.kind == "nudge":
            return nudge_message(occurrence, person, self._staging, sprint.ends_at)
        found = await self._figures_of(sprint)
        scope = self._charges.scope(occurrence.recipient)
        charge = await self._charges.of(occurrence.recipient, person.name)
        return digest_message(found, scope, charge, self._staging)

    async def _group_row(self, occurrence: Occurrence) -> Outgoing | None:
        link, chat = await self._group(occurrence.recipient)
        if dropped := occurrence.dropped or self._paused(occurrence):
            return None if occurrence.kind == "edit" else self._made(occurrence, chat.id, None, None, dropped)
        if self._is_late(occurrence):
            return self._missed(occurrence, chat.id)
        if occurrence.kind == "edit" and not self._has_board_today(link):
            return None
        found = await self._figures_of(self._sprint(occurrence))
        snapshot = found.snapshot(link.unit)
        alone = self._staging.is_frugal(chat)
        post = group_post(occurrence, snapshot, self._staging, link, alone=alone)
        if post is None:
            return None
        message = Message(post.text, post.heading)
        told = _with_news_told(occurrence, link, snapshot, alone=alone)
        if occurrence.kind not in {"board", "edit"}:
            if told != link:
                await self._remember(told)
            return self._made(occurrence, chat.id, message, None, None)
        return await self._board_row(
            occurrence, told, chat, message, (snapshot.figures_hash(), content_hash(post))
        )

    async def _group(self, recipient: str) -> tuple[GroupLink, Chat]:
        """A group with what it was told: the news in a board that never came out were not."""
        link, chat = self._known.groups[recipient]
        if not self._staging.is_frugal(chat) or link.board_outbox is None or await self._came_out(link):
            return link, chat
        return replace(link, news_at=link.news_before_at, news_done=link.news_before_done), chat

    async def _came_out(self, link: GroupLink) -> bool:
        """Whether the group's last board arrived, or still may."""
        return await outbox.state_of(self._connection, link.board_outbox) in _CAME_OUT

    async def _board_row(
        self, occurrence: Occurrence, link: GroupLink, chat: Chat, message: Message, hashes: tuple[str, str]
    ) -> Outgoing | None:
        figures_hash, text_hash = hashes
        known_figures, _, known_text = link.board_hash.partition("/")
        if occurrence.kind == "edit":
            stands = await outbox.state_of(self._connection, link.board_outbox) == "sent"
            if known_text == text_hash or link.board_message is None or not stands:
                return None
            message = replace(message, action="edit", target=link.board_message)
        elif (
            known_figures == figures_hash
            and not plan.is_due_unchanged(occurrence.marks, self._staging.campaign.policy)
            and await self._came_out(link)
        ):
            return self._made(occurrence, chat.id, None, None, "unchanged")
        row = self._made(occurrence, chat.id, message, None, None)
        board = row.id if occurrence.kind == "board" else link.board_outbox
        shown = f"{figures_hash}/{text_hash}"
        await self._remember(replace(link, board_hash=shown, board_outbox=board, board_edited_at=self._now))
        return row

    def _is_late(self, occurrence: Occurrence) -> bool:
        return self._now >= occurrence.useful_until

    def _missed(self, occurrence: Occurrence, chat: int) -> Outgoing | None:
        """Nobody sees it, so nothing is remembered: the next board and good news are as if it had not been."""
        return None if occurrence.kind == "edit" else self._made(occurrence, chat, None, None, None)

    def _has_board_today(self, link: GroupLink) -> bool:
        zone = self._staging.zone
        edited = link.board_edited_at
        return edited is not None and edited.astimezone(zone).date() == self._now.astimezone(zone).date()

    async def _remember(self, link: GroupLink) -> None:
        await write(self._connection, (link,))
        self._known.groups[str(link.chat_id)] = (link, self._known.groups[str(link.chat_id)][1])

    async def _figures_of(self, sprint: Sprint) -> Figures:
        if sprint.code not in self._figures:
            self._figures[sprint.code] = await figures(self._connection, self._staging, sprint, self._now)
        return self._figures[sprint.code]

    def _sprint(self, occurrence: Occurrence) -> Sprint:
        """The sprint the recipient follows at that moment (end posts belong to the one just over)."""
        frame = self._staging.frame
        near = [
            table.sprint
            for table in frame.timetables
            if frame.follows(occurrence.scope, table, occurrence.due)
            and table.sprint.starts_at - timedelta(days=1) <= occurrence.due
        ]
        return max(near, key=lambda sprint: sprint.starts_at)

    def _made(
        self,
        occurrence: Occurrence,
        chat: int,
        message: Message | None,
        person: int | None,
        dropped: str | None,
    ) -> Outgoing:
        late = dropped is None and self._is_late(occurrence)
        number = self._database.ids.take("outbox")
        return row_of(
            number, occurrence, (chat, person), message, self._now, dropped=dropped or "", late=late
        )
