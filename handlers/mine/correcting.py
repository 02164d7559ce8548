"""Changing one answer of an initiative that is under review, asked and checked as in the form."""

from __future__ import annotations

from dataclasses import replace

from campaign.definition import Step
from handlers.choosing import chosen
from handlers.form import card as form_card
from handlers.form import files
from handlers.form.answers import Answers, lacking, told
from handlers.form.reading import Bad, Good, pressed, read
from handlers.mine import listing
from handlers.mine.ownership import form_for, number_in, own, refusal, speaking_for_author
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.states import Amending
from handlers.submission import with_answers
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Initiative, InitiativeEvent

_LEAVING = frozenset({"cancel", "back", "skip", "keep"})


def begin(turn: Turn) -> Outcome:
    """`!suask:<id>`: ask which answer to change."""
    made = own(turn, number_in(turn.incoming.argument))
    if made is None:
        return listing.gone(turn)
    return listing.card(turn, made) if refusal(turn, made) else go(Amending(initiative=made.id))


def present(turn: Turn, state: Amending) -> Reply:
    """Which answer, or the question itself with the present answer."""
    made = own(turn, state.initiative)
    assert made is not None, "a correction of what is not one's own"
    turn = speaking_for_author(turn, made)
    step = _step(turn, made, state.key)
    if step is None:
        return ask(turn.t("pick-ask"), choices=_picks(turn, made))
    answers, rows = Answers.read(made.answers), _rows(turn, made, step)
    return ask(
        form_card.now(turn, step, answers),
        heading=step.label,
        choices=rows,
        in_words=form_card.is_number(step),
    )


def _rows(turn: Turn, made: Initiative, step: Step) -> Rows:
    form, answers = form_for(turn, made), Answers.read(made.answers)
    had = 0 if made.draft_id is None else len(turn.records.attachments_of(made.draft_id))
    return form_card.rows(turn, form, answers, step, editing=True, files=had)


def _step(turn: Turn, made: Initiative, key: str) -> Step | None:
    form = form_for(turn, made)
    return next((step for step in (*form.steps, *form.report) if step.key == key), None)


def _picks(turn: Turn, made: Initiative) -> Rows:
    steps = told(form_for(turn, made), Answers.read(made.answers))
    labels = [Choice(step.label, f"e:{step.key}") for step in steps]
    return (*column(*labels), (turn.button("mine-stop", "back"),))


def answer(turn: Turn, state: Amending) -> Outcome:
    """Take the choice of an answer, or the answer; what was decided meanwhile is not touched."""
    made = own(turn, state.initiative)
    if made is None:
        return listing.gone(turn)
    if refusal(turn, made):
        return listing.card(turn, made)
    turn = speaking_for_author(turn, made)
    if turn.incoming.file is not None:
        return _file(turn, state, made)
    step = _step(turn, made, state.key)
    if step is None:
        return _picked(turn, state, made)
    return _answered(turn, state, made, step)


def _picked(turn: Turn, state: Amending, made: Initiative) -> Outcome:
    token = chosen(turn, _picks(turn, made))
    if token in _LEAVING:
        return listing.card(turn, made)
    if _step(turn, made, token.removeprefix("e:")) is None:
        return go(state, turn.t("choice-unclear"))
    return go(state.model_copy(update={"key": token.removeprefix("e:")}))


def _answered(turn: Turn, state: Amending, made: Initiative, step: Step) -> Outcome:
    if turn.incoming.kind not in {"text", "press"}:
        return go(state, turn.t(f"form-not-{turn.incoming.kind}"))
    token = form_card.picked(turn, step, _rows(turn, made, step))
    if token in _LEAVING or (step.kind == "files" and token == "done"):
        return listing.card(turn, made)
    if token == "clear" and made.draft_id is not None:
        gone = files.dropped(turn, made.draft_id)
        return go(state, turn.t("form-files-cleared"), *gone, _event(turn, made, step.key))
    found = pressed(turn, step, token) if token else read(turn, step, turn.incoming.text)
    if isinstance(found, Bad):
        return replace(go(state, found.reason), instead=found.asks)
    return _corrected(turn, made, step, found)


def _corrected(turn: Turn, made: Initiative, step: Step, found: Good) -> Outcome:
    """Write the answer down; one that opens a new question asks that as well."""
    before = Answers.read(made.answers)
    if found.value == before.get(step.key) or step.kind == "files":
        return listing.card(turn, made)
    answers = before.put(step.key, found.value)
    changed, noted = with_answers(turn, made, answers), _event(turn, made, step.key)
    note = "\n".join(part for part in (turn.t("mine-edited", label=step.label), found.echo) if part)
    gaps = lacking(form_for(turn, made), answers)
    if gaps:
        return go(Amending(initiative=made.id, key=gaps[0].key), note, changed, noted)
    return listing.card(turn, changed, f"{note}\n", (noted,)).after(changed, noted)


def _event(turn: Turn, made: Initiative, key: str) -> InitiativeEvent:
    return InitiativeEvent(
        id=turn.new_id("initiative_event"),
        initiative_id=made.id,
        kind="edited",
        at=turn.now,
        by_person=turn.me().id,
        detail=key,
    )


def _file(turn: Turn, state: Amending, made: Initiative) -> Outcome:
    """A photo or document belongs to the initiative, whatever was being asked."""
    assert made.draft_id is not None, "what is submitted here has a draft"
    return files.keep(turn, state, made.draft_id)
