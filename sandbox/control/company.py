"""Who is there: more people, more groups, and what happens to groups, over the control API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from sandbox.control.keys import STAGE, json
from sandbox.control.platforms import Bringing, Key

if TYPE_CHECKING:
    from sandbox.control.platforms import Platform


class NewPerson(BaseModel):
    """A person to give a telephone."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=64)
    role: str = Field("", max_length=120)
    platform: str = ""


class NewGroup(BaseModel):
    """A group of everybody with a telephone; `by` creates it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=128)
    by: Key | None = None


class NewMember(BaseModel):
    """Somebody who comes into a group."""

    model_config = ConfigDict(extra="forbid")

    person: Key


class BotDeed(BaseModel):
    """What `person` does with the bot in a group; `payload` of a startgroup link goes with "add"."""

    model_config = ConfigDict(extra="forbid")

    person: Key
    action: Bringing
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


async def add_person(request: web.Request) -> web.Response:
    """One more person, with a telephone on the page."""
    new = NewPerson.model_validate_json(await request.read())
    phone = request.app[STAGE].add_person(new.name, new.role, new.platform)
    return json({"id": phone.id, "person": phone.key})


async def add_group(request: web.Request) -> web.Response:
    """One more group, with a telephone on the page."""
    new = NewGroup.model_validate_json(await request.read())
    phone = request.app[STAGE].add_group(new.title, new.by)
    return json({"id": phone.id, "chat": phone.key})


async def turn_bot(request: web.Request) -> web.Response:
    """Add the bot to a group, remove it, make it administrator, or take that back."""
    deed = BotDeed.model_validate_json(await request.read())
    platform, person, group = _inside(request, deed.person)
    platform.bring(group, person, deed.action, deed.payload)
    return json({})


async def join(request: web.Request) -> web.Response:
    """A person comes into the group."""
    new = NewMember.model_validate_json(await request.read())
    platform, person, group = _inside(request, new.person)
    platform.join(group, person)
    return json({})


async def upgrade(request: web.Request) -> web.Response:
    """The group becomes a supergroup: its id changes."""
    platform, group = request.app[STAGE].platforms.of(request.match_info["chat"])
    return json({"chat": platform.key(platform.upgrade(group))})


async def offer(request: web.Request) -> web.Response:
    """Offer a deep link in the page's list, for instance one that a command line has printed."""
    link = NewLink.model_validate_json(await request.read())
    request.app[STAGE].offer(link.payload, link.label, group=link.group)
    return json({})


def _inside(request: web.Request, key: Key) -> tuple[Platform, int, int]:
    """A person and the group of the path."""
    platform, person, group = request.app[STAGE].platforms.pair(key, request.match_info["chat"])
    assert group is not None, "named in the path"
    return platform, person, group
