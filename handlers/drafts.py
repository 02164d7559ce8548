"""Beginning an initiative, going on with a draft, and the long free message that may be one."""

from __future__ import annotations

from dataclasses import replace

from campaign.boards.phrases import inside_sentence
from campaign.vietnamese.text import fold
from handlers import questions
from handlers.choosing import chosen, decided
from handlers.form import filling, gathering
from handlers.form.answers import Answers
from handlers.form.drafting import form_of, gone, leave, new_draft, next_state, open_draft, title_of, touched
from handlers.form.grouping import telling
from handlers.form.reading import Bad, read
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.states import IDLE, Proposing, Resuming
from handlers.turn import Turn
from storage.records import Draft

IDEA_LENGTH = 40
_TITLE = 60
_OTHERS = 5  # drafts shown beside the present one


def register(turn: Turn) -> Outcome:
    """`/dangky`: begin, or ask about the draft that lies there."""
    draft = turn.records.draft_of(turn.me().id)
    if draft is not None:
        return go(Resuming(draft=draft.id))
    return _begin(turn) if turn.is_open() else Outcome((say(turn.t("register-closed")),), (), IDLE)


def resume(turn: Turn) -> Outcome:
    """`/tieptuc`: go on with the draft where it stands; of several one is chosen."""
    drafts = turn.records.open_drafts(turn.me().id)
    if not drafts:
        begin_now = column(turn.button("button-register", "!dangky"))
        return Outcome((say(turn.t("resume-none"), choices=begin_now),), (), IDLE)
    return go(Resuming(draft=drafts[0].id)) if len(drafts) > 1 else _go_on(turn, drafts[0])


def _go_on(turn: Turn, draft: Draft) -> Outcome:
    """This is the present draft from now on."""
    present = replace(draft, touched_at=turn.now)
    return leave(turn, next_state(turn, present), present, turn.t("resume-note"))


def _begin(turn: Turn, said: str = "") -> Outcome:
    """A new draft, at its first question, with what was said before in it."""
    if not said and (offered := gathering.begin(turn)) is not None:
        return offered
    draft = new_draft(turn, Answers({}))
    return _put_into(turn, draft, said) if said else leave(turn, next_state(turn, draft), draft)


def _put_into(turn: Turn, draft: Draft, said: str) -> Outcome:
    """The draft with a message in it: its labelled lines, or the whole as the way of doing it, if not told yet."""
    if (taken := filling.take_labelled(turn, draft, said)) is not None:
        return taken
    step, answers = telling(form_of(turn, draft)), Answers.read(draft.answers)
    if step is None or answers.get(step.key) is not None:
        note = turn.t("idea-told-already", label=inside_sentence(step.label) if step else "–")
        return leave(turn, next_state(turn, draft), draft, note)
    found = read(turn, step, said)
    if isinstance(found, Bad):
        return leave(turn, next_state(turn, draft), draft, found.reason)
    changed = touched(turn, draft, answers.put(step.key, found.value))
    return leave(
        turn, next_state(turn, changed), changed, turn.t("idea-taken", label=inside_sentence(step.label))
    )


def present_resume(turn: Turn, state: Resuming) -> Reply:
    """Ask whether to go on with the draft or begin anew; a message that was said goes into the one chosen."""
    draft = open_draft(turn, state.draft)
    text = turn.t("resume-ask-said" if state.said else "resume-ask", title=_titled(turn, draft))
    return ask(text, choices=_resume_rows(turn, state))


def _titled(turn: Turn, draft: Draft | None) -> str:
    return title_of(turn, draft, _TITLE) if draft is not None else turn.t("word-untitled")


def _resume_rows(turn: Turn, state: Resuming) -> Rows:
    return column(
        turn.button("resume-put-in" if state.said else "resume-go-on", "go"),
        turn.button("resume-anew", "anew"),
        turn.button("resume-later", "later"),
        *(
            turn.button("resume-other", f"d:{other.id}", title=_titled(turn, other))
            for other in _others(turn, state)
        ),
    )


def _others(turn: Turn, state: Resuming) -> list[Draft]:
    """The drafts beside the one that is asked about: accounts that were joined bring one each."""
    drafts = [draft for draft in turn.records.open_drafts(turn.me().id) if draft.id != state.draft]
    return drafts[:_OTHERS]


def answer_resume(turn: Turn, state: Resuming) -> Outcome:
    """Go on, begin anew, or leave it."""
    draft = open_draft(turn, state.draft)
    if draft is None:
        return gone(turn)
    token = chosen(turn, _resume_rows(turn, state))
    if (other := next((each for each in _others(turn, state) if token == f"d:{each.id}"), None)) is not None:
        draft, token = other, "go"
    match token:
        case "go":
            return _put_into(turn, draft, state.said) if state.said else _go_on(turn, draft)
        case "anew":
            return _begin(turn, state.said).after(replace(draft, state="dropped"))
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
    match decided(turn, _idea_rows(turn)):
        case "yes" if draft is not None:
            return go(Resuming(draft=draft.id, said=state.idea))
        case "yes" if not turn.is_open():
            return go(IDLE, turn.t("register-closed"))
        case "yes":
            return _begin(turn, state.idea)
        case "ask":
            return questions.ask_cadre(turn, state.idea)
        case "no" | "cancel" | "back" | "skip":
            return go(IDLE, turn.t("idea-dropped"))
    return go(state, turn.t("choice-unclear"))
