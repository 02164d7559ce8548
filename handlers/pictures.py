"""A photo that goes with a question or its answer: kept with no draft, and fetched while the talk goes on."""

from __future__ import annotations

from handlers.attaching import LARGEST, attached
from handlers.turn import Turn
from storage.records import Attachment


def given(turn: Turn) -> Attachment | None:
    """The photo of this turn; None where there is none that could be passed on."""
    file = turn.incoming.file
    if turn.incoming.kind != "photo" or file is None or (file.size or 0) > LARGEST:
        return None
    return attached(turn, file)
