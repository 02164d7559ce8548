"""The draft under a form: its form, its answers, and writing an answer into it."""

from __future__ import annotations

from dataclasses import replace

from campaign.definition import Form
from handlers.form import grouping
from handlers.form.answers import Answers, missing
from handlers.outcome import Outcome, go, say
from handlers.room import shorten
from handlers.states import IDLE, Filling, Gathering, OnDraft, Reviewing, State
from handlers.turn import Turn
from storage.records import Draft


def form_of(turn: Turn, draft: Draft) -> Form:
    """The form this draft began with; today's when that one is not known any more."""
    return turn.scene.forms.get(draft.form_revision, turn.campaign.form)


def open_draft(turn: Turn, draft_id: int) -> Draft | None:
    """This draft, if it is the person's who speaks and still open; two accounts that were joined may have one each."""
    drafts = turn.records.open_drafts(turn.me().id)
    return next((draft for draft in drafts if draft.id == draft_id), None)


def speaking_for(turn: Turn, draft: Draft) -> Turn:
    """The turn as one about this draft: who enters for somebody else speaks for him."""
    return replace(turn, author=draft.author_name) if draft.author_name else turn


def title_of(turn: Turn, draft: Draft, most: int) -> str:
    """What a draft is called, and for whom it is entered."""
    title = shorten(draft.title, most) or turn.t("word-untitled")
    return turn.t("nhapho-title", title=title, name=draft.author_name) if draft.author_name else title


def touched(turn: Turn, draft: Draft, answers: Answers) -> Draft:
    """The draft with these answers, touched now."""
    title = answers.get("title")
    return replace(draft, answers=answers.stored(), title=str(title or ""), touched_at=turn.now)


def new_draft(turn: Turn, answers: Answers) -> Draft:
    """A new open draft of the person speaking."""
    me = turn.me()
    assert me.unit is not None, "a draft of somebody without a unit"
    title = answers.get("title")
    return Draft(
        id=turn.new_id("draft"),
        person_id=me.id,
        unit=me.unit,
        form_revision=turn.campaign.form.revision,
        answers=answers.stored(),
        title=str(title or ""),
        state="open",
        created_at=turn.now,
        touched_at=turn.now,
    )


def next_state(turn: Turn, draft: Draft, *, after: str = "") -> State:
    """The first step still to be answered, looked for from the one after `after` on; the review when there is none.

    Where messages are counted, as many steps as go into one message.
    """
    form = form_of(turn, draft)
    answers = Answers.read(draft.answers)
    if turn.channel.frugal:
        return _next_message(draft, grouping.next_group(turn, form, answers))
    gaps = missing(form, answers)
    order = [step.key for step in form.steps]
    place = order.index(after) if after in order else -1
    later = [step for step in gaps if order.index(step.key) > place]
    ahead = later or gaps
    return Filling(draft=draft.id, key=ahead[0].key) if ahead else Reviewing(draft=draft.id)


def _next_message(draft: Draft, keys: tuple[str, ...]) -> State:
    if len(keys) == 1:
        return Filling(draft=draft.id, key=keys[0])
    return Gathering(draft=draft.id, keys=keys) if keys else Reviewing(draft=draft.id)


def leave(turn: Turn, state: State, draft: Draft, note: str = "") -> Outcome:
    """Stand at this state with the draft as it is now.

    The first time the review card is shown is kept: what was on its way then still counts within the grace (DESIGN 4).
    """
    if isinstance(state, Reviewing) and draft.carded_at is None:
        draft = replace(draft, carded_at=turn.now)
    return go(state, note, draft)


def stay(turn: Turn, note: str = "") -> Outcome:
    """The present question once more, under the note; where its draft is gone meanwhile, that is said instead."""
    if isinstance(turn.state, OnDraft) and open_draft(turn, turn.state.draft) is None:
        return gone(turn)
    return go(turn.state, note)


def gone(turn: Turn) -> Outcome:
    """The draft is not there any more (sent, dropped, or taken over elsewhere)."""
    return Outcome(
        (say(turn.t("draft-gone"), choices=((turn.button("button-register", "!dangky"),),)),), (), IDLE
    )
