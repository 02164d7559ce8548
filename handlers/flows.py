"""Which step of a conversation is shown and answered by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handlers import consent, drafts, joining, questions, submission, unit_choice
from handlers.form import filling, reviewing
from handlers.outcome import Outcome, Reply
from handlers.states import (
    AnsweringWorker,
    AskingCadre,
    Cancelling,
    ChoosingKind,
    ChoosingUnit,
    Comparing,
    Consenting,
    Filling,
    Moving,
    Naming,
    Picking,
    Proposing,
    Resuming,
    Reviewing,
    Step,
)
from handlers.turn import Turn

Present = Callable[[Turn, Any], Reply]
Answer = Callable[[Turn, Any], Outcome]

FLOWS: Mapping[type[Step], tuple[Present, Answer]] = {
    Consenting: (consent.present, consent.answer),
    Naming: (joining.present_name, joining.answer_name),
    ChoosingUnit: (unit_choice.present, joining.answer_unit),
    ChoosingKind: (joining.present_kind, joining.answer_kind),
    Moving: (joining.present_move, joining.answer_move),
    Resuming: (drafts.present_resume, drafts.answer_resume),
    Proposing: (drafts.present_idea, drafts.answer_idea),
    Filling: (filling.present, filling.answer),
    Reviewing: (reviewing.present, reviewing.answer),
    Picking: (reviewing.present_pick, reviewing.answer_pick),
    Cancelling: (reviewing.present_cancel, reviewing.answer_cancel),
    Comparing: (submission.present_similar, submission.answer_similar),
    AskingCadre: (questions.present, questions.answer),
    AnsweringWorker: (questions.present_answer, questions.answer_worker),
}
