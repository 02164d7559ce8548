"""The report that a movement asks for later: what came of it, told by its author when the work is done.

Every answer is kept with the initiative at once, so that a report can be left and gone on with on another day.
"""

from __future__ import annotations

from dataclasses import replace

from campaign.definition import Form, Step
from handlers.form import card as form_card
from handlers.form import files
from handlers.form.answers import Answers, asked, lacking, missing
from handlers.form.filling import labelled
from handlers.form.reading import Bad, Good, pressed, read
from handlers.mine import listing
from handlers.mine.ownership import number_in, own, refusal, speaking_for_author
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.review.competence import after_report, report_form, wants_report
from handlers.states import IDLE, Reporting
from handlers.submission import number_of, with_answers
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Initiative, InitiativeEvent

_SHOWN = 6


def begin(turn: Turn) -> Outcome:
    """`/ketqua <number>`: the first question of the report that is still open; without a number, the one that waits."""
    number = number_in(turn.incoming.argument)
    if number:
        made = own(turn, number)
        return listing.gone(turn) if made is None else _begin(turn, made)
    waiting = [each for each in turn.records.initiatives_of(turn.me().id) if _open(turn, each)]
    if len(waiting) == 1:
        return _begin(turn, waiting[0])
    if not waiting:
        return Outcome((say(turn.t("ketqua-none"), choices=column(_mine(turn))),), (), IDLE)
    rows = column(*(_of(turn, each) for each in waiting[:_SHOWN]))
    return Outcome((say(turn.t("ketqua-which"), choices=rows),), (), IDLE)


def _begin(turn: Turn, made: Initiative) -> Outcome:
    if not _open(turn, made):
        return listing.card(turn, made)
    return go(Reporting(initiative=made.id, key=_next(turn, made, "")))


def _open(turn: Turn, made: Initiative) -> bool:
    return wants_report(turn, made) and not refusal(turn, made)


def _mine(turn: Turn) -> Choice:
    return turn.button("button-mine", "!cuatoi")


def _of(turn: Turn, made: Initiative) -> Choice:
    return Choice(number_of(turn, made.id), f"!ketqua:{made.id}")


def _next(turn: Turn, made: Initiative, after: str) -> str:
    """The key of the next open question behind this one, else of the first; empty when all is told."""
    form, answers = report_form(turn), Answers.read(made.answers)
    order = [step.key for step in form.steps]
    gaps = [step.key for step in missing(form, answers)]
    place = order.index(after) if after in order else -1
    return next((key for key in gaps if order.index(key) > place), gaps[0] if gaps else "")


def present(turn: Turn, state: Reporting) -> Reply:
    """The question, with what was told so far."""
    made = own(turn, state.initiative)
    assert made is not None, "a report on what is not one's own"
    turn = speaking_for_author(turn, made)
    form, answers = report_form(turn), Answers.read(made.answers)
    step = _step(form, state.key)
    said = form_card.now(turn, step, answers, _given(turn, made))
    if step.key == form.steps[0].key:
        said = f"{turn.t('ketqua-of', number=number_of(turn, made.id), title=made.title)}\n\n{said}"
    heading = form_card.heading(turn, form, answers, step)
    rows = _rows(turn, made, step)
    return ask(said, heading=heading, choices=rows, in_words=form_card.is_number(step))


def _step(form: Form, key: str) -> Step:
    return next((step for step in form.steps if step.key == key), form.steps[0])


def _given(turn: Turn, made: Initiative) -> int:
    return 0 if made.draft_id is None else len(turn.records.attachments_of(made.draft_id))


def _rows(turn: Turn, made: Initiative, step: Step) -> Rows:
    form, answers = report_form(turn), Answers.read(made.answers)
    return form_card.rows(turn, form, answers, step, editing=False, files=_given(turn, made))


