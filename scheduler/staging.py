"""The campaign as the scheduler sees it, kept as long as the revision stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from campaign.definition import Campaign, Form
from campaign.quota import Standing
from campaign.targets import Denominator
from campaign.texts import Texts
from campaign.tree import TreeView, UnitTree
from scheduler.agenda import Frame
from scheduler.quota import Meters
from storage.records import Chat


@dataclass(frozen=True)
class Staging:
    """A campaign ready to be planned. `forms`: every form revision drafts may have; `bot`: how to reach the bot.

    `frugal`: the places (channel, bot) whose groups get one post a day. `meters`: of the bots whose messages are
    counted; `bot_for`: how to reach the bot of a unit, where there are several or they may be full. `stopped`: the
    places whose bots do nothing just now, so that what is planned goes to another chat of the same person. `paused`: an
    owner has paused every post and reminder.
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
    meters: Meters = field(default_factory=dict)
    bot_for: Callable[[str, Texts], str] | None = None
    stopped: Callable[[], AbstractSet[tuple[str, str]]] = frozenset
    paused: bool = False

    def short_of_messages(self) -> tuple[Standing, ...]:
        """The bots with few messages left of the month, or none."""
        standings = [meter.standing() for meter in self.meters.values()]
        return tuple(each for each in standings if each.stage != "plenty")

    def contact(self, unit: str) -> str:
        """How to reach the bot that is for this unit now."""
        return (self.bot_for(unit, self.texts) if self.bot_for is not None else "") or self.bot

    def is_frugal(self, chat: Chat) -> bool:
        """Whether this group gets one post a day."""
        return (chat.channel, chat.bot) in self.frugal

    def view(self, moment: datetime) -> TreeView:
        """The tree of units on the local day of this instant."""
        return self.tree.at(moment.astimezone(self.zone).date())
