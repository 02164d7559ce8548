"""One question of the form: the answer, or a way back, on or out; many answers in one message."""

from __future__ import annotations

from dataclasses import replace

from campaign.definition import Form, Step
from campaign.vietnamese.labelled import split_labelled
from handlers.form import card, files, gathering, grouping
from handlers.form.answers import Answers, asked
from handlers.form.drafting import (
    form_of,
    gone,
    leave,
    new_draft,
    next_state,
    open_draft,
    speaking_for,
    touched,
)
from handlers.form.reading import Bad, Read, pressed, read
from handlers.outcome import Outcome, Reply, ask, go, say
from handlers.states import IDLE, Cancelling, Filling, Resuming, Reviewing
from handlers.turn import Turn
from storage.records import Draft


def present(turn: Turn, state: Filling) -> Reply:
    """The question, with the present answer if there is one."""
    draft = open_draft(turn, state.draft)
    assert draft is not None, "a question of a draft that is gone"
    turn = speaking_for(turn, draft)
    form, answers = form_of(turn, draft), Answers.read(draft.answers)
    step = _step(form, state.key)
    given = len(turn.records.attachments_of(draft.id))
    return ask(
        card.now(turn, step, answers, given),
        heading=card.heading(turn, form, answers, step),
        choices=card.rows(turn, form, answers, step, editing=state.editing, files=given),
        in_words=card.is_number(step),
    )


def _step(form: Form, key: str) -> Step:
    """The step with this key; the first one when the form has lost it."""
    return next((step for step in form.steps if step.key == key), form.steps[0])


def answer(turn: Turn, state: Filling) -> Outcome:
    """Work off what was said to this question."""
    draft = open_draft(turn, state.draft)
    if draft is None:
        return gone(turn)
    turn = speaking_for(turn, draft)
    if turn.incoming.file is not None and not turn.incoming.text:
        return _received(turn, state, draft)
    if turn.incoming.file is not None:
        return _captioned(turn, state, draft)
    if turn.incoming.kind not in {"text", "press"}:
        return go(state, turn.t(f"form-not-{turn.incoming.kind}"))
    return _said(turn, state, draft)


