from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from sandbox.clock import Clock
from sandbox.world import World
from sandbox.zalo.scenario import ZaloScenario

if TYPE_CHECKING:
    from pathlib import Path


class BotSeed(BaseModel):
    """A bot account; `privacy` as BotFather sets it."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(pattern=r"^[1-9][0-9]{0,15}:[A-Za-z0-9_-]+$", max_length=80)
    username: str
    name: str
    privacy: bool = True


class PersonSeed(BaseModel):
    """A person with a telephone. The id is the chat id of the private chats with the bots."""

    model_config = ConfigDict(extra="forbid")

    id: int = Field(gt=0, lt=2**52)
    first_name: str
    last_name: str = ""
    username: str = ""


class GroupSeed(BaseModel):
    """A group; the first member is its creator. An id that begins with -100 is a supergroup's."""

    model_config = ConfigDict(extra="forbid")

    id: int = Field(lt=0)
    title: str
    members: list[int] = []


class Scenario(BaseModel):
    """What stands when the sandbox opens. `now` null: real time. Keys not named here belong to the page's control.

    `limits` "lifted" takes every flood window away, for benchmarks. `judge_results` holds every answer and update
    against the schema while running (tests always do). `plain_webhooks` allows http and any port, for loopback.
    `zalo` opens a stand-in of Zalo beside Telegram's, on the same clock.
    """

    model_config = ConfigDict(extra="allow")

    zone: str = "Asia/Ho_Chi_Minh"
    now: datetime | None = None
    bots: list[BotSeed] = []
    people: list[PersonSeed] = []
    groups: list[GroupSeed] = []
    limits: Literal["strict", "lifted"] = "strict"
    judge_results: bool = False
    plain_webhooks: bool = True
    seed: int = 0
    zalo: ZaloScenario | None = None

    @classmethod
    def read(cls, path: Path) -> Scenario:
        """The scenario in a JSON file. Raises OSError, or pydantic.ValidationError with every mistake."""
        return cls.model_validate_json(path.read_bytes())

    @property
    def extra(self) -> dict[str, Any]:
        """The keys that are not the stand-in's own."""
        return self.model_extra or {}

    def world(self) -> World:
        """A new world as described."""
        world = World(Clock(self._start()), seed=self.seed)
        for bot in self.bots:
            world.add_bot(bot.token, bot.username, bot.name, privacy=bot.privacy)
        for person in self.people:
            world.add_user(
                person.first_name, user_id=person.id, last_name=person.last_name, username=person.username
            )
        for group in self.groups:
            world.add_group(group.title, group.members, chat_id=group.id)
        return world

    def _start(self) -> datetime | None:
        """A naive `now` is local to `zone`."""
        if self.now is None or self.now.tzinfo is not None:
            return self.now
        return self.now.replace(tzinfo=ZoneInfo(self.zone))
