"""Decisions over a campaign file: what they change, in which order, and when the file is against them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from campaign.amending import (
    Change,
    Decision,
    PhaseClose,
    PolicyChange,
    TargetChange,
    TextChange,
    amended,
    conflicts,
    read_change,
)
from campaign.definition import Campaign, Target
from campaign.file import read_campaign
from campaign.targets import current, history
from campaign.texts import Texts

CAMPAIGN = read_campaign(Path(__file__).parents[2] / "examples" / "dong-anh")
NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)


def _raised(value: int, **more: Any) -> TargetChange:
    return TargetChange(**{"unit": "DHOI", "phase": "gd1", "kind": "raised", "value": value, **more})


def _with(*changes: Change) -> Campaign:
    return amended(CAMPAIGN, [Decision(each, NOW + timedelta(hours=n)) for n, each in enumerate(changes)])


def _filed(campaign: Campaign, value: int, kind: Any = "raised", version: int = 1) -> Campaign:
    """The file with a line more."""
    line = Target(phase="gd1", kind=kind, value=value, unit="DHOI", version=version)
    return campaign.model_copy(update={"targets": (*campaign.targets, line)})


def test_nothing_decided_leaves_the_file_as_it_is() -> None:
    """Without decisions the campaign in force is the file."""
    assert amended(CAMPAIGN, []) == CAMPAIGN


def test_a_target_decided_in_chat_is_a_dated_version_with_its_decider() -> None:
    """The board's denominator is the new one, and the line says when and by whom it was decided."""
    after = _with(_raised(40), _raised(45))
    found = current(after.targets, "DHOI", "gd1")
    assert found is not None
    assert (found.value, found.text_id) == (45, "target-raised")
    lines = [one for one in history(after.targets, "DHOI", "gd1") if one.kind == "raised"]
    assert [(one.value, one.version, one.decided_on, one.decided_by) for one in lines] == [
        (40, 1, date(2022, 5, 5), CAMPAIGN.owner.name),
        (45, 2, date(2022, 5, 5), CAMPAIGN.owner.name),
    ]


def test_the_day_of_a_decision_is_the_local_one() -> None:
    """At 23:30 UTC it is the next morning at the campaign's place."""
    after = amended(CAMPAIGN, [Decision(_raised(40), datetime(2022, 5, 5, 23, 30, tzinfo=UTC))])
    assert after.targets[-1].decided_on == date(2022, 5, 6)


def test_a_decision_wins_over_every_version_of_the_file() -> None:
    """A file that has a second version of the same kind is still behind what was decided in chat."""
    filed = _filed(_filed(CAMPAIGN, 50), 60, version=2)
    found = current(amended(filed, [Decision(_raised(40), NOW)]).targets, "DHOI", "gd1")
    assert found is not None
    assert found.value == 40


@pytest.mark.parametrize("change", [_raised(40, unit="GONE"), _raised(40, phase="gd9")])
def test_a_decision_about_what_the_file_lost_changes_nothing(change: TargetChange) -> None:
    """A unit or a phase may go out of the file; what was decided for it waits for nobody."""
    assert _with(change) == CAMPAIGN


def test_a_value_of_the_policy_is_changed_and_checked() -> None:
    """As a file would say it; a value a file could not have is refused, an unknown key changes nothing."""
    assert _with(PolicyChange(key="board_at", value="18:30:00")).policy.board_at.hour == 18
    assert _with(PolicyChange(key="no_such_key", value=1)) == CAMPAIGN
    with pytest.raises(ValidationError):
        _with(PolicyChange(key="leaders", value=99))


def test_a_text_decided_in_chat_is_said_instead_of_the_file_s() -> None:
    """The later wording of two holds, beside whatever the file says differently."""
    after = _with(
        TextChange(source="office-stopped = Thôi nhé."), TextChange(source="office-stopped = Dừng.")
    )
    assert Texts(after.texts)("office-stopped") == "Dừng."


def test_a_phase_never_closes_before_it_ends() -> None:
    """Closed in chat it closes then, but not before its end."""
    phase = CAMPAIGN.phase("gd1")
    later = phase.ends_at + timedelta(hours=3)
    assert _with(PhaseClose(phase="gd1", closes_at=later)).phase("gd1").closes_at == later
    early = phase.ends_at - timedelta(days=3)
    assert _with(PhaseClose(phase="gd1", closes_at=early)).phase("gd1").closes_at == phase.ends_at


@pytest.mark.parametrize(
    "change",
    [
        _raised(40, was=30, reached=NOW),
        PolicyChange(key="leaders", value=3),
        TextChange(source="office-stopped = Thôi."),
        PhaseClose(phase="gd1", closes_at=datetime(2022, 6, 1, tzinfo=timezone(timedelta(hours=7)))),
    ],
)
def test_a_change_comes_out_of_storage_as_it_went_in(change: Change) -> None:
    """JSON and back."""
    assert read_change(change.model_dump_json()) == change


def test_a_file_that_says_another_target_than_was_decided_is_in_conflict() -> None:
    """Only where the file was changed, and to something else; a repeated or an old line is none."""
    decided = [Decision(_raised(40), NOW), Decision(_raised(45), NOW + timedelta(days=1))]
    (found,) = conflicts(CAMPAIGN, _filed(CAMPAIGN, 50), decided)
    assert (found.change.unit, found.filed, found.change.value) == ("DHOI", 50, 45)
    assert found.decided_at == NOW + timedelta(days=1)
    assert conflicts(CAMPAIGN, CAMPAIGN, decided) == ()
    assert conflicts(CAMPAIGN, _filed(CAMPAIGN, 45), decided) == ()
    assert conflicts(_filed(CAMPAIGN, 30), _filed(CAMPAIGN, 30), decided) == ()
    assert conflicts(CAMPAIGN, _filed(CAMPAIGN, 50, "assigned", version=2), decided) == ()
