"""Targets: what a count is measured against, held to the printed figures (G1, G3)."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from campaign.definition import WHOLE, Target, TargetKind
from campaign.targets import (
    PRECEDENCE,
    Denominator,
    block_floors,
    current,
    denominators,
    floor_of,
    history,
    in_force,
    side_by_side,
    whole,
)
from campaign.vietnamese.numbers import percent, tenths_of_percent

DATA = Path(__file__).parents[1] / "data"
KINDS: dict[str, TargetKind] = {
    "assigned": "assigned",
    "raised": "raised",
    "floor": "floor",
    "pledged": "pledged",
    "allocated_inferred": "allocated",
    "pledged_inferred": "pledged",
    "own_goal": "pledged",
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


G1 = rows("g1_progress.csv")
PRINTED = [row for row in G1 if row["consistent"] not in {"n/a", "wording_wrong"}]


def target(kind: TargetKind, value: int, version: int = 1, on: date | None = None, unit: str = "U") -> Target:
    return Target(phase="gd1", kind=kind, value=value, unit=unit, version=version, decided_on=on)


@pytest.mark.parametrize("row", G1, ids=lambda row: row["id"])
def test_printed_figures_come_out_of_their_denominator(row: dict[str, str]) -> None:
    """G1: reached and excess percent of every printed figure, each with the kind of target it names."""
    phase = WHOLE if row["phase"] == "all" else f"gd{row['phase']}"
    told = Target(phase=phase, kind=KINDS[row["target_kind"]], value=int(row["target"]), unit="U")
    against = current((told,), "U", phase)
    assert against == Denominator(int(row["target"]), KINDS[row["target_kind"]], phase)
    done = int(row["done"])
    assert tenths_of_percent(done, against.value) == tenths(row["calc_pct"])
    assert done - against.value == int(row["excess"])
    assert percent(done, against.value) == row["calc_pct"].replace(".0", "").replace(".", ",") + "%"


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: row["id"])
def test_the_press_is_right_where_it_is_said_to_be(row: dict[str, str]) -> None:
    """G1 against its own print: within one unit of the last printed place (fact #7), except where marked wrong."""
    printed = row["printed_pct"]
    unit = 1 if "," in printed else 10
    calculated = tenths_of_percent(int(row["done"]), int(row["target"])) or 0
    near = abs(calculated - tenths(printed.replace(",", "."))) <= unit
    assert near == (row["consistent"] != "NO")


def tenths(printed: str) -> int:
    whole_part, _, tenth = printed.partition(".")
    return int(whole_part) * 10 + int(tenth or 0)


def test_the_floors_of_dong_anh_add_up() -> None:
    """G3: 1.500 a phase, 3.000 in all; the 86 % that was printed is of another denominator."""
    blocks: dict[str, str] = {}
    targets = []
    for row in rows("g3_dong_anh_targets.csv"):
        block = blocks.setdefault(row["sector_group"], f"B{len(blocks)}")
        value = int(row["target_floor"])
        targets.append(Target(phase=f"gd{row['phase']}", kind="floor", value=value, block=block))
    assert block_floors(targets, "gd1") == {"B0": 500, "B1": 1000}
    assert [floor_of(targets, phase) for phase in ("gd1", "gd2")] == [1500, 1500]
    assert floor_of(targets, "gd1", block="B0") == 500
    assert percent(1008, 1500) == "67,2%"
    allocated = current([*targets, target("allocated", 1172)], "U", "gd1")
    assert allocated is not None
    assert (percent(1008, allocated.value), allocated.text_id) == ("86%", "target-allocated")


def test_without_floors_there_is_no_floor() -> None:
    """Nobody is measured against a floor that nobody set."""
    assert floor_of((), "gd1") is None
    assert floor_of((), "gd1", unit="U") is None
    assert floor_of((target("floor", 5),), "gd1", unit="U") == 5


def test_raised_comes_before_pledged_and_so_on() -> None:
    """Of all kinds the first of raised, pledged, allocated, assigned, floor counts, whatever their size and date."""
    targets = [target(kind, 10 + place, on=date(2022, 1, 9 - place)) for place, kind in enumerate(PRECEDENCE)]
    for place, kind in enumerate(PRECEDENCE):
        assert current(targets[place:], "U", "gd1") == Denominator(10 + place, kind, "gd1")


def test_a_later_version_replaces_an_earlier_one_from_its_day_on() -> None:
    """Hà Nội: 60.000 assigned, 130.000 raised later; both stay in the history, each counts from its day on."""
    first = target("assigned", 60_000, on=date(2022, 1, 8))
    second = target("raised", 100_000, 1, on=date(2022, 6, 1))
    third = target("raised", 130_000, 2, on=date(2022, 7, 1))
    targets = (third, first, second)
    assert current(targets, "U", "gd1", date(2022, 1, 7)) is None
    assert current(targets, "U", "gd1", date(2022, 5, 31)) == Denominator(60_000, "assigned", "gd1")
    assert current(targets, "U", "gd1", date(2022, 6, 1)) == Denominator(100_000, "raised", "gd1")
    assert current(targets, "U", "gd1") == Denominator(130_000, "raised", "gd1")
    assert in_force(targets, "gd1", "assigned", unit="U") == first
    assert history(targets, "U", "gd1") == (first, second, third)


def test_no_target_and_a_target_of_zero_have_no_percent() -> None:
    """I5: there is no denominator, and so no percent."""
    assert current((), "U", "gd1") is None
    assert current((target("allocated", 0),), "U", "gd1") is None
    assert current((target("allocated", 5),), "U", "gd2") is None
    assert current((target("allocated", 5, unit="V"),), "U", "gd1") is None


def test_the_whole_programme_is_the_sum_of_its_phases_or_what_was_set() -> None:
    """1.172 + 1.764 = 2.936 gives the printed 126,6 %; a target for the whole comes first; mixed kinds have no sum."""
    phases = ("gd1", "gd2")
    parts = (target("allocated", 1172), Target(phase="gd2", kind="allocated", value=1764, unit="U"))
    told = whole(parts, "U", phases)
    assert told == Denominator(2936, "allocated", WHOLE)
    assert percent(3716, told.value) == "126,6%"
    explicit = Target(phase=WHOLE, kind="pledged", value=3000, unit="U")
    assert whole((*parts, explicit), "U", phases) == Denominator(3000, "pledged", WHOLE)
    assert whole(parts[:1], "U", phases) is None
    assert whole((parts[0], Target(phase="gd2", kind="floor", value=9, unit="U")), "U", phases) is None


def test_parent_and_children_are_shown_side_by_side() -> None:
    """I2: the sums may differ, the difference is told, nothing is made to fit."""
    targets = (
        target("allocated", 100, unit="P"),
        target("allocated", 40, unit="A"),
        target("allocated", 50, unit="B"),
        target("raised", 70, unit="B"),
    )
    shown = side_by_side(targets, "P", ("A", "B", "C"), "gd1")
    assert (shown.children_sum, shown.with_target, shown.without_target, shown.difference) == (110, 2, 1, 10)
    assert shown.parent == Denominator(100, "allocated", "gd1")
    assert side_by_side(targets, "C", ("A",), "gd1").difference is None
    assert denominators(targets, "gd1")["B"] == Denominator(70, "raised", "gd1")
