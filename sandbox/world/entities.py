"""The entities a client adds by itself: bot commands, mentions, hashtags, links, mail addresses."""

from __future__ import annotations

import re
from typing import Any

_MARKS = re.compile(r"[/@#]|\.[a-z]")
_AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])"
    r"|(?P<email>(?<![\w.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<bot_command>(?<![\w/@#<>.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w@/]))"
    r"|(?P<mention>(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w{1,256})"
    r"|(?P<link>(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|vn|io|me|info|dev|app)(?![\w-])(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]])?)"
)


def automatic_entities(text: str) -> list[dict[str, Any]]:
    """Entities found in plain text, in order; offsets and lengths in UTF-16 units."""
    if _MARKS.search(text) is None:
        return []
    astral = not text.isascii() and max(text) > "\uffff"
    return [
        {
            "type": "url" if match.lastgroup == "link" else match.lastgroup,
            "offset": utf16_length(text[: match.start()]) if astral else match.start(),
            "length": utf16_length(match[0]) if astral else len(match[0]),
        }
        for match in _AUTOMATIC.finditer(text)
    ]


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text has, the measure of entities."""
    if text.isascii() or max(text) <= "\uffff":
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def merged(explicit: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Explicit entities and the automatic ones that do not overlap a link, code or mention among them."""
    found = automatic_entities(text)
    if not explicit:
        return found
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in explicit
        if entity["type"]
        in {"code", "pre", "text_link", "text_mention", "url", "mention", "bot_command", "email"}
    ]
    free = [
        entity
        for entity in found
        if not any(
            start < entity["offset"] + entity["length"] and entity["offset"] < end for start, end in taken
        )
    ]
    return sorted(explicit + free, key=lambda entity: (entity["offset"], -entity["length"]))
