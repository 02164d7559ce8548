"""`/start` by somebody known: a short greeting, with the draft that lies there or what can be done now."""

from __future__ import annotations

from campaign.vietnamese.names import given_name
from handlers.mine.listing import draft_line
from handlers.outcome import Outcome, Rows, column, say
from handlers.rights import holds
from handlers.states import IDLE
from handlers.turn import Turn


def greet(turn: Turn) -> Outcome:
    """Nothing is asked that is known; nobody who has joined reads the first welcome again."""
    me, draft = turn.me(), turn.records.draft_of(turn.me().id)
    text = turn.t("greet", name=given_name(me.name), unit=turn.unit_name(me.unit))
    if draft is not None:
        text = f"{text}\n{draft_line(turn, draft)}"
    begin = "button-register", "!dangky"
    go_on = "button-resume", "!tieptuc"
    return Outcome((say(text, choices=_rows(turn, *(begin if draft is None else go_on))),), (), IDLE)


def _rows(turn: Turn, text_id: str, token: str) -> Rows:
    in_office = any(holds(role, turn.now) for role in turn.records.roles_of(turn.me().id))
    units = column(turn.button("donvi-all", "!donvi")) if in_office else ()
    return (
        *column(turn.button(text_id, token)),
        *units,
        (turn.button("button-mine", "!cuatoi"), turn.button("button-help", "!trogiup")),
    )
