"""Looking into the stand-in over the control API: state, violations, ledger, faults."""

from __future__ import annotations

from dataclasses import fields

from aiohttp import web
from pydantic import TypeAdapter
from pydantic_core import from_json

from sandbox.control.keys import STAGE, json
from sandbox.server import TELEGRAM
from sandbox.telegram import Fault

FAULT = TypeAdapter(Fault)
KNOWN = {field.name for field in fields(Fault) if field.init}


def routes() -> list[web.RouteDef]:
    """Looking on."""
    api = "/sandbox/api"
    return [
        web.get(f"{api}/state", state),
        web.get(f"{api}/violations", violations),
        web.get(f"{api}/unheard", unheard),
        web.get(f"{api}/ledger", ledger),
        web.post(f"{api}/faults", schedule_fault),
        web.delete(f"{api}/faults", clear_faults),
    ]


async def state(request: web.Request) -> web.Response:
    """All the page shows but the messages."""
    return json(request.app[STAGE].state())


async def violations(request: web.Request) -> web.Response:
    """Every violation of the strictness profiles, platform by platform, oldest first; `at` in civil seconds."""
    listed = [
        {"platform": platform.name, **each}
        for platform in request.app[STAGE].platforms
        for each in platform.violations()
    ]
    return json({"violations": listed})


async def unheard(request: web.Request) -> web.Response:
    """Words of people that no bot will ever get."""
    listed = [
        {"platform": platform.name, **each}
        for platform in request.app[STAGE].platforms
        for each in platform.unheard()
    ]
    return json({"unheard": listed})


async def ledger(request: web.Request) -> web.Response:
    """What bots really brought about on one platform, oldest first, from entry number `?since=` on.

    All of `?platform=` (the first one by default), or of `?chat=` on its own platform.
    """
    platforms, wanted = request.app[STAGE].platforms, request.query.get("chat")
    platform, chat = platforms.named(request.query.get("platform", "")), None
    if wanted is not None:
        platform, chat = platforms.of(wanted)
    listed, following = platform.ledger(int(request.query.get("since", "0")), chat)
    return json({"ledger": listed, "next": following})


async def schedule_fault(request: web.Request) -> web.Response:
    """Let something go wrong on the wire; the fields are those of `sandbox.telegram.Fault`."""
    body = from_json(await request.read())
    if unknown := body.keys() - KNOWN:
        raise ValueError(f"no field of a fault: {', '.join(sorted(unknown))}")
    request.app[TELEGRAM].faults.schedule(FAULT.validate_python(body))
    return json({})


async def clear_faults(request: web.Request) -> web.Response:
    """No more faults."""
    request.app[TELEGRAM].faults.clear()
    return json({})
