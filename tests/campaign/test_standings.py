"""Ranking, leaders and the most improved, against the golden tables and as invariants."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from campaign.counts import NOTHING
from campaign.standings import (
    Standing,
    UnitRow,
    leaders,
    most_improved,
    rank,
    rank_by_cluster,
    total,
    units_with_none,
)
from campaign.vietnamese.numbers import percent
from tests.campaign.sprints import at, counts, golden, small_sprint, unit_row

ROWS = tuple(unit_row(row) for row in small_sprint())


def row(code: str, done: int, target: int | None, name: str = "") -> UnitRow:
    """A unit with this many valid initiatives."""
    return UnitRow(code=code, name=name or code, cluster="C", target=target, now=counts(done))


ANY_ROWS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=40).map(
    lambda pairs: [row(f"u{n}", done, target) for n, (done, target) in enumerate(pairs)]
)


def places(standings: tuple[Standing, ...]) -> list[tuple[str, int | None]]:
    """The codes in their order, each with its rank."""
    return [(each.row.code, each.rank) for each in standings]


def test_the_small_sprint_has_the_expected_ranks_and_percents() -> None:
    """G14 to the letter: rank inside the cluster by exact share, then count; no target, no rank, no percent."""
    ranked = {each.row.code: each for group in rank_by_cluster(ROWS, "valid").values() for each in group}
    for line in small_sprint():
        standing = ranked[line["unit_id"]]
        assert standing.rank == (
            int(line["expect_rank_in_cluster"]) if line["expect_rank_in_cluster"] else None
        )
        printed = percent(standing.done, standing.target)
        assert printed == (f"{line['expect_pct'].replace('.', ',')}%" if line["expect_pct"] else None)


def test_a_unit_without_a_target_counts_in_totals_and_in_no_percent() -> None:
    """G14: 111 valid in all, of which the 107 of units with a target are 25,7 % of 417."""
    with_target = [each for each in ROWS if each.target]
    assert (total(ROWS).valid, total(ROWS).submitted) == (111, 134)
    assert percent(total(with_target).valid, sum(each.target or 0 for each in with_target)) == "25,7%"


def test_where_nobody_has_a_target_the_counts_rank() -> None:
    """G7: the five units of the first evening of 2021, in the printed order, from any order."""
    for board in ("75k-day1", "75k-day20"):
        lines = [line for line in golden("g7_leaderboards") if line["board"] == board]
        rows = [row(line["unit"], int(line["count"]), None) for line in reversed(lines)]
        assert places(rank(rows, "valid")) == [(line["unit"], int(line["rank"])) for line in lines]


def test_equals_share_a_rank_and_the_next_is_skipped() -> None:
    """1, 2, 2, 4: equal share and count share a rank, in Vietnamese order (D before Đ, Ấ after Â)."""
    rows = [row("d", 1, 10), row("đ", 5, 10, "Đông"), row("b", 9, 10), row("c", 5, 10, "Dương")]
    assert places(rank(rows, "valid")) == [("b", 1), ("c", 2), ("đ", 2), ("d", 4)]


def test_of_equals_who_reached_the_target_first_stands_first() -> None:
    """Share and count being equal, the earlier instant comes first in the list, before the names."""
    early = replace(row("z", 10, 10), reached_at=at("2022-05-05T09:00"))
    late = replace(row("a", 10, 10), reached_at=at("2022-05-05T09:01"))
    assert places(rank([late, early], "valid")) == [("z", 1), ("a", 1)]


def test_shares_are_compared_exactly() -> None:
    """333333/1000000 is less than 1/3 though both print as 33,3 %."""
    assert places(rank([row("a", 333333, 1000000), row("b", 1, 3)], "valid")) == [("b", 1), ("a", 2)]


def test_tiny_targets_do_not_lead() -> None:
    """With the policy's least target of 5, one of one is not ranked above thirty of forty."""
    ranked = rank([row("tiny", 1, 1), row("big", 30, 40)], "valid", least_target=5)
    assert places(ranked) == [("big", 1), ("tiny", None)]


def test_leaders_have_something_to_show() -> None:
    """Units at zero and unranked ones lead nothing, however few there are."""
    ranked = rank([row("a", 3, 10), row("b", 0, 10), row("c", 7, None)], "valid")
    assert [each.row.code for each in leaders(ranked, 5)] == ["a"]
    assert leaders(rank([row("b", 0, 10)], "valid"), 5) == ()


def test_the_most_improved_gained_most_in_seven_days() -> None:
    """G14: u1 gained 28; where nobody gained, nobody is named; of equals the first in Vietnamese order."""
    best = most_improved(ROWS, "valid")
    assert best is not None
    assert best.code == "u1"
    assert most_improved([replace(row("a", 3, 5), week_ago=counts(3))], "valid") is None
    equal = [row("a", 3, 5, "Đông Hội"), row("b", 3, 9, "Dục Tú")]
    assert most_improved(equal, "valid") == equal[1]


def test_a_unit_whose_only_initiative_was_withdrawn_has_none() -> None:
    """Having none means that nothing counts; something under review counts already."""
    rows = (
        replace(row("a", 0, 5), now=counts(withdrawn=1, rejected=1)),
        replace(row("b", 0, 5), now=counts(under_review=1)),
        replace(row("c", 0, 5), now=NOTHING),
    )
    assert [each.code for each in units_with_none(rows)] == ["a", "c"]


@given(ANY_ROWS, st.randoms(use_true_random=False))
def test_a_ranking_is_a_total_order_with_skipped_ranks(rows: list[UnitRow], chance: object) -> None:
    """Any order in gives one order out; a rank is one more than the number of units strictly better."""
    ranked = rank(rows, "valid")
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis types its random as object here
    assert rank(shuffled, "valid") == ranked
    assert len(ranked) == len(rows)
    if any(each.target for each in ranked):
        scored = [(Fraction(each.done, each.target), each.done) for each in ranked if each.target]
        ranks = [each.rank for each in ranked if each.target]
        assert ranks == [1 + sum(other > score for other in scored) for score in scored]
        assert all(a >= b for a, b in pairwise(scored))


@given(ANY_ROWS)
def test_no_percent_without_a_target(rows: list[UnitRow]) -> None:
    """I5: whoever has no target has neither a rank (beside those who have) nor a percent."""
    for each in rank(rows, "valid"):
        if not each.target:
            assert percent(each.done, each.target) is None
            assert each.rank is None or not any(other.target for other in rows)
            assert not each.is_met
