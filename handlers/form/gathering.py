"""Several questions in one message: the form to fill in at once, or part by part, where messages are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from campaign.boards.phrases import inside_sentence
from campaign.definition import Form, Step
from campaign.vietnamese.text import fold
from handlers.choosing import is_cancel
from handlers.form import files, grouping
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
from handlers.form.grouping import Said, means, understood
from handlers.form.reading import Bad, Good, read
from handlers.outcome import Outcome, Reply, ask, go, say
from handlers.states import IDLE, Beginning, Cancelling, Filling, Gathering, Idle, Resuming
from handlers.turn import Turn
from storage.records import Draft

_STORY = 40  # so many characters are no greeting any more
_Move = Callable[[Turn, Gathering, Draft], Outcome]


# The whole form, before there is a draft


def begin(turn: Turn) -> Outcome | None:
    """Show the whole form in one message; None where messages are not counted, or it does not fit into one."""
    return go(Beginning()) if _whole(turn) else None


def show(turn: Turn, note: str) -> Outcome | None:
    """The same under a note, unasked: it may be answered, but nothing else is taken for an answer."""
    if not _whole(turn):
        return None
    form = present_begin(turn, Beginning()).message.text
    return Outcome((say(f"{note}\n\n{form}"),), (), Idle(form_shown=True))


def _whole(turn: Turn) -> tuple[str, ...]:
    return grouping.template(turn, turn.campaign.form, Answers({})) if turn.channel.frugal else ()


def present_begin(turn: Turn, state: Beginning) -> Reply:
    """The lines to copy and fill in."""
    del state
    return _asking(turn, turn.campaign.form, _whole(turn), whole=True)


def answer_begin(turn: Turn, state: Beginning) -> Outcome:
    """The first answer makes a draft; until then nothing is stored."""
    if is_cancel(turn):
        return go(IDLE, turn.t("begin-left"))
    if turn.incoming.kind == "press":
        return go(state)
    said = turn.incoming.text.strip()
    if turn.incoming.kind != "text" and turn.incoming.file is None:
        return replace(go(state, turn.t(f"form-not-{turn.incoming.kind}")), instead=True)
    there = turn.records.draft_of(turn.me().id)
    if there is not None:
        return go(Resuming(draft=there.id, said=said))
    if not turn.is_open():
        return go(IDLE, turn.t("register-closed"))
    if turn.incoming.file is None and (reason := _unfit(turn)) is not None:
        return replace(go(state, reason), instead=True)
    return _first_answer(turn)


def answer_shown(turn: Turn) -> Outcome | None:
    """An answer to the form that was shown unasked: a story, or the word for part by part; None when it is neither."""
    is_story = len(fold(turn.incoming.text)) >= _STORY and not turn.incoming.text.rstrip().endswith("?")
    if turn.incoming.kind != "text" or not (is_story or means(turn, "group-word-parts")):
        return None
    if not turn.is_open() or turn.records.draft_of(turn.me().id) is not None or _unfit(turn) is not None:
        return None
    return _first_answer(turn)


def _first_answer(turn: Turn) -> Outcome:
    draft = new_draft(turn, Answers({}))
    return _take(turn, Gathering(draft=draft.id, keys=_whole(turn), whole=True), draft)


def _unfit(turn: Turn) -> str | None:
    """Why nothing that was said is an answer, which is no reason to begin a draft; None when something is."""
    if means(turn, "group-word-parts"):
        return None
    form = turn.campaign.form
    said = understood(turn, form, _whole(turn), turn.incoming.text, whole=True)
    found = [read(turn, step, said.words[step.key]) for step in grouping.steps_of(form, tuple(said.words))]
    if any(not isinstance(each, Bad) for each in found):
        return None
    return next((each.reason for each in found if isinstance(each, Bad)), turn.t("form-many-none"))


# What is still open of a draft


def present(turn: Turn, state: Gathering) -> Reply:
    """The steps still to be told, in one message."""
    draft = open_draft(turn, state.draft)
    assert draft is not None, "questions of a draft that is gone"
    turn = speaking_for(turn, draft)
    return _asking(turn, form_of(turn, draft), state.keys, whole=state.whole)


def _asking(turn: Turn, form: Form, keys: tuple[str, ...], *, whole: bool) -> Reply:
    how = turn.t("group-how-whole" if whole else "group-how")
    return ask(f"{how}\n\n{grouping.layout(turn, grouping.steps_of(form, keys))}")


def answer(turn: Turn, state: Gathering) -> Outcome:
    """Work off what was said to these questions."""
    draft = open_draft(turn, state.draft)
    return gone(turn) if draft is None else _take(speaking_for(turn, draft), state, draft)


def _take(turn: Turn, state: Gathering, draft: Draft) -> Outcome:
    if turn.incoming.file is not None:
        return _with_file(turn, state, draft)
    if turn.incoming.kind == "press":
        return _MOVES.get(turn.incoming.token, _stay)(turn, state, draft)
    if turn.incoming.kind != "text":
        return go(state, turn.t(f"form-not-{turn.incoming.kind}"))
    return _said(turn, state, draft)


def _said(turn: Turn, state: Gathering, draft: Draft) -> Outcome:
    form = form_of(turn, draft)
    if means(turn, "group-word-parts"):
        return leave(turn, next_state(turn, draft), draft)
    keys = grouping.template(turn, form, Answers.read(draft.answers))
    if means(turn, "group-word-whole") and keys:
        return leave(turn, Gathering(draft=draft.id, keys=keys, whole=True), draft)
    found = understood(turn, form, state.keys, turn.incoming.text, whole=state.whole)
    if not found.words:
        lines, steps = str(found.odd), str(len(state.keys))
        return replace(go(state, turn.t("group-odd", lines=lines, steps=steps)), instead=True)
    return put(turn, draft, found)


def put(turn: Turn, draft: Draft, said: Said) -> Outcome:
    """Write down all that can be taken; what cannot comes back with its reason, asked together with the rest."""
    form, answers = form_of(turn, draft), Answers.read(draft.answers)
    good: list[tuple[Step, Good]] = []
    notes: list[str] = []
    for step in grouping.steps_of(form, tuple(said.words)):
        found = read(turn, step, said.words[step.key])
        if isinstance(found, Bad):
            notes.append(turn.t("group-bad", label=step.label, reason=found.reason))
            continue
        good.append((step, found))
        answers = answers.put(step.key, found.value)
        if step.kind == "text" and found.echo:
            notes.append(found.echo)
    for key in said.left:
        answers = answers.put(key, None)
    changed = touched(turn, draft, answers)
    then = next_state(turn, changed)
    shown = isinstance(then, Gathering | Filling)
    return leave(turn, then, changed, "\n".join([*_taken(turn, good, shown=shown), *notes]))


def _taken(turn: Turn, good: list[tuple[Step, Good]], *, shown: bool) -> list[str]:
    """What was written down; the review card shows it itself."""
    if not shown:
        return []
    if len(good) == 1:
        step, found = good[0]
        return [
            found.echo
            if step.kind != "text" and found.echo
            else turn.t("group-taken-one", label=inside_sentence(step.label))
        ]
    return [turn.t("form-many-taken", n=str(len(good))) if good else turn.t("form-many-none")]


# Files, and ways back, on and out


def _with_file(turn: Turn, state: Gathering, draft: Draft) -> Outcome:
    """A picture is kept whenever it comes; words under it are an answer."""
    kept = files.received(turn, state, draft)
    if not turn.incoming.text:
        return kept
    answered = _take(_as_text(turn), state, draft)
    note = "\n".join(part for part in (kept.note, answered.note) if part)
    pictures = (change for change in kept.changes if not isinstance(change, Draft))
    return replace(answered, note=note).after(*pictures)


def _as_text(turn: Turn) -> Turn:
    return replace(turn, incoming=replace(turn.incoming, kind="text", file=None))


def _stay(turn: Turn, state: Gathering, draft: Draft) -> Outcome:
    del turn, draft
    return go(state)


def _back(turn: Turn, state: Gathering, draft: Draft) -> Outcome:
    """To the answer before, to change or keep it."""
    keys = [step.key for step in asked(form_of(turn, draft), Answers.read(draft.answers))]
    place = keys.index(state.keys[0]) if state.keys[0] in keys else 0
    return go(Filling(draft=draft.id, key=keys[place - 1])) if place else go(state)


def _skip(turn: Turn, state: Gathering, draft: Draft) -> Outcome:
    """What may stay empty does; the rest is needed."""
    answers = Answers.read(draft.answers)
    for step in grouping.steps_of(form_of(turn, draft), state.keys):
        if step.optional:
            answers = answers.put(step.key, None)
    changed = touched(turn, draft, answers)
    return leave(turn, next_state(turn, changed), changed, turn.t("form-required"))


def _cancel(turn: Turn, state: Gathering, draft: Draft) -> Outcome:
    del turn, state
    return go(Cancelling(draft=draft.id))


_MOVES: Mapping[str, _Move] = {"back": _back, "skip": _skip, "cancel": _cancel}
