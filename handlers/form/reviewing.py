"""The review card: send, change an answer, keep for later, drop; and the question which answer to change."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from campaign.definition import Step
from campaign.vietnamese.answers import parse_choice
from handlers import submission
from handlers.choosing import chosen
from handlers.form import card, files
from handlers.form.answers import Answers, asked, lacking
from handlers.form.drafting import form_of, gone, leave, next_state, open_draft
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.states import IDLE, Cancelling, Filling, Picking, Reviewing
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Draft


def present(turn: Turn, state: Reviewing) -> Reply:
    """The card with every answer."""
    draft = open_draft(turn, state.draft)
    assert draft is not None, "a card of a draft that is gone"
    form, answers = form_of(turn, draft), Answers.read(draft.answers)
    given = len(turn.records.attachments_of(draft.id))
    text = card.review_text(turn, form, answers, given)
    if turn.channel.frugal and not given and any(step.kind == "files" for step in asked(form, answers)):
        text = f"{text}\n\n{turn.t('review-files')}"
    rows = card.review_rows(turn, complete=not lacking(form, answers))
    whose = turn.t("review-heading-for", name=draft.author_name) if draft.author_name else ""
    return ask(
        text, heading=whose or turn.t("review-heading"), choices=rows, in_words=True
    )  # numbers are its lines


def answer(turn: Turn, state: Reviewing) -> Outcome:
    """What is to be done with the whole."""
    draft = open_draft(turn, state.draft)
    if draft is None:
        return gone(turn)
    if turn.incoming.file is not None:
        return files.received(turn, state, draft)
    gaps = lacking(form_of(turn, draft), Answers.read(draft.answers))
    if turn.incoming.kind not in {"text", "press"}:
        return replace(go(state, turn.t(f"form-not-{turn.incoming.kind}")), instead=True)
    # The numbers on the card are those of its answers: "1" must not send what somebody wanted to change.
    match chosen(turn, (), ways=tuple(chain.from_iterable(card.review_rows(turn, complete=not gaps)))):
        case "send" if not gaps:
            return submission.send(turn, draft)
        case "send" | "fill" if gaps:
            return _fill(turn, draft, gaps[0])
        case "edit" | "back":
            return go(Picking(draft=draft.id))
        case "later":
            return _kept(turn)
        case "cancel":
            return go(Cancelling(draft=draft.id))
    if key := _by_name(turn, draft).removeprefix("e:"):
        return go(Filling(draft=draft.id, key=key, editing=True))
    return replace(go(state, turn.t("review-unclear")), instead=True)


def _fill(turn: Turn, draft: Draft, gap: Step) -> Outcome:
    """Ask for what is missing: the first of it, or where messages are counted all of it."""
    then = next_state(turn, draft) if turn.channel.frugal else Reviewing(draft=draft.id)
    return go(Filling(draft=draft.id, key=gap.key, editing=True) if isinstance(then, Reviewing) else then)


def _kept(turn: Turn) -> Outcome:
    resume = column(turn.button("button-resume", "!tieptuc"))
    return Outcome((say(turn.t("review-kept"), choices=resume),), (), IDLE)


# Which answer to change


def present_pick(turn: Turn, state: Picking) -> Reply:
    """Every answer as a choice."""
    draft = open_draft(turn, state.draft)
    assert draft is not None, "a card of a draft that is gone"
    return ask(turn.t("pick-ask"), choices=_pick_rows(turn, draft))


def _pick_rows(turn: Turn, draft: Draft) -> Rows:
    steps = enumerate(asked(form_of(turn, draft), Answers.read(draft.answers)), 1)
    labels = [Choice(f"{number}. {step.label}", f"e:{step.key}") for number, step in steps]
    return (*column(*labels), (turn.button("pick-back", "back"),))


def answer_pick(turn: Turn, state: Picking) -> Outcome:
    """Ask the picked question again."""
    draft = open_draft(turn, state.draft)
    if draft is None:
        return gone(turn)
    token = chosen(turn, _pick_rows(turn, draft)) or _by_name(turn, draft)
    if token in {"back", "cancel", "skip"}:
        return leave(turn, Reviewing(draft=draft.id), draft)
    key = token.removeprefix("e:")
    if key not in {step.key for step in form_of(turn, draft).steps}:
        return go(state, turn.t("choice-unclear"))
    return go(Filling(draft=draft.id, key=key, editing=True))


def _by_name(turn: Turn, draft: Draft) -> str:
    if turn.incoming.kind != "text":
        return ""
    steps = list(asked(form_of(turn, draft), Answers.read(draft.answers)))
    position = parse_choice(turn.incoming.text, [step.label for step in steps])
    return f"e:{steps[position].key}" if isinstance(position, int) else ""


# Dropping it


def present_cancel(turn: Turn, state: Cancelling) -> Reply:
    """Ask whether to drop the draft or keep it for later."""
    del state
    return ask(turn.t("cancel-ask"), choices=_cancel_rows(turn))


def _cancel_rows(turn: Turn) -> Rows:
    return column(
        turn.button("cancel-keep", "keep"),
        turn.button("cancel-back", "back"),
        Choice(turn.t("cancel-drop"), "drop", "danger"),
    )


def answer_cancel(turn: Turn, state: Cancelling) -> Outcome:
    """Drop it, keep it, or go back to it."""
    draft = open_draft(turn, state.draft)
    if draft is None:
        return gone(turn)
    match chosen(turn, _cancel_rows(turn)):
        case "drop":
            return go(IDLE, turn.t("cancel-dropped"), replace(draft, state="dropped"))
        case "keep":
            return _kept(turn)
        case "back":
            return leave(turn, next_state(turn, draft), draft)
    return go(state, turn.t("choice-unclear"))
