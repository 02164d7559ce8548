"""`/tiendo` and `/xephang` in a group: the board of its scope as it stands now, without a heading of the day."""

from __future__ import annotations

from campaign.boards import board
from handlers import figures
from handlers.groups.linking import not_linked
from handlers.groups.membership import live_link
from handlers.outcome import Outcome, say
from handlers.turn import Turn


def show(turn: Turn) -> Outcome:
    """The board: who leads and who improved, how many have none yet, never who is behind, nothing personal."""
    link = live_link(turn, turn.chat.id)
    if link is None or turn.unit(link.unit) is None:
        return not_linked(turn)
    snapshot = figures.snapshot(turn, link.unit)
    if snapshot is None:
        return Outcome((say(turn.t("group-first-none")),))
    post = board(snapshot, (), turn.scene.texts)
    return Outcome((say(post.text, heading=post.heading),))
