"""The planner writes what the agenda says into the outbox, each occurrence once, with what it says (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import chain

from campaign import review
from campaign.boards import Snapshot, content_hash
from campaign.definition import Sprint
from campaign.digests import MOST_WAITING, Charge
from scheduler import agenda as plan
from scheduler.agenda import Cadre, Draft, Group, Occurrence, Parties, Worker
from scheduler.composing import Person, digest_message, group_post, nudge_message
from scheduler.figures import Figures, figures
from scheduler.staging import Staging
from storage import outbox, parties
from storage.database import Database
from storage.decisions import waiting
from storage.loading import load
from storage.messages import KINDS, Message
from storage.outbox import Outgoing
from storage.parties import Reminded
from storage.pins import groups_without_right
from storage.records import UNSURE_FOR, Chat, GroupLink, Role
from storage.transaction import Statements
from storage.workspace import Workspace
from storage.writing import write

_HORIZON = "planned_until"
_FIRST_LOOK_BACK = timedelta(seconds=1)
_LOOK_AGAIN = timedelta(hours=12)  # sooner than the first reminder of a draft begun meanwhile
_CAME_OUT = {"due", "sending", "sent", "unknown", "handed_over"}  # or still may
_KINDS = {"official": "end", "edit": "edit"}


@dataclass(frozen=True, slots=True)
class _Known:
    """Everybody the plan is for, by the keys the agenda uses."""

    groups: dict[str, tuple[GroupLink, Chat]]
    roles: dict[str, list[Role]]
    told: frozenset[str]
    workers: dict[str, Reminded]


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
        known = await self._known(connection, now, last_call=True)
        due = plan.next_due(self.staging.frame, _parties(known, self.staging), now)
        return rows, min(due or now + _LOOK_AGAIN, now + _LOOK_AGAIN)

    async def _plan(self, connection: Statements, now: datetime) -> int:
        since = await parties.heartbeat(connection, _HORIZON) or now - _FIRST_LOOK_BACK
        if now <= since:
            return 0
        known = await self._known(connection, now, last_call=self._has_last_call(since, now))
        due = plan.agenda(self.staging.frame, _parties(known, self.staging), since, now)
        planned = await outbox.planned_already(connection, [each.key for each in due])
        fresh = [each for each in due if each.key not in planned]
        rows = await _Writing(self._database, connection, self.staging, known, now).rows(fresh)
        await outbox.insert_new(connection, rows)
        await parties.beat(connection, _HORIZON, now)
        return len(rows)

    def _has_last_call(self, since: datetime, now: datetime) -> bool:
        return any(since < table.last_call <= now for table in self.staging.frame.timetables)

    async def _known(self, connection: Statements, now: datetime, *, last_call: bool) -> _Known:
        workspace = Workspace(self._database.ids)
        await load(connection, workspace, {("group_links", None), ("roles", None)})
        links = workspace.group_links()
        await load(connection, workspace, {("chat", link.chat_id) for link in links})
        groups: dict[str, tuple[GroupLink, Chat]] = {}
        for link in links:
            chat = workspace.chat(link.chat_id)
            if chat is not None and chat.state == "active":
                groups[str(link.chat_id)] = (link, chat)
        roles = await self._offices(connection, workspace, now)
        workers = await parties.people_with_drafts(connection)
        if last_call:  # whoever holds an office has had the digest
            idle = await parties.people_without_any(connection)
            workers += [worker for worker in idle if str(worker.person_id) not in roles]
        told = self._reminded(workspace, roles)
        return _Known(groups, roles, told, {str(worker.person_id): worker for worker in workers})

    async def _offices(
        self, connection: Statements, workspace: Workspace, now: datetime
    ) -> dict[str, list[Role]]:
        """The offices in force, by person."""
        held = [role for role in workspace.roles() if role.is_held(now)]
        await load(connection, workspace, {("person", role.person_id) for role in held})
        roles: dict[str, list[Role]] = {}
        for role in held:
            roles.setdefault(str(role.person_id), []).append(role)
        return roles

    @staticmethod
    def _reminded(workspace: Workspace, people: Iterable[str]) -> frozenset[str]:
        """Who lets himself be reminded; whoever does not gets no digest either (I7)."""
        found = {key: workspace.person(int(key)) for key in people}
        return frozenset(key for key, person in found.items() if person is not None and person.reminders)


def _parties(known: _Known, staging: Staging) -> Parties:
    groups = tuple(
        Group(
            chat=key,
            scope=link.unit,
            linked_at=link.linked_at,
            board_at=time(*divmod(link.board_at, 60)),
            paused=link.state not in {"active", "handed"},
            one_post_a_day=staging.is_frugal(chat),
        )
        for key, (link, chat) in known.groups.items()
    )
    cadres = tuple(
        Cadre(key, tuple(role.unit for role in roles))
        for key, roles in known.roles.items()
        if key in known.told
    )
    workers = tuple(
        Worker(
            key, worker.unit, tuple(Draft(str(number), at) for number, at in worker.drafts), worker.submitted
        )
        for key, worker in known.workers.items()
    )
    return Parties(groups, cadres, workers)


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


class _Writing:
    """Turning fresh occurrences into rows, with figures read once for each sprint."""

    def __init__(
        self, database: Database, connection: Statements, staging: Staging, known: _Known, now: datetime
    ) -> None:
        self._database = database
        self._connection = connection
        self._staging = staging
        self._known = known
        self._now = now
        self._figures: dict[str, Figures] = {}

    async def rows(self, occurrences: Sequence[Occurrence]) -> list[Outgoing]:
        """A row for each occurrence that has something to say or is dropped for a reason."""
        chats, people = await self._recipients(occurrences)
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
        told = await parties.own_messages_since(self._connection, [person], self._now - timedelta(hours=24))
        within = plan.within_cap(told.get(person, ()), self._now, self._staging.campaign.policy)
        return self._made(occurrence, chat.id, message, person, None if within else "cap")

    def _paused(self, occurrence: Occurrence) -> str | None:
        """Why nothing comes by itself now; an owner's digest does, and says so."""
        roles = self._known.roles.get(occurrence.recipient, ())
        told = occurrence.kind == "digest" and any(role.role == "owner" for role in roles)
        return "paused" if self._staging.paused and not told else None

    async def _personal(self, occurrence: Occurrence, person: Person) -> Message | None:
        sprint = self._sprint(occurrence)
        if occurrence.kind == "nudge":
            return nudge_message(occurrence, person, self._staging, sprint.ends_at)
        found = await self._figures_of(sprint)
        return digest_message(
            found, self._scope(occurrence), await self._charge(occurrence, person), self._staging
        )

    def _scope(self, occurrence: Occurrence) -> str:
        """The smallest unit that holds everything this cadre is in charge of."""
        view = self._staging.view(self._now)
        scopes = [role.unit for role in self._known.roles[occurrence.recipient] if role.unit in view]
        if any(role.role == "owner" for role in self._known.roles[occurrence.recipient]) or not scopes:
            return view.root.code
        paths = [[unit.code for unit in view.path(scope)] for scope in scopes]
        shared = [codes[0] for codes in zip(*paths, strict=False) if len(set(codes)) == 1]
        return shared[-1] if shared else view.root.code

    async def _charge(self, occurrence: Occurrence, person: Person) -> Charge:
        view = self._staging.view(self._now)
        roles = self._known.roles[occurrence.recipient]
        owner = any(role.role == "owner" for role in roles)
        mine = {unit.code for role in roles if role.unit in view for unit in view.subtree(role.unit)}
        held = {
            unit.code
            for others in self._known.roles.values()
            for role in others
            if role.role != "owner" and role.unit in view
            for unit in view.subtree(role.unit)
        }
        everything = {unit.code for unit in view.subtree(view.root.code) if not view.children(unit.code)}
        hours = self._staging.campaign.policy.draft_after_hours
        lying = self._now - timedelta(hours=min(hours, default=0))
        drafts = await parties.drafts_left_lying(self._connection, lying)
        return Charge(
            name=person.name,
            units=frozenset(everything if owner else mine),
            drafts=drafts,
            without_cadre=frozenset(everything - held) if owner else frozenset(),
            waiting=await self._waiting(roles, int(occurrence.recipient)),
            unknown=await self._unknown() if owner else 0,
            quotas=self._staging.short_of_messages() if owner else (),
            paused=owner and self._staging.paused,
            without_right=await groups_without_right(self._connection, int(occurrence.recipient)),
        )

    async def _waiting(self, roles: Iterable[Role], person: int) -> int:
        """How many initiatives wait for this cadre's review."""
        offices = [(role.role, role.unit) for role in roles]
        desks = review.desks(self._staging.campaign.review, offices, self._staging.view(self._now))
        return await waiting(self._connection, desks, person, MOST_WAITING + 1)

    async def _unknown(self) -> int:
        """How many posts an owner may send again because nobody knows whether they arrived."""
        workspace = Workspace(self._database.ids)
        asked = (self._now - UNSURE_FOR, self._now)
        await load(self._connection, workspace, {("unknown_posts", asked)})
        return len(workspace.unknown_posts(*asked))

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
        kind = _KINDS.get(occurrence.kind, occurrence.kind)
        return Outgoing(
            id=self._database.ids.take("outbox"),
            chat_id=chat,
            person_id=person,
            kind=kind,
            key=occurrence.key,
            body=message.to_json() if message is not None else "",
            priority=KINDS[kind].priority,
            state="dropped" if dropped else "missed" if late else "due",
            not_before=occurrence.due,
            useful_until=occurrence.useful_until,
            attempts=0,
            created_at=self._now,
            done_at=self._now if dropped or late else None,
            reason=dropped or ("planned too late" if late else ""),
        )
