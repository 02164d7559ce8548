from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.text import (
    clean,
    fold,
    is_within_one_edit,
    is_wordless,
    looks_untyped,
    matches_command,
    nfc,
)


def test_characters_fold_once_and_for_all() -> None:
    """Folding any character of the first two planes of Unicode twice gives what folding it once gave."""
    once = [fold(f"a{chr(code)}b") for code in range(0x20000)]
    assert [fold(folded) for folded in once] == once


@given(st.text())
def test_fold_and_clean_are_idempotent(s: str) -> None:
    """A folded text folds to itself, a clean one cleans to itself, whatever it was made of."""
    assert fold(fold(s)) == fold(s)
    assert clean(clean(s)) == clean(s)


@given(st.text())
def test_what_is_clean_can_be_stored(s: str) -> None:
    """A clean text is NFC, encodes to UTF-8, has no control character but the line end, and no blanks at its ends."""
    kept = clean(s)
    assert kept.encode().decode() == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert not any(unicodedata.category(character) == "Cc" and character != "\n" for character in kept)
    assert kept == kept.strip()
    assert "  " not in kept


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_folds_to_lower_case_words(s: str) -> None:
    """The quick path for ASCII and the long one agree: a text folds as it does with a diacritic put in and out."""
    assert fold(f"{s} ấ") == f"{fold(s)} a".strip()


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("CĐCS Trường THCS Đông Hội", "cdcs truong thcs dong hoi"),
        ("CÔNG ĐOÀN  Cơ  Sở", "cong doan co so"),
        (unicodedata.normalize("NFD", "Đỗ Đình Đức"), "do dinh duc"),
        ("Ðông\u00a0Anh", "dong anh"),
        ("hoà", fold("hòa")),
        ("m²", "m²"),
        ("1\ufe0f\u20e3", "1"),
    ],
)
def test_fold_vectors(said: str, folded: str) -> None:
    """Folding gives the vectors of domain.md 6.1 and 7, and Ð (eth) counts as Đ."""
    assert fold(said) == folded


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Máy\u00a0 khoan\t", "Máy khoan"),
        (unicodedata.normalize("NFD", "Công đoàn cơ sở"), "Công đoàn cơ sở"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a \n\n\n\n b", "a\n\nb"),
        ("sáng\u200b kiến\ufeff", "sáng kiến"),
        ("\x00\ud800", ""),
        ("\u3164\u2800", ""),
        ("👩\u200d🏭 m²", "👩\u200d🏭 m²"),
        ("a\u200db", "ab"),
        ("<b>Tôi & bạn</b>", "<b>Tôi & bạn</b>"),
    ],
)
def test_clean_keeps_what_was_typed(said: str, kept: str) -> None:
    """Cleaning takes away what cannot be seen and nothing else: signs, emoji, m² and HTML stay as typed."""
    assert clean(said) == kept


def test_nfc_composes() -> None:
    """15 code points are left of the 20 that "Công đoàn cơ sở" has in NFD."""
    assert len(nfc(unicodedata.normalize("NFD", "Công đoàn cơ sở"))) == 15


@pytest.mark.parametrize(
    ("s", "wordless"), [("", True), ("👍👍 !!!", True), ("…", True), ("ừ", False), ("2", False)]
)
def test_wordless(s: str, wordless: bool) -> None:
    """Emoji and punctuation alone are no words; one letter or digit is."""
    assert is_wordless(s) is wordless


@pytest.mark.parametrize(
    "s", ["sangs kieens", "ddoanf", "cos", "sa1ng kie61n", "d9oan2 vie6n", "Tooi ddoongf ys"]
)
def test_keys_left_over_are_seen(s: str) -> None:
    """Telex and VNI keys that never became letters are recognised."""
    assert looks_untyped(s)


@pytest.mark.parametrize(
    "s",
    [
        "sáng kiến cải tiến máy khoan",
        "sang kien cai tien may khoan",
        "Website quản lý lớp 6A1",
        "Phòng chống Covid19 theo 5S",
        "",
        "12/5/2022",
    ],
)
def test_plain_texts_are_not_taken_for_keys(s: str) -> None:
    """Texts with diacritics, without any, with loan words, codes and numbers are no left-overs."""
    assert not looks_untyped(s)


KNOWN = {"đăng ký": "register", "dk": "register", "xếp hạng": "rank", "huỷ": "cancel", "tắt nhắc": "mute"}


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("đăng ký", "register"),
        ("/dangky", "register"),
        ("dang kyy", "register"),
        ("ĐK", "register"),
        ("xep hnag", "rank"),
        ("XẾP HẠNG!", "rank"),
        ("TẮT NHẮC", "mute"),
        ("hủy", "cancel"),
        ("huỳnh", None),
        ("dl", None),
        ("tôi muốn đăng ký sáng kiến", None),
        ("", None),
    ],
)
def test_commands_are_recognised(said: str, command: str | None) -> None:
    """A command is known with and without slash and diacritics; one slip is forgiven from five letters on."""
    assert matches_command(said, KNOWN) == command


def test_exact_commands_forgive_nothing() -> None:
    """Inside a form a slip is an answer: only the word itself is the command."""
    assert matches_command("Xếp hạng", KNOWN, exact=True) == "rank"
    assert matches_command("xep hnag", KNOWN, exact=True) is None


def test_two_commands_as_near_are_none() -> None:
    """What is one slip away from two commands is neither."""
    assert matches_command("nhacx", {"nhacc": "a", "nhacz": "b"}) is None


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("abc", "abc", True),
        ("abc", "abd", True),
        ("abc", "ab", True),
        ("abc", "xabc", True),
        ("abcd", "acbd", True),
        ("abc", "cba", False),
        ("abc", "a", False),
        ("", "a", True),
        ("abcd", "badc", False),
    ],
)
def test_one_edit(a: str, b: str, near: bool) -> None:
    """Added, left out, changed, swapped: one of them is near, two are not; both ways round."""
    assert is_within_one_edit(a, b) is near
    assert is_within_one_edit(b, a) is near


@given(st.text(max_size=200))
def test_recognising_never_fails(s: str) -> None:
    """Any text whatever gets an answer from each of the recognisers."""
    assert isinstance(looks_untyped(s), bool)
    assert isinstance(is_wordless(s), bool)
    assert matches_command(s, KNOWN) in {None, *KNOWN.values()}
