"""The order of a Vietnamese dictionary: CLDR `vi`, letters first, tones second (domain.md 6.2)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from campaign.vietnamese.person_names import given_name
from campaign.vietnamese.text import nfc

Element = tuple[int, int, str]
SortKey = tuple[tuple[Element, ...], tuple[int, ...], tuple[bool, ...], str]

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_BLANK, _SIGN, _NUMBER, _LETTER, _OTHER = range(5)


@lru_cache(maxsize=8192)
def sort_key(s: str) -> SortKey:
    """A key for `sorted`: letters a < ă < â …, then tones ngang < huyền < hỏi < ngã < sắc < nặng, then small first.

    Digits count as numbers ("Tổ 2" before "Tổ 10"). A total order: only equal texts (in NFC) have equal keys.
    """
    kept = nfc(s)
    primary: list[Element] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFD", kept):
        if not unicodedata.combining(character) or not tones:
            _add(primary, tones, character)
        elif (marked := _marked(primary[-1], character)) is not None:
            primary[-1] = marked
        else:
            tones[-1] = tones[-1] * 8 + _TONES.get(character, 6)
    return tuple(primary), tuple(tones), tuple(map(str.isupper, kept)), kept


def _add(primary: list[Element], tones: list[int], character: str) -> None:
    if character.isdecimal():
        before = primary.pop()[2] if primary and primary[-1][0] == _NUMBER else ""
        digits = f"{before}{unicodedata.decimal(character)}".lstrip("0")
        primary.append((_NUMBER, len(digits), digits))
    else:
        primary.append(_element(character))
    tones.append(0)


def _element(character: str) -> Element:
    lower = character.lower()
    if (rank := _RANK.get(lower)) is not None:
        return _LETTER, rank, ""
    if character.isspace():
        return _BLANK, 0, ""
    return (_OTHER if character.isalpha() else _SIGN), 0, lower


def _marked(element: Element, mark: str) -> Element | None:
    """The letter that this mark makes of the one before it (ă, â, ê, ô, ơ, ư), None for tones and other marks."""
    if element[0] != _LETTER:
        return None
    letter = nfc(_LETTERS[element[1]] + mark)
    return (_LETTER, _RANK[letter], "") if letter in _RANK else None


def person_key(name: str) -> tuple[SortKey, SortKey]:
    """A key for people: by given name (the last word), then by the rest of the name."""
    given = given_name(name)
    return sort_key(given), sort_key(nfc(" ".join(name.split()[:-1])))
