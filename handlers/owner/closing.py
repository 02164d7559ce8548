"""`/khoaso`: close a phase now, between its end and the day its file closes it; its figures stand from then on (I3)."""

from __future__ import annotations

from campaign.amending import PhaseClose
from campaign.boards.phrases import inside_sentence
from campaign.definition import Phase
from campaign.vietnamese.dates import say_instant_end, say_moment
from campaign.vietnamese.numbers import count
from handlers.browsing import offer
from handlers.choosing import decided
from handlers.counting import counts_of
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.owner.noting import noted
from handlers.rights import allowed, refuse
from handlers.states import IDLE, ClosingPhase
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Amendment


def begin(turn: Turn) -> Outcome:
    """Ask whether to close the phase that has ended; where several have, which; where none has, say when one does."""
    if not allowed(turn, "close_phase"):
        return refuse(turn)
    open_ones = [phase for phase in turn.campaign.phases if phase.ends_at <= turn.now < phase.closes_at]
    wanted = [phase for phase in open_ones if phase.code == turn.incoming.argument.strip()]
    if len(wanted or open_ones) == 1:
        return go(ClosingPhase(phase=(wanted or open_ones)[0].code))
    if open_ones:
        choices = column(*(Choice(phase.name, f"!khoaso:{phase.code}") for phase in open_ones))
        return offer(turn, turn.t("khoaso-which"), choices)
    return offer(
        turn, "\n".join([turn.t("khoaso-none"), *(_line(turn, phase) for phase in turn.campaign.phases)])
    )


def _line(turn: Turn, phase: Phase) -> str:
    name, zone = phase.name, turn.scene.zone
    if turn.now >= phase.closes_at:
        return turn.t("khoaso-closed", phase=name, at=say_moment(phase.closes_at, zone))
    return turn.t("khoaso-runs", phase=name, end=say_instant_end(phase.ends_at, zone))


def _phase(turn: Turn, state: ClosingPhase) -> Phase | None:
    return next((phase for phase in turn.campaign.phases if phase.code == state.phase), None)


def present(turn: Turn, state: ClosingPhase) -> Reply:
    """Say what follows before it is done: it cannot be taken back."""
    phase = turn.campaign.phase(state.phase)
    counts = counts_of(turn, turn.scene.units.root.code, phase)
    words = {
        "phase": inside_sentence(phase.name),
        "submitted": count(counts.submitted),
        "valid": count(counts.valid),
        "at": say_instant_end(phase.closes_at, turn.scene.zone),
    }
    if not (waiting := counts.under_review + counts.needs_info):
        return ask(turn.t("khoaso-ask-all-reviewed", **words), choices=_rows(turn))
    return ask(turn.t("khoaso-ask", **words, waiting=count(waiting)), choices=_rows(turn))


def _rows(turn: Turn) -> Rows:
    return column(Choice(turn.t("khoaso-yes"), "yes", "danger"), turn.button("nav-cancel", "cancel"))


def answer(turn: Turn, state: ClosingPhase) -> Outcome:
    """Close it, or let it be."""
    match decided(turn, _rows(turn)):
        case "cancel" | "no" | "back":
            return go(IDLE, turn.t("office-stopped"))
        case "yes" if not allowed(turn, "close_phase"):
            return refuse(turn)
        case "yes":
            return _closed(turn, state)
    return go(state, turn.t("office-unclear"))


def _closed(turn: Turn, state: ClosingPhase) -> Outcome:
    phase = _phase(turn, state)
    if phase is None or not phase.ends_at <= turn.now < phase.closes_at or _is_decided(turn, state.phase):
        return go(IDLE, turn.t("khoaso-already"))
    made = Amendment(
        id=turn.new_id("amendment"),
        kind="close",
        subject=phase.code,
        body=PhaseClose(phase=phase.code, closes_at=turn.now).model_dump_json(),
        state="in_force",
        by_person=turn.me().id,
        at=turn.now,
        decided_by=turn.me().id,
        decided_at=turn.now,
    )
    done = turn.t("khoaso-done", phase=inside_sentence(phase.name), at=say_moment(turn.now, turn.scene.zone))
    return go(IDLE, done, made, noted(turn, "phase_closed", phase.code))


def _is_decided(turn: Turn, phase: str) -> bool:
    """Whether another owner has closed it in this very unit of work."""
    every = turn.records.amendments_about(phase)
    return any(each.kind == "close" and each.state == "in_force" for each in every)
