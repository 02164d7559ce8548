from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.sorting import person_key, sort_key
from campaign.vietnamese.text import nfc

NAMES = (Path(__file__).parents[2] / "data/g10_name_sort.txt").read_text("utf-8").split("\n")[:16]


@pytest.mark.parametrize("seed", range(5))
def test_names_stand_as_icu_sorts_them(seed: int) -> None:
    """G10: sixteen names in any order are sorted by given name, then the rest, as ICU does."""
    shuffled = random.Random(seed).sample(NAMES, len(NAMES))  # noqa: S311 (a shuffle for a test needs no secrecy)
    assert sorted(shuffled, key=person_key) == NAMES


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "o", "ô", "ơ", "p", "u", "ư", "v"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
        ["ân", "ần", "ẩn", "ẫn", "ấn", "ận"],
        ["Tổ 2", "Tổ 10", "Tổ 10A"],
        ["Trường 7", "Trường 08", "Trường 9"],
        ["an", "An"],
        ["Anh", "Ánh", "Ăng", "Âm"],
        ["", "-", "1", "a", "я"],
    ],
)
def test_letters_then_tones_then_capitals(ordered: list[str]) -> None:
    """Letters come first, tones second, capitals third, and numbers count as numbers."""
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


@given(st.integers(min_value=0), st.integers(min_value=0))
def test_numbers_in_names_count(a: int, b: int) -> None:
    """Two groups with numbers stand in the order of their numbers, however long those are."""
    assert (sort_key(f"Tổ {a}") < sort_key(f"Tổ {b}")) == (a < b)


@given(st.lists(st.text(), max_size=6))
def test_the_order_is_total(texts: list[str]) -> None:
    """Any texts can be compared, and only texts that are equal in NFC have equal keys."""
    keys = sorted(map(sort_key, texts))
    assert len(set(keys)) == len({nfc(s) for s in texts})
    assert all(sort_key(unicodedata.normalize("NFD", s)) == sort_key(nfc(s)) for s in texts)
    assert sorted(map(person_key, texts)) == sorted(map(person_key, reversed(texts)))
