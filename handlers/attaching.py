"""A file that was given is noted, and fetched in the background: the turn does not wait for it (DESIGN 6)."""

from __future__ import annotations

from handlers.incoming import Given
from handlers.states import Paper
from handlers.turn import Turn
from storage.records import Attachment

LARGEST = 20 * 1024 * 1024  # what a bot may fetch (telegram.md 2.1)


def attached(turn: Turn, given: Given | Paper, draft_id: int | None = None) -> Attachment:
    """The file as it is before it is fetched; without a draft it goes with a question, its answer or an order."""
    return Attachment(
        id=turn.new_id("attachment"),
        draft_id=draft_id,
        chat_id=turn.chat.id,
        kind=given.kind,
        remote=given.remote,
        name=given.name,
        size=given.size,
        state="pending",
        attempts=0,
        sha256=None,
        received_at=turn.now,
    )
