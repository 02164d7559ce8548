"""A photo that goes with a question or its answer: kept with no draft, and fetched while the talk goes on."""

from __future__ import annotations

from handlers.turn import Turn
from storage.records import Attachment

_LARGEST = 20 * 1024 * 1024  # what a bot may fetch (telegram.md 2.1)


def given(turn: Turn) -> Attachment | None:
    """The photo of this turn; None where there is none that could be passed on."""
    file = turn.incoming.file
    if turn.incoming.kind != "photo" or file is None or (file.size or 0) > _LARGEST:
        return None
    return Attachment(
        id=turn.new_id("attachment"),
        draft_id=None,
        chat_id=turn.chat.id,
        kind=file.kind,
        remote=file.remote,
        name=file.name,
        size=file.size,
        state="pending",
        attempts=0,
        sha256=None,
        received_at=turn.now,
    )
