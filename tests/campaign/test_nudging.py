"""How often a worker who has begun nothing is asked to begin, and in which tone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.definition import Policy
from campaign.nudging import Asked, is_too_much, may_be_asked, tone

_DAY = timedelta(days=1)
FIRST, LAST = date(2022, 4, 27), date(2022, 5, 31)
DAYS = [FIRST + n * _DAY for n in range((LAST - FIRST).days + 1)]
POLICY = Policy()


@dataclass
class Worker:
    """Somebody who is asked on every day on which the rule allows it, through a whole sprint."""

    policy: Policy = POLICY
    halved: bool = False
    asked: Asked = field(default_factory=Asked)

    def live(self, day: date, *, spared: bool = False) -> None:
        """A day: he is asked if it is allowed, or would be if his unit were not held out."""
        if not may_be_asked(self.policy, self.asked, day, (LAST - day).days, halved=self.halved):
            return
        told = self.asked
        if spared:
            self.asked = replace(told, spared=(*told.spared, day))
        else:
            self.asked = replace(told, days=(*told.days, day), in_vain=told.in_vain + 1)

    def begin(self) -> None:
        """He begins a draft, which is thrown away again."""
        self.asked = replace(self.asked, in_vain=0)


def through(worker: Worker, days: list[date]) -> list[str]:
    """When he is asked if he never begins anything, as "27/4"."""
    for day in days:
        worker.live(day)
    return [f"{day:%-d/%-m}" for day in worker.asked.days]


def test_who_never_begins_is_asked_twice_and_then_in_the_final_stretch() -> None:
    """Two in vain, three days apart; silence; from T-6 every second day, the last three days daily, six in all."""
    assert through(Worker(), DAYS) == ["27/4", "30/4", "25/5", "27/5", "29/5", "30/5"]


def test_half_as_often_takes_twice_the_days() -> None:
    """After the stop rule: a week apart, then every fourth day, then every second."""
    assert through(Worker(halved=True), DAYS) == ["27/4", "4/5", "25/5", "29/5", "31/5"]


def test_who_began_and_gave_up_is_asked_again_within_the_caps() -> None:
    """A draft begun after a nudge ends the silence: it was not in vain."""
    worker = Worker()
    for day in DAYS:
        worker.live(day)
        worker.begin()
    assert len(worker.asked.days) == POLICY.idle_per_sprint


def test_a_worker_who_joins_in_the_final_stretch_is_asked_in_its_rhythm() -> None:
    """Nothing is made up for: from 27/5 it is every second day, the last three days daily."""
    assert through(Worker(), DAYS[-5:]) == ["27/5", "29/5", "30/5", "31/5"]


def test_what_was_asked_in_an_earlier_sprint_counts_for_the_rhythm_alone() -> None:
    """Asked on the two days before the sprint, a worker is left in peace for the rest of that week."""
    early = Asked(before=(FIRST - 4 * _DAY, FIRST - _DAY))
    assert through(Worker(asked=early), DAYS[:8]) == ["30/4", "3/5"]


def test_a_unit_that_was_held_out_loses_none_of_its_nudges() -> None:
    """A week without costs neither of the sprint's six nor of the two in vain, but it keeps the rhythm."""
    worker = Worker()
    for day in DAYS[:7]:
        worker.live(day, spared=True)
    assert worker.asked == Asked(spared=(FIRST, FIRST + 3 * _DAY))
    assert through(worker, DAYS[7:]) == ["4/5", "7/5", "25/5", "27/5", "29/5", "30/5"]


POLICIES = st.builds(
    Policy,
    idle_per_period=st.integers(1, 3),
    idle_period_days=st.integers(3, 14),
    idle_per_sprint=st.integers(0, 10),
    idle_in_a_row=st.integers(1, 4),
    stretch_days=st.integers(3, 10),
    stretch_every_days=st.integers(1, 4),
    last_days=st.integers(0, 3),
    last_every_days=st.integers(1, 2),
)


@settings(max_examples=300)
@given(
    policy=POLICIES,
    lives=st.lists(
        st.sampled_from(["is there", "is quiet", "begins", "is spared"]), min_size=35, max_size=35
    ),
    halved=st.booleans(),
)
def test_the_caps_hold_whatever_happens(
    policy: Policy, lives: list[str], halved: bool
) -> None:  # Hypothesis passes it by name
    """Whatever the days, drafts and held-out weeks: never more in a period, in a sprint, in a row, in the stretch."""
    worker = Worker(policy, halved)
    begun: list[date] = []
    for day, life in zip(DAYS, lives, strict=True):
        if life == "begins":
            begun.append(day)
            worker.begin()
        elif life != "is quiet":
            worker.live(day, spared=life == "is spared")
    asked = worker.asked.days
    assert len(asked) <= policy.idle_per_sprint
    times = 2 if halved else 1
    period = timedelta(days=policy.idle_period_days * times)
    usual = [day for day in asked if (LAST - day).days >= policy.stretch_days]
    assert all(sum(day - period < each <= day for each in usual) <= policy.idle_per_period for day in usual)
    last = LAST - policy.last_days * _DAY
    for one, next_one in pairwise([day for day in asked if day not in usual]):
        every = policy.last_every_days if next_one > last else policy.stretch_every_days
        assert (next_one - one).days >= every * times
    assert _longest_in_vain(usual, begun) <= policy.idle_in_a_row


def _longest_in_vain(asked: list[date], begun: list[date]) -> int:
    """The longest row of nudges with nothing begun between them."""
    return max(
        (sum(start <= day < end for day in asked) for start, end in pairwise([FIRST, *begun, LAST])),
        default=0,
    )


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (0, "first"),
        (7, "first"),
        (8, "half"),
        (31, "half"),
        (32, "near"),
        (39, "near"),
        (40, "done"),
        (41, "done"),
    ],
)
def test_the_tone_follows_the_units_progress(done: int, said: str) -> None:
    """Of 40: under a fifth how to begin, from four fifths "chỉ còn", met thanks; the integers say which."""
    assert tone(POLICY, done, 40) == said


def test_without_a_target_nothing_is_said_to_be_missing() -> None:
    """No unit is told a share of nothing."""
    assert {tone(POLICY, done, 0) for done in (0, 12)} == {"plain"}


def test_more_than_two_percent_is_too_much() -> None:
    """Two of a hundred may stop, three may not; of nobody nobody."""
    assert [is_too_much(POLICY, 100, stopped) for stopped in (2, 3)] == [False, True]
    assert not is_too_much(POLICY, 0, 0)
