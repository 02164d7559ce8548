"""A line of the audit log by the person speaking."""

from __future__ import annotations

from handlers.turn import Turn
from storage.records import Audit


def noted(turn: Turn, action: str, subject: str, detail: str = "") -> Audit:
    """Who did what about what, now."""
    return Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=turn.me().id,
        action=action,
        subject=subject,
        detail=detail,
    )
