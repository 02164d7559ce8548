"""What in the same unit is most like an initiative: a hint for its author and its reviewer, never a verdict (I14)."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from campaign.vietnamese.text import fold
from handlers.turn import Turn
from storage.records import Initiative

_LEAST = 75
_SHOWN = 2


def alike(turn: Turn, made: Initiative) -> list[tuple[int, int, str]]:
    """(likeness in percent, number, title) of the most alike ones of its unit, at most two, the most alike first."""
    others = [each for each in turn.records.titles_in(made.unit) if each[0] != made.id]
    return most_alike(made.title, others, least=_LEAST)[:_SHOWN]


def most_alike(
    title: str, others: Iterable[tuple[int, str, str]], *, least: int
) -> list[tuple[int, int, str]]:
    """(likeness, number, title) of those (number, title, folded title) that are at least so alike, by titles alone."""
    folded = fold(title)
    scored = ((round(fuzz.token_set_ratio(folded, other)), number, shown) for number, shown, other in others)
    return sorted((each for each in scored if each[0] >= least), key=lambda each: (-each[0], each[1]))
