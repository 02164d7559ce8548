"""How often a worker who has begun nothing may be asked to begin, and in which tone (domain.md 5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from campaign.definition import Policy

Tone = Literal["plain", "first", "half", "near", "done"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """At most `most` in any `days` local days in a row, and as evenly apart as that makes them."""

    most: int
    days: int

    def allows(self, told: Collection[date], day: date) -> bool:
        """Whether one more on `day` keeps the rhythm, after those on the days `told`."""
        recent = [each for each in told if day - each < timedelta(days=self.days)]
        apart = timedelta(days=max(1, self.days // self.most))
        return len(recent) < self.most and all(day - each >= apart for each in recent)


@dataclass(frozen=True, slots=True)
class Asked:
    """On which local days a worker was asked to begin in this sprint; `in_vain`: how often since he last began.

    `spared` are the days on which he would have been asked, had his unit not been held out: they count for the rhythm,
    so that both groups are looked at equally often, and for nothing else. `before` are days of an earlier sprint.
    """

    days: tuple[date, ...] = ()
    in_vain: int = 0
    spared: tuple[date, ...] = ()
    before: tuple[date, ...] = ()


def rhythm(policy: Policy, days_left: int, *, halved: bool = False) -> Rhythm:
    """How often with so many whole days left after today; `halved` by the stop rule: the same in twice the days."""
    usual = Rhythm(policy.idle_per_period, policy.idle_period_days)
    if days_left < policy.last_days:
        usual = Rhythm(1, policy.last_every_days)
    elif days_left < policy.stretch_days:
        usual = Rhythm(1, policy.stretch_every_days)
    return Rhythm(usual.most, usual.days * 2) if halved else usual


def may_be_asked(policy: Policy, asked: Asked, day: date, days_left: int, *, halved: bool = False) -> bool:
    """Whether a worker who has begun nothing may be asked to on this local day of the sprint.

    Who was asked in vain several times in a row is left in peace until the final stretch; what a sprint allows in all
    holds there too.
    """
    if len(asked.days) >= policy.idle_per_sprint:
        return False
    if asked.in_vain >= policy.idle_in_a_row and days_left >= policy.stretch_days:
        return False
    told = (*asked.before, *asked.days, *asked.spared)
    return rhythm(policy, days_left, halved=halved).allows(told, day)


def is_too_much(policy: Policy, nudged: int, stopped: int) -> bool:
    """Whether so many of those nudged in a week have turned reminders off that they are to come half as often."""
    return stopped * 100 > nudged * policy.opt_out_percent


def is_first_step(policy: Policy, done: int, target: int) -> bool:
    """Whether so little of the target is there that what helps is how to begin."""
    return 100 * done < policy.first_step_share * target


def tone(policy: Policy, done: int, target: int) -> Tone:
    """In which tone a worker of a unit that stands so is spoken to; `target` 0: it has none.

    Thanks and no urging once the integers say that the target is met.
    """
    if not target:
        return "plain"
    if done >= target:
        return "done"
    if 100 * done >= policy.needed_share * target:
        return "near"
    return "first" if is_first_step(policy, done, target) else "half"
