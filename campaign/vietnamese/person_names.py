"""Names of people as they are typed and kept: checked for what cannot be a name, never rewritten silently."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from campaign.vietnamese.text import clean, is_wordless

NameReason = Literal["empty", "too_short", "too_long", "digits", "link", "symbols"]
_MIN_LETTERS, _MAX_LENGTH = 2, 60
_LINK = re.compile(r"https?:|www\.|\.(?:com|vn|net|org)\b|@|/", re.IGNORECASE)
_INSIDE = frozenset(" .-'’ʼ`‘")
_WORD_START = re.compile(r"(?:^|[\s\-'’ʼ`‘.])\w")


@dataclass(frozen=True, slots=True)
class NameProblem:
    """Why a text is not taken for a person's name; `said` is what was typed, cleaned, so that it is not lost."""

    reason: NameReason
    said: str = ""


def check_person_name(s: str) -> str | NameProblem:
    """The name as typed, in NFC and on one line, or what is wrong with it.

    2 to 60 characters with at least two letters; no digits, links, emoji or signs. H'Hen Niê and Y Blơk are names.
    """
    name = " ".join(clean(s).split())
    reason = _reason(name)
    return name if reason is None else NameProblem(reason, name)


def _reason(name: str) -> NameReason | None:
    found: tuple[tuple[bool, NameReason], ...] = (
        (not name, "empty"),
        (len(name) > _MAX_LENGTH, "too_long"),
        (_LINK.search(name) is not None, "link"),
        (any(map(str.isnumeric, name)), "digits"),
        (is_wordless(name) or not all(_may_stand(character) for character in name), "symbols"),
        (sum(map(str.isalpha, name)) < _MIN_LETTERS, "too_short"),
    )
    return next((reason for wrong, reason in found if wrong), None)


def _may_stand(character: str) -> bool:
    return character.isalpha() or character in _INSIDE or unicodedata.category(character) in {"Mn", "Mc"}


def propose_name(s: str) -> str:
    """The name with a capital at the start of each word when it was typed all in capitals or with small initials.

    The same name when nothing is to be proposed. Only an offer: the person decides.
    """
    name = " ".join(clean(s).split())
    words = [word for word in name.split() if word]
    if not (name.isupper() and len(name) > 1) and not any(word[:1].islower() for word in words):
        return name
    return clean(" ".join(_capitalised(word) for word in words))


def _capitalised(word: str) -> str:
    if not (word[:1].islower() or word.isupper()):
        return word
    return _WORD_START.sub(lambda start: start.group().title(), word.lower())


def given_name(full: str) -> str:
    """The given name, which stands last: "An" of "Nguyễn Văn An"; empty when there is no name."""
    return (clean(full).split() or [""])[-1]
