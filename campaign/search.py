"""Search among units as people type it: without diacritics, any order of words, codes and aliases too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.vietnamese.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from campaign.definition import Unit

_BREAK = re.compile(r"[\W_]+")
_COMMON = re.compile(r"^(cdcs|cong doan co so|cong doan) +(?=\S)")  # said before any name, part of none


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search: the units on it and how many there are in all."""

    units: tuple[Unit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Entry:
    unit: Unit
    order: int
    texts: tuple[str, ...]  # name, code, aliases, each folded, in words
    hay: str  # all of them, each between bars, so that no phrase runs from one into the next
    spelt: str  # the same with diacritics, to prefer "Đông Hội" over "Đồng Hới" when that was typed


class SearchIndex:
    """The folded names, codes and aliases of some units, given in the order to list equals in."""

    def __init__(self, units: Iterable[Unit]) -> None:
        """Fold everything once: a search then only compares strings."""
        self._entries = [_entry(unit, order) for order, unit in enumerate(units)]

    def find(self, query: str, limit: int, offset: int, within: Collection[str] | None = None) -> Found:
        """A page of the units that match every word of the query, the best first, equals as given."""
        folded = _words(query)
        if query.strip() and not folded:
            return Found(units=(), total=0)
        ranked = self._rank(folded, _spelt(query), within)
        if not ranked:
            ranked = self._rank(_COMMON.sub("", folded), "", within)
        page = ranked[max(0, offset) : max(0, offset) + max(0, limit)]
        return Found(units=tuple(entry.unit for _, _, entry in page), total=len(ranked))

    def _rank(self, query: str, spelt: str, within: Collection[str] | None) -> list[tuple[int, int, _Entry]]:
        words = query.split()
        ranked = [
            (_score(entry, query, words) * 2 + (spelt not in entry.spelt), entry.order, entry)
            for entry in self._entries
            if all(word in entry.hay for word in words) and (within is None or entry.unit.code in within)
        ]
        ranked.sort(key=lambda one: one[:2])
        return ranked


def _score(entry: _Entry, query: str, words: Sequence[str]) -> int:
    """How well it fits, 0 best: the whole, its beginning, the phrase, whole words, beginnings, anything."""
    if not query or query in entry.texts:
        return 0
    if any(text.startswith(query) for text in entry.texts):
        return 1
    if f" {query} " in entry.hay:
        return 2
    if all(f" {word} " in entry.hay for word in words):
        return 3
    return 4 if all(f" {word}" in entry.hay for word in words) else 5


def _entry(unit: Unit, order: int) -> _Entry:
    written = (unit.name, unit.code, *unit.aliases)
    texts = tuple(_words(text) for text in written)
    return _Entry(unit, order, texts, f" {' | '.join(texts)} ", " | ".join(map(_spelt, written)))


def _words(text: str) -> str:
    return _BREAK.sub(" ", fold(text)).strip()


def _spelt(text: str) -> str:
    return _BREAK.sub(" ", text.casefold()).strip()
