"""Faults on schedule, and what stands afterwards."""

from __future__ import annotations

import time

import aiohttp
import pytest

from sandbox.telegram import Fault
from tests.sandbox.stage import HANH, SANG, TOKEN, Stage


async def post(stage: Stage, chat_id: int = SANG) -> aiohttp.ClientResponse:
    """A send whose answer may be anything."""
    body = {"chat_id": str(chat_id), "text": "Bảng"}
    async with stage.http.post(f"{stage.url}/bot{TOKEN}/sendMessage", data=body) as response:
        await response.read()
        return response


@pytest.mark.parametrize(("drop", "stands"), [("before", 0), ("after", 1)])
async def test_dropped_connections(stage: Stage, drop: str, stands: int) -> None:
    """Cut before, nothing was sent; cut after, it stands and is in the ledger. The bot sees the same."""
    fault = stage.telegram.faults.schedule(
        Fault("sendMessage", drop="after" if drop == "after" else "before")
    )
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(stage)
    assert fault.seen == 1
    assert len(stage.world.delivered(SANG)) == stands
    assert len([m for m in stage.world.messages(SANG) if m.bot_id]) == stands
    stage.turn(seconds=1)
    assert (await post(stage)).status == 200
    assert len(stage.world.delivered(SANG)) == stands + 1


async def test_broken_answers(lifted: Stage) -> None:
    """A proxy's HTML page and half a JSON answer come as they do in real life."""
    lifted.telegram.faults.schedule(Fault(status=502, html=True))
    page = await post(lifted)
    assert (page.status, page.content_type) == (502, "text/html")
    assert lifted.world.delivered(SANG) == []
    lifted.telegram.faults.schedule(Fault(truncated=True))
    half = await post(lifted)
    assert half.status == 200
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        await half.json()
    assert len(lifted.world.delivered(SANG)) == 1


async def test_errors_by_method_chat_and_number(lifted: Stage) -> None:
    """A fault strikes only what matches, as often as it says, and its answer is whole."""
    fault = Fault("SendMessage", HANH, times=2, status=500, description="Internal Server Error: restart")
    lifted.telegram.faults.schedule(fault)
    assert (await lifted.text(SANG)).status == 200
    assert [(await lifted.text(HANH)).status for _ in range(3)] == [500, 500, 200]
    lifted.telegram.faults.schedule(Fault(status=429, description="Too Many Requests: slow down"))
    assert "parameters" not in (await lifted.text()).body
    migrated = Fault(status=400, description="Bad Request: group chat was upgraded", migrate_to=-1005)
    lifted.telegram.faults.schedule(migrated)
    assert (await lifted.text()).body["parameters"] == {"migrate_to_chat_id": -1005}
    lifted.telegram.faults.schedule(Fault(times=100, status=500))
    lifted.telegram.faults.clear()
    assert (await lifted.text()).status == 200


async def test_a_delay_is_real_time(lifted: Stage) -> None:
    """A slow answer is slow on the wire and comes in the end."""
    lifted.telegram.faults.schedule(Fault("sendMessage", delay=0.2))
    began = time.monotonic()
    assert (await lifted.text()).status == 200
    assert time.monotonic() - began >= 0.2
