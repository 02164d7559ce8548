"""`/cuatoi`: the list of one's own initiatives, and the card of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from campaign.definition import Form
from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count
from handlers.browsing import offer, page_of, pages, pairs
from handlers.counting import phase_of
from handlers.form.answers import Answers, lacking, told
from handlers.form.card import spell
from handlers.form.drafting import form_of, title_of
from handlers.mine.ownership import form_for, is_untold, number_in, own, refusal
from handlers.outcome import Outcome, column
from handlers.review import history as review
from handlers.review.competence import awaits_report, wants_report
from handlers.room import fitted, shorten
from handlers.states import IDLE
from handlers.submission import number_of
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Draft, Initiative, InitiativeEvent

PAGE = 6
_TITLE, _ROOM = 70, 1050
_TOLD = frozenset(
    {"edited", "reported", "withdrawn", "restored", "valid", "needs_info", "answered", "rejected"}
)


def show(turn: Turn) -> Outcome:
    """The list, newest first; with a number the card of that one."""
    about, page = page_of(turn.incoming.argument)
    if not about:
        return _list(turn, page)
    made = own(turn, number_in(about))
    return gone(turn) if made is None else card(turn, made)


def gone(turn: Turn) -> Outcome:
    """It is not in this person's list."""
    back = column(turn.button("mine-back", "!cuatoi"))
    return offer(replace(turn, state=IDLE), turn.t("mine-gone"), back)


# The list


def _list(turn: Turn, page: int) -> Outcome:
    made, drafts = turn.records.initiatives_of(turn.me().id), turn.records.open_drafts(turn.me().id)
    draft = drafts[0] if drafts else None
    register = turn.button("button-register" if draft is None else "button-resume", _begin(draft))
    if not made:
        text = "\n".join(draft_line(turn, each) for each in drafts) or turn.t("mine-none")
        return offer(turn, text, column(register))
    last = (len(made) - 1) // PAGE
    page = min(page, last)
    shown = made[page * PAGE : (page + 1) * PAGE]
    lines = [] if draft is None or page else [*(draft_line(turn, each) for each in drafts), ""]
    lines += [_line(turn, each) for each in shown]
    turning = pages(turn, "cuatoi", "", page, last)
    rows = (*pairs([_open(turn, each) for each in shown]), *((turning,) if turning else ()), (register,))
    return offer(turn, "\n".join(lines), rows, heading=turn.t("mine-heading", n=count(len(made))))


def _begin(draft: Draft | None) -> str:
    return "!dangky" if draft is None else "!tieptuc"


def _open(turn: Turn, made: Initiative) -> Choice:
    return Choice(number_of(turn, made.id), f"!cuatoi:{made.id}")


def _line(turn: Turn, made: Initiative) -> str:
    words = {"number": number_of(turn, made.id), "title": shorten(made.title, _TITLE)}
    return turn.t("mine-line", **words, status=status_name(turn, made))


def status_name(turn: Turn, made: Initiative) -> str:
    """How far it is, in words, as far as its author has been told."""
    status: str = "submitted" if is_untold(turn, made) else made.status
    status = "report" if status == "submitted" and awaits_report(turn, made) else status
    return turn.t(f"mine-status-{status.replace('_', '-')}")


def draft_line(turn: Turn, draft: Draft) -> str:
    """An open draft and how much of it is still missing."""
    gaps = lacking(form_of(turn, draft), Answers.read(draft.answers))
    title = title_of(turn, draft, _TITLE)
    if not gaps:
        return turn.t("mine-draft-ready", title=title)
    return turn.t("mine-draft", title=title, n=count(len(gaps)))


# The card


def card(
    turn: Turn, made: Initiative, note: str = "", more: Sequence[InitiativeEvent] = (), *, undo: bool = False
) -> Outcome:
    """Every answer of one initiative and what became of it; leaves whatever was being asked about it.

    `more`: events of this very turn; `undo`: offer to take the withdrawal back.
    """
    why_not = refusal(turn, made)
    text = "\n".join(part for part in (note, *_lines(turn, made, more), _closing(made, why_not)) if part)
    heading = f"{number_of(turn, made.id)} · {status_name(turn, made)}"
    rows: list[tuple[Choice, ...]] = [] if why_not else [(_change(turn, made), _withdraw(turn, made))]
    if made.draft_id is not None and turn.records.attachments_of(made.draft_id):
        rows.append((turn.button("mine-files", f"!tepsk:{made.id}"),))
    if made.is_unclaimed:
        rows.append((turn.button("nhapho-code", f"!maphieu:{made.id}"),))
    if made.status != "withdrawn" and turn.campaign.application:
        rows.append((turn.button("maudon-button", f"!maudon:{made.id}"),))
    if made.status == "needs_info" and not is_untold(turn, made):
        rows = [(Choice(turn.t("bosung-button"), f"!bosung:{made.id}", "primary"),), *rows]
    if not why_not and wants_report(turn, made):
        rows = [(Choice(turn.t("ketqua-button"), f"!ketqua:{made.id}", "primary"),), *rows]
    if undo:
        rows = [(turn.button("mine-undo", f"!hoantac:{made.id}"),)]
    return offer(
        replace(turn, state=IDLE), text, (*rows, (turn.button("mine-back", "!cuatoi"),)), heading=heading
    )


def _closing(made: Initiative, why_not: str) -> str:
    """A withdrawn one says so in its heading."""
    return "" if made.status == "withdrawn" else why_not


def _change(turn: Turn, made: Initiative) -> Choice:
    return turn.button("mine-edit", f"!suask:{made.id}")


def _withdraw(turn: Turn, made: Initiative) -> Choice:
    return turn.button("mine-withdraw", f"!rutsk:{made.id}")


def _lines(turn: Turn, made: Initiative, more: Sequence[InitiativeEvent]) -> list[str]:
    phase = phase_of(turn, made)
    where = turn.t(
        "receipt-text",
        title=made.title,
        unit=turn.unit_name(made.unit),
        at=say_moment(made.submitted_at, turn.scene.zone),
        phase=phase.name if phase else made.phase,
    )
    return [where, *entered_line(turn, made), "", *_answers(turn, made), *history(turn, made, more)]


def entered_line(turn: Turn, made: Initiative) -> list[str]:
    """Who entered it for its author, where somebody did (I11)."""
    by = turn.records.person(made.entered_by) if made.entered_by is not None else None
    return [turn.t("entered-by", name=by.name or "–")] if by is not None else []


def _answers(turn: Turn, made: Initiative) -> list[str]:
    """Each answer as long as there is room for all of them."""
    form, answers = form_for(turn, made), Answers.read(made.answers)
    files = 0 if made.draft_id is None else len(turn.records.attachments_of(made.draft_id))
    return fitted(spelled(turn, form, answers, files), _ROOM)


def spelled(turn: Turn, form: Form, answers: Answers, files: int) -> list[tuple[str, str]]:
    """Every answer but the title as (label, words)."""
    return [
        (step.label, spell(turn, step, files if step.kind == "files" else answers.get(step.key)))
        for step in told(form, answers)
        if step.key != "title"
    ]


def history(turn: Turn, made: Initiative, more: Sequence[InitiativeEvent] = ()) -> list[str]:
    """What became of it since it was sent, the last three lines."""
    events = turn.records.events_of(made.id)
    standing = review.standing([*events, *more])
    told = [event for event in standing if event.kind in _TOLD and event.tell_from is None][-3:]
    return [
        turn.t(f"mine-event-{event.kind.replace('_', '-')}", at=say_moment(event.at, turn.scene.zone))
        for event in told
    ]