def _said(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    form, answers = form_of(turn, draft), Answers.read(draft.answers)
    step = _step(form, state.key)
    given = len(turn.records.attachments_of(draft.id)) if step.kind == "files" else 0
    token = card.picked(turn, step, card.rows(turn, form, answers, step, editing=state.editing, files=given))
    if token in _MOVES:
        return _MOVES[token](turn, state, draft)
    if token:
        return _taken(turn, state, draft, pressed(turn, step, token))
    many = labelled(form, turn.incoming.text)
    if many is not None:
        return _taken_many(turn, state, draft, many)
    return _taken(turn, state, draft, read(turn, step, turn.incoming.text))


def _received(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    """A file: kept at whatever question it comes; where files are asked for, more may follow."""
    kept = files.received(turn, state, draft)
    if not kept.note or _step(form_of(turn, draft), state.key).kind != "files":
        return kept
    return replace(kept, note=f"{kept.note} {turn.t('form-files-more')}", instead=True)


def _captioned(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    """A picture with words under it: the picture is kept (or it is said why not), the words are the answer."""
    kept = _received(turn, state, draft)
    if _step(form_of(turn, draft), state.key).kind == "files":
        return kept
    answered = _said(turn, state, draft)
    note = "\n".join(part for part in (kept.note, answered.note) if part)
    files_kept = (change for change in kept.changes if not isinstance(change, Draft))
    return replace(answered, note=note).after(*files_kept)


def _taken(turn: Turn, state: Filling, draft: Draft, found: Read) -> Outcome:
    if isinstance(found, Bad):
        return replace(go(state, found.reason), instead=found.asks)
    answers = Answers.read(draft.answers).put(state.key, found.value)
    return _go_on(turn, state, touched(turn, draft, answers), found.echo)


def _go_on(turn: Turn, state: Filling, draft: Draft, note: str = "") -> Outcome:
    then = Reviewing(draft=draft.id) if state.editing else next_state(turn, draft, after=state.key)
    return leave(turn, then, draft, note)


# Ways back, on and out


def _back(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    if state.editing:
        return leave(turn, Reviewing(draft=draft.id), draft)
    keys = [step.key for step in asked(form_of(turn, draft), Answers.read(draft.answers))]
    place = keys.index(state.key) if state.key in keys else 0
    return go(Filling(draft=draft.id, key=keys[max(0, place - 1)]))


def _skip(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    form, answers = form_of(turn, draft), Answers.read(draft.answers)
    if not _step(form, state.key).optional:
        return go(state, turn.t("form-required"))
    return _go_on(turn, state, touched(turn, draft, answers.put(state.key, None)))


def _keep(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    return _go_on(turn, state, draft)


def _cancel(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    """From an edit back to the card, which has a button of its own to drop the whole."""
    if state.editing:
        return leave(turn, Reviewing(draft=draft.id), draft)
    return go(Cancelling(draft=draft.id))


def _clear(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    """A wrong picture goes with the others; the right ones are sent anew."""
    changed = touched(turn, draft, Answers.read(draft.answers))
    return go(state, turn.t("form-files-cleared"), *files.dropped(turn, draft.id), changed)


def _template(turn: Turn, state: Filling, draft: Draft) -> Outcome:
    del state
    lines = card.template(turn, form_of(turn, draft), Answers.read(draft.answers))
    return Outcome((say(turn.t("template-how")), say(lines, kind="question")))


_MOVES = {
    "back": _back,
    "skip": _skip,
    "keep": _keep,
    "cancel": _cancel,
    "template": _template,
    "clear": _clear,
}


# Many answers in one message


def begin_labelled(turn: Turn) -> Outcome | None:
    """A labelled message out of any form begins a draft with all it answers; None when it is no such message."""
    said = turn.incoming.text
    if labelled(turn.campaign.form, said) is None:
        return None
    there = turn.records.draft_of(turn.me().id)
    if there is not None:
        return go(Resuming(draft=there.id, said=said))
    if not turn.is_open():
        return go(IDLE, turn.t("register-closed"))
    return take_labelled(turn, new_draft(turn, Answers({})), said)


def take_labelled(turn: Turn, draft: Draft, said: str) -> Outcome | None:
    """All that a labelled message answers goes into the draft; None when it is no such message."""
    form = form_of(turn, draft)
    many = labelled(form, said)
    if many is None:
        return None
    if turn.channel.frugal:
        return gathering.put(turn, draft, grouping.understood(turn, form, (), said, whole=True))
    return _taken_many(speaking_for(turn, draft), Filling(draft=draft.id, key=form.steps[0].key), draft, many)


def labelled(form: Form, said: str) -> dict[str, str] | None:
    """The labelled lines of a message that answers several questions at once; None when it does not."""
    if "\n" not in said:
        return None
    labels = {step.key: (step.label, *step.labels) for step in form.steps if step.kind != "files"}
    split = split_labelled(said, labels)
    return dict(split.found) if len(split.found) >= 2 else None


def _taken_many(turn: Turn, state: Filling, draft: Draft, said: dict[str, str]) -> Outcome:
    answers = Answers.read(draft.answers)
    notes = []
    for step in form_of(turn, draft).steps:
        if step.key not in said:
            continue
        found = read(turn, step, said[step.key])
        if isinstance(found, Bad):
            notes.append(turn.t("form-many-bad", label=step.label, reason=found.reason))
        else:
            answers = answers.put(step.key, found.value)
    good = len(said) - len(notes)
    taken = turn.t("form-many-taken", n=str(good)) if good else turn.t("form-many-none")
    changed = touched(turn, draft, answers)
    then = Reviewing(draft=draft.id) if state.editing else next_state(turn, changed)
    return leave(turn, then, changed, "\n".join([taken, *notes]))
