"""`/tiendo` and `/xephang` in a group: the board of its scope as it stands now, without a heading of the day."""

from __future__ import annotations

from campaign.boards import board
from campaign.boards.phrases import stamp, standing_of_scope
from handlers import figures
from handlers.groups.linking import not_linked
from handlers.groups.membership import live_link, private_button
from handlers.outcome import Outcome, say
from handlers.turn import Turn


def show(turn: Turn) -> Outcome:
    """The board: who leads and who improved, how many have none yet, never who is behind, nothing personal.

    Where messages are counted one line will do: the board comes once a day.
    """
    link = live_link(turn, turn.chat.id)
    if link is None or turn.unit(link.unit) is None:
        return not_linked(turn)
    snapshot = figures.snapshot(turn, link.unit)
    if snapshot is None:
        return Outcome((say(turn.t("group-first-none")),))
    if turn.channel.frugal:
        line = f"{stamp(snapshot, turn.scene.texts)}: {standing_of_scope(snapshot, turn.scene.texts)}"
        return Outcome((say(line, choices=private_button(turn)),))
    post = board(snapshot, (), turn.scene.texts)
    return Outcome((say(post.text, heading=post.heading),))
