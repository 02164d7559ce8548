"""What in the same unit is most like an initiative: shown to whoever reviews it."""

from __future__ import annotations

from handlers.likeness import most_alike
from handlers.turn import Turn
from storage.records import Initiative

_LEAST = 75  # percent
_SHOWN = 2


def alike(turn: Turn, made: Initiative) -> list[tuple[int, int, str]]:
    """(likeness in percent, number, title) of the most alike ones of its unit, at most two, the most alike first."""
    others = [each for each in turn.records.titles_in(made.unit) if each[0] != made.id]
    found = most_alike(made.title, others, least=_LEAST)[:_SHOWN]
    return [(round(likeness), number, title) for likeness, number, title in found]
