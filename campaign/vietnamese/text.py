"""Text as it is stored, searched and recognised: NFC for keeping, folded for finding (domain.md 6.1, 6.6)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Line ends of any system become "\n"; everything unseen goes, save the joiner that holds an emoji together.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
_FILLER = re.compile(f"[{_FILLERS}]")
_BLANKS = re.compile(rf"(?:[^\S\n]|[{_FILLERS}])+")
_AROUND_LINE_END = re.compile(" ?\n ?")
_EMPTY_LINES = re.compile("\n{3,}")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SHORT = 80


def nfc(s: str) -> str:
    """The same text in NFC, as everything is stored; never NFKC, which would make m2 of m²."""
    return unicodedata.normalize("NFC", s)


def clean(s: str) -> str:
    """Text fit to be kept: NFC, no control or zero-width characters, runs of blanks one space, trimmed.

    Line ends stay (at most one empty line in a row). Lone surrogates go, since they cannot be stored. Idempotent.
    """
    if s.isprintable() and "  " not in s and s.strip() == s and unicodedata.is_normalized("NFC", s):
        return s if s.isascii() or not _FILLER.search(s) else _clean(s)
    return _clean(s)


def _clean(s: str) -> str:
    before = ""
    while s != before:  # what is taken away can bring two characters together that have to go as well
        before = s
        s = nfc(_UNSEEN.sub("", _LINE_END.sub("\n", s)))
    s = _AROUND_LINE_END.sub("\n", _BLANKS.sub(" ", s))
    return _EMPTY_LINES.sub("\n\n", s).strip(" \n")


def unwide(s: str) -> str:
    """Full-width letters, digits and signs as their ordinary ones (some keyboards type them); nothing else."""
    return s if s.isascii() else s.translate(_WIDE)


class _Folding(dict[int, str]):
    """What each character folds to, worked out when first met; remembered for the alphabets met daily."""

    def __missing__(self, code: int) -> str:
        folded = "".join(_fold_character(part) for part in _decomposed(chr(code)))
        if code < 0x3000:
            self[code] = folded
        return folded


def _decomposed(character: str) -> str:
    seen = ""
    while character != seen:
        seen, character = character, unicodedata.normalize("NFD", character.casefold())
    return character


def _fold_character(character: str) -> str:
    if character in "đð":  # Ð (eth) is what old converters made of Đ
        return "d"
    return "" if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cs"} else character


_FOLDING = _Folding()


def fold(s: str) -> str:
    """Text for searching: lower case, no diacritics, đ as d, runs of blanks one space. Idempotent.

    It collides on purpose (tổ, tờ, tô are all "to"): for search only, never for identity (domain.md 6.1).
    """
    return _fold_short(s) if len(s) <= _SHORT else _fold(s)


def _fold(s: str) -> str:
    if s.isascii():
        return " ".join(s.lower().split())
    return " ".join(s.translate(_FOLDING).split())


_fold_short = lru_cache(maxsize=8192)(_fold)


def is_wordless(s: str) -> bool:
    """Whether there is no letter and no digit in it: empty, emoji only, punctuation only."""
    return not any(map(str.isalnum, clean(s)))


_WORD = re.compile(r"[^\W_]+")
_TELEX = re.compile(r"^[a-z]+$")
_TELEX_LEFT = re.compile(r"[aeiouy][sfrxj]$|aa|ee|oo|dd|w")
_VNI_LEFT = re.compile(r"^(?=.*[aeiouy])[a-z]*(?:[aeiouy][a-z]{0,2}[1-8]{1,2}|d9)[a-z]*[1-8]?$")
_LOANS = frozenset(
    {"web", "website", "wifi", "word", "windows", "powerpoint", "software", "google", "zoom", "for"}
)
_LOANS |= {"facebook", "video", "laser", "sensor", "robot", "motor", "bus", "gas", "www", "covid19"}


def looks_untyped(s: str) -> bool:
    """Whether more than 30 % of the words look like Telex or VNI keys that were never turned into letters.

    A reason to ask whether Vietnamese typing is off ("sangs kieens", "sa1ng kie61n"); never to rewrite (domain.md 6.6).
    """
    words = _WORD.findall(s.lower())
    left = sum(_is_left_over(word) for word in words)
    return 10 * left > 3 * len(words)


def _is_left_over(word: str) -> bool:
    if not word.isascii() or word in _LOANS:
        return False
    if _TELEX.match(word):
        return _TELEX_LEFT.search(word) is not None
    return _VNI_LEFT.match(word) is not None and not word.isdigit()


def is_within_one_edit(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes one of the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    short, long = (a, b) if len(a) < len(b) else (b, a)
    same = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = short[same + 1 : same + 2] + short[same : same + 1] + short[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or swapped == long[same:]


_COMMAND_LENGTH = 48


def matches_command(said: str, known: Mapping[str, str], *, exact: bool = False) -> str | None:
    """The command meant, or None. `known` maps each spelling (with or without diacritics) to its command.

    Compared folded, without a leading "/" and end marks. From five letters on one slip is forgiven, unless two
    commands are as near; `exact` forgives nothing (inside a form only exact reserved words are commands).
    """
    if len(said) > _COMMAND_LENGTH:
        return None
    words = fold(said).strip(" /!.?…")
    if not words:
        return None
    spellings = {fold(spelling): command for spelling, command in known.items()}
    if (command := spellings.get(words)) is not None or exact or len(words) < 5:
        return command
    near = {
        c for spelling, c in spellings.items() if len(spelling) >= 5 and is_within_one_edit(words, spelling)
    }
    return near.pop() if len(near) == 1 else None
