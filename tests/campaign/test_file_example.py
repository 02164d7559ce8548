"""The example of Đông Anh reads clean and its sums are those of the newspapers."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from campaign.definition import Campaign, Unit
from campaign.file import check_campaign, read_campaign
from campaign.targets import current, floor_of, side_by_side
from campaign.tree import UnitTree
from campaign.vietnamese.numbers import percent
from campaign.vietnamese.text import fold
from tests.campaign.folder import EXAMPLE

FOLDER = Path(__file__).parents[2] / EXAMPLE
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return read_campaign(FOLDER)


def grassroots(campaign: Campaign) -> list[Unit]:
    return [unit for unit in campaign.units if unit.code != campaign.root]


def test_the_example_has_no_mistake() -> None:
    """`nuocrut check` finds nothing in it."""
    assert check_campaign(FOLDER) == ()


def test_the_periods_are_the_historical_ones(campaign: Campaign) -> None:
    """Phase 1 from 8/1 and the 35 days from 27/4 end at 24h00 of 31/5/2022, phase 2 with 1/9/2023."""
    first, second = campaign.phases
    sprint = campaign.sprints[0]
    assert (first.starts_at, first.ends_at) == (at(2022, 1, 8), at(2022, 6, 1))
    assert (second.starts_at, second.ends_at) == (at(2022, 6, 1), at(2023, 9, 2))
    assert (sprint.starts_at, sprint.ends_at) == (at(2022, 4, 27), at(2022, 6, 1))
    assert (sprint.ends_at - sprint.starts_at).days == 35
    assert first.closes_at > first.ends_at


def test_the_targets_add_up(campaign: Campaign) -> None:
    """Floors 500 + 1.000, an allocation of exactly 1.172 and 1.764, the root's own the same; 1.008 is 86 %."""
    units = [unit.code for unit in grassroots(campaign)]
    for phase, value in (("gd1", 1172), ("gd2", 1764)):
        shown = side_by_side(campaign.targets, campaign.root, units, phase)
        assert (shown.children_sum, shown.difference, shown.without_target) == (value, 0, 1)
        assert floor_of(campaign.targets, phase) == 1500
    assert floor_of(campaign.targets, "gd1", block="dn") == 500
    own = current(campaign.targets, campaign.root, "gd1")
    assert own is not None
    assert percent(1008, own.value) == "86%"


def test_the_units_are_about_forty_in_clusters_of_like_size(campaign: Campaign) -> None:
    """Every grassroots unit has a cluster and a block; clusters have 5 to 12 units; codes are short."""
    units = grassroots(campaign)
    sizes = Counter(unit.cluster for unit in units)
    assert 40 <= len(units) <= 50
    assert set(sizes) == {cluster.code for cluster in campaign.clusters}
    assert all(5 <= size <= 12 for size in sizes.values())
    assert {unit.block for unit in units} == {"dn", "hcsn"}
    assert all(len(unit.code) <= 8 and unit.code.isalnum() for unit in units)
    assert all(unit.members and unit.aliases for unit in units)


def test_awkward_units_are_among_them(campaign: Campaign) -> None:
    """One without a target, one with a target below 5, one with a very long name."""
    targets = {unit.code: current(campaign.targets, unit.code, "gd1") for unit in grassroots(campaign)}
    assert [code for code, target in targets.items() if target is None] == ["HTX"]
    assert [code for code, target in targets.items() if target and target.value < 5] == ["QTD"]
    assert max(len(unit.name) for unit in campaign.units) > 70


def test_381_were_entered_before_the_sprint(campaign: Campaign) -> None:
    """From 8/1 to 26/4/2022, keys unique, none titled twice in a unit; some units have none yet."""
    entered = campaign.entered
    assert len(entered) == len({one.key for one in entered}) == 381
    assert len({(one.unit, fold(one.title)) for one in entered}) == 381
    days = [one.entered_at.astimezone(ZONE).date() for one in entered]
    assert (min(days), max(days)) == (date(2022, 1, 8), date(2022, 4, 26))
    assert campaign.root not in {one.unit for one in entered}
    none_yet = {unit.code for unit in grassroots(campaign)} - {one.unit for one in entered}
    assert 5 <= len(none_yet) <= 12
    assert all(10 <= len(one.title) <= 250 and one.field and one.member_kind for one in entered)


def test_nobody_has_reached_the_target_before_the_sprint(campaign: Campaign) -> None:
    """The crowd of the demo has something left to do everywhere."""
    counts = Counter(one.unit for one in campaign.entered)
    for unit in grassroots(campaign):
        target = current(campaign.targets, unit.code, "gd1")
        assert target is None or counts[unit.code] < target.value


def test_the_make_up_days_are_quiet(campaign: Campaign) -> None:
    """2/5 and 3/5/2022 are written down, whatever the table of holidays says."""
    assert set(campaign.policy.extra_quiet_days) >= {date(2022, 5, 2), date(2022, 5, 3)}


def test_every_unit_is_found_by_name_code_and_alias(campaign: Campaign) -> None:
    """Typed without diacritics, each of them is on the first page."""
    view = UnitTree(campaign.units, campaign.successions).at(date(2022, 5, 5))
    for unit in grassroots(campaign):
        for said in (unit.name, unit.code, *unit.aliases):
            assert unit in view.find(fold(said), limit=5).units, said


def test_the_files_are_nfc() -> None:
    """What people read in the files is stored as it is printed."""
    for path in FOLDER.iterdir():
        assert unicodedata.is_normalized("NFC", path.read_text("utf-8")), path.name


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=ZONE)