def answer(turn: Turn, state: Reporting) -> Outcome:
    """Keep the answer, and ask on."""
    made = own(turn, state.initiative)
    if made is None:
        return listing.gone(turn)
    if not _open(turn, made):
        return listing.card(turn, made)
    turn = speaking_for_author(turn, made)
    step = _step(report_form(turn), state.key)
    if turn.incoming.file is not None and made.draft_id is not None:
        return files.keep(turn, state, made.draft_id)
    if turn.incoming.kind not in {"text", "press"}:
        return go(state, turn.t(f"form-not-{turn.incoming.kind}"))
    return _said(turn, state, made, step)


def _said(turn: Turn, state: Reporting, made: Initiative, step: Step) -> Outcome:
    token = form_card.picked(turn, step, _rows(turn, made, step))
    match token:
        case "cancel":
            return _left(turn, made)
        case "back":
            return go(Reporting(initiative=made.id, key=_before(turn, made, step)))
        case "keep":
            return _told(turn, made, step, "")
        case "template":
            lines = form_card.template(turn, report_form(turn), Answers.read(made.answers))
            return Outcome((say(turn.t("template-how")), say(lines, kind="question")))
        case "clear" if made.draft_id is not None:
            return go(state, turn.t("form-files-cleared"), *files.dropped(turn, made.draft_id))
        case "skip" | "done" if step.optional or step.kind == "files":
            return _put(turn, made, {step.key: _given(turn, made) or None}, "")
        case "skip":
            return go(state, turn.t("ketqua-required"))
    many = labelled(report_form(turn), turn.incoming.text) if turn.incoming.kind == "text" else None
    if many is not None:
        return _put_many(turn, made, many)
    found = pressed(turn, step, token) if token else read(turn, step, turn.incoming.text)
    if isinstance(found, Bad):
        return replace(go(state, found.reason), instead=found.asks)
    return _put(turn, made, {step.key: found.value}, found.echo, step.key)


def _before(turn: Turn, made: Initiative, step: Step) -> str:
    keys = [each.key for each in asked(report_form(turn), Answers.read(made.answers))]
    return keys[max(0, keys.index(step.key) - 1)] if step.key in keys else keys[0]


def _left(turn: Turn, made: Initiative) -> Outcome:
    """Nothing is lost: what was told is kept, and the rest can be told on any other day."""
    again = turn.button("ketqua-button", f"!ketqua:{made.id}")
    return Outcome((say(turn.t("ketqua-left"), choices=column(again)),), (), IDLE)


def _put_many(turn: Turn, made: Initiative, said: dict[str, str]) -> Outcome:
    """The labelled lines of one message."""
    found = {step: read(turn, step, said[step.key]) for step in report_form(turn).steps if step.key in said}
    good = {step.key: value.value for step, value in found.items() if isinstance(value, Good)}
    notes = [
        turn.t("form-many-bad", label=step.label, reason=value.reason)
        for step, value in found.items()
        if isinstance(value, Bad)
    ]
    taken = turn.t("form-many-taken", n=str(len(good))) if good else turn.t("form-many-none")
    return _put(turn, made, good, "\n".join([taken, *notes]))


def _put(turn: Turn, made: Initiative, values: dict[str, object], note: str, after: str = "") -> Outcome:
    answers = Answers.read(made.answers)
    for key, value in values.items():
        answers = answers.put(key, value)
    return _told(turn, with_answers(turn, made, answers), _step(report_form(turn), after), note)


def _told(turn: Turn, made: Initiative, step: Step, note: str) -> Outcome:
    """Ask on; once everything is told, the report is in and goes to whoever looks at it."""
    key = _next(turn, made, step.key)
    gaps = lacking(report_form(turn), Answers.read(made.answers))
    if key or gaps:
        return go(Reporting(initiative=made.id, key=key or gaps[0].key), note, made)
    noted = InitiativeEvent(
        id=turn.new_id("initiative_event"),
        initiative_id=made.id,
        kind="reported",
        at=turn.now,
        by_person=turn.me().id,
    )
    done = after_report(turn, made)
    said = "\n".join(part for part in (note, turn.t("ketqua-done", number=number_of(turn, made.id))) if part)
    rows = column(turn.button("ketqua-see", f"!cuatoi:{made.id}"))
    return Outcome((say(said, choices=rows),), (done, noted), IDLE)
