"""The sandbox's page, and the control API behind it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.control import actions, chats, company, inspection, live, turning
from sandbox.control.guard import guard
from sandbox.control.keys import CLOSING, CROWD, DIRECTOR, STAGE
from sandbox.control.platforms import Platforms, TelegramPlatform, ZaloPlatform
from sandbox.control.setting import Setting
from sandbox.control.stage import Stage, sprint_of
from sandbox.crowd import Crowd
from sandbox.director import Director
from sandbox.follower import Follower
from sandbox.networks import TelegramNetwork, ZaloNetwork
from sandbox.server import WORLD, ZALO_WORLD
from sandbox.traffic import Traffic

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sandbox.clock import Clock
    from sandbox.control.platforms import Platform
    from sandbox.networks import Network
    from sandbox.scenario import Scenario
    from sandbox.world import World
    from sandbox.zalo.world import ZaloWorld

__all__ = ["CROWD", "DIRECTOR", "STAGE", "mount"]

PAGE = Path(__file__).parent.parent / "page"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The page loads nothing from elsewhere. Inline styles: single custom properties of elements."""


def mount(app: web.Application, scenario: Scenario) -> None:
    """Add the page at `/`, the control API under `/sandbox/api/`, the director and the crowd.

    Raises pydantic.ValidationError for unknown keys of the scenario, OSError for a missing crowd file.
    """
    setting = Setting.of(scenario)
    world, zalo = app[WORLD], app.get(ZALO_WORLD)
    worlds = [each for each in (world, zalo) if each is not None]
    traffic = Traffic(*worlds)
    traffic.watch(app)
    app.middlewares.append(guard)
    crowd = app[CROWD] = _crowd(world, zalo, setting)
    director = app[DIRECTOR] = _director(scenario, setting, world.clock, traffic, crowd)
    platforms: list[Platform] = [TelegramPlatform(world, traffic)] if world.bots or zalo is None else []
    if zalo is not None:
        platforms.append(ZaloPlatform(zalo, traffic))
    app[STAGE] = Stage(
        setting, ZoneInfo(scenario.zone), Platforms(*platforms), director=director, crowd=crowd
    )
    app[CLOSING] = asyncio.Event()
    app.on_shutdown.append(_end_streams)
    app.cleanup_ctx.append(_working)
    for part in (actions, chats, company, inspection, live, turning):
        app.add_routes(part.routes())
    app.router.add_get("/", _index)
    app.router.add_static("/sandbox/page", PAGE)


def _crowd(world: World, zalo: ZaloWorld | None, setting: Setting) -> Crowd | None:
    plan = setting.crowd
    if plan is None:
        return None
    networks: list[Network] = [TelegramNetwork(world)]
    if zalo is not None:
        networks.append(ZaloNetwork(zalo))
    return Crowd(world.clock, networks, plan, plan.workers())


def _director(
    scenario: Scenario, setting: Setting, clock: Clock, traffic: Traffic, crowd: Crowd | None
) -> Director:
    where = setting.follower
    return Director(
        clock,
        traffic,
        until=sprint_of(setting, clock.now(), ZoneInfo(scenario.zone)).until,
        follower=None if where is None else Follower(where.url, where.secret),
        sources=() if crowd is None else (crowd,),
        seconds_per_day=setting.seconds_per_day,
    )


async def _working(app: web.Application) -> AsyncIterator[None]:
    director, crowd = app[DIRECTOR], app[CROWD]
    if director.clock.frozen:
        director.start()
    yield
    await director.close()
    if crowd is not None:
        crowd.close()


async def _end_streams(app: web.Application) -> None:
    app[CLOSING].set()


async def _index(request: web.Request) -> web.FileResponse:
    del request
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return web.FileResponse(PAGE / "index.html", headers=headers)
