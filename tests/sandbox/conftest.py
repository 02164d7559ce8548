from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.stage import GROUP, HANH, SANG, SUPERGROUP, Stage, open_stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Sáng and Hạnh have started the bot; it is in both groups; nothing waits."""
    async with open_stage() as opened:
        settle(opened)
        yield opened


@pytest.fixture
async def lifted() -> AsyncIterator[Stage]:
    """The same without flood limits."""
    async with open_stage(limits="lifted") as opened:
        settle(opened)
        yield opened


def settle(stage: Stage) -> None:
    """Bring the people and groups to where most tests begin."""
    world = stage.world
    world.people.start(SANG)
    world.people.start(HANH)
    world.groups.add_bot(GROUP)
    world.groups.add_bot(SUPERGROUP)
    world.bot.queue.clear()
    stage.turn(hours=1)
