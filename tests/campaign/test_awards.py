"""Candidates to be commended: by share of one's own target, then by count; a place in the cluster beside it."""

from __future__ import annotations

import pytest

from campaign.awards import Merit, collectives, may_qualify
from campaign.counts import Counts
from campaign.definition import AwardHint
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


DIPLOMA = "Bằng Lao động sáng tạo"
HINTS = (
    AwardHint(name=DIPLOMA, member_kinds=("enterprise_worker",), benefit_of_one=80_000_000),
    AwardHint(name=DIPLOMA, member_kinds=("enterprise_worker",), benefit_together=120_000_000),
    AwardHint(name="Bằng khen", valid=5, benefit_together=10_000_000),
)


@pytest.mark.parametrize(
    ("merit", "expected"),
    [
        (Merit("enterprise_worker", 1, 80_000_000, 80_000_000), [DIPLOMA]),
        (Merit("enterprise_worker", 1, 79_999_999, 79_999_999), []),
        (Merit("enterprise_worker", 3, 120_000_000, 50_000_000), [DIPLOMA]),
        (Merit("enterprise_worker", 9, 200_000_000, 90_000_000), [DIPLOMA, "Bằng khen"]),
        (Merit("civil_servant", 1, 900_000_000, 900_000_000), []),
        (Merit(None, 5, 10_000_000, 4_000_000), ["Bằng khen"]),
        (Merit(None, 5, 9_999_999, 4_000_000), []),
    ],
)
def test_every_threshold_of_a_hint_has_to_be_reached(merit: Merit, expected: list[str]) -> None:
    """To the đồng, for the named kinds of member; two hints of one award are alternatives and name it once."""
    assert [hint.name for hint in may_qualify(HINTS, merit)] == expected


def test_without_thresholds_nobody_qualifies() -> None:
    """By default there are none: the rules in force are not known to the program (Q8)."""
    rich = Merit("enterprise_worker", 99, 10**12, 10**12)
    assert may_qualify((), rich) == []
    assert may_qualify((AwardHint(name=DIPLOMA),), rich) == []
