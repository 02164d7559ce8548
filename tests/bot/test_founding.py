"""A new campaign's folder: what is made, what is asked, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from campaign.file import read_campaign

UNION = 'Công đoàn phường “Hồng Hà” \\ "A"'


def test_a_new_campaign_begins_with_a_folder_that_is_right(tmp_path: Path) -> None:
    """The union's name and two days are enough; quotation marks do no harm; nothing there is overwritten."""
    folder = tmp_path / "ours"
    given = ["new", str(folder), "--union", UNION, "--from", "1/12/2026", "--until", "2026-12-10"]
    assert CliRunner().invoke(app, given).exit_code == 0
    campaign = read_campaign(folder)
    assert (campaign.code, campaign.owner.name) == ("PHHA", UNION)
    assert [unit.name for unit in campaign.units] == [UNION]
    assert campaign.sprints[0].name == "Đợt thi đua cao điểm 10 ngày"
    assert CliRunner().invoke(app, ["check", str(folder)]).exit_code == 0
    assert "Thứ Ba 1/12 · ngày 1/10" in CliRunner().invoke(app, ["rehearse", str(folder)]).output
    again = CliRunner().invoke(app, given)
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert read_campaign(folder) == campaign


def test_a_new_campaign_asks_for_what_it_was_not_told(tmp_path: Path) -> None:
    """At the terminal, one after the other."""
    asked = CliRunner().invoke(
        app, ["new", str(tmp_path / "ours")], input="CĐ xã Thư Lâm\n1/12/2026\n9/12/2026\n"
    )
    assert asked.exit_code == 0
    assert read_campaign(tmp_path / "ours").owner.contact == "Văn phòng CĐ xã Thư Lâm"


@pytest.mark.parametrize(
    ("slip", "why"),
    [
        ({"--from": "1/12"}, "is no day with its year"),
        ({"--until": "30/11/2026"}, "is before the first"),
        ({"--union": "  "}, "needs the name of the union"),
        ({"--code": "tl-1"}, "is no code"),
        ({"--until": "10/12/2226"}, "2226"),
    ],
)
def test_a_slip_makes_no_folder(tmp_path: Path, slip: dict[str, str], why: str) -> None:
    """A plain sentence, exit 1, and nothing half made."""
    given = {"--union": "Công đoàn xã Thư Lâm", "--from": "1/12/2026", "--until": "10/12/2026"} | slip
    shown = CliRunner().invoke(
        app, ["new", str(tmp_path / "x"), *(word for pair in given.items() for word in pair)]
    )
    assert shown.exit_code == 1
    assert why in shown.output
    assert not (tmp_path / "x").exists()
