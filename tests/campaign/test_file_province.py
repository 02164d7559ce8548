"""The example of a province has the newspaper's figures, and its list is what the command beside it writes."""

from __future__ import annotations

import csv
import io
import runpy
from collections import Counter, defaultdict
from pathlib import Path

from campaign.boards.phrases import measure_name
from campaign.file import check_campaign, read_campaign
from campaign.targets import denominators
from campaign.texts import Texts
from campaign.vietnamese.numbers import percent

FOLDER = Path(__file__).parents[2] / "examples" / "thanh-hoa"
PRINTED = {
    "xa": (559, 15_609),
    "truong": (1_974, 52_356),
    "dn": (736, 206_100),
    None: (386, 34_533),
}


def test_the_province_has_no_mistake_and_the_printed_blocks() -> None:
    """G4: unions and members by block, and what no block names, make 3.655 and 308.598."""
    assert check_campaign(FOLDER) == ()
    campaign = read_campaign(FOLDER)
    unions = [unit for unit in campaign.units if unit.kind == "grassroots"]
    members: defaultdict[str | None, int] = defaultdict(int)
    for unit in unions:
        members[unit.block] += unit.members or 0
    counted = Counter(unit.block for unit in unions)
    assert {block: (counted[block], members[block]) for block in counted} == PRINTED
    assert (len(unions), sum(members.values())) == (3_655, 308_598)


def test_the_targets_make_the_printed_shares() -> None:
    """G5: 170.263 of phase 1 and 600.175 of both are the printed 351,4% and 514,6%; the shares make the whole."""
    campaign = read_campaign(FOLDER)
    goals = [denominators(campaign.targets, phase.code) for phase in campaign.phases]
    whole = [goal[campaign.root].value for goal in goals]
    assert percent(170_263, whole[0]) == "351,4%"
    assert percent(600_175, sum(whole)) == "514,6%"
    shared = [sum(each.value for code, each in goal.items() if code != campaign.root) for goal in goals]
    assert shared == whole
    assert measure_name(campaign, Texts(campaign.texts)) == "sáng kiến đã gửi"


def test_the_list_is_what_the_command_writes() -> None:
    """Nobody has edited units.csv by hand: the seeded command writes the same, byte by byte."""
    command = runpy.run_path(str(FOLDER / "make_units.py"))
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(command["COLUMNS"])
    lines.writerows(command["lines"]())
    assert (FOLDER / "units.csv").read_text("utf-8") == written.getvalue()


def test_made_up_names_say_so() -> None:
    """Every grassroots union is marked as a sample; the districts, which are real, are not."""
    for unit in read_campaign(FOLDER).units:
        assert unit.name.endswith(" (mẫu)") == (unit.kind == "grassroots"), unit.name
