"""Where a conversation can stand: one frozen model for each step, told apart by `at`.

What is stored carries the schema's version; a state this program does not know any more becomes `Idle`, and nothing
is lost, because answers live in the draft.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from handlers.states.form import (
    Beginning,
    Cancelling,
    Comparing,
    Filling,
    FormState,
    Gathering,
    OnDraft,
    Picking,
    Proposing,
    Resuming,
    Reviewing,
)
from handlers.states.joining import (
    ChoosingKind,
    ChoosingUnit,
    Consenting,
    Introducing,
    JoiningAccounts,
    JoiningState,
    Moving,
    Naming,
    UnitPurpose,
)
from handlers.states.offices import (
    EndingAbsent,
    EndingOffice,
    Inviting,
    InvitingOwner,
    LeaveDates,
    NamingSubstitute,
    OfficesState,
    OnLeave,
    TreeDay,
)
from handlers.states.own import Amending, AskingCadre, Erasing, OwnState, Reporting, Supplying, Withdrawing
from handlers.states.owner import (
    Announcing,
    Awarding,
    ClaimingMilestone,
    ClosingPhase,
    EditingPolicy,
    EditingText,
    OwnerState,
    RefusingTarget,
    SettingTarget,
)
from handlers.states.review import (
    AnsweringWorker,
    AskingAuthor,
    EnteringFor,
    NamingOriginal,
    Paper,
    Rejecting,
    ReviewState,
)
from handlers.states.steps import Idle, OfficeStep, Step

SCHEMA = 1

State = Annotated[
    Idle | JoiningState | FormState | OwnState | ReviewState | OfficesState | OwnerState,
    Field(discriminator="at"),
]


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


__all__ = [
    "IDLE",
    "Amending",
    "Announcing",
    "AnsweringWorker",
    "AskingAuthor",
    "AskingCadre",
    "Awarding",
    "Beginning",
    "Cancelling",
    "ChoosingKind",
    "ChoosingUnit",
    "ClaimingMilestone",
    "ClosingPhase",
    "Comparing",
    "Consenting",
    "EditingPolicy",
    "EditingText",
    "EndingAbsent",
    "EndingOffice",
    "EnteringFor",
    "Erasing",
    "Filling",
    "Gathering",
    "Idle",
    "Introducing",
    "Inviting",
    "InvitingOwner",
    "JoiningAccounts",
    "LeaveDates",
    "Moving",
    "Naming",
    "NamingOriginal",
    "NamingSubstitute",
    "OfficeStep",
    "OnDraft",
    "OnLeave",
    "Paper",
    "Picking",
    "Proposing",
    "RefusingTarget",
    "Rejecting",
    "Reporting",
    "Resuming",
    "Reviewing",
    "SettingTarget",
    "State",
    "Step",
    "Supplying",
    "TreeDay",
    "UnitPurpose",
    "Withdrawing",
    "dump",
    "load",
]
