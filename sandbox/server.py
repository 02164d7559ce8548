from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.telegram import Telegram

if TYPE_CHECKING:
    from sandbox.scenario import Scenario
    from sandbox.world import World

WORLD: web.AppKey[World] = web.AppKey("world")
"""The world behind an application made by `build`."""
TELEGRAM: web.AppKey[Telegram] = web.AppKey("telegram")
"""The wire: faults, flood windows, the switch for the limits."""


def build(scenario: Scenario) -> web.Application:
    """The stand-in as an application: `/bot...` and `/file/bot...`, and the page with its control when it is there.

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
    if importlib.util.find_spec("sandbox.control") is not None:
        importlib.import_module("sandbox.control").mount(app, scenario)
    return app
