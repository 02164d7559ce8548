from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import Clock

START = datetime(2022, 4, 27, 1, 0, tzinfo=UTC)


def test_frozen_clock_stands_until_it_is_set() -> None:
    """A frozen clock shows exactly what it was set to, in UTC."""
    clock = Clock(START)
    assert clock.frozen
    assert clock.now() == START == clock.now()
    clock.set(START + timedelta(days=35))
    assert clock.now() == START + timedelta(days=35)


def test_clock_never_goes_backwards_and_takes_no_naive_instant() -> None:
    """An earlier or naive instant is refused and changes nothing."""
    clock = Clock(START)
    with pytest.raises(ValueError, match="backwards"):
        clock.set(START - timedelta(seconds=1))
    with pytest.raises(ValueError, match="aware"):
        clock.set(datetime(2023, 1, 1))  # noqa: DTZ001 - the naive instant is the point
    assert clock.now() == START


def test_running_clock_goes_on_from_a_jump() -> None:
    """A running clock jumps and goes on; frozen, it stops where it is."""
    clock = Clock()
    target = clock.now() + timedelta(days=1)
    clock.set(target)
    assert target <= clock.now() < target + timedelta(seconds=5)
    clock.freeze()
    assert clock.now() == clock.now()
    clock.run()
    assert not clock.frozen


def test_listeners_hear_of_every_jump() -> None:
    """What must follow the civil clock is called after each jump, at the new instant."""
    clock, heard = Clock(START), list[datetime]()
    clock.on_jump(lambda: heard.append(clock.now()))
    clock.set(START + timedelta(hours=1))
    clock.set(START + timedelta(hours=2))
    assert heard == [START + timedelta(hours=1), START + timedelta(hours=2)]
