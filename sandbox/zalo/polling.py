"""getUpdates: one event a call, and with the answer it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.zalo.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.zalo.calls import Call
    from sandbox.zalo.world import Update

DEFAULT_TIMEOUT = 30.0


async def poll(call: Call, alive: Callable[[], bool]) -> Update:
    """The oldest waiting event. Refused with 408 when none comes within `timeout` real seconds, with a webhook by 400.

    `alive` tells whether the caller still waits for the answer.
    """
    for name in call.arguments:
        if name != "timeout":
            call.complain(f"getUpdates knows no {name}")
    seconds = _timeout(call)
    queue = call.bot.queue
    if queue.sink is not None:
        raise RefusalError(400)
    if queue.polled:
        call.complain("overlapping getUpdates")
    update = await queue.take(seconds, alive)
    if update is None:
        raise RefusalError(400 if queue.sink is not None else 408)
    return update


def _timeout(call: Call) -> float:
    value = call.arguments.get("timeout", DEFAULT_TIMEOUT)
    try:
        seconds = float(value) if isinstance(value, str | float) or type(value) is int else -1.0
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        call.refuse("timeout is no number of seconds")
    return seconds
