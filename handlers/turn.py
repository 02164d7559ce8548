"""What a handler is given: the incoming message, who and where, and what may be looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from campaign.definition import Campaign, Form, Phase, Sprint, Unit
from campaign.quota import Standing, shared
from campaign.targets import Denominator
from campaign.texts import Texts
from campaign.tree import TreeView
from handlers.incoming import Incoming
from handlers.states import State
from storage.messages import Choice
from storage.reading import Records
from storage.records import Chat, Conversation, Person

_A_DAY = timedelta(days=1)  # the morning after still belongs to a sprint


@dataclass(frozen=True, slots=True)
class Channel:
    """What conversations may know of a channel: its name, and the address of a link with a payload.

    `link` has `{}` where the payload goes, or is empty where the platform has no such links; `group_link` is the same
    for a link that lets one choose a group, adds the bot to it and hands it the payload there. `address` opens the chat
    with the bot and hands it nothing. `buttons`: choices can be pressed; else they are answered in words. `frugal`:
    each message of the bot is counted, so that several questions go into one and a group gets one post a day.
    `terse`: what is mere courtesy is left out, because few messages are left of the month. `doors`: where the platform
    allows a bot so many people, the bots that newcomers may still go to. `max_groups`: how many groups it may serve, 0
    without limit. `mention`: in groups the bot hears only words that follow its name, picked from the list of members.
    `files`: people can send it files of any kind.
    `known_in_groups`: who speaks in a group is known from his private chat; else a one-time code proves there what his
    name proves elsewhere. `beside`: the campaign has another bot, where the same person may have another account.
    """

    name: str
    bot_name: str
    link: str = ""
    group_link: str = ""
    address: str = ""
    buttons: bool = True
    frugal: bool = False
    terse: bool = False
    doors: tuple[Channel, ...] = ()
    max_groups: int = 0
    mention: bool = False
    files: bool = True
    known_in_groups: bool = True
    beside: bool = False

    @property
    def contact(self) -> str:
        """Where one finds the bot, said in a sentence."""
        return self.address or (f"@{self.bot_name}" if self.link else self.bot_name)

    def door(self, unit: str = "") -> Channel:
        """The bot that an invitation of this unit leads to; without a unit this one as long as it has room."""
        if not self.doors or (not unit and self.contact in {door.contact for door in self.doors}):
            return self
        return shared(unit, self.doors, lambda door: door.contact)

    @property
    def called(self) -> str:
        """What the bot is called in a sentence: "@dong_anh_bot", or its plain name where a name is no address."""
        return self.bot_name if self.mention else f"@{self.bot_name}"

    def link_to(self, payload: str) -> str:
        """The address that opens a chat with the bot and hands it this payload."""
        return self.link.format(payload) if self.link else payload

    def link_to_group(self, payload: str) -> str:
        """The address that adds the bot to a group and hands it this payload there; empty where there is none."""
        return self.group_link.format(payload) if self.group_link else ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is the same for every turn of a batch: the campaign, its units as of today, its texts.

    `forms`: every form revision that drafts may have begun with; `goals`: what each unit is measured against, by phase.
    `new_code` makes an opaque code for a link; it is called again when a turn is played again. `quotas`: how the bots
    stand whose messages are counted. `filed`, `filed_texts`: the campaign and its texts as its files say them, without
    what was decided in chat.
    """

    campaign: Campaign
    units: TreeView
    texts: Texts
    zone: ZoneInfo
    forms: Mapping[int, Form]
    goals: Mapping[str, Mapping[str, Denominator]]
    new_code: Callable[[], str]
    filed: Campaign
    filed_texts: Texts
    quotas: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One update to be worked off. `now` is civil time (aware UTC).

    `heard`: whether everything the bot said in this chat before had been delivered when this came. `author`: whose
    initiative is talked of, where somebody enters it for him.
    """

    incoming: Incoming
    chat: Chat
    channel: Channel
    conversation: Conversation | None
    state: State
    person: Person | None
    records: Records
    scene: Scene
    now: datetime
    heard: bool = True
    author: str = ""

    def t(self, text_id: str, **variables: str) -> str:
        """A text of the campaign."""
        return self.scene.texts(text_id, **variables)

    def button(self, text_id: str, token: str, **variables: str) -> Choice:
        """A choice labelled with a text."""
        return Choice(self.scene.texts(text_id, **variables), token)

    @property
    def campaign(self) -> Campaign:
        """The campaign."""
        return self.scene.campaign

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.astimezone(self.scene.zone).date()

    def unit(self, code: str | None) -> Unit | None:
        """The unit with this code, if it stands today."""
        return self.scene.units.unit(code) if code is not None and code in self.scene.units else None

    def unit_called(self, said: str) -> Unit | None:
        """The unit whose code this is, typed in capitals or not."""
        return self.unit(said) or self.unit(said.upper())

    def unit_name(self, code: str | None) -> str:
        """What a unit is called; its code where it does not stand any more, a dash where there is none."""
        found = self.unit(code)
        return found.name if found is not None else code or "–"

    def phase(self) -> Phase | None:
        """The phase that is open now."""
        return next(
            (phase for phase in self.campaign.phases if phase.starts_at <= self.now < phase.ends_at), None
        )

    def is_open(self) -> bool:
        """Whether what is begun now can still be sent: a phase is open, or one is to come."""
        return any(self.now < phase.ends_at for phase in self.campaign.phases)

    def sprint(self, unit: str = "") -> Sprint | None:
        """The sprint this moment belongs to (running, next, or last); of a unit: the nearest above it."""
        if unit not in self.scene.units:
            return self.campaign.sprint_at(self.now)
        path = [each.code for each in self.scene.units.path(unit)]
        above = [sprint for sprint in self.campaign.sprints if sprint.unit in path]
        running = [sprint for sprint in above if sprint.starts_at <= self.now < sprint.ends_at + _A_DAY]
        ahead = [sprint for sprint in above if self.now < sprint.starts_at]
        if running:
            return max(running, key=lambda sprint: path.index(sprint.unit))
        first = min(ahead, key=lambda sprint: sprint.starts_at, default=None)
        return first or max(above, key=lambda sprint: sprint.ends_at, default=None)

    def me(self) -> Person:
        """The person speaking; only for turns of somebody who has joined."""
        assert self.person is not None, "a turn of somebody who has not joined"
        return self.person

    def author_name(self) -> str:
        """Who "tôi" is among the authors: the person speaking, or whom he enters for."""
        return self.author or self.me().name

    def new_id(self, kind: str) -> int:
        """A fresh id."""
        return self.records.next_id(kind)
