"""The bot stops in the middle of a sprint and starts again; the platform, its people and the clock go on."""

from __future__ import annotations

import asyncio
import json
import math
import secrets
from datetime import datetime
from pathlib import Path

import pytest

from bot.demo.play import look_back, open_stage
from tests.bot.house import House, opened

TIMES = 4


@pytest.mark.timeout(240)
async def test_nothing_is_lost_when_the_bot_stops_in_the_middle(tmp_path: Path) -> None:
    """Stopped and started four times while workers talk and posts are due: the play still goes as it has to."""
    async with opened(tmp_path) as (house, controls):
        opening = await open_stage(controls, house.people, house.links)
        running = asyncio.ensure_future(controls.post("clock/end?wait=true"))
        for moment in somewhen(house):
            while house.clock.now() < moment:
                await asyncio.wait({running}, timeout=0.005)
                assert not running.done(), "the play was over before the bot was stopped"
            await asyncio.sleep(secrets.randbelow(50) / 1000)
            await house.stop()
            await asyncio.sleep(0.3)
            await house.start_again(controls)
        await running
        assert await house.judge(await look_back(controls, house.people, opening)) == []


def somewhen(house: House) -> list[datetime]:
    """Moments of the sprint, anew each time, none so late that the play could be over."""
    start, whole = house.people.start, house.people.sprint.ends_at - house.people.start
    return sorted(start + whole * (secrets.randbelow(900) / 1000) for _ in range(TIMES))


async def test_a_stopping_bot_was_waited_for_half_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in a jump of the clock it leaves work behind: the jump ends all the same, however patient."""
    monkeypatch.setattr("bot.control._PATIENCE", math.inf)
    async with opened(tmp_path) as (house, _):
        await house.app.close()
        house.app.pump.kick()
        assert not house.app.is_idle()
        await house.control._settle()


async def test_a_stopping_bot_called_itself_idle(tmp_path: Path) -> None:
    """Time does not go on over a bot that is stopping: what it had still to send would come out too late."""
    async with opened(tmp_path) as (house, _):
        await house.control._settle()
        house.app.stop.set()
        assert house.app.is_idle(), "nothing is under way"
        assert json.loads(house.control._standing().text or "") == {"idle": False, "next": None}
