"""`/tamdungtatca`, `/tieptuctatca`: the bot begins nothing by itself for a while; whoever asks is answered."""

from __future__ import annotations

from dataclasses import replace

from campaign.amending import PauseChange
from campaign.vietnamese.dates import say_moment
from handlers.browsing import offer
from handlers.outcome import Outcome, column
from handlers.owner.noting import noted
from handlers.rights import allowed, refuse
from handlers.turn import Turn
from storage.records import Amendment, Hush

SUBJECT = "all"


def _paused(turn: Turn) -> Amendment | None:
    """The pause in force."""
    every = turn.records.amendments_about(SUBJECT)
    return next((each for each in every if each.kind == "pause" and each.state == "in_force"), None)


def pause(turn: Turn) -> Outcome:
    """No post and no reminder from now on; what waits to go out is dropped."""
    if not allowed(turn, "pause_all"):
        return refuse(turn)
    rows = column(turn.button("tamdung-resume", "!tieptuctatca"))
    if (held := _paused(turn)) is not None:
        return offer(turn, turn.t("tamdung-already", **_who(turn, held)), rows)
    made = Amendment(
        id=turn.new_id("amendment"),
        kind="pause",
        subject=SUBJECT,
        body=PauseChange().model_dump_json(),
        state="in_force",
        by_person=turn.me().id,
        at=turn.now,
        decided_by=turn.me().id,
        decided_at=turn.now,
    )
    changes = (made, Hush(turn.now), noted(turn, "all_paused", turn.campaign.root))
    return offer(turn, turn.t("tamdung-done"), rows).after(*changes)


def resume(turn: Turn) -> Outcome:
    """Post and remind again from the next occurrence on; what was left out is not made up for."""
    if not allowed(turn, "pause_all"):
        return refuse(turn)
    held = _paused(turn)
    if held is None:
        return offer(turn, turn.t("tamdung-none"))
    changes = (replace(held, state="undone"), noted(turn, "all_resumed", turn.campaign.root))
    return offer(turn, turn.t("tamdung-over")).after(*changes)


def _who(turn: Turn, held: Amendment) -> dict[str, str]:
    by = turn.records.person(held.by_person) if held.by_person is not None else None
    name = by.name if by is not None and by.name else "–"
    return {"name": name, "at": say_moment(held.at, turn.scene.zone)}
