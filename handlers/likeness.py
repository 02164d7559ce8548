"""How alike the titles of one unit are: a hint for authors and reviewers, never a verdict (I14)."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from campaign.vietnamese.text import fold


def most_alike(
    title: str, others: Iterable[tuple[int, str, str]], *, least: float
) -> list[tuple[float, int, str]]:
    """(likeness in percent, number, title) of those (number, title, folded title) that are at least so alike.

    The most alike first, by titles alone.
    """
    folded = fold(title)
    scored = ((fuzz.token_set_ratio(folded, other), number, shown) for number, shown, other in others)
    return sorted((each for each in scored if each[0] >= least), key=lambda each: (-each[0], each[1]))
