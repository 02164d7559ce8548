"""Live changes for the page: server-sent events, in batches."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic_core import to_json

from sandbox.control.chats import shown, shown_pin
from sandbox.control.keys import CLOSING, STAGE

if TYPE_CHECKING:
    from sandbox.control.stage import Stage
    from sandbox.world import Event, Message, Subscription

BEAT = 0.1
"""Wall seconds between two batches: what a reader sees as at once, however fast time runs."""
STILL = 15.0
"""Wall seconds after which a silent connection is kept alive by a comment."""


def routes() -> list[web.RouteDef]:
    """The stream."""
    return [web.get("/sandbox/api/events", events)]


@dataclass(slots=True)
class Batch:
    """What has happened in the shown chats since the last beat. A message stands in it once, as it is now."""

    messages: dict[int, dict[int, Message]] = field(default_factory=lambda: defaultdict(dict))
    pins: set[int] = field(default_factory=set)
    toasts: list[dict[str, Any]] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Note one event."""
        if event.kind == "answered" and event.query is not None and event.query.text:
            toast = {"chat": event.chat_id, "person": event.query.user_id, "text": event.query.text}
            self.toasts.append(toast)
        elif event.message is not None and event.kind in {"message", "edited", "deleted"}:
            self.messages[event.chat_id][event.message.id] = event.message
            if event.kind == "deleted":
                self.pins.add(event.chat_id)
        elif event.kind in {"pinned", "unpinned"}:
            self.pins.add(event.chat_id)

    def wire(self, stage: Stage) -> dict[str, Any]:
        """For the page; empty when nothing has happened."""
        chats = {}
        for chat_id in self.messages.keys() | self.pins:
            chat = stage.world.chat(chat_id)
            there = self.messages.get(chat_id, {}).values()
            chats[chat_id] = {
                "messages": [shown(message) for message in there if not message.deleted],
                "gone": [message.id for message in there if message.deleted],
                "pinned": shown_pin(chat),
                "keyboard": chat.keyboard,
            }
        return {**({"chats": chats} if chats else {}), **({"toasts": self.toasts} if self.toasts else {})}


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events "update": {state?, chats?, toasts?}. The first one carries the whole state."""
    stage = request.app[STAGE]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    await response.write(b"retry: 1000\n\n")
    closing = request.app[CLOSING]
    with stage.world.subscribe() as subscription, contextlib.suppress(ConnectionResetError):
        await _stream(response, stage, subscription, closing)
    return response


async def _stream(
    response: web.StreamResponse, stage: Stage, subscription: Subscription, closing: asyncio.Event
) -> None:
    known, spoken = b"", time.monotonic()
    while not closing.is_set():
        update = _collect(stage, subscription).wire(stage)
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


def _collect(stage: Stage, subscription: Subscription) -> Batch:
    batch, shown_chats = Batch(), stage.chat_ids()
    while not subscription.queue.empty():
        event = subscription.queue.get_nowait()
        if event.chat_id in shown_chats:
            batch.add(event)
    return batch
