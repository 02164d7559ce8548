from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.zalo.stage import HANH, SANG, Stage, open_stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Sáng and Hạnh have written to the first bot; nothing waits."""
    async with open_stage() as opened:
        settle(opened)
        yield opened


def settle(stage: Stage) -> None:
    """Bring the people to where most tests begin."""
    for person in (SANG, HANH):
        stage.world.people.say(person, "Chào")
    stage.world.bot.queue.clear()
    stage.turn(hours=1)
