from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from sandbox.follower import Follower, NoFollower, Standing, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from sandbox.clock import Clock

LOG = logging.getLogger(__name__)

SLICE = 0.2
"""Wall seconds of the longest step while running at a speed: the page sees the clock move."""
BREATH = timedelta(seconds=60)
"""Standing still, what the bot has due within this is let come at the speed of real time (the pace of answers)."""
STUCK = timedelta(seconds=1)
"""The step over an event the bot says is due although it has been told that it is past."""
PATIENCE = 2.0
"""Wall seconds of waiting for the bot after which the page is told."""
FIRST_WAIT, LONGEST_WAIT, UNREACHED_WAIT = 0.0005, 0.02, 0.25
LOOK = 2.0
"""Wall seconds after which a clock at rest looks at the bot again, though nothing was heard."""


class Quiet(Protocol):
    """The world, as far as time must wait for it."""

    @property
    def quiet(self) -> bool:
        """No update undelivered or unconfirmed, no request in flight."""

    async def wait_quiet(self) -> None:
        """Return when it may be quiet; `quiet` is asked again."""

    @property
    def activity(self) -> int:
        """A number that grows with everything the bot does."""

    async def wait_activity(self, since: int) -> None:
        """Return when `activity` is another than `since`."""


class Source(Protocol):
    """Something that acts by itself at civil instants, as the crowd does."""

    def observe(self) -> None:
        """Take note of what has happened, so that `next_event` is right."""

    def next_event(self) -> datetime | None:
        """When it wants to act next."""

    def act(self, now: datetime) -> None:
        """Do what is due."""


@dataclass(frozen=True, slots=True)
class DirectorState:
    """What the page shows. `waiting`: the bot has kept time waiting for a while."""

    running: bool
    seconds_per_day: float
    waiting: bool
    error: str


