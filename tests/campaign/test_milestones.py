"""Milestones crossed, targets reached and the n-th initiative."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from campaign.definition import Policy
from campaign.milestones import Dated, in_order, nth, numbers_crossed, percents_crossed, reached_between
from campaign.standings import UnitRow
from tests.campaign.sprints import at

NUMBERS = Policy().milestones


def test_numbers_are_crossed_once_and_in_order() -> None:
    """From 99 to 612 crosses 100 and 500; standing on a number crosses nothing again; falling crosses nothing."""
    assert numbers_crossed(99, 612, NUMBERS) == (100, 500)
    assert numbers_crossed(100, 499, NUMBERS) == ()
    assert numbers_crossed(612, 99, NUMBERS) == ()


def test_percents_come_from_integers() -> None:
    """Half of 1.172 is 586, not 585; three quarters 879; without a target there is none (I5)."""
    percents = Policy().milestone_percents
    assert percents_crossed(580, 585, 1172, percents) == ()
    assert percents_crossed(585, 586, 1172, percents) == (50,)
    assert percents_crossed(0, 2000, 1172, percents) == (25, 50, 75, 100)
    assert percents_crossed(0, 2000, None, percents) == percents_crossed(0, 2000, 0, percents) == ()


def test_the_nth_is_decided_by_instant_then_id() -> None:
    """Two of the same instant are told apart by id, whatever order they come in; there is no zeroth."""
    noon = at("2022-05-05T12:00")
    some = [Dated(noon, 7), Dated(noon + timedelta(seconds=1), 1), Dated(noon, 3)]
    assert [each.id for each in in_order(some)] == [3, 7, 1]
    assert nth(some, 2) == Dated(noon, 7)
    assert nth(some, 4) is nth(some, 0) is None


def test_units_that_reached_the_target_are_told_of_once() -> None:
    """The interval is half-open: who reached it at the earlier instant was told of before; order is time's."""
    first, second = at("2022-05-05T09:00"), at("2022-05-05T15:00")
    rows = [
        UnitRow("b", "B", reached_at=second),
        UnitRow("a", "A", reached_at=second),
        UnitRow("c", "C", reached_at=first),
        UnitRow("d", "D"),
    ]
    assert [row.code for row in reached_between(rows, first - timedelta(days=1), second)] == ["c", "a", "b"]
    assert [row.code for row in reached_between(rows, first, second)] == ["a", "b"]


@given(st.lists(st.integers(0, 2000), min_size=1))
def test_no_milestone_is_missed_or_told_twice_while_counts_rise(counts: list[int]) -> None:
    """However often one looks, the milestones told are those of one look from first to last."""
    rising = sorted(counts)
    told = [each for a, b in pairwise(rising) for each in numbers_crossed(a, b, NUMBERS)]
    assert tuple(told) == numbers_crossed(rising[0], rising[-1], NUMBERS)
