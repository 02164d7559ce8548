"""Texts to pass on: the state of things for a group where no bot can be, and the link by which workers join."""

from __future__ import annotations

from campaign.boards.phrases import inside_sentence
from campaign.digests import forward_text
from handlers import figures
from handlers.browsing import page_of
from handlers.outcome import Outcome, say
from handlers.rights import allowed, refuse
from handlers.turn import Turn


def forward(turn: Turn) -> Outcome:
    """`/chuyentiep <unit>`: the text as a message of its own; it says only what groups read anyway."""
    about, _ = page_of(turn.incoming.argument)
    scope = turn.unit_called(about) or turn.scene.units.root
    if not allowed(turn, "forward", scope.code):
        return refuse(turn)
    snapshot = figures.snapshot(turn, scope.code)
    if snapshot is None:
        return Outcome((say(turn.t("donvi-no-sprint")),))
    return Outcome((say(turn.t("chuyentiep-how")), say(forward_text(snapshot, turn.scene.texts))))


def joining_link(turn: Turn) -> Outcome:
    """`/moivao <unit>`: an invitation with the unit's lasting link, ready to be forwarded to its workers."""
    about, _ = page_of(turn.incoming.argument)
    unit = turn.unit_called(about)
    if unit is None or not allowed(turn, "see_unit", unit.code):
        return refuse(turn)
    invite = turn.records.unit_invite(unit.code)
    if invite is None:
        return Outcome((say(turn.t("moivao-none")),))
    door = turn.channel.door(unit.code)
    ready = turn.t(
        "moivao-forward" if door.link else "moivao-forward-code",
        unit=unit.name,
        campaign=inside_sentence(turn.campaign.name),
        bot=door.contact,
        link=door.link_to(invite.code),
    )
    return Outcome((say(turn.t("moivao-how", unit=unit.name)), say(ready)))