class Director:
    """Owns civil time: turns the clock, tells the follower, and lets the sources act.

    Time jumps to the earliest next event of either side, and only when the world is quiet and the bot idle, so
    nothing is ever passed over. Errors of the follower stop nothing: time waits until it answers again.
    """

    def __init__(
        self,
        clock: Clock,
        world: Quiet,
        *,
        until: datetime,
        follower: Follower | None = None,
        sources: Sequence[Source] = (),
        seconds_per_day: float = 20.0,
    ) -> None:
        """`until` ends every run; `head_for` and `advance` lead beyond.

        `seconds_per_day` is wall seconds a civil day takes when running; 0: full speed.
        """
        self.clock = clock
        self.until = until
        self.follower: Follower | NoFollower = follower or NoFollower()
        self.seconds_per_day = seconds_per_day
        self.running = False
        self.jumps = 0
        self._world = world
        self._sources = tuple(sources)
        self._goal: datetime | None = None
        self._changed = asyncio.Event()
        self._arrivals: list[tuple[datetime, asyncio.Future[bool]]] = []
        self._task: asyncio.Task[None] | None = None
        self._waiting_since: float | None = None
        self._error = ""
        self._debt = 0.0
        self._untold = True
        self._fresh: Standing | None = None

    # --- what the page and the demo ask for ----------------------------------------------------------------

    @property
    def state(self) -> DirectorState:
        """For the page."""
        waited = self._waiting_since is not None and time.monotonic() - self._waiting_since > PATIENCE
        return DirectorState(
            self.running or self._goal is not None, self.seconds_per_day, waited, self._error
        )

    def run(self) -> None:
        """Let time go on at the chosen speed, until paused or at the end."""
        self.running = True
        self._changed.set()

    def pause(self) -> None:
        """Stop; also on the way of an `advance`, which then tells that it has not arrived."""
        self.running, self._goal = False, None
        self._dismiss()
        self._changed.set()

    def set_speed(self, seconds_per_day: float) -> None:
        """Wall seconds a civil day takes when running; 0 is full speed. Raises ValueError below 0."""
        if seconds_per_day < 0:
            raise ValueError("a day takes no less than nothing")
        self.seconds_per_day = seconds_per_day
        self._changed.set()

    def head_for(self, target: datetime) -> asyncio.Future[bool]:
        """Go to `target` at full speed. The future tells whether it was reached or paused before."""
        arrival: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        if target <= self.clock.now():
            arrival.set_result(True)
            return arrival
        self._goal = max(target, self._goal) if self._goal else target
        self._arrivals.append((target, arrival))
        self._changed.set()
        return arrival

    def advance(self, by: timedelta) -> asyncio.Future[bool]:
        """Go on by `by` of civil time, from where an earlier one leads to; else as `head_for`."""
        return self.head_for((self._goal or self.clock.now()) + by)

    async def follow(self, follower: Follower) -> None:
        """From now on the clock of this bot is turned, in place of another's; it is told the time at once."""
        former, self.follower = self.follower, follower
        self._untold = True
        self._changed.set()
        await former.close()

    def start(self) -> None:
        """Begin to work."""
        self._task = asyncio.get_running_loop().create_task(self._drive())
        self._task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Stop working. Raises what has broken the work, if anything has."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._dismiss()
        await self.follower.close()

    # --- how time goes on ----------------------------------------------------------------------------------

    async def _drive(self) -> None:
        while True:
            self._changed.clear()
            if self._untold:
                await self._tell()
            if self._goal is not None:
                await self._step(self._goal, seconds_per_day=0.0)
            elif self.running and self.clock.now() < self.until:
                await self._step(self.until, seconds_per_day=self.seconds_per_day)
            else:
                self.running = False
                await self._breathe()
            self._arrive()

    async def _step(self, goal: datetime, *, seconds_per_day: float) -> None:
        """One jump towards `goal`, when the wall clock's share of the last one is over."""
        if seconds_per_day > 0 and await self._wait_for_change(self._debt - time.monotonic()):
            return
        standing = await self._settle()
        if standing is None:
            return
        now = self.clock.now()
        coming = _earliest(now, standing.next, *(source.next_event() for source in self._sources))
        moment = min(goal, coming) if coming else goal
        if seconds_per_day > 0:
            moment = min(moment, now + timedelta(days=SLICE / seconds_per_day))
            share = (moment - now) / timedelta(days=1) * seconds_per_day
            self._debt = max(self._debt, time.monotonic() - SLICE) + share
        await self._jump(moment)

    async def _breathe(self) -> None:
        """Standing still: let come what the bot has due presently, else wait for something to happen."""
        seen = self._world.activity
        standing = await self._settle()
        if standing is None:
            return
        now = self.clock.now()
        coming = _earliest(now, standing.next)
        if coming is None or coming > now + BREATH:
            await self._wait_for_change(LOOK, self._world.wait_activity(seen))
            return
        changed = await self._wait_for_change((coming - now).total_seconds())
        if not changed and await self._settle() is not None:
            await self._jump(coming)

    async def _jump(self, moment: datetime) -> None:
        self.clock.set(moment)
        self.jumps += 1
        await self._tell()
        for source in self._sources:
            source.act(moment)

    async def _tell(self) -> None:
        """Tell the follower the time; until it has taken it, time stands."""
        self._untold = True
        while (standing := await self._ask()) is None:  # noqa: ASYNC110 - a bot that is away cannot wake us
            await asyncio.sleep(UNREACHED_WAIT)
        self._fresh = standing

    async def _settle(self) -> Standing | None:
        """Wait until nothing is under way on either side. None: meanwhile something else was asked for."""
        wait = FIRST_WAIT
        while True:
            if not self._world.quiet:
                self._keep_waiting()
                await self._wait_for_change(LOOK, self._world.wait_quiet())
            elif (
                (standing := self._take_fresh() or await self._ask()) is not None
                and standing.idle
                and self._world.quiet
            ):
                self._waiting_since = None
                for source in self._sources:
                    source.observe()
                return standing
            else:
                self._keep_waiting()
                await asyncio.sleep(wait if standing else UNREACHED_WAIT)
                wait = min(2 * wait, LONGEST_WAIT)
            if self._changed.is_set():
                return None

    def _take_fresh(self) -> Standing | None:
        """What the follower said when it was told the time, if nothing has been waited for since."""
        fresh, self._fresh = self._fresh, None
        return fresh

    async def _ask(self) -> Standing | None:
        """How the follower stands. One that was away may have begun anew: it is told the time again."""
        untold, self._untold = self._untold, False
        try:
            now = self.clock.now()
            standing = await (self.follower.set_clock(now) if untold else self.follower.state())
        except UnreachableError as trouble:
            self._untold, self._error = True, str(trouble)
            return None
        self._error = ""
        return standing

    async def _wait_for_change(self, seconds: float, *others: Coroutine[Any, Any, None]) -> bool:
        """Wait so many wall seconds, for one of the others, or until something else is asked for (True)."""
        if seconds > 0:
            self._fresh = None
            waits = [asyncio.ensure_future(wait) for wait in (self._changed.wait(), *others)]
            try:
                await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
        return self._changed.is_set()

    def _keep_waiting(self) -> None:
        if self._waiting_since is None:
            self._waiting_since = time.monotonic()

    def _arrive(self) -> None:
        now = self.clock.now()
        if self._goal is not None and now >= self._goal:
            self._goal = None
        for target, arrival in list(self._arrivals):
            if now >= target:
                self._arrivals.remove((target, arrival))
                arrival.set_result(True)

    def _dismiss(self) -> None:
        for _, arrival in self._arrivals:
            arrival.set_result(False)
        self._arrivals.clear()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (broken := task.exception()) is not None:
            self._error = f"{type(broken).__name__}: {broken}"
            LOG.error("time has stopped", exc_info=broken)


def _earliest(now: datetime, *events: datetime | None) -> datetime | None:
    """The earliest event; one that should be past already is one short step ahead, so that time goes on."""
    coming = min((event for event in events if event is not None), default=None)
    return max(coming, now + STUCK) if coming is not None and coming <= now else coming
