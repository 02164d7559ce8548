from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, model_validator

from sandbox.control.platforms import Key
from sandbox.persona import Plan

if TYPE_CHECKING:
    from sandbox.scenario import Scenario


class PhoneSeed(BaseModel):
    """A telephone on the page: a person's chat with the bot, or a group. `role` is a few words about it."""

    model_config = ConfigDict(extra="forbid")

    person: Key | None = None
    group: Key | None = None
    role: str = ""

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.person is None) == (self.group is None):
            raise ValueError("a phone is a person's or a group's")
        return self

    @property
    def key(self) -> Key:
        """Whose it is."""
        key = self.person if self.person is not None else self.group
        assert key is not None, "one of the two"
        return key


class LinkSeed(BaseModel):
    """A deep link the page offers from the beginning. `group`: it adds the bot to a group."""

    model_config = ConfigDict(extra="forbid")

    payload: str
    label: str = ""
    group: bool = False


class FollowerSeed(BaseModel):
    """Where the bot's clock control listens."""

    model_config = ConfigDict(extra="forbid")

    url: str
    secret: str


class Setting(BaseModel):
    """What the page and the director need of a scenario, beside what the stand-in reads itself.

    Naive instants are local to the scenario's zone. The sprint's last day is the one that ends at `ends_at`.
    Without instants: 35 days from today. Without phones: one for everybody and every group.
    """

    model_config = ConfigDict(extra="forbid")

    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    runs_until: datetime | None = None
    seconds_per_day: float = 20.0
    phones: list[PhoneSeed] = []
    links: list[LinkSeed] = []
    follower: FollowerSeed | None = None
    crowd: Plan | None = None

    @classmethod
    def of(cls, scenario: Scenario) -> Setting:
        """Read the keys the stand-in leaves over. Raises pydantic.ValidationError naming unknown ones."""
        setting = cls.model_validate(scenario.extra)
        if setting.phones:
            return setting
        people: list[Key] = [person.id for person in scenario.people]
        groups: list[Key] = [group.id for group in scenario.groups]
        if scenario.zalo is not None:
            people += [f"z{person.id}" for person in scenario.zalo.people]
            groups += [f"z{group.id}" for group in scenario.zalo.groups]
        phones = [*(PhoneSeed(person=key) for key in people), *(PhoneSeed(group=key) for key in groups)]
        return setting.model_copy(update={"phones": phones})


class Sprint(BaseModel):
    """The days the clock bar shows: instants, aware; `until` is where every run ends; hours and days lead beyond."""

    model_config = ConfigDict(frozen=True)

    starts: datetime
    ends: datetime
    until: datetime

    @property
    def days(self) -> int:
        """Civil days from the first to the last."""
        return max(1, round((self.ends - self.starts) / timedelta(days=1)))

    def day(self, now: datetime) -> int:
        """The day `now` lies in, from 1; 0 or less before the sprint, more than `days` after."""
        return (now - self.starts) // timedelta(days=1) + 1
