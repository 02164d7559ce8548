"""Where a conversation can stand: one frozen model for each step, told apart by `at`.

What is stored carries the schema's version; a state this program does not know any more becomes `Idle`, and nothing
is lost, because answers live in the draft.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from campaign.definition import TargetKind

SCHEMA = 1
UnitPurpose = Literal["join", "profile", "cadre", "group", "behalf"]


class Step(BaseModel):
    """A step of a conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficeStep(Step):
    """A question about somebody's office: the exact words of a command are never its answer, they leave it."""


class Idle(Step):
    """Nothing is being asked; `offered`: (label, token) of the list shown last, of which a number or label picks.

    `form_shown`: the form to fill in came with the last message, unasked, and may be answered.
    """

    at: Literal["idle"] = "idle"
    offered: tuple[tuple[str, str], ...] = ()
    form_shown: bool = False


class Consenting(Step):
    """The four purposes are being answered; `invite`: the code this person came by."""

    at: Literal["consent"] = "consent"
    given: tuple[bool | None, bool | None, bool | None, bool | None] = (None, None, None, None)
    invite: str = ""
    update: bool = False


class Introducing(Step):
    """Name, unit and kind are asked together; `query`: words for the unit that fit several, to be picked from last."""

    at: Literal["introduce"] = "introduce"
    invite: str = ""
    query: str = ""


class Naming(Step):
    """The person's name is being asked; `proposed`: how it would usually be written."""

    at: Literal["name"] = "name"
    invite: str = ""
    proposed: str = ""
    update: bool = False


class ChoosingUnit(Step):
    """A unit is being looked for; `purpose`: what for."""

    at: Literal["unit"] = "unit"
    purpose: UnitPurpose = "join"
    query: str = ""
    page: int = 0
    invite: str = ""


class ChoosingKind(Step):
    """The kind of member is being asked."""

    at: Literal["kind"] = "kind"
    update: bool = False
    invite: str = ""


class Filling(Step):
    """A step of the form is being asked; `editing`: from the review card, which comes back after it."""

    at: Literal["form"] = "form"
    draft: int
    key: str
    editing: bool = False


class Beginning(Step):
    """The whole form was asked for and is shown; there is a draft only once something of it was answered."""

    at: Literal["begin"] = "begin"


class Gathering(Step):
    """Several steps of the form (`keys`) are asked in one message; `whole`: it is the template to fill in."""

    at: Literal["gather"] = "gather"
    draft: int
    keys: tuple[str, ...]
    whole: bool = False


class Resuming(Step):
    """There is a draft already: go on with it or begin anew; `said`: the message that is to go into the one chosen."""

    at: Literal["resume"] = "resume"
    draft: int
    said: str = ""


class Reviewing(Step):
    """The review card is shown."""

    at: Literal["review"] = "review"
    draft: int


class Picking(Step):
    """Which answer of the review card to change is being asked."""

    at: Literal["pick"] = "pick"
    draft: int


class Comparing(Step):
    """Similar titles of the unit were shown; the worker decides."""

    at: Literal["compare"] = "compare"
    draft: int


class Cancelling(Step):
    """Whether to drop the draft is being asked."""

    at: Literal["cancel"] = "cancel"
    draft: int


class Proposing(Step):
    """A long free message may be the beginning of an initiative."""

    at: Literal["propose"] = "propose"
    idea: str


class Amending(Step):
    """An answer of a submitted initiative is being changed; with no `key`, which one is being asked."""

    at: Literal["amend"] = "amend"
    initiative: int
    key: str = ""


class Withdrawing(Step):
    """Whether to withdraw an initiative is being asked."""

    at: Literal["withdraw"] = "withdraw"
    initiative: int


class Erasing(Step):
    """Whether to erase everything about the person is being asked."""

    at: Literal["erase"] = "erase"


class Moving(Step):
    """Whether to move to the unit of a link is being asked."""

    at: Literal["move"] = "move"
    unit: str


class JoiningAccounts(Step):
    """Whether to become one with the person of another account is being asked; `code`: the one that was typed."""

    at: Literal["join_accounts"] = "join_accounts"
    code: str


class AskingCadre(Step):
    """A question to the cadre in charge is awaited; `picture`: the attachment that came before its words."""

    at: Literal["ask_cadre"] = "ask_cadre"
    picture: int | None = None


