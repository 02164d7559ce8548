"""Levels of urgency and what is needed a day, against G14 and as invariants."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from campaign.standings import UnitRow
from campaign.urgency import LEVELS, elapsed, level, missing, needed_per_day, progress
from tests.campaign.sprints import ZONE, at, counts, small_sprint, sprint, unit_row

DAY_9 = elapsed(sprint(), at("2022-05-06T00:00"))


def test_the_small_sprint_has_the_expected_levels() -> None:
    """G14 to the letter: at the end of day 9 of 35 every unit has its level."""
    assert elapsed(sprint(), at("2022-05-06T00:00")) == Fraction(9, 35)
    for line in small_sprint():
        assert level(unit_row(line), "valid", DAY_9) == line["expect_level"], line["unit"]


def test_pace_is_measured_from_the_start_of_the_sprint() -> None:
    """A unit that came into the sprint with 30 of 40 and has added none is critical, not at 75 %."""
    row = UnitRow("u", "U", target=40, now=counts(30), sprint_start=counts(30))
    assert level(row, "valid", DAY_9) == "critical"
    assert level(replace(row, now=counts(33)), "valid", DAY_9) == "ok"


def test_a_met_target_that_slipped_is_judged_by_its_share() -> None:
    """40 of 40 at the start and one withdrawn since: nothing was missing, so the share of the whole counts."""
    row = UnitRow("u", "U", target=40, now=counts(39), sprint_start=counts(40))
    assert progress(39, 40, 40) == Fraction(39, 40)
    assert level(row, "valid", DAY_9) == "ok"


def test_none_yet_is_critical_from_a_fifth_of_the_sprint_on() -> None:
    """Before the sprint has begun nobody is late; with none after a fifth of it a unit is critical."""
    row = UnitRow("u", "U", target=5)
    assert level(row, "counted", Fraction(0)) == "ok"
    assert level(row, "counted", Fraction(1, 5)) == "critical"


def test_elapsed_is_a_share_between_zero_and_one() -> None:
    """Zero before the sprint, exact inside it, one after it."""
    assert elapsed(sprint(), at("2022-01-01T00:00")) == 0
    assert elapsed(sprint(), at("2022-04-27T12:00")) == Fraction(1, 70)
    assert elapsed(sprint(), at("2022-07-01T00:00")) == 1


def test_needed_per_day_counts_today() -> None:
    """27 missing on 5/5 with 26 days left are one a day; on the last day all of it; then nothing to ask for."""
    assert needed_per_day(27, sprint(), at("2022-05-05T08:00"), ZONE) == 1
    assert needed_per_day(28, sprint(), at("2022-05-05T08:00"), ZONE) == 2
    assert needed_per_day(7, sprint(), at("2022-05-31T08:00"), ZONE) == 7
    assert needed_per_day(7, sprint(), at("2022-06-01T00:00"), ZONE) is None
    assert needed_per_day(70, sprint(), at("2022-03-01T08:00"), ZONE) == 2
    assert missing(UnitRow("u", "U", target=5, now=counts(7)), "valid") == 0
    assert missing(UnitRow("u", "U", now=counts(7)), "valid") == 0


@given(st.integers(0, 500), st.integers(0, 34))
def test_doing_what_is_needed_every_day_closes_the_gap(gap: int, day: int) -> None:
    """Keeping to the daily need reaches the target by the last day, one less a day does not."""
    needed = needed_per_day(gap, sprint(), at("2022-04-27T09:00") + timedelta(days=day), ZONE)
    assert needed is not None
    assert needed * (35 - day) >= gap
    assert needed == 0 or (needed - 1) * (35 - day) < gap


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60), st.fractions(0, 1))
def test_one_more_initiative_never_makes_a_unit_more_urgent(
    target: int, start: int, done: int, share: Fraction
) -> None:
    """Levels are ordered: more done is never a worse level."""
    row = UnitRow("u", "U", target=target, sprint_start=counts(start), now=counts(done))
    better = replace(row, now=counts(done + 1))
    assert LEVELS.index(level(better, "valid", share)) >= LEVELS.index(level(row, "valid", share))
