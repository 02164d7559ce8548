from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.telegram import Telegram
from sandbox.zalo import Zalo

if TYPE_CHECKING:
    from sandbox.scenario import Scenario
    from sandbox.world import World
    from sandbox.zalo.world import ZaloWorld

WORLD: web.AppKey[World] = web.AppKey("world")
"""The world behind an application made by `build`."""
TELEGRAM: web.AppKey[Telegram] = web.AppKey("telegram")
"""The wire: faults, flood windows, the switch for the limits."""
ZALO_WORLD: web.AppKey[ZaloWorld] = web.AppKey("zalo_world")
"""Zalo's world, on the clock of `WORLD`. Absent when the scenario has no Zalo."""
ZALO: web.AppKey[Zalo] = web.AppKey("zalo")
"""Zalo's wire: faults, webhooks. Absent when the scenario has no Zalo."""


def build(scenario: Scenario) -> web.Application:
    """The stand-ins as an application, and the page with its control when it is there.

    Telegram's are `/bot...` and `/file/bot...`, Zalo's `/zalo/bot...` when the scenario has a Zalo.

    `sandbox.control.mount(app, scenario)` adds the page; it finds the world under `app[WORLD]`.
    """
    app = web.Application(client_max_size=64 * 2**20)
    app[WORLD] = world = scenario.world()
    app[TELEGRAM] = telegram = Telegram(
        world,
        lifted=scenario.limits == "lifted",
        judge_results=scenario.judge_results,
        plain_webhooks=scenario.plain_webhooks,
    )
    telegram.mount(app)
    if scenario.zalo is not None:
        app[ZALO_WORLD] = scenario.zalo.world(world.clock, seed=scenario.seed)
        app[ZALO] = Zalo(
            app[ZALO_WORLD], lifted=scenario.limits == "lifted", plain_webhooks=scenario.plain_webhooks
        )
        app[ZALO].mount(app)
    if importlib.util.find_spec("sandbox.control") is not None:
        importlib.import_module("sandbox.control").mount(app, scenario)
    return app
