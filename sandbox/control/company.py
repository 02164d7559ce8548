"""Who is there: more people, more groups, and what happens to groups, over the control API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from sandbox.control.keys import STAGE, json
from sandbox.world import ImpossibleError

if TYPE_CHECKING:
    from sandbox.world import Chat, World


class NewPerson(BaseModel):
    """A person to give a telephone."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=64)
    role: str = Field("", max_length=120)


class NewGroup(BaseModel):
    """A group of everybody with a telephone; `by` creates it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=128)
    by: int | None = None


class NewMember(BaseModel):
    """Somebody who comes into a group."""

    model_config = ConfigDict(extra="forbid")

    person: int


class BotDeed(BaseModel):
    """What `person` does with the bot in a group; `payload` of a startgroup link goes with "add"."""

    model_config = ConfigDict(extra="forbid")

    person: int
    action: Literal["add", "remove", "promote", "demote"]
    payload: str | None = Field(None, pattern=r"^[\w-]{0,64}$")


class NewLink(BaseModel):
    """A deep link the page shall offer."""

    model_config = ConfigDict(extra="forbid")

    payload: str = Field(pattern=r"^[\w-]{1,64}$")
    label: str = ""
    group: bool = False


def routes() -> list[web.RouteDef]:
    """People, groups and links."""
    api = "/sandbox/api"
    return [
        web.post(f"{api}/people", add_person),
        web.post(f"{api}/groups", add_group),
        web.post(f"{api}/groups/{{chat}}/bot", turn_bot),
        web.post(f"{api}/groups/{{chat}}/members", join),
        web.post(f"{api}/groups/{{chat}}/upgrade", upgrade),
        web.post(f"{api}/links", offer),
    ]


def _group(request: web.Request) -> tuple[World, Chat]:
    world = request.app[STAGE].world
    return world, world.groups_by_id[int(request.match_info["chat"])]


async def add_person(request: web.Request) -> web.Response:
    """One more person, with a telephone on the page."""
    new = NewPerson.model_validate_json(await request.read())
    phone = request.app[STAGE].add_person(new.name, new.role)
    return json({"id": phone.id, "person": phone.chat_id})


async def add_group(request: web.Request) -> web.Response:
    """One more group, with a telephone on the page."""
    new = NewGroup.model_validate_json(await request.read())
    phone = request.app[STAGE].add_group(new.title, new.by)
    return json({"id": phone.id, "chat": phone.chat_id})


async def turn_bot(request: web.Request) -> web.Response:
    """Add the bot to a group, remove it, make it administrator, or take that back."""
    deed = BotDeed.model_validate_json(await request.read())
    world, chat = _group(request)
    if chat.member(deed.person) is None:
        raise ImpossibleError(f"person {deed.person} is not in {chat.name}")
    inside = chat.member(world.bot.id) is not None
    if inside is (deed.action == "add"):
        raise ImpossibleError(f"the bot is {'already' if inside else 'not'} in {chat.name}")
    if deed.action == "add":
        world.groups.add_bot(chat.id, by=deed.person, payload=deed.payload)
    elif deed.action == "remove":
        world.groups.kick(chat.id, by=deed.person)
    elif deed.action == "promote":
        world.groups.promote(chat.id, by=deed.person)
    else:
        world.groups.demote(chat.id, by=deed.person)
    return json({})


async def join(request: web.Request) -> web.Response:
    """A person comes into the group."""
    new = NewMember.model_validate_json(await request.read())
    world, chat = _group(request)
    if chat.member(new.person) is not None:
        raise ImpossibleError(f"person {new.person} is in {chat.name} already")
    world.groups.join(chat.id, new.person)
    return json({})


async def upgrade(request: web.Request) -> web.Response:
    """The group becomes a supergroup: its id changes."""
    world, chat = _group(request)
    if chat.type == "supergroup" or chat.migrated_to:
        raise ImpossibleError(f"{chat.name} is a supergroup already")
    return json({"chat": world.groups.migrate(chat.id).id})


async def offer(request: web.Request) -> web.Response:
    """Offer a deep link in the page's list, for instance one that a command line has printed."""
    link = NewLink.model_validate_json(await request.read())
    request.app[STAGE].offer(link.payload, link.label, group=link.group)
    return json({})
