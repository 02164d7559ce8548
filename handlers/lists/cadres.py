"""A list of assignments that was shown: from which day those who are not in it are no more in charge."""

from __future__ import annotations

from datetime import date, timedelta

from campaign.vietnamese.dates import AskDate, parse_date, say_date
from handlers.choosing import chosen, is_cancel, navigation
from handlers.lists.units import how, order
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.rights import allowed, refuse
from handlers.states import IDLE, EndingAbsent
from handlers.turn import Turn

_AHEAD = timedelta(days=400)
_BACK = timedelta(days=60)


def explain(turn: Turn) -> Outcome:
    """How such a list is sent."""
    return how(turn, ("phancong-how", "phancong-how-page")) if _may(turn) else refuse(turn)


def _may(turn: Turn) -> bool:
    return allowed(turn, "end_office") and allowed(turn, "invite_cadre")


def begin_ending(turn: Turn) -> Outcome:
    """`!nhapdsthoi:<file>:<what was shown>`, or in words for the list shown last: ask from which day."""
    if not _may(turn):
        return refuse(turn)
    return go(EndingAbsent(about=turn.incoming.argument.strip()[:60]))


def present(turn: Turn, state: EndingAbsent) -> Reply:
    """Ask for the day."""
    del state
    return ask(turn.t("assign-end-ask"), choices=_rows(turn))


def _rows(turn: Turn) -> Rows:
    return (*column(turn.button("assign-end-today", "today")), navigation(turn))


def answer(turn: Turn, state: EndingAbsent) -> Outcome:
    """Take the day, today or later, and have the list put in."""
    if is_cancel(turn):
        return go(IDLE, turn.t("list-left"))
    if not _may(turn):
        return refuse(turn)
    day = turn.today if chosen(turn, _rows(turn)) == "today" else _typed(turn)
    if isinstance(day, AskDate):
        return go(state, turn.t("assign-end-unclear"))
    if day < turn.today:
        return go(state, turn.t("assign-end-past", day=say_date(day), today=say_date(turn.today)))
    asked = order(turn, "list_put", f"{state.about}/{day.isoformat()}")
    return go(IDLE, turn.t("assign-end-waits"), asked)


def _typed(turn: Turn) -> date | AskDate:
    if turn.incoming.kind != "text":
        return AskDate("empty")
    near = (turn.today - _BACK, turn.today + _AHEAD)
    return parse_date(turn.incoming.text, today=turn.today, window=near)
