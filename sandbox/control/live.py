"""Live changes for the page: server-sent events, in batches."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic_core import to_json

from sandbox.control.keys import CLOSING, STAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.control.platforms import Key, Platform, Watch
    from sandbox.control.stage import Stage

BEAT = 0.1
"""Wall seconds between two batches: what a reader sees as at once, however fast time runs."""
STILL = 15.0
"""Wall seconds after which a silent connection is kept alive by a comment."""


def routes() -> list[web.RouteDef]:
    """The stream."""
    return [web.get("/sandbox/api/events", events)]


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events "update": {state?, chats?, toasts?}. The first one carries the whole state."""
    stage = request.app[STAGE]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    await response.write(b"retry: 1000\n\n")
    closing = request.app[CLOSING]
    with contextlib.ExitStack() as resources, contextlib.suppress(ConnectionResetError):
        watches = [(platform, resources.enter_context(platform.watch())) for platform in stage.platforms]
        await _stream(response, stage, watches, closing)
    return response


async def _stream(
    response: web.StreamResponse,
    stage: Stage,
    watches: Sequence[tuple[Platform, Watch]],
    closing: asyncio.Event,
) -> None:
    known, spoken = b"", time.monotonic()
    while not closing.is_set():
        update = _collect(stage, watches)
        state = stage.state()
        if (now_known := to_json(state)) != known:
            known = now_known
            update["state"] = state
        if update:
            await response.write(b"event: update\ndata: " + to_json(update) + b"\n\n")
            spoken = time.monotonic()
        elif time.monotonic() - spoken > STILL:
            await response.write(b": still here\n\n")
            spoken = time.monotonic()
        await asyncio.sleep(BEAT)


def _collect(stage: Stage, watches: Sequence[tuple[Platform, Watch]]) -> dict[str, Any]:
    """What has happened in the shown chats since the last beat; empty when nothing has."""
    chats: dict[Key, Any] = {}
    toasts: list[dict[str, Any]] = []
    for platform, watch in watches:
        changed, passing = watch.changes(stage.chats_of(platform))
        chats |= changed
        toasts += passing
    return {**({"chats": chats} if chats else {}), **({"toasts": toasts} if toasts else {})}
