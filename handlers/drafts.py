"""Beginning an initiative, going on with a draft, and the long free message that may be one."""

from __future__ import annotations

from dataclasses import replace

from campaign.vietnamese.text import fold
from handlers import questions
from handlers.choosing import chosen
from handlers.form.answers import Answers
from handlers.form.drafting import leave, new_draft, next_state
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.states import IDLE, Proposing, Resuming
from handlers.turn import Turn

IDEA_LENGTH = 40
_TITLE = 60


def register(turn: Turn) -> Outcome:
    """`/dangky`: begin, or ask about the draft that lies there."""
    draft = turn.records.draft_of(turn.me().id)
    return begin(turn, Answers({})) if draft is None else go(Resuming(draft=draft.id))


def resume(turn: Turn) -> Outcome:
    """`/tieptuc`: go on with the draft where it stands."""
    draft = turn.records.draft_of(turn.me().id)
    if draft is None:
        begin_now = column(turn.button("button-register", "!dangky"))
        return Outcome((say(turn.t("resume-none"), choices=begin_now),), (), IDLE)
    return leave(turn, next_state(turn, draft), draft, turn.t("resume-note"))


def begin(turn: Turn, answers: Answers, note: str = "") -> Outcome:
    """A new draft, at its first question."""
    draft = new_draft(turn, answers)
    return leave(turn, next_state(turn, draft), draft, note)


def present_resume(turn: Turn, state: Resuming) -> Reply:
    """Ask whether to go on with the draft or begin anew."""
    del state
    draft = turn.records.draft_of(turn.me().id)
    title = draft.title if draft is not None else ""
    return ask(
        turn.t("resume-ask", title=_short(title) or turn.t("word-untitled")), choices=_resume_rows(turn)
    )


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"


def _resume_rows(turn: Turn) -> Rows:
    return column(
        turn.button("resume-go-on", "go"),
        turn.button("resume-anew", "anew"),
        turn.button("resume-later", "later"),
    )


def answer_resume(turn: Turn, state: Resuming) -> Outcome:
    """Go on, begin anew, or leave it."""
    draft = turn.records.draft_of(turn.me().id)
    match chosen(turn, _resume_rows(turn)):
        case "go":
            return resume(turn)
        case "anew" if draft is not None:
            return begin(turn, Answers({})).after(replace(draft, state="dropped"))
        case "anew":
            return begin(turn, Answers({}))
        case "later" | "cancel" | "back" | "skip":
            return go(IDLE, turn.t("review-kept"))
    return go(state, turn.t("choice-unclear"))


# A long free message


def is_idea(turn: Turn) -> bool:
    """Whether a message out of any conversation may be the beginning of an initiative."""
    return turn.incoming.kind == "text" and len(fold(turn.incoming.text)) >= IDEA_LENGTH


def propose(turn: Turn) -> Outcome:
    """Ask whether the long message just said is meant as an initiative."""
    return go(Proposing(idea=turn.incoming.text))


def present_idea(turn: Turn, state: Proposing) -> Reply:
    """Ask whether the message is meant as an initiative."""
    del state
    return ask(turn.t("idea-ask"), choices=_idea_rows(turn))


def _idea_rows(turn: Turn) -> Rows:
    return column(
        turn.button("idea-yes", "yes"), turn.button("idea-question", "ask"), turn.button("idea-no", "no")
    )


def answer_idea(turn: Turn, state: Proposing) -> Outcome:
    """Make it a draft whose new way is told already, pass it on as a question, or let it be."""
    draft = turn.records.draft_of(turn.me().id)
    match chosen(turn, _idea_rows(turn)):
        case "yes" if draft is not None:
            return go(Resuming(draft=draft.id))
        case "yes":
            return begin(turn, Answers({"solution": state.idea}), turn.t("idea-taken"))
        case "ask":
            return questions.ask_cadre(turn, state.idea)
        case "no" | "cancel" | "back" | "skip":
            return go(IDLE, turn.t("idea-dropped"))
    return go(state, turn.t("choice-unclear"))
