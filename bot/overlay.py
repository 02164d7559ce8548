"""The campaign in force: the file as it was applied, with what was decided in chat on it."""

from __future__ import annotations

from collections.abc import Iterable

from campaign.amending import amended
from campaign.definition import Campaign
from campaign.texts import Texts
from storage.amendments import in_force
from storage.database import Database
from storage.records import Amendment, Change


class Overlay:
    """Knows every decision in force, and with each that is taken or taken back the campaign is another."""

    def __init__(self, filed: Campaign, decisions: Iterable[Amendment] = ()) -> None:
        """`filed`: the campaign as its file says it; `decisions`: those in force."""
        self.filed, self.filed_texts = filed, Texts(filed.texts)
        self._in_force = {each.id: each for each in decisions}
        self.campaign = self._amended()
        self.texts = Texts(self.campaign.texts)

    def _amended(self) -> Campaign:
        ordered = sorted(self._in_force.values(), key=lambda each: (each.decided_at or each.at, each.id))
        return amended(self.filed, [each.decision() for each in ordered])

    @property
    def is_paused(self) -> bool:
        """Whether an owner has paused whatever the bot begins by itself."""
        return any(each.kind == "pause" for each in self._in_force.values())

    def follow(self, changes: Iterable[Change]) -> bool:
        """Take in what a unit of work changed; whether the campaign is another now."""
        decided = [change for change in changes if isinstance(change, Amendment)]
        before = dict(self._in_force)
        for each in decided:
            self._in_force.pop(each.id, None)
            if each.state == "in_force":
                self._in_force[each.id] = each
        if self._in_force == before:
            return False
        said, self.campaign = self.campaign.texts, self._amended()
        if self.campaign.texts != said:
            self.texts = Texts(self.campaign.texts)
        return True


async def overlay(filed: Campaign, database: Database) -> Overlay:
    """The overlay of a campaign file with what the database holds."""
    async with database.read() as connection:
        return Overlay(filed, await in_force(connection))
