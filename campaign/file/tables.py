"""The tables of a campaign.toml as they are written, before they become the values of `campaign.definition`."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from campaign.definition import (
    AskIf,
    ChoiceList,
    Code,
    Days,
    Line,
    Measure,
    StepKind,
    SuccessionKind,
    TargetKind,
    Value,
)
from campaign.file.values import Count, Day, EndInstant, Flag, StartInstant
from campaign.file.wording import refusal


def _one_line(text: str) -> str:
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise refusal("must be on one line, without tabs or other control characters")
    text = " ".join(text.split())
    if not text:
        raise refusal("must not be empty")
    return text


Words = Annotated[Line, AfterValidator(_one_line)]


class BasicsTable(Value):
    """What stands at the top of the file, before the first heading."""

    code: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,8}$")]
    name: Words
    root: Code
    short_name: Words | None = None
    aliases: tuple[Words, ...] = ()
    slogan: Annotated[str, Field(max_length=250)] = ""
    time_zone: str = "Asia/Ho_Chi_Minh"
    measure: Measure = "counted"
    portal: Annotated[str, Field(max_length=250)] = ""
    number_prefix: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,4}$")] = "SK"
    application: Flag = True
    applied_from: Day | None = None
    applied_until: Day | None = None


class OwnerTable(Value):
    """The table [owner]."""

    name: Words
    contact: Words
    unit: Code | None = None


class PhaseTable(Value):
    """[[phases]]: `until` and `closes` are last days; `closes` is a week after `until` unless it is said."""

    code: Code
    name: Words
    from_: Annotated[StartInstant, Field(alias="from")]
    until: EndInstant
    closes: EndInstant | None = None


class SprintTable(Value):
    """[[sprints]]: without `unit` of the root, without `phase` in the phase that holds it."""

    code: Code
    name: Words
    from_: Annotated[StartInstant, Field(alias="from")]
    until: EndInstant
    unit: Code | None = None
    phase: Code | None = None


class TargetTable(Value):
    """[[targets]]: a `value` for a `unit` or a `block`, or one for each unit from a `column` of units.csv."""

    phase: Code
    kind: TargetKind
    value: Count | None = None
    unit: Code | None = None
    block: Code | None = None
    column: Code | None = None
    version: Annotated[Count, Field(ge=1)] = 1
    decided_on: Day | None = None
    decided_by: str = ""


class TermTable(Value):
    """A line of a list of terms: `code = "name"` or `code = { name = "…", short = "…" }`."""

    name: Words
    short: str = ""


class SuccessionTable(Value):
    """[[successions]]: what became of a unit."""

    old: Code
    kind: SuccessionKind
    on: Day
    new: Code | None = None
    name: str = ""


class StepTable(Value):
    """A step of the form, [form.steps.<key>]."""

    kind: StepKind
    label: Words
    prompt: Annotated[str, Field(min_length=1, max_length=1000)]
    hint: Annotated[str, Field(max_length=500)] = ""
    brief: Annotated[str, Field(max_length=50, pattern=r"^[^()\n]*$")] = ""
    optional: Flag = False
    labels: tuple[Words, ...] = ()
    choices: ChoiceList = ""
    min_length: Count = 0
    max_length: Annotated[Count, Field(ge=1, le=4000)] = 1000
    ask_if: AskIf | None = None


class FormTable(Value):
    """[form]: which steps are asked, in this order; `report`: which are asked later of what was submitted."""

    revision: Annotated[Count, Field(ge=1)] = 1
    ask: tuple[str, ...]
    report: tuple[str, ...] = ()
    report_after_days: tuple[Days, ...] = ()
    report_before_end_days: tuple[Days, ...] = ()


class UnitRow(Value):
    """A line of units.csv; `until` is the last day."""

    code: Code
    name: Words
    parent: Code | None = None
    kind: Code = "grassroots"
    cluster: Code | None = None
    block: Code | None = None
    members: Count | None = None
    aliases: tuple[Words, ...] = ()
    since: Day | None = None
    until: Day | None = None


class EnteredRow(Value):
    """A line of entered.csv."""

    key: Annotated[Words, Field(max_length=64)]
    unit: Code
    entered_at: StartInstant
    title: Words
    field: Code | None = None
    member_kind: Code | None = None
