"""The amount inside what was said about money: digits, words and units to whole đồng (G8). Works on folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from campaign.vietnamese.numbers import SMALL_NUMBER_WORDS, read_words

_UNITS = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "trd": 10**6, "nghin": 10**3, "ngan": 10**3}
_UNITS |= {"k": 10**3, "ng": 10**3}
_TOKEN = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?![\d.,])|\d+(?:[.,]\d+)*|[a-z]+|\S", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[ ']\d{3})+", re.ASCII)
_MIXED = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,3}(?:,\d{3})+)\.(\d{1,2})", re.ASCII)
_MAX_LENGTH = 40


class UnreadableError(ValueError):
    """There is no amount in these words that could be taken without asking."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What was read. `bare`: a number alone, without a unit such as triệu; then it is what the digits say."""

    vnd: Fraction
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    value: Fraction
    digits: str = (
        ""  # as typed, when it is digits and nothing else, or the digit of one word: after "2tr" a decimal
    )
    places: str = (
        ""  # the words it was said in, when they are several: "không trăm linh năm" can be no decimal
    )


def read_amount(words: str, *, in_dong: bool) -> Amount:
    """The amount in these folded words; `in_dong` when they were followed by "đồng".

    Dot and three digits are thousands, dot and one or two are decimals, one comma is decimal (G8).

    Raises:
        UnreadableError: for anything else.
    """
    tokens = _numbers(_TOKEN.findall(words), in_dong=in_dong)
    if len(tokens) == 1 and isinstance(tokens[0], _Number):
        return Amount(tokens[0].value, bare=True)
    return Amount(_sum(tokens))


def _sum(tokens: list[_Number | str]) -> Fraction:
    """Parts from the largest unit down: "1 tỷ 200 triệu", "2tr5", "2 triệu rưỡi", "nửa tỷ"."""
    if not tokens:
        raise UnreadableError
    total, at, unit = Fraction(0), 0, 0
    while at < len(tokens):
        part = tokens[at]
        if part == "ruoi" and unit and at == len(tokens) - 1:
            return total + Fraction(unit, 2)
        number = Fraction(1, 2) if part == "nua" else part.value if isinstance(part, _Number) else None
        if number is None:
            raise UnreadableError
        above, (unit, used) = unit, _unit(tokens[at + 1 : at + 3])
        if not used:
            return total + _tail(part, above, is_last=at == len(tokens) - 1)
        if above and number * unit >= above:
            raise UnreadableError
        total, at = total + number * unit, at + 1 + used
    return total


def _unit(ahead: list[_Number | str]) -> tuple[int, int]:
    """The unit these tokens begin with and how many they are: 0 for none, 2 for "nghìn tỷ"."""
    units = [_UNITS[word] for word in takewhile(_UNITS.__contains__, ahead) if isinstance(word, str)]
    if units == [10**3, 10**9]:
        return 10**12, 2
    return (units[0], 1) if units else (0, 0)


def _tail(token: _Number | str, unit: int, *, is_last: bool) -> Fraction:
    """What follows the last unit without one of its own: "2tr5" is 2,5 triệu, "1 triệu 500.000" says the đồng."""
    if not is_last or not unit or not isinstance(token, _Number):
        raise UnreadableError
    if 0 < len(token.digits) <= 3:
        return Fraction(int(token.digits) * unit, 10 ** len(token.digits))
    if token.places and (unit == 1000 or token.places.startswith("khong tram")):
        return token.value
    if token.value.denominator != 1 or not 1000 <= token.value < unit:
        raise UnreadableError
    return token.value


def _numbers(tokens: list[str], *, in_dong: bool) -> list[_Number | str]:
    """The tokens with digits and runs of number words read; units and other words stay as they are."""
    read: list[_Number | str] = []
    while tokens:
        run = list(
            takewhile(
                lambda word: word in SMALL_NUMBER_WORDS or (len(word) == 1 and word.isdecimal()), tokens
            )
        )
        if run and any(word in SMALL_NUMBER_WORDS for word in run[:2]):
            value = read_words(run)
            if value is None:
                raise UnreadableError
            read.append(_Number(Fraction(value), places=" ".join(run)) if len(run) > 1 else _one_word(value))
        else:
            run = tokens[:1]
            read.append(_number(run[0], in_dong=in_dong) if run[0][0].isdecimal() else run[0])
        tokens = tokens[len(run) :]
    return read


def _one_word(value: int) -> _Number:
    return _Number(Fraction(value), digits=str(value) if value < 10 else "")


def _number(said: str, *, in_dong: bool) -> _Number:
    if len(said) > _MAX_LENGTH:
        raise UnreadableError
    if said.isdecimal():
        return _Number(Fraction(int(said)), said)
    if _GROUPED.fullmatch(said):
        return _Number(Fraction(int(re.sub(r"[ ']", "", said))))
    if mixed := _MIXED.fullmatch(said):
        return _Number(_decimal(re.sub(r"[.,]", "", mixed[1] or mixed[3]), mixed[2] or mixed[4]))
    if _is_thousands(said, in_dong=in_dong):
        return _Number(Fraction(int(re.sub(r"[.,]", "", said))))
    whole, _, part = said.replace(",", ".").partition(".")
    if "." in part or ("." in said and len(part) > 2 and whole != "0"):
        raise UnreadableError
    return _Number(_decimal(whole, part))


def _is_thousands(said: str, *, in_dong: bool) -> bool:
    """Dot + 3 digits always (save "0.500"); comma + 3 digits when there are two groups, or đồng has no fractions."""
    grouped = _THOUSANDS.fullmatch(said)
    if grouped is None or said[0] == "0":
        return False
    return grouped[1] == "." or said.count(",") > 1 or in_dong


def _decimal(whole: str, part: str) -> Fraction:
    return Fraction(int(whole + part), 10 ** len(part))
