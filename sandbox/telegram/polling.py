"""getUpdates: offsets, long polls, conflicts."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.telegram.refusals import RefusalError

if TYPE_CHECKING:
    from sandbox.telegram.calls import Call
    from sandbox.world import Bot, Update

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
        "subscription",
        "stopped_message_generation",
    }
)
"""Every kind of update of Bot API 10.3."""

CONFLICT_DELAY = 3.0
"""Monotonic seconds a repeated conflict answer is held back."""
REPEATED_WITHIN = 3.0
ANSWER_BYTES = 4 * 2**20
TERMINATED_BY_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
TERMINATED_BY_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class Poller:
    """What the server remembers between the polls of one bot; monotonic seconds."""

    bot: Bot
    offset: int | None = None
    began: float = 0.0
    next_conflict: float = 0.0
    named_kinds: bool = False

    async def poll(self, call: Call) -> bytes:
        """The waiting updates as a JSON array, as soon as there is one or the time is over."""
        arguments, queue = call.arguments, self.bot.queue
        offset = arguments.integer("offset", low=-(2**31), high=2**31 - 1)
        timeout = arguments.integer("timeout", 0, 0, 50)
        limit = arguments.integer("limit", 100, 1, 100)
        timeout, limit = self._slowed(offset, timeout, limit)
        self._read_kinds(call)
        queue.interrupt(TERMINATED_BY_POLL)
        if offset < 0:
            queue.keep_newest(-offset)
        elif offset > 0:
            queue.confirm(offset)
        taken = queue.take(limit, call.world.clock.timestamp())
        if not taken and timeout:
            if conflict := await queue.wait(timeout):
                await self._delay_conflict()
                raise RefusalError(conflict, 409)
            taken = queue.take(limit, call.world.clock.timestamp())
        return b"[" + b",".join(_fitting(taken)) + b"]"

    def _slowed(self, offset: int, timeout: int, limit: int) -> tuple[int, int]:
        """The same offset again at once is slowed down, as the real server does with busy loops."""
        now = time.monotonic()
        if offset == self.offset and timeout < REPEATED_WITHIN and now - self.began < REPEATED_WITHIN:
            timeout = int(REPEATED_WITHIN)
        if offset == self.offset and now - self.began < 0.5:
            limit = 1
        self.offset, self.began = offset, now
        return timeout, limit

    def _read_kinds(self, call: Call) -> None:
        if "allowed_updates" in call.arguments.texts:
            self.named_kinds = True
            self.bot.allowed = allowed_kinds(call, self.bot.allowed)
        elif not self.named_kinds:
            self.named_kinds = True
            call.complain("polling without allowed_updates")

    async def _delay_conflict(self) -> None:
        now = time.monotonic()
        wait = self.next_conflict - now
        self.next_conflict = max(now, self.next_conflict) + CONFLICT_DELAY
        if wait > 0:
            await asyncio.sleep(wait)


def _fitting(updates: list[Update]) -> list[bytes]:
    """As many bodies as fit into one answer, at least one; the rest is not confirmed and comes with the next."""
    bodies: list[bytes] = []
    size = 0
    for update in updates:
        size += len(update.body)
        if bodies and size > ANSWER_BYTES:
            break
        bodies.append(update.body)
    return bodies


def allowed_kinds(call: Call, present: frozenset[str] | None) -> frozenset[str] | None:
    """The `allowed_updates` of a call; None is the default set. What is no list changes nothing."""
    try:
        named: Any = call.arguments.value("allowed_updates")
    except ValueError:
        return present
    if not isinstance(named, list):
        return present
    return frozenset(kind for kind in named if kind in KINDS) or None
