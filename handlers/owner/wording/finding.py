"""Which texts somebody means by a few words of them, by their id, or by a sentence copied from the bot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from campaign.texts import Texts, spoken
from campaign.texts.wording import gaps_of
from campaign.vietnamese.text import fold

_BREAK = re.compile(r"[\W_]+")
_SENTENCE = 3  # so many words of which a text consists altogether mean this text
_LIKE_AN_ID = re.compile(r"[a-z]+(-[a-z0-9]*)+")
_LEAST_COPIED = 8  # letters of a text's own that a copied sentence must have, or every “•” would be a find


@dataclass(frozen=True, slots=True)
class _Entry:
    text_id: str
    hay: str
    own: str  # without gaps
    copied: re.Pattern[str] | None


def find(texts: Texts, query: str) -> tuple[str, ...]:
    """The ids of the texts that fit, the best first: as a phrase, by whole words, by parts of words, copied.

    An id is one only when it is typed as one, "board-today" or its beginning: words of ids mean nothing to people.
    """
    ids, wanted = _index(texts)[1], query.strip().lower()
    if wanted in ids:
        return (wanted,)
    folded = _words(query)
    if _LIKE_AN_ID.fullmatch(wanted) and (
        begun := tuple(each for each in spoken() if each.startswith(wanted))
    ):
        return tuple(each for each in begun if each in ids)
    if not folded:
        return ()
    whole = tuple(entry.text_id for entry in _index(texts)[0] if entry.hay == f" {folded} ")
    if whole and len(folded.split()) >= _SENTENCE:
        return whole
    ranked = [
        (*rank, place, entry)
        for place, entry in enumerate(_index(texts)[0])
        if (rank := _rank(entry, folded))
    ]
    return tuple(entry.text_id for *_, entry in sorted(ranked, key=lambda one: one[:3]))


def _rank(entry: _Entry, query: str) -> tuple[int, int] | None:
    """How well it fits, the smaller the better; None: not at all."""
    if f" {query} " in entry.hay:
        return 0, len(entry.hay)
    words = query.split()
    if all(f" {word} " in entry.hay for word in words):
        return 1, len(entry.hay)
    if all(word in entry.hay for word in words):
        return 2, len(entry.hay)
    if entry.copied is not None and entry.copied.search(query):
        return 3, -len(entry.own)
    return None


@lru_cache(maxsize=2)
def _index(texts: Texts) -> tuple[Sequence[_Entry], frozenset[str]]:
    entries = [entry for text_id in spoken() if (entry := _entry(texts, text_id)) is not None]
    return entries, frozenset(entry.text_id for entry in entries)


def _entry(texts: Texts, text_id: str) -> _Entry | None:
    """What a text is found by; None for one that says nothing."""
    parts = texts.parts(text_id)
    if parts is None:
        return _Entry(text_id, "  ", "", None)
    if not any(name or part.strip() for part, name in parts):
        return None
    constants = [words for part, name in parts if name is None and (words := _words(part))]
    gaps, own = gaps_of(text_id, texts, {}), " ".join(constants)
    copied = re.compile(".*".join(map(re.escape, constants))) if len(own) >= _LEAST_COPIED else None
    return _Entry(text_id, f" {_words(gaps.shown(parts))} ", own, copied)


def _words(text: str) -> str:
    return _BREAK.sub(" ", fold(text)).strip()
