from __future__ import annotations

import math
from collections import Counter, deque
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from sandbox.persona import Failure, Plan, Talk, Told
from sandbox.world import ImpossibleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sandbox.clock import Clock
    from sandbox.networks import Network
    from sandbox.persona import Move, Worker

MOST_ACTS = 80
"""Lines of one worker after which the talk goes in circles."""


class End(Enum):
    """How a worker's part can end."""

    REGISTERED = "registered"
    FAILED = "failed"
    LEFT = "left"
    MISSED = "missed"


class Crowd:
    """Simulated workers who come at their time and register over the wire, each by the plan's rules.

    A source of the director: workers act at whole civil seconds (at `plan.pace`), at least one after the bot's last
    message, as a person types. Several talk at once, at most `plan.parallel` (who has put something off does not
    count); who comes meanwhile waits. Who would have come while the crowd was off stays away for good.
    """

    def __init__(
        self, clock: Clock, networks: Iterable[Network], plan: Plan, workers: Iterable[Worker]
    ) -> None:
        """`networks`: the platforms that workers come by. Raises ValueError for a worker of another one."""
        self.on = plan.on
        self.plan = plan
        self._clock = clock
        self._networks = {network.name: network for network in networks}
        self._coming = deque(sorted(workers, key=lambda worker: worker.at))
        self._planned = len(self._coming)
        self._talks: dict[tuple[str, int], Talk] = {}
        self._told: list[Told] = []
        self._failures: list[Failure] = []
        self._ends: Counter[End] = Counter()
        if strangers := {worker.platform for worker in self._coming} - self._networks.keys():
            raise ValueError(f"the crowd's workers come by {min(strangers)}, which the scenario has not")

    @property
    def counts(self) -> dict[str, int]:
        """Of `planned` workers: still coming, active (in a talk), and the ends.

        These are registered, failed, left (as the rules said) and missed (the crowd was off when they would have come).
        """
        begun = {"planned": self._planned, "coming": len(self._coming), "active": len(self._talks)}
        return begun | {end.value: self._ends[end] for end in End}

    def told(self) -> list[Told]:
        """Every number a worker was told, in that order."""
        return list(self._told)

    def failures(self) -> list[Failure]:
        """Every worker who gave up, with the talk as it went."""
        return list(self._failures)

    def switch(self, *, on: bool) -> None:
        """Off: nobody new comes; who is talking finishes."""
        self._skip_missed()
        self.on = on

    def close(self) -> None:
        """Listen no more."""
        for network in self._networks.values():
            network.close()

    # --- as a source of the director -----------------------------------------------------------------------

    def observe(self) -> None:
        """Read what the bot has said to the workers since the last time."""
        for name, network in self._networks.items():
            for person, message in network.news():
                if (talk := self._talks.get((name, person))) is not None:
                    talk.hear(message, at=self._now)
                    talk.due = min(talk.due, self._soon()) if talk.answering else self._soon()
                    talk.answering = True

    def next_event(self) -> datetime | None:
        """When the next worker comes, writes, or gives up waiting."""
        events = [talk.due for talk in self._talks.values()]
        if self.on and self._coming and self._has_room():
            events.append(self._coming[0].at)
        return min(events, default=None)

    def act(self, now: datetime) -> None:
        """Everybody whose time has come does the next thing."""
        self.observe()
        for talk in [talk for talk in self._talks.values() if talk.due <= now]:
            self._go_on(talk)
        if not self.on:
            self._skip_missed()
        while self._coming and self._coming[0].at <= now and self._has_room():
            self._begin(self._coming.popleft())

    # --- one worker ----------------------------------------------------------------------------------------

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def _soon(self) -> datetime:
        """The next instant at the workers' pace that leaves time to read: at least a second."""
        pace = self.plan.pace
        return datetime.fromtimestamp(
            math.ceil((self._clock.timestamp() + max(1, pace / 2)) / pace) * pace, UTC
        )

    def _has_room(self) -> bool:
        return sum(talk.pending is None for talk in self._talks.values()) < self.plan.parallel

    def _skip_missed(self) -> None:
        while not self.on and self._coming and self._coming[0].at <= self._now:
            self._coming.popleft()
            self._ends[End.MISSED] += 1

    def _begin(self, worker: Worker) -> None:
        network = self._networks[worker.platform]
        person = network.join(worker)
        talk = self._talks[worker.platform, person] = Talk(worker, person)
        self._wait(talk, network.open(person, worker.start))

    def _go_on(self, talk: Talk) -> None:
        if not talk.answering:
            self._come_back(talk)
            return
        talk.answering = False
        if (number := talk.number_told(self.plan.rules)) is not None:
            self._finish(talk, number)
        else:
            self._answer(talk)

    def _come_back(self, talk: Talk) -> None:
        """Nothing was said until now: do what was put off, or give up."""
        if talk.pending is None:
            self._give_up(talk, "the bot said nothing more")
        else:
            self._make(talk, talk.pending[1])

    def _answer(self, talk: Talk) -> None:
        try:
            move = talk.next_move(self.plan.rules)
        except KeyError as missing:
            self._give_up(talk, f"the plan has no answer {missing}")
            return
        if move is None and talk.pending is not None:
            talk.due = talk.pending[0]
        elif move is None:
            self._wonder(talk)
        elif move.wait:
            self._put_off(talk, move)
        else:
            self._make(talk, move)

    def _put_off(self, talk: Talk, move: Move) -> None:
        talk.due = self._now + timedelta(seconds=move.wait)
        talk.pending = (talk.due, move)
        talk.fresh.clear()

    def _make(self, talk: Talk, move: Move) -> None:
        talk.pending = None
        if move.leave:
            self._end(talk, End.LEFT)
        elif talk.acts == MOST_ACTS:
            self._give_up(talk, f"{MOST_ACTS} lines and no receipt")
        else:
            self._act(talk, move)

    def _act(self, talk: Talk, move: Move) -> None:
        try:
            self._networks[talk.worker.platform].do(talk.user_id, move)
        except ImpossibleError as impossible:
            self._give_up(talk, str(impossible))
            return
        self._wait(talk, move.line)

    def _wait(self, talk: Talk, line: str) -> None:
        talk.speak(line, at=self._now)
        talk.due = self._now + timedelta(seconds=self.plan.silence)

    def _wonder(self, talk: Talk) -> None:
        talk.surprises += 1
        talk.due = self._now + timedelta(seconds=self.plan.silence)
        if talk.surprises > self.plan.patience:
            self._give_up(talk, f"{talk.surprises} messages that no rule knows")

    def _finish(self, talk: Talk, number: str) -> None:
        self._end(talk, End.REGISTERED)
        worker = talk.worker
        address = self._networks[worker.platform].address(talk.user_id)
        self._told.append(
            Told(number, worker.platform, address, talk.user_id, worker.name, worker.start, self._now)
        )

    def _give_up(self, talk: Talk, reason: str) -> None:
        self._end(talk, End.FAILED)
        worker, lines = talk.worker, tuple(talk.transcript)
        self._failures.append(Failure(worker.platform, talk.user_id, worker.name, reason, self._now, lines))

    def _end(self, talk: Talk, end: End) -> None:
        del self._talks[talk.worker.platform, talk.user_id]
        self._ends[end] += 1
