"""Which units are held out from workers' nudges."""

from __future__ import annotations

from datetime import date, timedelta

from campaign.definition import Unit
from campaign.holdout import is_held_out
from tests.campaign.sprints import UNITS, campaign

SCHOOLS = tuple(Unit(code=f"T{n}", name=f"Trường {n}", parent="HUYEN") for n in range(1000))
LARGE = campaign(units=(*UNITS, *SCHOOLS))
MONDAY = date(2022, 5, 2)
_DAY = timedelta(days=1)


def held_out(day: date) -> set[str]:
    return {unit.code for unit in SCHOOLS if is_held_out(LARGE, LARGE.sprints[0], unit.code, day)}


def test_about_a_tenth_of_the_units_is_held_out_for_a_whole_iso_week() -> None:
    """The same units from Monday to Sunday, others in the next week."""
    drawn = held_out(MONDAY)
    assert 70 <= len(drawn) <= 130
    assert all(held_out(MONDAY + n * _DAY) == drawn for n in range(7))
    following = held_out(MONDAY + 7 * _DAY)
    assert len(drawn & following) < len(drawn) / 2


def test_nobody_is_held_out_in_the_last_seven_days() -> None:
    """The sprint ends with 31/5: the 24th still has its tenth, the 25th has not."""
    assert held_out(date(2022, 5, 24))
    assert not any(held_out(date(2022, 5, 25) + n * _DAY) for n in range(7))


def test_a_small_campaign_holds_nobody_out() -> None:
    """With 199 units a tenth of them would tell nothing, and cost its workers a reminder."""
    for number, held in ((199 - len(UNITS), False), (200 - len(UNITS), True)):
        made = campaign(units=(*UNITS, *SCHOOLS[:number]))
        days = (MONDAY + 7 * week * _DAY for week in range(3))
        some = [is_held_out(made, made.sprints[0], unit.code, day) for day in days for unit in made.units]
        assert any(some) is held
