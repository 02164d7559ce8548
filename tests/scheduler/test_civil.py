"""Civil time: turned forwards only, waking exactly who waited for it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.civil import RealClock, TurnedClock

NOON = datetime(2022, 5, 5, 5, 0, tzinfo=UTC)


async def test_sleepers_wake_when_their_time_has_come() -> None:
    """Setting time past several moments wakes all of them, earliest first, and nobody else."""
    clock, woken = TurnedClock(NOON), []

    async def sleep(minutes: int) -> None:
        await clock.sleep_until(NOON + timedelta(minutes=minutes))
        woken.append(minutes)

    tasks = [asyncio.create_task(sleep(minutes)) for minutes in (30, 10, 20, 50)]
    await asyncio.sleep(0)
    clock.set(NOON + timedelta(minutes=30))
    await asyncio.sleep(0)
    assert woken == [10, 20, 30]
    clock.set(NOON + timedelta(hours=1))
    await asyncio.gather(*tasks)
    assert woken == [10, 20, 30, 50]


async def test_a_moment_that_has_come_is_not_waited_for() -> None:
    """Now and the past return at once."""
    clock = TurnedClock(NOON)
    await asyncio.wait_for(clock.sleep_until(NOON), 1)
    await asyncio.wait_for(clock.sleep_until(NOON - timedelta(days=1)), 1)


async def test_who_stopped_waiting_is_no_matter() -> None:
    """A cancelled sleeper does not disturb the others."""
    clock = TurnedClock(NOON)
    moment = NOON + timedelta(minutes=1)
    gone, stays = (asyncio.create_task(clock.sleep_until(moment)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    clock.set(moment)
    await asyncio.wait_for(stays, 1)
    assert gone.cancelled()


def test_time_never_runs_backwards() -> None:
    """An earlier moment is refused and changes nothing."""
    clock = TurnedClock(NOON)
    with pytest.raises(ValueError, match="backwards"):
        clock.set(NOON - timedelta(seconds=1))
    assert clock.now() == NOON


async def test_the_real_clock_is_the_machines() -> None:
    """It tells aware UTC and sleeps as long as it takes."""
    clock = RealClock()
    begun = clock.now()
    assert begun.tzinfo is UTC
    await clock.sleep_until(begun + timedelta(milliseconds=20))
    assert clock.now() >= begun + timedelta(milliseconds=20)
