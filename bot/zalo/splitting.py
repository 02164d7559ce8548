"""Long texts in several messages: at a paragraph, a line, a sentence, a word, and never inside a character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from campaign.boards import ROOM, utf16_length

_BREAKS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?<=[.!?…;])\s+"), re.compile(r"\s+"))
_LEAST_FILLED = 4  # a break in the first quarter of a message wastes the rest of it
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def split(text: str, most: int = ROOM) -> list[str]:
    """The text in parts of at most so many UTF-16 units each, none empty; nothing but white space is lost."""
    parts = []
    rest = text.strip()
    while utf16_length(rest) > most:
        head, rest = _cut(rest, most)
        parts.append(head)
    return [*parts, rest] if rest else parts


def _cut(text: str, most: int) -> tuple[str, str]:
    """The first part, and what is left: at the best break that leaves the part well filled."""
    room = _fitting(text, most)
    for kind in _BREAKS:
        places = [found for found in kind.finditer(text, 0, room + 1) if found.start() <= room]
        found = places[-1] if places else None
        if found is not None and found.start() >= room // _LEAST_FILLED:
            return text[: found.start()].rstrip(), text[found.end() :].lstrip()
    at = _before_a_character(text, room)
    return text[:at].rstrip(), text[at:].lstrip()


def _fitting(text: str, most: int) -> int:
    """How many code points from the beginning have room."""
    units = 0
    for place, character in enumerate(text):
        units += utf16_length(character)
        if units > most:
            return place
    return len(text)


def _before_a_character(text: str, at: int) -> int:
    """The last place up to `at` where a character as people see it begins; `at` where none of them ends at all."""
    return next((place for place in _down_from(at) if _begins(text, place)), at)


def _down_from(at: int) -> Iterator[int]:
    return iter(range(at, 0, -1))


def _begins(text: str, at: int) -> bool:
    """Whether what stands here is no mere part of the character before it (an accent, a joined or flag emoji)."""
    if at >= len(text):
        return True
    here, before = text[at], text[at - 1]
    if unicodedata.category(here) in {"Mn", "Mc", "Me"} or _JOINER in (here, before):
        return False
    if ord(here) in _SKIN_TONES or ord(here) in _TAGS:
        return False
    if ord(here) in _FLAG_LETTERS:
        return _flag_letters_before(text, at) % 2 == 0
    return True


def _flag_letters_before(text: str, at: int) -> int:
    start = at
    while start > 0 and ord(text[start - 1]) in _FLAG_LETTERS:
        start -= 1
    return at - start
