"""The counts of initiatives and what is measured, against the golden tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.counts import NOTHING, Counts
from campaign.vietnamese.numbers import percent
from tests.campaign.sprints import counts, golden

STATES = st.lists(st.integers(0, 10**6), min_size=5, max_size=5)


def of(states: list[int]) -> Counts:
    """Counts of five states, in the order of the fields."""
    valid, under_review, needs_info, rejected, withdrawn = states
    return Counts(sum(states), valid, under_review, needs_info, rejected, withdrawn)


def test_hung_yen_is_what_it_printed() -> None:
    """G6: 1.260 submitted are 588 valid and 672 under review; 46,7 % are valid, 5,9 % of the target."""
    (row,) = golden("g6_status_split")
    said = Counts(
        submitted=int(row["submitted"]),
        valid=int(row["valid"]),
        under_review=int(row["under_review"]),
        rejected=int(row["rejected"]),
    )
    assert said.counted == 1260
    assert percent(said.valid, said.submitted) == "46,7%"
    assert percent(said.measured("valid"), int(row["target"])) == "5,9%"


def test_the_kinds_of_members_sum_without_force() -> None:
    """G2: counts sum exactly, and percents of one decimal are left at 99,9 as they come."""
    *kinds, whole = golden("g2_member_kinds")
    total = int(whole["count"])
    assert sum(int(kind["count"]) for kind in kinds) == total
    for kind in kinds:
        assert percent(int(kind["count"]), total) == f"{kind['calc_pct'].replace('.', ',')}%"


def test_the_blocks_of_thanh_hoa_need_the_rest_to_sum() -> None:
    """G4: the three printed blocks leave 386 unions and 34.533 members, which have a line of their own."""
    *blocks, whole = golden("g4_thanh_hoa_blocks")
    for column, left in (("unions", 386), ("members", 34533)):
        assert int(whole[column]) - sum(int(block[column]) for block in blocks[:-1]) == left
        assert int(blocks[-1][column]) == left


def test_two_sources_of_one_day_differ_and_both_are_kept() -> None:
    """G5: 170.324 and 170.263 are told of the same unit and day; the difference is 61."""
    same_day = [row for row in golden("g5_thanh_hoa_snapshots") if row["as_of"] == "2022-05-31"]
    values = {int(row["value"]) for row in same_day}
    assert max(values) - min(values) == 61
    assert len({row["source"] for row in same_day}) == 2


def test_counts_that_do_not_sum_are_refused() -> None:
    """I1 holds for every value there is: states that do not sum, or are negative, make no counts."""
    with pytest.raises(ValueError, match="sum"):
        Counts(submitted=3, valid=1)
    with pytest.raises(ValueError, match="negative"):
        Counts(submitted=0, valid=1, under_review=-1)


def test_rejected_and_withdrawn_are_not_counted() -> None:
    """What counts is submitted - withdrawn - rejected; valid is what the review said."""
    said = counts(valid=4, under_review=3, rejected=2, withdrawn=1)
    assert (said.submitted, said.measured("counted"), said.measured("valid")) == (10, 7, 4)


@given(STATES, STATES)
def test_a_sum_of_counts_keeps_every_state(a: list[int], b: list[int]) -> None:
    """I1 for a subtree: adding keeps the sum, the measured counts add up, and nothing changes by adding none."""
    both = of(a) + of(b)
    assert both == of([x + y for x, y in zip(a, b, strict=True)])
    assert both.counted == of(a).counted + of(b).counted
    assert sum([of(a), of(b)], NOTHING) == sum([of(a), of(b)]) == both
