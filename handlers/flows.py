"""Which step of a conversation is shown and answered by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handlers import (
    awards,
    consent,
    drafts,
    introducing,
    joining,
    privacy,
    questions,
    submission,
    tree_reports,
    unit_choice,
)
from handlers.accounts import confirming
from handlers.entering import beginning
from handlers.form import filling, gathering, reviewing
from handlers.groups import codes
from handlers.lists import cadres
from handlers.mine import correcting, reporting, withdrawing
from handlers.offices import ending, inviting, leave
from handlers.outcome import Outcome, Reply
from handlers.owner import announcing, closing
from handlers.owner.policy import asking as policy
from handlers.owner.wording import asking as wording
from handlers.review import deciding, supplying
from handlers.states import (
    Amending,
    Announcing,
    AnsweringWorker,
    AskingAuthor,
    AskingCadre,
    Awarding,
    Beginning,
    Cancelling,
    ChoosingKind,
    ChoosingUnit,
    ClaimingMilestone,
    ClosingPhase,
    Comparing,
    Consenting,
    EditingPolicy,
    EditingText,
    EndingAbsent,
    EndingOffice,
    EnteringFor,
    Erasing,
    Filling,
    Gathering,
    Introducing,
    Inviting,
    InvitingOwner,
    JoiningAccounts,
    LeaveDates,
    Moving,
    Naming,
    NamingOriginal,
    NamingSubstitute,
    OnLeave,
    Picking,
    Proposing,
    RefusingTarget,
    Rejecting,
    Reporting,
    Resuming,
    Reviewing,
    SettingTarget,
    Step,
    Supplying,
    TreeDay,
    UnitPurpose,
    Withdrawing,
)
from handlers.targets import asking
from handlers.targets import deciding as target_decisions
from handlers.turn import Turn
from handlers.units import milestones

Present = Callable[[Turn, Any], Reply]
Answer = Callable[[Turn, Any], Outcome]

_UNIT_CHOSEN: Mapping[UnitPurpose, Callable[[Turn, ChoosingUnit], Outcome]] = {
    "join": joining.answer_unit,
    "profile": joining.answer_unit,
    "cadre": inviting.answer_unit,
    "group": codes.answer_unit,
    "behalf": beginning.answer_unit,
}


def _answer_unit(turn: Turn, state: ChoosingUnit) -> Outcome:
    return _UNIT_CHOSEN[state.purpose](turn, state)


FLOWS: Mapping[type[Step], tuple[Present, Answer]] = {
    Consenting: (consent.present, consent.answer),
    Introducing: (introducing.present, joining.answer_introduction),
    Naming: (joining.present_name, joining.answer_name),
    ChoosingUnit: (unit_choice.present, _answer_unit),
    ChoosingKind: (joining.present_kind, joining.answer_kind),
    Moving: (joining.present_move, joining.answer_move),
    JoiningAccounts: (confirming.present, confirming.answer),
    Resuming: (drafts.present_resume, drafts.answer_resume),
    Proposing: (drafts.present_idea, drafts.answer_idea),
    Beginning: (gathering.present_begin, gathering.answer_begin),
    Gathering: (gathering.present, gathering.answer),
    Filling: (filling.present, filling.answer),
    Reviewing: (reviewing.present, reviewing.answer),
    Picking: (reviewing.present_pick, reviewing.answer_pick),
    Cancelling: (reviewing.present_cancel, reviewing.answer_cancel),
    Comparing: (submission.present_similar, submission.answer_similar),
    Amending: (correcting.present, correcting.answer),
    Withdrawing: (withdrawing.present, withdrawing.answer),
    Erasing: (privacy.present_erasing, privacy.answer_erasing),
    AskingCadre: (questions.present, questions.answer),
    AnsweringWorker: (questions.present_answer, questions.answer_worker),
    AskingAuthor: (deciding.present_asking, deciding.answer_asking),
    Awarding: (awards.present, awards.answer),
    Rejecting: (deciding.present_rejecting, deciding.answer_rejecting),
    NamingOriginal: (deciding.present_duplicate, deciding.answer_duplicate),
    Reporting: (reporting.present, reporting.answer),
    Supplying: (supplying.present, supplying.answer),
    EnteringFor: (beginning.present, beginning.answer),
    SettingTarget: (asking.present, asking.answer),
    Announcing: (announcing.present, announcing.answer),
    ClosingPhase: (closing.present, closing.answer),
    ClaimingMilestone: (milestones.present, milestones.answer),
    EditingText: (wording.present, wording.answer),
    EditingPolicy: (policy.present, policy.answer),
    RefusingTarget: (target_decisions.present_refusing, target_decisions.answer_refusing),
    Inviting: (inviting.present, inviting.answer),
    InvitingOwner: (inviting.present_owner, inviting.answer_owner),
    EndingOffice: (ending.present_end, ending.answer_end),
    TreeDay: (tree_reports.present, tree_reports.answer),
    EndingAbsent: (cadres.present, cadres.answer),
    OnLeave: (leave.present, leave.answer),
    NamingSubstitute: (leave.present_substitute, leave.answer_substitute),
    LeaveDates: (leave.present_dates, leave.answer_dates),
}
