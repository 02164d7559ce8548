"""The example of another movement reads clean, and nothing in it speaks of initiatives."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.definition import Campaign
from campaign.file import check_campaign, read_campaign
from campaign.texts import Texts, known_variables

FOLDER = Path(__file__).parents[2] / "examples" / "dan-van-kheo"

# Said only where the application of Circular 18/2013, or a recognition by the employer, is asked for.
NOT_SAID = (
    "application-",
    "maudon-",
    "form-recognition-how",
    "echo-not-recognised",
    "receipt-not-recognised",
)


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return read_campaign(FOLDER)


def test_the_movement_has_no_mistake(campaign: Campaign) -> None:
    """`nuocrut check` finds nothing, and the fields and the course of the year are those of the newspaper."""
    assert check_campaign(FOLDER) == ()
    assert [field.name for field in campaign.fields] == [
        "Phát triển kinh tế",
        "Văn hóa – xã hội",
        "An ninh – quốc phòng",
        "Xây dựng hệ thống chính trị",
    ]
    assert [kind.name for kind in campaign.solution_kinds] == ["Tập thể", "Cá nhân"]
    assert [look.report for look in campaign.review] == [False, True, False]


def test_no_text_of_the_movement_speaks_of_initiatives(campaign: Campaign) -> None:
    """Whatever the bot says there, it is a model that is registered and recognised."""
    texts = Texts(campaign.texts)
    said = {
        name: texts(name, **dict.fromkeys(variables, "…"))
        for name, variables in known_variables().items()
        if not name.startswith(NOT_SAID)
    }
    assert [
        name for name, words in said.items() if "sáng kiến" in words.lower() or "hợp lệ" in words.lower()
    ] == []


def test_no_question_of_the_movement_speaks_of_initiatives(campaign: Campaign) -> None:
    """Neither when a model is registered nor in its report; the program's own questions that are left are neutral."""
    steps = (*campaign.form.steps, *campaign.form.report)
    said = [" ".join((each.label, *each.labels, each.prompt, each.hint, each.brief)) for each in steps]
    assert [words for words in said if "sáng kiến" in words.lower()] == []
