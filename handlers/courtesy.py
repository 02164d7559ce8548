"""Mere courtesies: what somebody says that wants no answer, and gets none where few messages are left of the month."""

from __future__ import annotations

from campaign.vietnamese.text import fold, is_wordless
from handlers.turn import Turn

_LONGEST = 6  # words; whoever thanks at length has something to say
_THANKS = ("cam on", "thank")
_NODS = frozenset(
    {"ok", "oke", "okay", "okie", "da", "vang", "da vang", "vang a", "da ok", "u", "uh", "um", "tot", "tot qua", "hay"}
    | {"tuyet voi", "tam biet", "bye", "bai", "da vang a", "ok a", "da a"}
)  # fmt: skip


def wants_no_answer(turn: Turn) -> bool:
    """Whether what came is thanks, a nod or a sticker, while nothing was asked, and messages have to be spared."""
    if not turn.channel.terse:
        return False
    if turn.incoming.kind == "sticker":
        return True
    words = " ".join(fold(turn.incoming.text).replace(",", " ").strip(" .!~").split())
    if turn.incoming.kind != "text" or "?" in turn.incoming.text or words.count(" ") >= _LONGEST:
        return False
    return words in _NODS or words.startswith(_THANKS) or is_wordless(turn.incoming.text)
