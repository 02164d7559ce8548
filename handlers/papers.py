"""`/baocao`, `/maudon` and `/maqr`: files that are made aside and come when they are ready."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from campaign.vietnamese.numbers import count
from handlers.browsing import offer
from handlers.mine import listing
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome, column, go
from handlers.rights import allowed, refuse, scopes
from handlers.states import IDLE, TreeDay
from handlers.submission import number_of
from handlers.turn import Turn
from storage.messages import Choice
from storage.papers.wanted import Wanted
from storage.records import Initiative, PaperOrder

KINDS = ("xlsx", "pdf", "portal", "tree")
_MARK = "."  # between what it is about and the format: in no code of a unit
_MOST_WAITING = 4  # forms of one person; who presses on gets these first


def _asked(turn: Turn) -> tuple[str, str]:
    """What it is about and the format, out of "DHOI.xlsx"; without a format it is empty."""
    about, mark, kind = turn.incoming.argument.strip().rpartition(_MARK)
    return (about, kind) if mark else (kind, "")


def paper_order(
    turn: Turn,
    kind: Literal["report", "form", "codes", "certificates"],
    about: str,
    form: Literal["xlsx", "docx", "pdf", "png"],
) -> PaperOrder:
    """What is asked to be made by whoever speaks, for this chat."""
    return PaperOrder(
        id=turn.new_id("paper_order"),
        person_id=turn.me().id,
        chat_id=turn.chat.id,
        kind=kind,
        about=about,
        format=form,
        state="waiting",
        asked_at=turn.now,
    )


# Reports


def report(turn: Turn) -> Outcome:
    """`/baocao`: what is under way; else which unit, which format, and then it is made."""
    tops = scopes(turn.records.roles_of(turn.me().id), turn.scene.units, turn.now)
    if not tops:
        return refuse(turn)
    going = next((order for order in turn.records.papers_open(turn.me().id) if order.kind == "report"), None)
    if going is not None:
        return _under_way(turn, going)
    about, kind = _asked(turn)
    unit = turn.unit_called(about) if about or len(tops) > 1 else turn.unit(tops[0])
    if unit is None:
        rows = column(*(Choice(turn.unit_name(code), f"!baocao:{code}") for code in tops))
        return offer(turn, turn.t("baocao-which"), rows)
    if not allowed(turn, "see_unit", unit.code):
        return refuse(turn)
    if kind == "tree":
        return go(TreeDay(unit=unit.code))
    if kind not in {"xlsx", "pdf", "portal"}:
        rows = column(*(turn.button(f"baocao-{each}", f"!baocao:{unit.code}.{each}") for each in KINDS))
        return offer(turn, turn.t("baocao-kind", unit=unit.name), rows)
    wanted = Wanted(unit.code, portal=kind == "portal")
    return begun(turn, wanted, "pdf" if kind == "pdf" else "xlsx")


def begun(turn: Turn, wanted: Wanted, form: Literal["xlsx", "pdf"]) -> Outcome:
    """Have it made; with a way to see how far it is, and one to stop it."""
    order = paper_order(turn, "report", wanted.stored(), form)
    rows = ((turn.button("baocao-progress", "!baocao"),), *_cancel(turn, order))
    said = turn.t("baocao-begun", unit=turn.unit_name(wanted.unit))
    return replace(offer(turn, said, rows), state=IDLE).after(order)


def _under_way(turn: Turn, order: PaperOrder) -> Outcome:
    words = {"unit": turn.unit_name(Wanted.read(order.about).unit)}
    if order.whole:
        said = turn.t("baocao-going", **words, done=count(order.done), whole=count(order.whole))
    else:
        said = turn.t("baocao-counting" if order.state == "making" else "baocao-waits", **words)
    rows = ((turn.button("baocao-progress", "!baocao"),), *_cancel(turn, order))
    return offer(turn, said, rows)


def _cancel(turn: Turn, order: PaperOrder) -> tuple[tuple[Choice, ...], ...]:
    return column(turn.button("baocao-cancel", f"!huybaocao:{order.id}"))


def cancel(turn: Turn) -> Outcome:
    """`/huybaocao`: make it no more; what is finished already has been sent."""
    asked = number_in(turn.incoming.argument)
    orders = [order for order in turn.records.papers_open(turn.me().id) if order.kind == "report"]
    order = next((order for order in orders if asked in {0, order.id}), None)
    if order is None:
        return offer(turn, turn.t("baocao-over"))
    said = turn.t("baocao-cancelled", unit=turn.unit_name(Wanted.read(order.about).unit))
    return offer(turn, said).after(replace(order, state="cancelled"))


# QR codes of units


def codes(turn: Turn) -> Outcome:
    """`/maqr <unit>`: its card as a picture; of a unit with others below it also the sheet for all of them."""
    tops = scopes(turn.records.roles_of(turn.me().id), turn.scene.units, turn.now)
    if not tops:
        return refuse(turn)
    about, kind = _asked(turn)
    unit = turn.unit_called(about) if about or len(tops) > 1 else turn.unit(tops[0])
    if unit is None:
        rows = column(*(Choice(turn.unit_name(code), f"!maqr:{code}") for code in tops))
        return offer(turn, turn.t("maqr-which"), rows)
    if not allowed(turn, "see_unit", unit.code):
        return refuse(turn)
    if kind not in {"png", "pdf"} and turn.scene.units.children(unit.code):
        rows = column(*(turn.button(f"maqr-{each}", f"!maqr:{unit.code}.{each}") for each in ("png", "pdf")))
        return offer(turn, turn.t("maqr-kind", unit=unit.name), rows)
    waiting = [order for order in turn.records.papers_open(turn.me().id) if order.kind == "codes"]
    if len(waiting) >= _MOST_WAITING:
        return Outcome()  # what was asked for is on its way
    return Outcome().after(paper_order(turn, "codes", unit.code, "pdf" if kind == "pdf" else "png"))


# The form of one initiative


def form(turn: Turn) -> Outcome:
    """`/maudon <number>`: for its author, and for the cadres of its unit; in which format, and then it is made."""
    about, kind = _asked(turn)
    made = turn.records.initiative(number_in(about))
    if made is None:
        return listing.gone(turn) if about else listing.show(turn)
    if not may_have(turn, made) or not turn.campaign.application:
        return refuse(turn)
    if kind not in {"docx", "pdf"}:
        rows = column(
            *(turn.button(f"maudon-{each}", f"!maudon:{made.id}.{each}") for each in ("docx", "pdf"))
        )
        return offer(turn, turn.t("maudon-which", number=number_of(turn, made.id)), rows)
    wanted = paper_order(turn, "form", str(made.id), "docx" if kind == "docx" else "pdf")
    waiting = [order for order in turn.records.papers_open(turn.me().id) if order.kind == "form"]
    same = any((order.about, order.format) == (wanted.about, wanted.format) for order in waiting)
    if same or len(waiting) >= _MOST_WAITING:
        return Outcome()  # what was asked for is on its way
    return Outcome().after(wanted)


def may_have(turn: Turn, made: Initiative) -> bool:
    """Whether the person speaking may have the form of this initiative."""
    return made.is_kept_by(turn.me().id) or allowed(turn, "see_unit", made.unit)
