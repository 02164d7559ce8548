"""Decisions over a campaign file: what they change, in which order, and when the file is against them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from campaign.amending import (
    Change,
    Decision,
    PhaseClose,
    PolicyChange,
    TargetChange,
    TextChange,
    amended,
    read_change,
)
from campaign.conflicts import conflicts
from campaign.definition import Campaign, Target
from campaign.file import read_campaign
from campaign.targets import current, history
from campaign.texts import Texts

CAMPAIGN = read_campaign(Path(__file__).parents[2] / "examples" / "dong-anh")
NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)


def _raised(value: int, **more: Any) -> TargetChange:
    return TargetChange(**{"unit": "DHOI", "phase": "gd1", "kind": "raised", "value": value, **more})


def _text(words: str) -> TextChange:
    return TextChange(id="office-stopped", source=f"office-stopped = {words}")


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


def test_values_of_the_policy_are_changed() -> None:
    """As a file would say them; the later decision wins, and None is what the file says."""
    later, again = (PolicyChange(values={"board_at": at}) for at in ("18:30:00", "18:00:00"))
    assert _with(later, again).policy.board_at == time(18)
    assert _with(later, PolicyChange(values={"board_at": None})) == CAMPAIGN
    both = PolicyChange(values={"digest_at": "11:15:00", "digest_until": "12:00:00"})
    assert _with(both).policy.digest_until == time(12)


@pytest.mark.parametrize(
    "values",
    [
        {"no_such_key": 1},
        {"leaders": 99},
        {"digest_at": "11:30:00"},
        {"quiet_from": "22:30:00"},
        {"board_at": "six"},
    ],
)
def test_values_that_are_not_possible_any_more_do_not_keep_the_bot_from_starting(
    values: dict[str, Any],
) -> None:
    """A later program or file may know better: then the file's value holds."""
    assert _with(PolicyChange(values=values)) == CAMPAIGN


def test_a_text_decided_in_chat_is_said_instead_of_the_file_s() -> None:
    """The later wording of two holds, over whatever the file says differently; it can be taken back."""
    own = CAMPAIGN.model_copy(update={"texts": "office-stopped = Của tệp."})
    said = [_text("Thôi nhé."), _text("Dừng.")]
    after = amended(own, [Decision(each, NOW) for each in said])
    assert Texts(after.texts)("office-stopped") == "Dừng."
    back = [*said, TextChange(id="office-stopped")]
    assert amended(own, [Decision(each, NOW) for each in back]) == own


@pytest.mark.parametrize("source", ["gone-text = Xin chào.", "office-stopped = { $gone }", "office-stopped"])
def test_a_text_that_the_program_lost_does_not_keep_the_bot_from_starting(source: str) -> None:
    """A later program may have other texts and variables; its own words are said then."""
    after = _with(TextChange(id="gone-text", source=source), _text("Dừng."))
    assert Texts(after.texts)("office-stopped") == "Dừng."
    assert "gone" not in after.texts


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
        PolicyChange(values={"leaders": 3, "board_at": None}),
        _text("Thôi."),
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
    assert (found.where, found.filed, found.decided) == ("targets: unit DHOI, phase gd1, raised", "50", "45")
    assert found.decided_at == NOW + timedelta(days=1)
    assert conflicts(CAMPAIGN, CAMPAIGN, decided) == ()
    assert conflicts(CAMPAIGN, _filed(CAMPAIGN, 45), decided) == ()
    assert conflicts(_filed(CAMPAIGN, 30), _filed(CAMPAIGN, 30), decided) == ()
    assert conflicts(CAMPAIGN, _filed(CAMPAIGN, 50, "assigned", version=2), decided) == ()


def test_a_file_with_another_value_of_the_policy_than_was_decided_is_in_conflict() -> None:
    """As with targets; what was taken back in chat is not."""
    decided = [Decision(PolicyChange(values={"board_at": "18:00:00", "board_marks": [5, 1]}), NOW)]
    (found,) = conflicts(CAMPAIGN, _policed(board_at=time(16)), decided)
    assert (found.where, found.filed, found.decided) == ("policy: board_at", "16:00", "18:00")
    assert conflicts(CAMPAIGN, _policed(board_at=time(18), leaders=3), decided) == ()
    (found,) = conflicts(CAMPAIGN, _policed(board_marks=()), decided)
    assert (found.filed, found.decided) == ("nothing", "5, 1")
    back = [*decided, Decision(PolicyChange(values={"board_at": None}), NOW)]
    assert conflicts(CAMPAIGN, _policed(board_at=time(16)), back) == ()


def _policed(**values: Any) -> Campaign:
    return CAMPAIGN.model_copy(update={"policy": CAMPAIGN.policy.model_copy(update=values)})


def test_a_file_with_other_words_than_were_decided_is_in_conflict() -> None:
    """However the same words are laid out; what was taken back in chat is not."""
    decided = [Decision(_text("Dừng."), NOW)]
    (found,) = conflicts(CAMPAIGN, _worded("office-stopped = Thôi."), decided)
    assert (found.where, found.filed, found.decided) == ("texts.ftl: office-stopped", "“Thôi.”", "“Dừng.”")
    assert conflicts(CAMPAIGN, _worded("office-stopped =\n    Dừng.\nnav-back = Lùi"), decided) == ()
    assert conflicts(_worded("office-stopped = Thôi."), _worded("office-stopped=Thôi."), decided) == ()
    back = [*decided, Decision(TextChange(id="office-stopped"), NOW)]
    assert conflicts(CAMPAIGN, _worded("office-stopped = Thôi."), back) == ()


def _worded(source: str) -> Campaign:
    return CAMPAIGN.model_copy(update={"texts": source})
