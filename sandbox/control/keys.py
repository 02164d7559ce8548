from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic_core import to_json

if TYPE_CHECKING:
    import asyncio

    from sandbox.control.stage import Stage
    from sandbox.crowd import Crowd
    from sandbox.director import Director

STAGE: web.AppKey[Stage] = web.AppKey("stage")
"""What the page shows."""
DIRECTOR: web.AppKey[Director] = web.AppKey("director")
"""The owner of civil time."""
CROWD: web.AppKey[Crowd | None] = web.AppKey("crowd")
"""The simulated workers, if the scenario has any."""
CLOSING: web.AppKey[asyncio.Event] = web.AppKey("closing")
"""Set when the server goes down: live streams end themselves."""


def json(body: Any) -> web.Response:
    """A JSON answer; instants as ISO 8601, data classes as objects."""
    return web.Response(body=to_json(body), content_type="application/json")
