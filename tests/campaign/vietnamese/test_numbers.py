from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.numbers import (
    count,
    in_words,
    parse_count,
    percent,
    read_words,
    signed,
    tenths_of_percent,
)
from campaign.vietnamese.text import fold

COUNTS = st.integers(min_value=0, max_value=10**7)
TARGETS = st.integers(min_value=1, max_value=10**7)


@pytest.mark.parametrize(
    ("done", "of", "printed"),
    [
        (1008, 1172, "86%"),
        (3716, 2936, "126,6%"),
        (696_948, 300_000, "232,3%"),
        (612, 1172, "52,2%"),
        (1, 8, "12,5%"),
        (9996, 10_000, "99,9%"),
        (99_999_999, 100_000_000, "99,9%"),
        (1, 1, "100%"),
        (10_000, 1, "1.000.000%"),
        (0, 5, "0%"),
        (1, 2000, "0,1%"),
        (-1, 8, "-12,5%"),
        (5, 0, None),
        (5, -1, None),
    ],
)
def test_percents_as_printed(done: int, of: int, printed: str | None) -> None:
    """Percents come from integers, half up to one decimal, without ",0"; none without a denominator (I5)."""
    assert percent(done, of) == printed


@given(COUNTS, TARGETS)
def test_hundred_percent_is_said_only_when_met(done: int, of: int) -> None:
    """100 % or more is printed exactly when the target is met."""
    tenths = tenths_of_percent(done, of)
    assert tenths is not None
    assert (tenths >= 1000) == (done >= of)
    assert abs(Fraction(tenths, 10) - Fraction(100 * done, of)) <= Fraction(1, 10)


@given(COUNTS, TARGETS)
def test_percents_grow_with_the_count(done: int, of: int) -> None:
    """One initiative more never makes a smaller percent, one more to reach never a larger."""
    less, more, harder = (
        tenths_of_percent(done, of),
        tenths_of_percent(done + 1, of),
        tenths_of_percent(done, of + 1),
    )
    assert less is not None
    assert more is not None
    assert harder is not None
    assert harder <= less <= more


@pytest.mark.parametrize(
    ("n", "printed"), [(0, "0"), (1008, "1.008"), (696_948, "696.948"), (-1234, "-1.234")]
)
def test_counts_have_dots(n: int, printed: str) -> None:
    """Thousands are parted by dots."""
    assert count(n) == printed


@pytest.mark.parametrize(("n", "printed"), [(41, "+41"), (0, "0"), (-3, "-3"), (1200, "+1.200")])
def test_changes_have_signs(n: int, printed: str) -> None:
    """A rise has its plus, no change has none."""
    assert signed(n) == printed


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (125_000_000, "một trăm hai mươi lăm triệu"),
        (1_500_000_000, "một tỷ năm trăm triệu"),
        (10**13, "mười nghìn tỷ"),
        (2 * 10**9 + 5, "hai tỷ không trăm linh năm"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_numbers_in_words(n: int, words: str) -> None:
    """mốt, tư, lăm and linh stand where Vietnamese has them, and empty hundreds are read inside a number."""
    assert in_words(n) == words


@given(st.integers(min_value=1, max_value=999))
def test_words_are_read_back(n: int) -> None:
    """What is said in words below 1.000 is read back as the same number without diacritics."""
    assert read_words(fold(in_words(n)).split()) == n


@given(st.integers(min_value=0, max_value=10**21))
def test_any_number_has_its_own_words(n: int) -> None:
    """Numbers of any size can be said, and the next one is said otherwise."""
    assert in_words(n) != in_words(n + 1)


@pytest.mark.parametrize(
    ("said", "n"),
    [
        ("1008", 1008),
        ("1.008", 1008),
        ("8,518", 8518),
        ("1 008", 1008),
        (" 1.234.567 ", 1_234_567),
        ("１２", 12),
        ("1.5", None),
        ("1.234,567", None),
        ("-5", None),
        ("abc", None),
        ("", None),
        ("1" * 5000, None),
        ("²", None),
    ],
)
def test_counts_are_read(said: str, n: int | None) -> None:
    """A dot or a comma with exactly three digits is thousands; anything unclear is no count."""
    assert parse_count(said) == n


@given(st.integers(min_value=0, max_value=10**12))
def test_printed_counts_are_read_back(n: int) -> None:
    """What is printed is read back, with dots and with commas."""
    assert parse_count(count(n)) == n == parse_count(f"{n:,}")


@given(st.text())
def test_reading_counts_never_fails(s: str) -> None:
    """Any text is a count or is none."""
    assert parse_count(s) is None or s.strip()
