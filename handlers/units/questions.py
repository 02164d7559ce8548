"""`/cauhoi`: the questions of one's units that nobody has answered yet, the oldest first."""

from __future__ import annotations

from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count
from handlers.browsing import offer, page_of, pages, pairs
from handlers.outcome import Outcome, Rows, column
from handlers.rights import allowed, refuse, scopes
from handlers.room import shorten
from handlers.turn import Turn
from storage.records import Question

PAGE = 4
PICTURE_MARK = "+"
_SHOWN = 250


def show(turn: Turn) -> Outcome:
    """The open questions, a page at a time; `/cauhoi <unit>` those of one unit."""
    about, page = page_of(turn.incoming.argument)
    unit = turn.unit_called(about)
    tops = scopes(turn.records.roles_of(turn.me().id), turn.scene.units, turn.now)
    if not tops or (unit is not None and not allowed(turn, "answer_worker", unit.code)):
        return refuse(turn)
    asked = _open(turn, (unit.code,) if unit is not None else tops)
    if not asked:
        return offer(turn, turn.t("cauhoi-none"), column(turn.button("donvi-all", "!donvi")))
    last = (len(asked) - 1) // PAGE
    page = min(page, last)
    shown = list(enumerate(asked[page * PAGE : (page + 1) * PAGE], page * PAGE + 1))
    buttons = [turn.button("cauhoi-answer", _answering(question), n=str(n)) for n, question in shown]
    turning = pages(turn, "cauhoi", unit.code if unit is not None else "", page, last)
    rows: Rows = (*pairs(buttons), turning) if turning else pairs(buttons)
    lines = [_line(turn, question, n, asked) for n, question in shown]
    return offer(turn, "\n\n".join(lines), rows, heading=turn.t("cauhoi-heading", n=count(len(asked))))


def _answering(question: Question) -> str:
    """The button that takes it up; with the mark its picture is shown first."""
    return f"!traloi:{question.id}{PICTURE_MARK if question.picture is not None else ''}"


def _open(turn: Turn, tops: tuple[str, ...]) -> list[Question]:
    codes = dict.fromkeys(unit.code for top in tops for unit in turn.scene.units.subtree(top))
    return list(turn.records.questions_open(tuple(codes)))


def _line(turn: Turn, question: Question, number: int, asked: list[Question]) -> str:
    people = turn.records.people(tuple(sorted({each.person_id for each in asked})))
    name = people[question.person_id].name if question.person_id in people else ""
    text = shorten(question.text, _SHOWN)
    return turn.t(
        "cauhoi-line",
        n=str(number),
        name=name or turn.t("canbo-nameless"),
        unit=turn.unit_name(question.unit),
        at=say_moment(question.asked_at, turn.scene.zone),
        text=text if question.picture is None else turn.t("cauhoi-with-picture", text=text),
    )
