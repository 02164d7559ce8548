"""Long texts in parts: at the best place, never inside what a person sees as one character, nothing lost."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.zalo.splitting import split
from campaign.boards import utf16_length

_WORDS = st.sampled_from(
    ["sáng kiến", "e\u0302\u0301", "👩‍👩‍👧", "🇻🇳", "👍🏽", "Đông Anh.", "\n", "\n\n", " ", "a", "1️⃣", "x" * 30]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=80).map("".join))


@given(_TEXTS, st.integers(min_value=20, max_value=120))
@settings(deadline=None)
def test_every_part_has_room_and_nothing_is_lost(text: str, most: int) -> None:
    """No part is too long or empty, and put together they are the text but for white space."""
    parts = split(text, most)
    assert all(0 < utf16_length(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.lists(_WORDS.filter(lambda word: len(word) > 1 and not word.isspace()), max_size=80).map("".join))
@settings(deadline=None)
def test_no_part_begins_inside_a_character(text: str) -> None:
    """Accents stay with their letters, joined and coloured emoji and flags stay whole."""
    for part in split(text, 20):
        assert unicodedata.category(part[0]) not in {"Mn", "Mc", "Me"}
        assert part[0] not in "\u200d🏽"
        assert not part.endswith("\u200d")
        flags = [letter for letter in part if "🇦" <= letter <= "🇿"]
        assert len(flags) % 2 == 0


def test_the_best_place_is_taken() -> None:
    """A paragraph before a line, a line before a sentence, a sentence before a word."""
    assert split("một hai.\nba bốn\n\nnăm sáu bảy tám", 28) == ["một hai.\nba bốn", "năm sáu bảy tám"]
    assert split("một hai. ba bốn\nnăm sáu bảy tám", 28) == ["một hai. ba bốn", "năm sáu bảy tám"]
    assert split("một hai ba. bốn năm sáu bảy", 20) == ["một hai ba.", "bốn năm sáu bảy"]
    assert split("một hai ba bốn", 12) == ["một hai ba", "bốn"]
    assert split("ngắn", 12) == ["ngắn"]
    assert split(" \n ", 12) == []


def test_what_nobody_can_split_well_is_split_all_the_same() -> None:
    """A letter under more accents than a message has room for."""
    parts = split("a" + "\u0301" * 50, 20)
    assert [len(part) for part in parts] == [20, 20, 11]
