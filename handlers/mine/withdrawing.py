"""Withdrawing an initiative: asked once more, and taken back for a while (DESIGN 3)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from campaign.vietnamese.numbers import count
from handlers.choosing import decided
from handlers.counting import is_closed, moved
from handlers.mine import listing
from handlers.mine.ownership import number_in, own, refusal
from handlers.outcome import Outcome, Reply, Rows, ask, go
from handlers.states import Withdrawing
from handlers.submission import number_of
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Initiative, InitiativeEvent, Reached, Status


def begin(turn: Turn) -> Outcome:
    """`!rutsk:<id>`: ask whether it is meant."""
    made = own(turn, number_in(turn.incoming.argument))
    if made is None:
        return listing.gone(turn)
    return listing.card(turn, made) if refusal(turn, made) else go(Withdrawing(initiative=made.id))


def present(turn: Turn, state: Withdrawing) -> Reply:
    """Say what withdrawing means."""
    made = own(turn, state.initiative)
    assert made is not None, "a withdrawal of what is not one's own"
    text = turn.t("withdraw-ask", number=number_of(turn, made.id), title=made.title)
    return ask(text, choices=_rows(turn))


def _rows(turn: Turn) -> Rows:
    return (
        (turn.button("withdraw-no", "no"),),
        (Choice(turn.t("withdraw-yes"), "yes", "danger"),),
    )


def answer(turn: Turn, state: Withdrawing) -> Outcome:
    """Withdraw it, or leave it."""
    made = own(turn, state.initiative)
    if made is None:
        return listing.gone(turn)
    if refusal(turn, made):
        return listing.card(turn, made)
    match decided(turn, _rows(turn)):
        case "yes":
            return _withdraw(turn, made)
        case "no" | "cancel" | "back" | "skip":
            return listing.card(turn, made)
    return go(state, turn.t("choice-unclear"))


def _withdraw(turn: Turn, made: Initiative) -> Outcome:
    gone, counted = moved(turn, made, "withdrawn")
    met_until_now = any(isinstance(change, Reached) for change in counted)
    reached = turn.records.reached(made.phase, (made.unit,)).get(made.unit) if met_until_now else None
    noted = _event(turn, made, "withdrawn", _before(made, reached))
    minutes = turn.campaign.policy.undo_minutes
    note = turn.t("withdraw-done-undo", minutes=count(minutes)) if minutes else turn.t("withdraw-done")
    shown = listing.card(turn, gone, f"{note}\n", (noted,), undo=minutes > 0)
    return shown.after(gone, noted, *counted)


def _before(made: Initiative, reached: datetime | None) -> str:
    """What has to be known to take the withdrawal back."""
    return json.dumps({"was": made.status, "reached": reached.isoformat() if reached else None})


def _event(turn: Turn, made: Initiative, kind: str, detail: str = "") -> InitiativeEvent:
    return InitiativeEvent(
        id=turn.new_id("initiative_event"),
        initiative_id=made.id,
        kind=kind,
        at=turn.now,
        by_person=turn.me().id,
        detail=detail,
    )


# Taking it back


def undo(turn: Turn) -> Outcome:
    """`!hoantac:<id>`: for the policy's `undo_minutes` a withdrawal is as if it had never been; in words: the last."""
    made = own(turn, number_in(turn.incoming.argument) or _last_withdrawn(turn))
    if made is None:
        return listing.gone(turn)
    if made.status != "withdrawn":
        return listing.card(turn, made)
    event = _withdrawal(turn, made)
    if event is None or is_closed(turn, made):
        return listing.card(turn, made, f"{turn.t('undo-too-late')}\n")
    return _restore(turn, made, event)


def _last_withdrawn(turn: Turn) -> int:
    """The initiative that the person speaking withdrew last; 0 when there is none."""
    withdrawn = [event for event in turn.records.events_by(turn.me().id) if event.kind == "withdrawn"]
    return withdrawn[-1].initiative_id if withdrawn else 0


def _withdrawal(turn: Turn, made: Initiative) -> InitiativeEvent | None:
    """The withdrawal that may still be taken back."""
    events = turn.records.events_of(made.id)
    last = next((event for event in reversed(events) if event.kind == "withdrawn"), None)
    allowed = timedelta(minutes=turn.campaign.policy.undo_minutes)
    return last if last is not None and turn.now < last.at + allowed else None


def _restore(turn: Turn, made: Initiative, event: InitiativeEvent) -> Outcome:
    told = json.loads(event.detail)
    was: Status = "needs_info" if told["was"] == "needs_info" else "submitted"
    reached = datetime.fromisoformat(told["reached"]) if told["reached"] else None
    day = event.at.astimezone(turn.scene.zone).date()
    back, counted = moved(turn, made, was, on=day, reached=reached)
    noted = _event(turn, back, "restored")
    shown = listing.card(turn, back, f"{turn.t('undo-done')}\n", (noted,))
    return shown.after(back, noted, *counted)
