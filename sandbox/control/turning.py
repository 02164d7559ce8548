"""Turning the clock and switching the crowd, over the control API."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from sandbox.control.keys import CROWD, DIRECTOR, json
from sandbox.follower import Follower
from sandbox.world import ImpossibleError

if TYPE_CHECKING:
    import asyncio

    from sandbox.crowd import Crowd
    from sandbox.director import Director


class Advance(BaseModel):
    """How far to go in civil time, or where to. `wait`: answer only on arrival."""

    model_config = ConfigDict(extra="forbid")

    days: float = Field(0, ge=0)
    hours: float = Field(0, ge=0)
    to: AwareDatetime | None = None
    wait: bool = False


class Speed(BaseModel):
    """Wall seconds a civil day takes when running; 0 is full speed."""

    model_config = ConfigDict(extra="forbid")

    seconds_per_day: float = Field(ge=0, le=86_400)


class Switch(BaseModel):
    """On or off."""

    model_config = ConfigDict(extra="forbid")

    on: bool


class Following(BaseModel):
    """Where a bot's clock control listens."""

    model_config = ConfigDict(extra="forbid")

    url: str
    secret: str


def routes() -> list[web.RouteDef]:
    """The clock and the crowd."""
    api = "/sandbox/api"
    return [
        web.post(f"{api}/clock/run", run),
        web.post(f"{api}/clock/pause", pause),
        web.post(f"{api}/clock/speed", speed),
        web.post(f"{api}/clock/advance", advance),
        web.post(f"{api}/clock/end", end),
        web.post(f"{api}/follower", follow),
        web.post(f"{api}/crowd", switch),
        web.get(f"{api}/crowd/told", told),
        web.get(f"{api}/crowd/failures", failures),
    ]


def _director(request: web.Request) -> Director:
    director = request.app[DIRECTOR]
    if not director.clock.frozen:
        raise ImpossibleError("the scenario runs on real time: its clock cannot be turned")
    return director


def _crowd(request: web.Request) -> Crowd:
    crowd = request.app[CROWD]
    if crowd is None:
        raise LookupError("the scenario has no crowd")
    return crowd


async def run(request: web.Request) -> web.Response:
    """Let time go on at the chosen speed."""
    _director(request).run()
    return json({})


async def pause(request: web.Request) -> web.Response:
    """Stop time."""
    _director(request).pause()
    return json({})


async def speed(request: web.Request) -> web.Response:
    """Choose the speed."""
    _director(request).set_speed(Speed.model_validate_json(await request.read()).seconds_per_day)
    return json({})


async def advance(request: web.Request) -> web.Response:
    """Go ahead at full speed, through everything on the way. `arrived` is false when it was paused before."""
    order = Advance.model_validate_json(await request.read())
    director = _director(request)
    if order.to is not None:
        arrival = director.head_for(order.to)
    else:
        arrival = director.advance(timedelta(days=order.days, hours=order.hours))
    return await _answer(arrival, wait=order.wait)


async def end(request: web.Request) -> web.Response:
    """Go to the end of the scenario at full speed."""
    director = _director(request)
    return await _answer(director.head_for(director.until), wait=request.query.get("wait") == "true")


async def _answer(arrival: asyncio.Future[bool], *, wait: bool) -> web.Response:
    if not wait:
        return json({"arrived": arrival.done() and arrival.result()})
    return json({"arrived": await arrival})


async def follow(request: web.Request) -> web.Response:
    """Turn this bot's clock too, from now on."""
    where = Following.model_validate_json(await request.read())
    await _director(request).follow(Follower(where.url, where.secret))
    return json({})


async def switch(request: web.Request) -> web.Response:
    """Let the crowd come, or no longer."""
    order = Switch.model_validate_json(await request.read())
    crowd = _crowd(request)
    crowd.switch(on=order.on)
    return json(crowd.counts)


async def told(request: web.Request) -> web.Response:
    """Every number a worker of the crowd was told."""
    return json({"told": [asdict(each) for each in _crowd(request).told()]})


async def failures(request: web.Request) -> web.Response:
    """Every worker of the crowd who gave up, with the talk as it went."""
    return json({"failures": [asdict(each) for each in _crowd(request).failures()]})
