"""Candidates to be commended: by share of one's own target, then by count; a place in the cluster beside it."""

from __future__ import annotations

from campaign.awards import collectives
from campaign.counts import Counts
from campaign.standings import UnitRow


def _row(code: str, cluster: str, valid: int, target: int | None) -> UnitRow:
    return UnitRow(code, f"Đơn vị {code}", cluster, target, Counts(submitted=valid, valid=valid))


ROWS = [
    _row("u1", "C1", 40, 40),
    _row("u2", "C1", 20, 60),
    _row("u3", "C1", 10, 30),
    _row("u4", "C2", 9, 50),
    _row("u5", "C2", 0, 25),
    _row("u6", "C2", 3, 12),
    _row("u7", "C2", 4, None),
    _row("u8", "C2", 25, 200),
]  # the units of G14


def test_the_share_of_the_own_target_goes_before_the_count() -> None:
    """u2 and u3 have a third each and part on the count; who has no target or nothing is no candidate."""
    found = collectives(ROWS, "valid")
    assert [each.standing.row.code for each in found] == ["u1", "u2", "u3", "u6", "u4", "u8"]
    assert [(each.standing.rank, each.of) for each in found][3:] == [(1, 4), (2, 4), (3, 4)]


def test_no_more_than_were_asked_for_are_listed() -> None:
    """Ten by default, of however many units."""
    many = [_row(f"n{number:02}", "C1", number + 1, 100) for number in range(30)]
    assert len(collectives(many, "valid")) == 10
    assert [each.standing.row.code for each in collectives(many, "valid", 2)] == ["n29", "n28"]


def test_where_no_unit_has_a_target_the_counts_rank() -> None:
    """A campaign without targets still has candidates (G7)."""
    bare = [_row("a", "C1", 2, None), _row("b", "C1", 7, None), _row("c", "C2", 0, None)]
    assert [each.standing.row.code for each in collectives(bare, "valid")] == ["b", "a"]
