"""Handing over: a post that cannot go into its group goes to a cadre, ready to be passed on (zalo.md 6.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from campaign.tree import TreeView
from scheduler.quota import Meters
from scheduler.staging import Staging
from storage import outbox
from storage.loading import load
from storage.messages import KINDS, Message
from storage.outbox import Outgoing, Result
from storage.quota import BEYOND, HELD
from storage.records import Chat, GroupLink, Role
from storage.transaction import Statements
from storage.workspace import Workspace

Post = tuple[Outgoing, Chat]


class HandingOver:
    """Finds who passes a post on, and writes down that it was handed over."""

    def __init__(self, staging: Callable[[], Staging], meters: Meters) -> None:
        self._staging = staging
        self._meters = meters

    async def pass_on(
        self, connection: Statements, workspace: Workspace, posts: Sequence[Post], now: datetime
    ) -> list[Result]:
        """What becomes of these posts: handed over, or missed where nobody can be reached."""
        await load(connection, workspace, {("roles", None)} | {("group_link", chat.id) for _, chat in posts})
        results = []
        for row, group in posts:
            chat = await self._bearer(connection, workspace, group, now)
            if chat is None:
                results.append(Result(row.id, "missed", now, reason=self._reason(group)))
                continue
            await outbox.insert_new(connection, await self._texts(connection, workspace, (row, group), chat))
            results.append(Result(row.id, "handed_over", now, reason=self._reason(group)))
        return results

    def _reason(self, group: Chat) -> str:
        """Whether the month is used up, or the group is one too many."""
        meter = self._meters.get((group.channel, group.bot))
        return BEYOND if meter is not None and not meter.is_stopped() else HELD

    async def _bearer(
        self, connection: Statements, workspace: Workspace, group: Chat, now: datetime
    ) -> Chat | None:
        """The private chat of the first who can be reached and lets himself be reminded."""
        link = workspace.group_link(group.id)
        if link is None:
            return None
        people = bearers(link, workspace.roles(), self._staging().view(now), now)
        await load(connection, workspace, {("chats_of_people", people), ("people", people)})
        chats, known = workspace.chats_of_people(people), workspace.people(people)
        for person in people:
            live = [chat for chat in chats[person] if chat.state == "active" and self._is_free(chat)]
            if live and person in known and known[person].reminders:
                return min(live, key=self._is_counted)
        return None

    def _is_counted(self, chat: Chat) -> bool:
        return (chat.channel, chat.bot) in self._meters

    def _is_free(self, chat: Chat) -> bool:
        meter = self._meters.get((chat.channel, chat.bot))
        return meter is None or meter.verdict("handover") == "go"

    async def _texts(
        self, connection: Statements, workspace: Workspace, post: Post, chat: Chat
    ) -> list[Outgoing]:
        """The post as a message of its own; before the first of a month for this group, what to do with it."""
        row, group = post
        month = f"{row.created_at.astimezone(self._staging().zone):%Y-%m}"
        explained = f"handover/{group.id}/{chat.id}/{month}"
        made = _given(workspace, row, chat, f"{row.key}/handed" if row.key else None, row.body)
        if await outbox.planned_already(connection, [explained]):
            return [made]
        how = Message(self._staging().texts("handover-how", group=group.title or group.address))
        return [replace(made, key=explained, body=how.to_json()), replace(made, id=_number(workspace))]


def bearers(link: GroupLink, roles: Sequence[Role], units: TreeView, now: datetime) -> tuple[int, ...]:
    """Who can pass a group's post on, the nearest first: who linked it, the cadres in charge, the owners."""
    held = [role for role in roles if role.is_held(now)]
    above = [link.unit, *(unit.code for unit in units.ancestors(link.unit))] if link.unit in units else []
    linked = [role.person_id for role in held if role.person_id == link.linked_by]
    cadres = [role.person_id for unit in above for role in held if role.unit == unit and role.role != "owner"]
    owners = [role.person_id for role in held if role.role == "owner"]
    return tuple(dict.fromkeys([*linked, *cadres, *owners]))


def _given(workspace: Workspace, row: Outgoing, chat: Chat, key: str | None, body: str) -> Outgoing:
    return replace(
        row,
        id=_number(workspace),
        chat_id=chat.id,
        person_id=chat.person_id,
        kind="handover",
        key=key,
        body=body,
        priority=KINDS["handover"].priority,
        state="due",
        attempts=0,
        reason="",
    )


def _number(workspace: Workspace) -> int:
    return workspace.next_id("outbox")
