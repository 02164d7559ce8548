"""Why a value was refused, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic_core import ErrorDetails

_CODE = "has letters without diacritics, digits, - and _ only, no spaces, at most 32 characters"
_IS_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")
_PATTERNS = {
    _IS_CODE.pattern: f"is no code: a code {_CODE}",
    r"^[A-Z0-9]{1,8}$": "is no campaign code: it has 1 to 8 capital letters without diacritics and digits",
    r"^[A-Z0-9]{1,4}$": "is no prefix: it has 1 to 4 capital letters without diacritics and digits",
    r"^[a-z][a-z0-9_]{0,31}$": "is no key: it has small letters a-z, digits and _ only, at most 32 characters",
}
_PLAIN = {
    "missing": "is missing",
    "string_type": "must be a text in quotes",
    "int_type": "must be a whole number without quotes",
    "int_parsing": "must be a whole number without quotes",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false, without quotes",
    "bool_parsing": "must be true or false, without quotes",
    "tuple_type": "must be a list in square brackets",
    "list_type": "must be a list in square brackets",
    "dict_type": "must be a table (its own [heading], or { … } on one line)",
    "model_type": "must be a table (its own [heading], or { … } on one line)",
}


def refusal(reason: str) -> PydanticCustomError:
    """An error for a validator to raise, whose words are shown as they are."""
    return PydanticCustomError("plain", "{reason}", {"reason": reason})


def plain_reason(error: ErrorDetails, keys: Collection[str]) -> str:
    """One sentence for an error of a table whose allowed keys are `keys`."""
    kind, told = error["type"], error.get("ctx", {})
    if kind == "plain":
        return error["msg"]
    if kind == "extra_forbidden":
        return f"there is no such key{did_you_mean(str(error['loc'][-1]), keys)}"
    if kind == "literal_error":
        return f"{_shown(error['input'])} must be {told['expected']}"
    return (
        _PLAIN.get(kind) or _limit(kind, told, error["input"]) or f"{_shown(error['input'])} cannot be used"
    )


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`; did you mean “starts”?` where something near is known, else nothing."""
    near = process.extractOne(word, tuple(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60)
    return "" if near is None else f"; did you mean “{near[0]}”?"


def stranger(kind: str, code: object, known: Collection[str] | None) -> str:
    """Why this code means nothing; empty when it is known, is no code at all, or nothing is known (None)."""
    if known is None or not isinstance(code, str) or not _IS_CODE.match(code) or code in known:
        return ""
    return f"there is no {kind} “{code}”{did_you_mean(code, known)}"


def _limit(kind: str, told: dict[str, Any], given: object) -> str:
    if kind == "string_pattern_mismatch":
        return f"{_shown(given)} {_PATTERNS.get(told['pattern'], 'has a form that cannot be used')}"
    if kind == "string_too_short":
        return "must not be empty"
    if kind == "string_too_long":
        return f"is {len(str(given))} characters long, at most {told['max_length']} are allowed"
    if kind == "greater_than_equal":
        return f"{_shown(given)} is too small, it must be {told['ge']} or more"
    if kind == "less_than_equal":
        return f"{_shown(given)} is too large, it must be {told['le']} or less"
    return ""


def _shown(value: object) -> str:
    text = str(value)
    return f"“{text if len(text) <= 60 else text[:57] + '…'}”"
