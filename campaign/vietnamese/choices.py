"""One of several choices, by number, label or part of it, with and without diacritics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.vietnamese.text import clean, fold, is_within_one_edit, unwide

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 60
_MARKS = re.compile(r"[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """More than one choice fits what was said; their places, from 0."""

    fitting: tuple[int, ...]


_NUMBER_WORDS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_NUMBER_WORDS |= {"muoi": 10}
_NUMBERED = re.compile(
    r"(?:(?:da|em|toi|minh|xin|cho)? ?(?:chon|lay|bam)? ?(?:so|cau|muc|y|phuong an|dap an|lua chon|cai)? ?#?)"
    r"(\d{1,4}|[a-z]+)(?: a| nhe| nha)?",
    re.ASCII,
)
_EDGES = " .,:;!?()[]\"'“”-–*"


def parse_choice(said: str, options: Sequence[str], *, numbered: int | None = None) -> int | Ambiguous | None:
    """The place (from 0) of the option meant: by its number, its label, a clear beginning or words out of it.

    A label as it stands wins over a number ("Tổ 2"); a number that is not on the list is no choice. Only the first
    `numbered` options have a number (all, when it is left out).
    """
    if len(said) > max(_LONGEST, *map(len, options), 0) + _LONGEST:
        return None
    typed = clean(unwide(said)).strip(_EDGES).casefold()
    words = fold(typed).strip(_EDGES)
    if not words:
        return None
    labels = [fold(option).strip(_EDGES) for option in options]
    exact = [at for at, option in enumerate(options) if clean(option).strip(_EDGES).casefold() == typed]
    if len(exact) == 1:
        return exact[0]
    for fitting in (_same(words, labels), _numbered(words, labels[:numbered]), _near(words, labels)):
        if fitting:
            return fitting[0] if len(fitting) == 1 else Ambiguous(tuple(fitting))
    return None


def _same(words: str, labels: Sequence[str]) -> list[int]:
    return [at for at, label in enumerate(labels) if label == words]


def _numbered(words: str, labels: Sequence[str]) -> list[int]:
    """By number: "2", "số 2", "hai", and "2. Quản lý" when the label agrees."""
    number, _, label = words.partition(" ")
    if number.rstrip(".):-").isdecimal() and label:
        at = _place(number.rstrip(".):-"), labels)
        return [at] if at is not None and labels[at].startswith(label.strip(_EDGES)) else []
    match = _NUMBERED.fullmatch(words)
    at = _place(match[1], labels) if match else None
    return [] if at is None else [at]


def _place(said: str, labels: Sequence[str]) -> int | None:
    number = int(said) if said.isdecimal() and len(said) < 5 else _NUMBER_WORDS.get(said, 0)
    return number - 1 if 0 < number <= len(labels) else None


def _near(words: str, labels: Sequence[str]) -> list[int]:
    """By a beginning, else by words out of the label in a row, else by the label with one slip (from five letters)."""
    if len(words) < 2 or words.isdecimal():
        return []
    return (
        [at for at, label in enumerate(labels) if label.startswith(words)]
        or [at for at, label in enumerate(labels) if f" {words} " in f" {_MARKS.sub(' ', label)} "]
        or [at for at, label in enumerate(labels) if len(words) >= 5 and is_within_one_edit(words, label)]
    )
