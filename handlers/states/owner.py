"""What is decided for the whole campaign: targets, awards, announcements, words, policy, milestones, closing."""

from __future__ import annotations

from typing import ClassVar, Literal

from campaign.definition import TargetKind
from handlers.states.steps import OfficeStep


class Awarding(OfficeStep):
    """Form, number and day of a decision to commend are being asked; `person`: of this unit, or the unit itself."""

    answered_by: ClassVar[frozenset[str]] = frozenset({"giaykhen"})
    at: Literal["award"] = "award"
    unit: str
    person: int | None = None


class SettingTarget(OfficeStep):
    """A unit's new target is being asked: the number, why, as what, whether it is meant; empty: not said yet."""

    at: Literal["set_target"] = "set_target"
    unit: str
    phase: str
    value: int = 0
    kind: TargetKind | Literal[""] = ""
    reason: str = ""


class RefusingTarget(OfficeStep):
    """Why an owner does not agree to a proposed target is being asked."""

    at: Literal["refuse_target"] = "refuse_target"
    amendment: int


class Announcing(OfficeStep):
    """An announcement is being written: to whom, where, what; empty: not said yet. `query`: words for the unit."""

    at: Literal["announce"] = "announce"
    audience: Literal["", "cadres", "workers"] = ""
    unit: str = ""
    text: str = ""
    query: str = ""


class EditingText(OfficeStep):
    """Another wording of a text is being asked: which one (`query`: words of it, `page` of what was found), and how.

    `words`: how it is to be said, waiting for a yes; `seen`: the decision about it that held when it was shown, or 0.
    """

    at: Literal["edit_text"] = "edit_text"
    query: str = ""
    page: int = 0
    text: str = ""
    words: str = ""
    seen: int = 0


class EditingPolicy(OfficeStep):
    """A value of the policy is being asked: of which `group`, which `setting`, which `values` (JSON, for a yes).

    `seen`: the decision about the setting that held when it was shown, or 0.
    """

    at: Literal["edit_policy"] = "edit_policy"
    group: str = ""
    setting: str = ""
    values: str = ""
    seen: int = 0


class ClaimingMilestone(OfficeStep):
    """What is to be kept beside the milestones that were counted is being asked, in somebody's own words."""

    at: Literal["claim_milestone"] = "claim_milestone"


class ClosingPhase(OfficeStep):
    """Whether to close this phase now is being asked."""

    at: Literal["close_phase"] = "close_phase"
    phase: str


OwnerState = (
    Awarding
    | SettingTarget
    | RefusingTarget
    | Announcing
    | EditingText
    | EditingPolicy
    | ClaimingMilestone
    | ClosingPhase
)
