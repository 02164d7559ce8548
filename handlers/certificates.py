"""`/giaykhen`: certificates and cards of thanks of a unit and all below it, to be printed."""

from __future__ import annotations

from dataclasses import replace

from campaign.vietnamese.numbers import count
from handlers.browsing import offer
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome, column
from handlers.papers import paper_order
from handlers.rights import allowed, refuse, scopes
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import PaperOrder


def begin(turn: Turn) -> Outcome:
    """What is under way; else of which unit, and then they are made."""
    tops = scopes(turn.records.roles_of(turn.me().id), turn.scene.units, turn.now)
    if not tops:
        return refuse(turn)
    if (going := _open(turn)) is not None:
        words = {"unit": turn.unit_name(going.about), "done": count(going.done), "whole": count(going.whole)}
        return offer(
            turn, turn.t("giaykhen-going" if going.whole else "giaykhen-waits", **words), _ways(turn, going)
        )
    about = turn.incoming.argument.strip()
    unit = turn.unit_called(about) if about or len(tops) > 1 else turn.unit(tops[0])
    if unit is None:
        rows = column(*(Choice(turn.unit_name(code), f"!giaykhen:{code}") for code in tops))
        return offer(turn, turn.t("giaykhen-which"), rows)
    if not allowed(turn, "see_unit", unit.code):
        return refuse(turn)
    order = paper_order(turn, "certificates", unit.code, "pdf")
    return offer(turn, turn.t("giaykhen-begun", unit=unit.name), _ways(turn, order)).after(order)


def _open(turn: Turn) -> PaperOrder | None:
    orders = turn.records.papers_open(turn.me().id)
    return next((order for order in orders if order.kind == "certificates"), None)


def _ways(turn: Turn, order: PaperOrder) -> tuple[tuple[Choice, ...], ...]:
    """To see how far it is, and to stop it."""
    return column(
        turn.button("baocao-progress", "!giaykhen"),
        turn.button("giaykhen-cancel", f"!huygiaykhen:{order.id}"),
    )


def cancel(turn: Turn) -> Outcome:
    """`/huygiaykhen`: make them no more."""
    order, asked = _open(turn), number_in(turn.incoming.argument)
    if order is None or asked not in {0, order.id}:
        return offer(turn, turn.t("giaykhen-over"))
    said = turn.t("giaykhen-cancelled", unit=turn.unit_name(order.about))
    return offer(turn, said).after(replace(order, state="cancelled"))
