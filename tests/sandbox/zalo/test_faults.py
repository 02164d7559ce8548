"""Faults on schedule, and what stands afterwards."""

from __future__ import annotations

import time
from typing import Any

import aiohttp
import pytest

from sandbox.zalo import Fault
from tests.sandbox.zalo.stage import HANH, SANG, TOKEN, Stage


async def post(stage: Stage) -> tuple[int, str, bytes]:
    """A send whose answer may be anything."""
    body = {"chat_id": stage.world.address(SANG), "text": "Bảng"}
    async with stage.http.post(f"{stage.url}/bot{TOKEN}/sendMessage", json=body) as response:
        return response.status, response.content_type, await response.read()


@pytest.mark.parametrize(("drop", "stands"), [("before", 0), ("after", 1)])
async def test_dropped_connections(stage: Stage, drop: Any, stands: int) -> None:
    """Cut before, nothing was sent; cut after, it stands and is counted. The bot sees the same."""
    fault = stage.zalo.faults.schedule(Fault("sendMessage", drop=drop))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(stage)
    assert fault.seen == 1
    assert len(stage.world.sent) == stands
    assert stage.world.bot.used[stage.world.month()] == stands
    assert (await post(stage))[0] == 200
    assert len(stage.world.sent) == stands + 1


async def test_broken_answers(stage: Stage) -> None:
    """A gateway's HTML page and half a JSON answer come as they do in real life."""
    stage.zalo.faults.schedule(Fault(status=502))
    status, kind, _ = await post(stage)
    assert (status, kind) == (502, "text/html")
    assert stage.world.sent == []
    stage.zalo.faults.schedule(Fault(truncated=True))
    _, _, half = await post(stage)
    assert half.startswith(b'{"ok":true')
    assert not half.endswith(b"}")
    assert len(stage.world.sent) == 1


async def test_codes_by_method_chat_and_number(stage: Stage) -> None:
    """A fault strikes only what matches, as often as it says: 403 once for one person, 401 twice for one method."""
    stage.zalo.faults.schedule(Fault("sendMessage", stage.world.address(HANH), code=403))
    assert (await stage.text(SANG)).result
    assert (await stage.text(HANH)).error == 403
    assert (await stage.text(HANH)).result
    stage.zalo.faults.schedule(Fault("getMe", times=2, code=401))
    assert [(await stage.call("getMe")).body["ok"] for _ in range(3)] == [False, False, True]
    stage.zalo.faults.schedule(Fault(times=100, code=404))
    stage.zalo.faults.clear()
    assert (await stage.text()).result


@pytest.mark.parametrize("done", [False, True])
async def test_a_timeout_that_may_have_arrived(stage: Stage, done: bool) -> None:
    """408 on a send says nothing about whether it stands."""
    stage.zalo.faults.schedule(Fault("sendMessage", code=408, done=done))
    assert (await stage.text()).error == 408
    assert len(stage.world.sent) == done


async def test_an_event_in_a_broken_answer_is_lost(stage: Stage) -> None:
    """At most once: what was taken for a poll whose answer never arrived does not come again."""
    stage.world.people.say(SANG, "mất")
    stage.zalo.faults.schedule(Fault("getUpdates", drop="after"))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await stage.call("getUpdates", timeout=1)
    assert await stage.texts() == []


async def test_a_delay_is_real_time(stage: Stage) -> None:
    """A slow answer is slow on the wire and comes in the end."""
    stage.zalo.faults.schedule(Fault("sendMessage", delay=0.2))
    began = time.monotonic()
    assert (await stage.text()).result
    assert time.monotonic() - began >= 0.2
