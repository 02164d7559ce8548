"""Everybody a plan is for: the groups, the cadres and the workers there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from scheduler.agenda import Cadre, Draft, Group, Parties, Worker
from scheduler.staging import Staging
from storage import parties
from storage.database import Database
from storage.loading import load
from storage.parties import Reminded
from storage.records import Chat, GroupLink, Role
from storage.transaction import Statements
from storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Recipients:
    """Everybody the plan is for, by the keys the agenda uses."""

    groups: dict[str, tuple[GroupLink, Chat]]
    roles: dict[str, list[Role]]
    told: frozenset[str]
    workers: dict[str, Reminded]

    def is_owner(self, person: str) -> bool:
        """Whether he holds the office of an owner."""
        return any(role.role == "owner" for role in self.roles.get(person, ()))


async def recipients(database: Database, connection: Statements, now: datetime) -> Recipients:
    """Everybody there is at this moment. Those who have begun nothing are too many: `scheduler.nudging` asks them."""
    workspace = Workspace(database.ids)
    await load(connection, workspace, {("group_links", None), ("roles", None)})
    links = workspace.group_links()
    await load(connection, workspace, {("chat", link.chat_id) for link in links})
    groups: dict[str, tuple[GroupLink, Chat]] = {}
    for link in links:
        chat = workspace.chat(link.chat_id)
        if chat is not None and chat.state == "active":
            groups[str(link.chat_id)] = (link, chat)
    roles = await _offices(connection, workspace, now)
    workers = await parties.people_with_drafts(connection)
    told = _reminded(workspace, roles)
    return Recipients(groups, roles, told, {str(worker.person_id): worker for worker in workers})


async def _offices(connection: Statements, workspace: Workspace, now: datetime) -> dict[str, list[Role]]:
    """The offices in force, by person."""
    held = [role for role in workspace.roles() if role.is_held(now)]
    await load(connection, workspace, {("person", role.person_id) for role in held})
    roles: dict[str, list[Role]] = {}
    for role in held:
        roles.setdefault(str(role.person_id), []).append(role)
    return roles


def _reminded(workspace: Workspace, people: Iterable[str]) -> frozenset[str]:
    """Who lets himself be reminded; whoever does not gets no digest either (I7)."""
    found = {key: workspace.person(int(key)) for key in people}
    return frozenset(key for key, person in found.items() if person is not None and person.reminders)


def parties_of(known: Recipients, staging: Staging) -> Parties:
    """They as the agenda knows them."""
    groups = tuple(
        Group(
            chat=key,
            scope=link.unit,
            linked_at=link.linked_at,
            board_at=time(*divmod(link.board_at, 60)) if link.board_at is not None else None,
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
    workers = tuple(_worker(key, worker) for key, worker in known.workers.items())
    return Parties(groups, cadres, workers)


def _worker(key: str, worker: Reminded) -> Worker:
    drafts = tuple(Draft(str(number), at) for number, at in worker.drafts)
    chosen = time(*divmod(worker.nudge_at, 60)) if worker.nudge_at is not None else None
    return Worker(key, worker.unit, drafts, worker.submitted, chosen)
