"""Counts and percents as they are printed, numbers in words, counts as people type them (domain.md 6.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from campaign.vietnamese.text import fold, unwide

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 10**9
_COUNT = re.compile(r"\d+|\d{1,3}(?:(?P<sep>[., ])\d{3})(?:(?P=sep)\d{3})*", re.ASCII)


def count(n: int) -> str:
    """A whole number with dots: 1.008, 696.948."""
    return f"{n:,}".replace(",", ".")


def signed(n: int) -> str:
    """A change with its sign: +41, -3, and 0 for none."""
    return f"+{count(n)}" if n > 0 else count(n)


def tenths_of_percent(done: int, of: int) -> int | None:
    """`done` of `of` in tenths of a percent, half up from the integers; None when there is no denominator (I5).

    Never 1000 or more while `done` is less than `of`: 99,96 % is 999, because the target is not met.
    """
    if of <= 0:
        return None
    tenths = (2000 * done + of) // (2 * of)
    return min(tenths, 999) if done < of else tenths


def percent(done: int, of: int) -> str | None:
    """`done` of `of` as printed: "86,4%", "86%"; None when `of` is 0 or less, since there is no percent then (I5).

    Half up to one decimal, ",0" dropped; "100%" and more only when `done` is at least `of`.
    """
    tenths = tenths_of_percent(done, of)
    if tenths is None:
        return None
    sign, (whole, tenth) = "-" * (tenths < 0), divmod(abs(tenths), 10)
    return f"{sign}{count(whole)},{tenth}%" if tenth else f"{sign}{count(whole)}%"


def in_words(n: int) -> str:
    """A whole number in words, as read in the north: 125 is "một trăm hai mươi lăm", 105 "một trăm linh năm"."""
    if n < 0:
        return f"âm {in_words(-n)}"
    if n < 10:
        return _DIGITS[n]
    return " ".join(_words(n, leading=True))


def _words(n: int, *, leading: bool) -> list[str]:
    if n >= _BILLION:
        above, rest = divmod(n, _BILLION)
        return [*_words(above, leading=leading), "tỷ", *_words(rest, leading=False)]
    words: list[str] = []
    for power in (2, 1, 0):
        group = n // 1000**power % 1000
        if group:
            words += [*_hundreds(group, leading=leading and not words), *_GROUPS[power].split()]
    return words


def _hundreds(group: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    if leading and not hundreds:
        return _tens(rest)
    words = [_DIGITS[hundreds], "trăm"]
    if 0 < rest < 10:
        return [*words, "linh", _DIGITS[rest]]
    return words + (_tens(rest) if rest else [])


def _tens(n: int) -> list[str]:
    tens, unit = divmod(n, 10)
    if tens == 0:
        return [_DIGITS[unit]]
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if unit == 0:
        return words
    spoken = {1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else "tư", 5: "lăm"}
    return [*words, spoken.get(unit, _DIGITS[unit])]


def parse_count(s: str) -> int | None:
    """A count as typed: 1008, "1.008", "8,518", "1 008" (dot or comma and three digits are thousands); else None."""
    said = fold(unwide(s))
    if len(said) > 20 or not _COUNT.fullmatch(said):
        return None
    return int(re.sub(r"[., ]", "", said))


_SPOKEN = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "nham": 5,
    "sau": 6,
}
_SPOKEN |= {"bay": 7, "tam": 8, "chin": 9}
SMALL_NUMBER_WORDS = frozenset(_SPOKEN) | {"muoi", "chuc", "tram", "linh", "le"}


def read_words(words: Sequence[str]) -> int | None:
    """A number below 1.000 in folded words ("hai", "tram", "linh", "nam" is 205); None if they make no number.

    A single digit may stand for its word: "5 tram".
    """
    shape = "".join(_shape(word) for word in words)
    if not _SHAPE.fullmatch(shape):
        return None
    digits = [_digit(word) for word in words]
    return _value(shape, [digit for digit in digits if digit is not None])


# d a digit, t hundred, m ten, l the zero between ("linh")
_SHAPE = re.compile(r"d|d?md?|dt(?:d|ld|d?md?)?")


def _shape(word: str) -> str:
    if _digit(word) is not None:
        return "d"
    return {"tram": "t", "muoi": "m", "chuc": "m", "linh": "l", "le": "l"}.get(word, "?")


def _digit(word: str) -> int | None:
    return int(word) if len(word) == 1 and word in "0123456789" else _SPOKEN.get(word)


def _value(shape: str, digits: list[int]) -> int:
    total, ahead = 0, iter(digits)
    hundreds, _, rest = shape.rpartition("t")
    if hundreds:
        total = 100 * next(ahead)
    if rest == "d" and hundreds:  # "hai trăm ba": what is left out is the ten
        return total + 10 * next(ahead)
    tens, ten, unit = rest.rpartition("m")
    if ten:
        total += 10 * (next(ahead) if tens else 1)
    return total + (next(ahead) if unit else 0)
