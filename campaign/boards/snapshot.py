"""The figures a post is made from, all of one instant, with the few sums every post needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from campaign.calendar import days_left, length_days, local_day, sprint_day
from campaign.counts import NOTHING, Counts
from campaign.standings import UnitRow, total

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from campaign.definition import Campaign, Measure, Sprint, Unit
    from campaign.milestones import Nth
    from campaign.targets import Denominator


@dataclass(frozen=True)
class Snapshot:
    """The figures of one scope at `as_of`.

    `rows` are the units of the scope that have counts of their own: for a single unit its own row, and `peers`
    the rows of its cluster with itself among them. `nth` are the initiatives that reached its round numbers. `goal` is
    the scope's own target; without one the targets of the rows are summed. `bot` says how to reach the bot
    ("@dong_anh_bot", a link, or both).
    """

    campaign: Campaign
    sprint: Sprint
    scope: Unit
    as_of: datetime
    rows: tuple[UnitRow, ...]
    bot: str
    goal: Denominator | None = None
    peers: tuple[UnitRow, ...] = ()
    nth: Mapping[int, Nth] = field(default_factory=dict)

    @property
    def measure(self) -> Measure:
        """Which count is held against targets."""
        return self.campaign.measure

    @cached_property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone."""
        return ZoneInfo(self.campaign.time_zone)

    @cached_property
    def day(self) -> date:
        """The local day of the figures."""
        return local_day(self.as_of, self.campaign.time_zone)

    @cached_property
    def day_number(self) -> int:
        """Day 1..N of the sprint; outside of it the nearer of the two."""
        inside = sprint_day(self.sprint, self.as_of, self.campaign.time_zone)
        return inside or (1 if self.as_of < self.sprint.starts_at else self.days)

    @cached_property
    def days(self) -> int:
        """How many days the sprint has."""
        return length_days(self.sprint, self.campaign.time_zone)

    @cached_property
    def days_left(self) -> int:
        """Days left after today."""
        return days_left(self.sprint, self.day, self.campaign.time_zone)

    @property
    def is_single(self) -> bool:
        """Whether the scope is one unit with its own counts, not a subtree."""
        return [row.code for row in self.rows] == [self.scope.code]

    @cached_property
    def counts(self) -> Counts:
        """All counts of the scope now."""
        return total(self.rows)

    @cached_property
    def done(self) -> int:
        """The measured count of the scope now, units without a target included."""
        return self.counts.measured(self.measure)

    def gained_since(self, moment: str) -> int:
        """What the measured count gained since "day_start", "week_ago" or "sprint_start"."""
        before: Counts = sum((getattr(row, moment) for row in self.rows), NOTHING)
        return self.done - before.measured(self.measure)

    @cached_property
    def progress(self) -> Progress | None:
        """What is held against what; None when there is no target at all (I5)."""
        phase = self.campaign.phase(self.sprint.phase).name
        if self.goal is not None:
            return Progress(self.done, self.goal.value, self.goal.text_id, phase)
        with_target = [row for row in self.rows if row.target]
        summed = sum(row.target or 0 for row in with_target)
        done = total(with_target).measured(self.measure)
        name = "target-plain" if self.is_single else "target-sum"
        return Progress(done, summed, name, phase) if summed else None

    def is_met(self, row: UnitRow) -> bool:
        """Whether the integers say that this unit reached its target."""
        return bool(row.target) and row.now.measured(self.measure) >= (row.target or 0)

    def figures_hash(self) -> str:
        """A name for the counts and targets alone: a board is new when it differs from the last one's."""
        rows = sorted((row.code, row.target, repr(row.now)) for row in self.rows)
        return sha256(repr((rows, self.goal)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of a positive `target`; `text_id` names the target, with the phase's name as its variable."""

    done: int
    target: int
    text_id: str
    phase: str

    @property
    def is_met(self) -> bool:
        """Whether the integers say that the target is reached."""
        return self.done >= self.target

    @property
    def missing(self) -> int:
        """How many are missing; 0 when it is met."""
        return max(0, self.target - self.done)
