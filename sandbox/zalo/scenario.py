from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sandbox.zalo.world import Plan, Switches, ZaloWorld

if TYPE_CHECKING:
    from sandbox.clock import Clock

FREE = Plan()
LIFTED = Plan(users=10**6, groups=10**4, messages=10**9)


class ZaloPlanSeed(BaseModel):
    """What the platform allows a bot; the free plan where nothing is said."""

    model_config = ConfigDict(extra="forbid")

    users: int = Field(FREE.users, ge=0)
    groups: int = Field(FREE.groups, ge=0)
    messages: int = Field(FREE.messages, ge=0)

    def plan(self) -> Plan:
        """As the world has it."""
        return Plan(self.users, self.groups, self.messages)


class ZaloBotSeed(BaseModel):
    """A bot account; its display name begins with "Bot", as Zalo wants it."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(pattern=r"^[0-9]+:[A-Za-z0-9_-]+$")
    display_name: str = Field(pattern=r"^Bot\b")
    account_name: str = ""
    can_join_groups: bool = True
    plan: ZaloPlanSeed | Literal["lifted"] = ZaloPlanSeed()

    @property
    def allowed(self) -> Plan:
        """What it may do; "lifted" takes every limit of the plan away, for crowds that no plan has room for."""
        return LIFTED if self.plan == "lifted" else self.plan.plan()


class ZaloPersonSeed(BaseModel):
    """A person with Zalo. The id is for the sandbox; on the wire everybody has other ids."""

    model_config = ConfigDict(extra="forbid")

    id: int = Field(gt=0)
    display_name: str
    protected: bool = False


class ZaloGroupSeed(BaseModel):
    """A group; its leader alone can invite bots, and has invited those whose tokens are listed."""

    model_config = ConfigDict(extra="forbid")

    id: int = Field(lt=0)
    title: str
    leader: int
    members: list[int] = []
    bots: list[str] = []


class ZaloScenario(BaseModel):
    """What stands on the Zalo side when the sandbox opens."""

    model_config = ConfigDict(extra="forbid")

    bots: list[ZaloBotSeed] = []
    people: list[ZaloPersonSeed] = []
    groups: list[ZaloGroupSeed] = []
    switches: Switches = Field(default_factory=Switches)

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Groups name people and bots that are there, and no bot is in more groups than its plan allows."""
        people = {person.id for person in self.people}
        room = {bot.token: bot.allowed.groups if bot.can_join_groups else 0 for bot in self.bots}
        for group in self.groups:
            if strangers := {group.leader, *group.members} - people:
                raise ValueError(f"group {group.id} names people who are not there: {sorted(strangers)}")
            for token in group.bots:
                if token not in room:
                    raise ValueError(f"group {group.id} names a bot that is not there")
                room[token] -= 1
        if any(left < 0 for left in room.values()):
            raise ValueError("a bot is in more groups than its plan allows")
        return self

    def world(self, clock: Clock, *, seed: int = 0) -> ZaloWorld:
        """A new world as described, on this clock."""
        world = ZaloWorld(clock, seed=seed, switches=self.switches.model_copy())
        for bot in self.bots:
            world.add_bot(
                bot.token,
                bot.display_name,
                account_name=bot.account_name,
                can_join_groups=bot.can_join_groups,
                plan=bot.allowed,
            )
        for person in self.people:
            world.add_person(person.display_name, number=person.id, protected=person.protected)
        for group in self.groups:
            world.groups.create(group.title, group.leader, group.members, number=group.id)
            for token in group.bots:
                world.groups.invite_bot(group.id, bot=world.tokens[token])
        return world