class AnsweringWorker(Step):
    """A cadre's answer to a question is awaited; `picture`: the attachment that came before its words."""

    at: Literal["answer_worker"] = "answer_worker"
    question: int
    picture: int | None = None


class AskingAuthor(OfficeStep):
    """What to ask the author of an initiative under review is being asked; `seen`: the moment of the card."""

    at: Literal["ask_author"] = "ask_author"
    initiative: int
    seen: int


class Awarding(OfficeStep):
    """Form, number and day of a decision to commend are being asked; `person`: of this unit, or the unit itself."""

    at: Literal["award"] = "award"
    unit: str
    person: int | None = None


class Rejecting(OfficeStep):
    """Why an initiative is not valid is being asked."""

    at: Literal["reject"] = "reject"
    initiative: int
    seen: int


class NamingOriginal(OfficeStep):
    """Which initiative this one repeats is being asked."""

    at: Literal["original"] = "original"
    initiative: int
    seen: int


class Supplying(Step):
    """The author's answer to what a reviewer asked is awaited."""

    at: Literal["supply"] = "supply"
    initiative: int


class Reporting(Step):
    """A step of the report on an initiative is being asked."""

    at: Literal["report"] = "report"
    initiative: int
    key: str


class Paper(BaseModel):
    """A photo of a paper form, kept until there is a draft to keep it with."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: str
    remote: str
    name: str = ""
    size: int | None = None


class EnteringFor(OfficeStep):
    """Whose initiative is going to be entered is being asked: his name, his kind, whether he agreed."""

    at: Literal["enter_for"] = "enter_for"
    unit: str
    name: str = ""
    kind: str = ""
    papers: tuple[Paper, ...] = ()


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


class EditingText(Step):
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


class Inviting(OfficeStep):
    """Whom to invite, a cadre or another owner, is being asked."""

    at: Literal["invite"] = "invite"


class InvitingOwner(OfficeStep):
    """Whether to invite another owner is being asked."""

    at: Literal["invite_owner"] = "invite_owner"


class TreeDay(OfficeStep):
    """By the tree of which day the report of this unit is to be arranged is being asked."""

    at: Literal["tree_day"] = "tree_day"
    unit: str


class EndingAbsent(OfficeStep):
    """From which day those not in a list of assignments are no more in charge is being asked; `about`: the list."""

    at: Literal["end_absent"] = "end_absent"
    about: str


class EndingOffice(OfficeStep):
    """Whether to end somebody's office is being asked."""

    at: Literal["end_office"] = "end_office"
    role: int


class OnLeave(OfficeStep):
    """A leave is entered; whether to end it is being asked."""

    at: Literal["on_leave"] = "on_leave"


class NamingSubstitute(OfficeStep):
    """Who stands in for a cadre on leave is being asked."""

    at: Literal["substitute"] = "substitute"
    page: int = 0


class LeaveDates(OfficeStep):
    """From when until when a cadre is on leave is being asked."""

    at: Literal["leave_dates"] = "leave_dates"
    substitute: int


State = Annotated[
    Idle | Consenting | Introducing | Naming | ChoosingUnit | ChoosingKind | Beginning | Gathering | Filling | Resuming
    | Reviewing | Picking | Comparing | Cancelling | Proposing | Amending | Withdrawing | Erasing | Moving
    | JoiningAccounts | AskingCadre | AnsweringWorker | AskingAuthor | Rejecting | NamingOriginal | Supplying
    | Reporting | EnteringFor | Awarding | Inviting | InvitingOwner | EndingOffice | EndingAbsent | TreeDay | OnLeave
    | NamingSubstitute | LeaveDates | SettingTarget | RefusingTarget | ClosingPhase | EditingText
    | EditingPolicy | Announcing | ClaimingMilestone,
    Field(discriminator="at"),
]  # fmt: skip


OnDraft = Gathering | Filling | Resuming | Reviewing | Picking | Comparing | Cancelling


class _Stored(BaseModel):
    v: int
    s: State


_STORED = TypeAdapter(_Stored)
IDLE = Idle()


def load(stored: str) -> State:
    """The state of a stored text; `Idle` when there is none or it is no longer known."""
    if not stored:
        return IDLE
    try:
        return _STORED.validate_json(stored).s
    except ValidationError:
        return IDLE


def dump(state: State) -> str:
    """The stored text of a state."""
    return _Stored(v=SCHEMA, s=state).model_dump_json()
