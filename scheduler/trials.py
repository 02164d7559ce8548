"""A group becomes active by its first post: only once it was really sent; else whoever linked it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from campaign.definition import Campaign
from campaign.texts import Words
from storage import outbox, parties
from storage.database import Database
from storage.loading import load
from storage.messages import KINDS, Message
from storage.outbox import FINAL, Outgoing
from storage.records import Change, GroupLink
from storage.transaction import Statements
from storage.trials import Trial, waiting_trials
from storage.workspace import Workspace
from storage.writing import write

_SOON, _SELDOM = timedelta(seconds=1), timedelta(minutes=10)
_TOLD = "answer"


class Trials:
    """Looks after the groups that wait for their first post; where none waits it asks nothing."""

    def __init__(self, database: Database, campaign: Campaign, texts: Words) -> None:
        self._database = database
        self._texts = texts
        self.restage(campaign)
        self._pause = _SOON
        self._seen: datetime | None = None
        self._waits = True

    def restage(self, campaign: Campaign) -> None:
        """The campaign has a new revision."""
        self._units = {unit.code: unit.name for unit in campaign.units}

    def follow(self, changes: Sequence[Change]) -> None:
        """Look again soon when a group has begun to wait."""
        if any(isinstance(change, GroupLink) and change.state == "pending" for change in changes):
            self._waits, self._pause, self._seen = True, _SOON, None

    def next_look(self, now: datetime) -> datetime | None:
        """When it has to look again; None while no group waits."""
        if not self._waits:
            return None
        return now + self._pause if self._seen is None else self._seen + self._pause

    async def tick(self, now: datetime) -> bool:
        """Settle what has been decided; whether anything was. What is still on its way is looked at ever less often."""
        if not self._waits or (self._seen is not None and now < self._seen + self._pause):
            return False
        async with self._database.read() as connection:
            found = await waiting_trials(connection)
        decided = [each for each in found if each.state in FINAL]
        self._pause = min(2 * self._pause, _SELDOM) if self._seen is not None else _SOON
        self._waits, self._seen = len(decided) < len(found), now
        if not decided:
            return False
        async with self._database.write() as connection:
            await connection.at_once(self._settle, decided, now)
        return True

    async def _settle(self, connection: Statements, decided: Sequence[Trial], now: datetime) -> None:
        workspace = Workspace(self._database.ids)
        await load(connection, workspace, {("group_link", each.chat_id) for each in decided})
        failed = []
        for each in decided:
            link = workspace.group_link(each.chat_id)
            if link is None or link.state != "pending":
                continue
            came = each.state == "sent"
            workspace.apply((replace(link, state="active" if came else "unlinked"),))
            failed += [] if came else [each]
        await write(connection, workspace.changes)
        await outbox.insert_new(connection, await self._told(connection, failed, now))

    async def _told(
        self, connection: Statements, failed: Sequence[Trial], now: datetime
    ) -> Sequence[Outgoing]:
        """A word to each person whose group did not come about, with what can be done."""
        chats = await parties.private_chats(connection, {each.linked_by for each in failed if each.linked_by})
        return [
            Outgoing(
                id=self._database.ids.take("outbox"), chat_id=chats[each.linked_by].id, person_id=each.linked_by,
                kind=_TOLD, key=f"trial/{each.outbox_id}", body=self._said(each).to_json(),
                priority=KINDS[_TOLD].priority, state="due", not_before=now,
                useful_until=now + (KINDS[_TOLD].useful_for or _SELDOM), attempts=0, created_at=now,
            )
            for each in failed if each.linked_by in chats
        ]  # fmt: skip

    def _said(self, trial: Trial) -> Message:
        text_id = "trial-unknown" if trial.state == "unknown" else "trial-failed"
        unit = self._units.get(trial.unit, trial.unit)
        return Message(self._texts()(text_id, title=trial.title, unit=unit))
