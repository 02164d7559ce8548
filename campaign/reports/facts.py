"""What a report is made of, read from the database at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from campaign.counts import NOTHING, Counts
from campaign.definition import WHOLE
from campaign.targets import Denominator, current, whole

if TYPE_CHECKING:
    from campaign.definition import Campaign, Phase, Unit
    from campaign.tree import TreeView


@dataclass(frozen=True, slots=True)
class Benefit:
    """Money that initiatives earn: the sum in đồng, and of how many it is (those without a value are left out, I15)."""

    vnd: int = 0
    initiatives: int = 0

    def __add__(self, other: Benefit) -> Benefit:
        return Benefit(self.vnd + other.vnd, self.initiatives + other.initiatives)


@dataclass(frozen=True, slots=True)
class Day:
    """What one local day added to the figures; a withdrawal or a step back may make a number negative."""

    submitted: int = 0
    valid: int = 0
    rejected: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """What is held against which target: `kind` is the target's, "sum" where it is that of the units below."""

    done: int
    target: int
    kind: str


@dataclass(frozen=True)
class Facts:
    """The figures of a scope in these phases. `as_of` is aware; `view` is the tree the units are arranged by.

    Of people only numbers are here: `people` are those who sent something that counts, by unit.
    """

    campaign: Campaign
    view: TreeView
    tree_day: date
    scope: Unit
    phases: tuple[Phase, ...]
    as_of: datetime
    counts: Mapping[tuple[str, str], Counts]
    kinds: Mapping[str | None, Counts] = field(default_factory=dict)
    fields: Mapping[str | None, Counts] = field(default_factory=dict)
    days: Mapping[date, Day] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)
    benefits: Mapping[str, Benefit] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The campaign's time zone."""
        return ZoneInfo(self.campaign.time_zone)

    @property
    def is_closed(self) -> bool:
        """Whether none of these figures can change any more."""
        return all(self.as_of >= phase.closes_at for phase in self.phases)

    @cached_property
    def below(self) -> tuple[Unit, ...]:
        """The units of the scope, each parent before its children."""
        return self.view.subtree(self.scope.code)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Those at the bottom of the tree, and any above that have initiatives of their own."""
        return tuple(
            unit for unit in self.below if not self.view.children(unit.code) or self.of(unit.code).submitted
        )

    @cached_property
    def bottom(self) -> tuple[Unit, ...]:
        """Those at the bottom of the tree: the units that are counted as units."""
        return tuple(unit for unit in self.below if not self.view.children(unit.code))

    def taking_part(self, phase: str = "") -> int:
        """How many units at the bottom have initiatives that count."""
        return sum(self.of(unit.code, phase).counted > 0 for unit in self.bottom)

    def of(self, unit: str, phase: str = "") -> Counts:
        """What was submitted in this very unit, in one phase or (left out) in all of them."""
        phases = (phase,) if phase else tuple(each.code for each in self.phases)
        return sum((self.counts.get((unit, each), NOTHING) for each in phases), NOTHING)

    def total(self, phase: str = "") -> Counts:
        """The same for the whole scope."""
        return sum((self.of(unit.code, phase) for unit in self.below), NOTHING)

    def goal(self, unit: str, phase: str = "") -> Denominator | None:
        """What a unit is measured against, in one phase or over all of them."""
        targets, codes = self._targets_of.get(unit, ()), tuple(each.code for each in self.phases)
        if phase:
            return current(targets, unit, phase)
        if len(codes) == 1:
            return current(targets, unit, codes[0])
        every = {each.code for each in self.campaign.phases}
        told = whole(targets, unit, codes)
        return told if set(codes) == every or (told is not None and told.phase != WHOLE) else None

    def held(self, phase: str = "") -> Held | None:
        """The scope against its own target; where it has none, its units that have one against the sum of theirs.

        As on the boards (`Snapshot.progress`). None when there is no target at all.
        """
        measure = self.campaign.measure
        own = self.goal(self.scope.code, phase)
        if own is not None:
            return Held(self.total(phase).measured(measure), own.value, own.kind)
        bottom = [unit.code for unit in self.bottom]
        goals = {code: goal.value for code in bottom if (goal := self.goal(code, phase)) is not None}
        done = sum((self.of(code, phase) for code in goals), NOTHING).measured(measure)
        return Held(done, sum(goals.values()), "sum") if sum(goals.values()) else None

    @cached_property
    def _targets_of(self) -> Mapping[str, tuple[Target, ...]]:
        found: dict[str, list[Target]] = {}
        for target in self.campaign.targets:
            if target.unit is not None:
                found.setdefault(target.unit, []).append(target)
        return {unit: tuple(own) for unit, own in found.items()}


if TYPE_CHECKING:
    from campaign.definition import Target
