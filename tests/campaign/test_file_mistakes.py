"""Every mistake a person makes in a campaign's files is named with its file, its line and a plain reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from campaign.file import check_campaign
from tests.campaign.folder import ENTERED, TOML, UNITS, write

DATA = Path(__file__).parents[1] / "data"
FILES = {"campaign.toml": TOML, "units.csv": UNITS, "entered.csv": ENTERED}
JARGON = (
    "pydantic",
    "validation",
    "input should",
    "value_error",
    "NoneType",
    "datetime",
    "tuple",
    "dict",
    "Traceback",
)


class Slip(NamedTuple):
    """One slip of `campaign_slips.toml`, which says what its parts mean."""

    name: str
    file: str
    reason: str
    old: str = ""
    new: str = ""
    at: str = ""
    where: str = ""


SLIPS = [Slip(**one) for one in tomllib.loads((DATA / "campaign_slips.toml").read_text("utf-8"))["slip"]]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_named_with_file_line_and_reason(slip: Slip, tmp_path: Path) -> None:
    """One slip gives exactly one problem: the right file, line and place, in words without jargon."""
    source = FILES[slip.file]
    assert slip.old in source
    changed = source.replace(slip.old, slip.new, 1) if slip.old else source + slip.new
    write(tmp_path)
    (tmp_path / slip.file).write_text(changed, "utf-8")
    problems = check_campaign(tmp_path)
    assert len(problems) == 1, problems
    problem = problems[0]
    assert (problem.file, problem.where) == (slip.file, slip.where)
    assert slip.reason in problem.reason
    assert problem.line is not None
    assert slip.at in changed.splitlines()[problem.line - 1]
    assert not any(word in problem.reason for word in JARGON)
