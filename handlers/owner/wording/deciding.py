"""Other words hold from the next unit of work on; for a while this can be taken back, and the files' words always."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from campaign.amending import TextChange
from campaign.texts.wording import Parts, source_of
from campaign.vietnamese.numbers import count
from handlers.browsing import offer
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome, Rows, column
from handlers.owner.noting import noted
from handlers.owner.wording import card
from handlers.rights import allowed, refuse
from handlers.states import IDLE
from handlers.turn import Turn
from storage.records import Amendment


def decide(turn: Turn, text_id: str, parts: Parts) -> Outcome:
    """Say it so from now on; the files' own words are said by no decision."""
    filed, known = card.parts_filed(turn, text_id), card.gaps(turn, text_id)
    if filed is not None and known.shown(filed) == known.shown(parts):
        return _made(turn, TextChange(id=text_id), "sualoi-restored", "text_restored")
    return _made(
        turn, TextChange(id=text_id, source=source_of(text_id, parts)), "sualoi-done", "text_changed"
    )


def restore(turn: Turn) -> Outcome:
    """`!loigoc:<id>`: what the program or the campaign's own file says, at any time."""
    if not allowed(turn, "edit_texts"):
        return refuse(turn)
    text_id = turn.incoming.argument.strip()
    if not card.is_changed(turn, text_id):
        return offer(replace(turn, state=IDLE), turn.t("sualoi-is-filed"))
    return _made(turn, TextChange(id=text_id), "sualoi-restored", "text_restored")


def _made(turn: Turn, change: TextChange, said: str, action: str) -> Outcome:
    made = Amendment(
        id=turn.new_id("amendment"),
        kind="text",
        subject=change.id,
        body=change.model_dump_json(),
        state="in_force",
        by_person=turn.me().id,
        at=turn.now,
        decided_by=turn.me().id,
        decided_at=turn.now,
    )
    shown = offer(replace(turn, state=IDLE), turn.t(said), _rows(turn, made, change))
    return shown.after(made, noted(turn, action, change.id))


def _rows(turn: Turn, made: Amendment, change: TextChange) -> Rows:
    undo = [turn.button("duyet-undo", f"!hoantacloi:{made.id}")] if turn.campaign.policy.undo_minutes else []
    back = [turn.button("sualoi-restore", f"!loigoc:{change.id}")] if change.source else []
    return column(*undo, *back, turn.button("sualoi-another", "!sualoi"))


def undo(turn: Turn) -> Outcome:
    """`!hoantacloi:<id>`: for the policy's `undo_minutes` it is as if never decided, where it is the last word."""
    if not allowed(turn, "edit_texts"):
        return refuse(turn)
    made = turn.records.amendment(number_in(turn.incoming.argument))
    turn = replace(turn, state=IDLE)
    if made is None or made.kind != "text":
        return offer(turn, turn.t("sualoi-moved-on"))
    again = column(turn.button("sualoi-this", f"!sualoi:{made.subject}"))
    last = card.newest(turn, made.subject)
    if last is None or last.id != made.id:
        return offer(turn, turn.t("sualoi-moved-on"), again)
    minutes = turn.campaign.policy.undo_minutes
    if turn.now >= (made.decided_at or made.at) + timedelta(minutes=minutes):
        return offer(turn, turn.t("sualoi-undo-late", minutes=count(minutes)), again)
    changes = (replace(made, state="undone"), noted(turn, "text_undone", made.subject))
    return offer(turn, turn.t("sualoi-undone"), again).after(*changes)
