"""Groups: what the bot answers there, and how a group is linked to a unit."""

from __future__ import annotations

from handlers.outcome import NOTHING, Outcome
from handlers.turn import Turn


def respond(turn: Turn) -> Outcome:
    """What an update of a group leads to."""
    del turn
    return NOTHING
