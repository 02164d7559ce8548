from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import Clock
from sandbox.director import Director, Source
from sandbox.follower import Follower
from sandbox.traffic import Traffic
from sandbox.world import World
from tests.sandbox.follower_server import SECRET, ScriptedFollower, serving

START = datetime(2022, 4, 27, 1, tzinfo=UTC)
UNTIL = datetime(2022, 6, 1, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass
class Diary:
    """A source of events: acts at its instants and notes when it did."""

    instants: list[datetime]
    acted: list[datetime] = field(default_factory=list)

    def observe(self) -> None:
        """Nothing to see."""

    def next_event(self) -> datetime | None:
        return self.instants[len(self.acted)] if len(self.acted) < len(self.instants) else None

    def act(self, now: datetime) -> None:
        while (coming := self.next_event()) is not None and coming <= now:
            self.acted.append(coming)


@dataclass
class Stage:
    """A director at work."""

    director: Director
    world: World
    clock: Clock


@asynccontextmanager
async def directing(
    follower: ScriptedFollower | None = None,
    *,
    sources: Sequence[Source] = (),
    secret: str = SECRET,
    seconds_per_day: float = 0.0,
) -> AsyncIterator[Stage]:
    """A world at START with a director, and the follower over HTTP."""
    clock = Clock(START)
    world = World(clock)
    world.add_bot("77:abc", "da_bot", "Bot")
    async with serving(follower or ScriptedFollower([])) as url:
        director = Director(
            clock,
            Traffic(world),
            until=UNTIL,
            follower=Follower(url, secret),
            sources=sources,
            seconds_per_day=seconds_per_day,
        )
        director.start()
        try:
            yield Stage(director, world, clock)
        finally:
            await director.close()


async def test_jumps_land_on_every_event_of_both_sides() -> None:
    """A day ahead stops at each event of the bot and of the sources, in order, and at the target."""
    follower = ScriptedFollower([START + 2 * HOUR, START + 9 * HOUR, START + 30 * HOUR])
    diary = Diary([START + 3 * HOUR, START + 9 * HOUR])
    async with directing(follower, sources=[diary]) as stage:
        assert await stage.director.advance(DAY)
        assert stage.clock.now() == START + DAY
    told = [START, START + 2 * HOUR, START + 3 * HOUR, START + 9 * HOUR, START + DAY]
    assert follower.told == told
    assert diary.acted == diary.instants
    assert follower.done == [START + 2 * HOUR, START + 9 * HOUR]


async def test_time_waits_for_a_bot_that_is_busy() -> None:
    """The clock is never turned before the bot says idle, and then goes on by itself."""
    follower = ScriptedFollower([START + HOUR, START + 2 * HOUR], busy_for=5)
    async with directing(follower) as stage:
        assert await stage.director.advance(3 * HOUR)
    assert follower.told == [START, START + HOUR, START + 2 * HOUR, START + 3 * HOUR]
    assert follower.asked >= 3 * 5


async def test_a_bot_may_answer_only_when_it_is_idle() -> None:
    """A follower whose answer to the clock takes until its work is done is waited for as well."""
    follower = ScriptedFollower([START + HOUR], answers_when_idle=True)
    async with directing(follower) as stage:
        assert await stage.director.advance(2 * HOUR)
    assert follower.told == [START, START + HOUR, START + 2 * HOUR]


async def test_time_waits_for_updates_that_are_not_confirmed() -> None:
    """While an update of the world waits for the bot, time stands; once it is confirmed, time goes on."""
    async with directing() as stage:
        queue = stage.world.bot.queue
        stage.world.people.start(stage.world.add_user("Hạnh").id)
        arrival = stage.director.advance(HOUR)
        await asyncio.sleep(0.1)
        assert not arrival.done()
        assert stage.clock.now() == START
        queue.confirm(queue.tail)
        assert await arrival
        assert stage.clock.now() == START + HOUR


async def test_pause_stops_an_advance_on_its_way() -> None:
    """Pausing ends an advance that is waiting: it tells that it has not arrived, and time stands."""
    async with directing() as stage:
        stage.world.people.start(stage.world.add_user("Hạnh").id)
        arrival = stage.director.advance(HOUR)
        await asyncio.sleep(0.05)
        stage.director.pause()
        assert await arrival is False
        assert not stage.director.state.running
        assert stage.clock.now() == START


async def test_a_run_ends_at_the_end_and_days_lead_beyond() -> None:
    """A run at full speed ends at the end of the scenario; whoever wants to see the days after it goes there."""
    async with directing() as stage:
        stage.director.run()
        assert await stage.director.head_for(UNTIL)
        await asyncio.sleep(0.05)
        assert stage.clock.now() == UNTIL
        assert not stage.director.state.running
        assert await stage.director.advance(10 * DAY)
        assert stage.clock.now() == UNTIL + 10 * DAY


async def test_the_bot_fell_silent_at_the_end_of_a_run() -> None:
    """At the end of the scenario, too, what the bot must wait a moment for comes at its pace."""
    follower = ScriptedFollower([UNTIL + timedelta(seconds=0.2)])
    async with directing(follower) as stage:
        assert await stage.director.head_for(UNTIL)
        await asyncio.sleep(0.6)
        assert follower.done == [UNTIL + timedelta(seconds=0.2)]


async def test_two_advances_add_up() -> None:
    """+1 day pressed twice leads two days ahead."""
    async with directing() as stage:
        first, second = stage.director.advance(DAY), stage.director.advance(DAY)
        assert await first
        assert await second
        assert stage.clock.now() == START + 2 * DAY


async def test_running_keeps_the_chosen_speed() -> None:
    """At one day in four seconds, half a second of wall time is about three hours, in several jumps."""
    async with directing(seconds_per_day=4.0) as stage:
        stage.director.run()
        await asyncio.sleep(0.7)
        stage.director.pause()
        gone = stage.clock.now() - START
        assert timedelta(hours=1) < gone < timedelta(hours=8)
        assert stage.director.jumps >= 2


async def test_standing_still_lets_answers_come_at_their_pace() -> None:
    """A paused clock goes the second the bot must wait for its next answer, and not to the event of tomorrow."""
    follower = ScriptedFollower([START + timedelta(seconds=0.2), START + DAY])
    async with directing(follower) as stage:
        await asyncio.sleep(0.6)
        assert follower.done == [START + timedelta(seconds=0.2)]
        assert stage.clock.now() == START + timedelta(seconds=0.2)


async def test_an_event_in_the_past_does_not_stop_time() -> None:
    """A bot that insists on an event that is over is told the time again, one second on, and the rest follows."""
    follower = ScriptedFollower([])
    async with directing(follower) as stage:
        await asyncio.sleep(0.05)
        stubborn = START - HOUR
        follower.agenda, follower.done = [stubborn], []
        follower.standing = lambda: {"idle": True, "next": stubborn.isoformat()}  # type: ignore[method-assign]
        assert await stage.director.advance(timedelta(seconds=3))
        assert stage.clock.now() == START + timedelta(seconds=3)


async def test_time_waits_for_a_bot_that_is_down() -> None:
    """A follower that cannot be reached is an error one can read, and time goes on when it is back."""
    follower = ScriptedFollower([])
    async with directing(follower) as stage:
        await asyncio.sleep(0.05)
        follower.down = True
        arrival = stage.director.advance(HOUR)
        await asyncio.sleep(0.1)
        assert "503" in stage.director.state.error
        assert not arrival.done()
        follower.down = False
        assert await arrival
        assert stage.director.state.error == ""
    assert follower.told == [START, START, START + HOUR], "who was away may have begun anew"


async def test_a_bot_that_comes_later_is_told_the_time() -> None:
    """A follower named while the sandbox is at work gets the present instant at once, and the next ones too."""
    late = ScriptedFollower([START + 3 * HOUR])
    async with directing() as stage, serving(late) as url:
        assert await stage.director.advance(HOUR)
        await stage.director.follow(Follower(url, SECRET))
        assert await stage.director.advance(4 * HOUR)
    assert late.told == [START + HOUR, START + 3 * HOUR, START + 5 * HOUR]


async def test_a_wrong_secret_is_refused() -> None:
    """With another secret the follower refuses and time stands."""
    async with directing(secret="guessed") as stage:
        arrival = stage.director.advance(HOUR)
        await asyncio.sleep(0.1)
        assert not arrival.done()
        assert "403" in stage.director.state.error


async def test_a_clock_can_be_turned_a_thousand_times_quickly() -> None:
    """A thousand events on the way are a thousand jumps, none left out."""
    instants = [START + timedelta(minutes=minute) for minute in range(1, 1001)]
    diary, follower = Diary(instants), ScriptedFollower([])
    async with directing(follower, sources=[diary]) as stage:
        began = time.monotonic()
        assert await stage.director.advance(DAY)
        print(f"{1000 * (time.monotonic() - began) / 1001:.2f} ms a jump")  # noqa: T201 - a figure to read, no promise
    assert diary.acted == instants
    assert len(follower.told) == 1002


@pytest.mark.parametrize("seconds", [-1.0, -0.001])
async def test_a_negative_speed_is_refused(seconds: float) -> None:
    """A day cannot take less than nothing."""
    async with directing() as stage:
        with pytest.raises(ValueError, match="no less"):
            stage.director.set_speed(seconds)
