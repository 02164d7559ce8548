"""The bot stops in the middle of a sprint and starts again; the platform, its people and the clock go on."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

import pytest

from bot.demo.play import look_back, open_stage
from tests.bot.house import opened

TIMES = 4


@pytest.mark.timeout(240)
async def test_nothing_is_lost_when_the_bot_stops_in_the_middle(tmp_path: Path) -> None:
    """Stopped and started four times while workers talk and posts are due: the play still goes as it has to."""
    async with opened(tmp_path) as (house, controls):
        opening = await open_stage(controls, house.people, house.links)
        running = asyncio.ensure_future(controls.post("clock/end?wait=true"))
        for _ in range(TIMES):
            await asyncio.wait({running}, timeout=0.5 + secrets.randbelow(1000) / 1000)
            assert not running.done(), "the play was over before the bot was stopped"
            await house.stop()
            await asyncio.sleep(0.3)
            await house.start_again(controls)
        await running
        assert await house.judge(await look_back(controls, house.people, opening)) == []
