"""The campaign as the scheduler sees it, kept as long as the revision stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from campaign.definition import Campaign, Form
from campaign.targets import Denominator
from campaign.texts import Texts
from campaign.tree import TreeView, UnitTree
from scheduler.agenda import Frame
from storage.records import Chat


@dataclass(frozen=True)
class Staging:
    """A campaign ready to be planned. `forms`: every form revision drafts may have; `bot`: how to reach the bot.

    `frugal`: the places (channel, bot) whose groups get one post a day.
    """

    campaign: Campaign
    frame: Frame
    tree: UnitTree
    texts: Texts
    zone: ZoneInfo
    goals: Mapping[str, Mapping[str, Denominator]]
    forms: Mapping[int, Form]
    bot: str
    frugal: frozenset[tuple[str, str]] = frozenset()

    def is_frugal(self, chat: Chat) -> bool:
        """Whether this group gets one post a day."""
        return (chat.channel, chat.bot) in self.frugal

    def view(self, moment: datetime) -> TreeView:
        """The tree of units on the local day of this instant."""
        return self.tree.at(moment.astimezone(self.zone).date())
