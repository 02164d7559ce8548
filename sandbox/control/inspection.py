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
        web.get(f"{api}/ledger", ledger),
        web.post(f"{api}/faults", schedule_fault),
        web.delete(f"{api}/faults", clear_faults),
    ]


async def state(request: web.Request) -> web.Response:
    """All the page shows but the messages."""
    return json(request.app[STAGE].state())


async def violations(request: web.Request) -> web.Response:
    """Every violation of the strictness profile, oldest first; `at` in civil seconds since 1970."""
    listed = [
        {"at": each.at.timestamp(), "rule": each.method, "detail": each.reason, "chat": each.chat_id}
        for each in request.app[STAGE].world.violations
    ]
    return json({"violations": listed})


async def ledger(request: web.Request) -> web.Response:
    """What bots really brought about, oldest first: all, or of `?chat=`; from entry number `?since=` on."""
    entries = request.app[STAGE].world.ledger
    since = int(request.query.get("since", "0"))
    wanted = request.query.get("chat")
    chosen = [entry for entry in entries[since:] if wanted is None or entry.chat_id == int(wanted)]
    listed = [
        {
            "method": entry.method,
            "chat": entry.chat_id,
            "message": entry.message_id,
            "at": entry.at,
            "payload": entry.payload,
            "silent": entry.silent,
        }
        for entry in chosen
    ]
    return json({"ledger": listed, "next": len(entries)})


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
