"""Another value holds from the next unit of work on; what waits for the end of the quiet hours is judged anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from campaign.amending import PolicyChange
from campaign.definition import Policy
from campaign.vietnamese.numbers import count
from handlers.browsing import offer
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome, column
from handlers.owner.noting import noted
from handlers.owner.policy import judging
from handlers.owner.policy.judging import ImpossibleError
from handlers.owner.policy.saying import label, said
from handlers.owner.policy.settings import BY_NAME, Setting
from handlers.rights import allowed, refuse
from handlers.states import IDLE
from handlers.turn import Turn
from storage.records import Amendment, JudgeAgain


def decide(turn: Turn, setting: Setting, values: Mapping[str, Any], policy: Policy) -> Outcome:
    """The setting is so from now on; `policy` is the one that comes of it."""
    made = Amendment(
        id=turn.new_id("amendment"),
        kind="policy",
        subject=setting.name,
        body=PolicyChange(values=judging.stored(values)).model_dump_json(),
        state="in_force",
        by_person=turn.me().id,
        at=turn.now,
        decided_by=turn.me().id,
        decided_at=turn.now,
    )
    after = said(turn, setting, policy)
    told = turn.t("chinhsach-done", name=label(turn, setting), after=after)
    undo = [turn.button("duyet-undo", f"!hoantaccs:{made.id}")] if turn.campaign.policy.undo_minutes else []
    shown = offer(replace(turn, state=IDLE), told, column(*undo, turn.button("chinhsach-all", "!chinhsach")))
    detail = f"{said(turn, setting, turn.campaign.policy)} → {after}"
    return shown.after(made, JudgeAgain(turn.now), noted(turn, "policy_changed", setting.name, detail))


def undo(turn: Turn) -> Outcome:
    """`!hoantaccs:<id>`: for the policy's `undo_minutes`, where nothing was decided over it and it fits the rest."""
    if not allowed(turn, "edit_policy"):
        return refuse(turn)
    made = turn.records.amendment(number_in(turn.incoming.argument))
    setting = BY_NAME.get(made.subject) if made is not None and made.kind == "policy" else None
    turn = replace(turn, state=IDLE)
    rows = column(turn.button("chinhsach-all", "!chinhsach"))
    if made is None or setting is None:
        return offer(turn, turn.t("chinhsach-moved-on"), rows)
    last, minutes = judging.newest(turn, setting), turn.campaign.policy.undo_minutes
    if last is None or last.id != made.id:
        return offer(turn, turn.t("chinhsach-moved-on"), rows)
    if turn.now >= (made.decided_at or made.at) + timedelta(minutes=minutes):
        return offer(turn, turn.t("chinhsach-undo-late", minutes=count(minutes)), rows)
    try:
        policy = judging.with_values(turn, judging.values_without(turn, setting, made))
    except ImpossibleError as error:
        return offer(turn, str(error), rows)
    told = turn.t("chinhsach-undone", name=label(turn, setting), after=said(turn, setting, policy))
    changes = (
        replace(made, state="undone"),
        JudgeAgain(turn.now),
        noted(turn, "policy_undone", setting.name),
    )
    return offer(turn, told, rows).after(*changes)
