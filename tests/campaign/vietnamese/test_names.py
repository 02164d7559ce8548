from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.names import (
    AskAuthors,
    Author,
    Authors,
    AuthorsReason,
    NameProblem,
    NameReason,
    check_person_name,
    given_name,
    parse_authors,
    propose_name,
)

ME = "Nguyễn Văn An"
NAME = st.sampled_from(
    ["tôi", "Lan", "Trần Thị Bình", "chị Hoa", "H'Hen Niê", "Và A Lềnh", "", "không", "x" * 70]
)
SHARE = st.one_of(
    st.just(""), st.integers(min_value=0, max_value=130).map(str), st.sampled_from(["33,3%", "50%", "²"])
)


def _shares(said: str) -> dict[str, int]:
    read = parse_authors(said, speaker=ME)
    assert isinstance(read, Authors), read
    return {author.name: author.percent for author in read.authors}


@pytest.mark.parametrize(
    ("said", "shares"),
    [
        ("An 60%, Bình 40%", {"An": 60, "Bình": 40}),
        ("tôi 70, chị Lan 30", {ME: 70, "Lan": 30}),
        ("một mình tôi", {ME: 100}),
        ("mình tôi", {ME: 100}),
        ("chỉ mình tôi thôi ạ", {ME: 100}),
        ("không có ai khác", {ME: 100}),
        ("tôi", {ME: 100}),
        ("tôi và Nguyễn Thị Lan", {ME: 50, "Nguyễn Thị Lan": 50}),
        ("tôi, Lan, Bình", {ME: 34, "Lan": 33, "Bình": 33}),
        ("tôi 70, Lan, Bình", {ME: 70, "Lan": 15, "Bình": 15}),
        ("1. Nguyễn Văn An: 60%\n2. Trần Thị Bình - 40 %", {ME: 60, "Trần Thị Bình": 40}),
        ("Nguyễn Văn Tú (60%); Trần Bình (40%)", {"Nguyễn Văn Tú": 60, "Trần Bình": 40}),
        ("60% tôi, 40% Lan", {ME: 60, "Lan": 40}),
        ("tôi 60 Lan 40", {ME: 60, "Lan": 40}),
        ("tôi và Lan 60/40", {ME: 60, "Lan": 40}),
        ("em và anh Tuấn, mỗi người 50%", {ME: 50, "Tuấn": 50}),
        ("tôi và Lan chia đều", {ME: 50, "Lan": 50}),
        ("toi 50 va chi Hoa 50", {ME: 50, "Hoa": 50}),
        ("Và A Lềnh 50 và tôi 50", {"Và A Lềnh": 50, ME: 50}),
        ("Tác giả chính: Nguyễn Văn An; đồng tác giả: Lê Thị Hà", {ME: 50, "Lê Thị Hà": 50}),
        ("Minh 40, tôi 60", {"Minh": 40, ME: 60}),
        ("Đ/c Hà 100%", {"Hà": 100}),
        ("Anh Tuấn", {"Anh Tuấn": 100}),
    ],
)
def test_authors_as_typed(said: str, shares: dict[str, int]) -> None:
    """Names and shares are read from lines and lists as people write them, composed and decomposed."""
    assert _shares(said) == shares
    assert _shares(unicodedata.normalize("NFD", said)) == shares


@pytest.mark.parametrize(
    ("said", "reason", "total"),
    [
        ("", "empty", None),
        ("có", "unclear", None),
        (", ,", "unclear", 0),
        ("tôi 120%", "over_100", 120),
        ("tôi 60, Lan 50", "sum", 110),
        ("tôi 60, Lan 30", "sum", 90),
        ("tôi 100, Lan", "sum", 100),
        ("tôi, Lan và Bình mỗi người 33%", "sum", 99),
        ("tôi 0, Lan 100", "zero", 0),
        ("tôi 33,3%, Lan 33,3%, Bình 33,4%", "fraction", None),
        ("Lan 50, lan 50", "repeated", None),
        ("Nguyễn Văn An và tôi", "repeated", None),
        ("😀", "name", None),
        ("Lan 0912345678", "name", None),
        ("tôi và Lan 50/30/20", "unclear", None),
        (",".join(f"Lê Thị {letter}" for letter in "ABCDEGHIKLMNOPQRSTUVXY"), "too_many", 22),
        ("x" * 3000, "unclear", None),
    ],
)
def test_authors_that_do_not_add_up_are_asked(said: str, reason: AuthorsReason, total: int | None) -> None:
    """Shares that are no 100, names said twice and what is no name are asked about, with the number at fault."""
    read = parse_authors(said, speaker=ME)
    assert isinstance(read, AskAuthors)
    assert (read.reason, read.total) == (reason, total)


def test_the_speaker_is_marked() -> None:
    """Who speaks is known by "tôi" and by the full name, and only then."""
    read = parse_authors("tôi 60, An 40", speaker=ME)
    assert read == Authors((Author(ME, 60, is_speaker=True), Author("An", 40)))
    assert parse_authors("nguyễn văn an", speaker=ME) == Authors((Author(ME, 100, is_speaker=True),))


@given(st.one_of(st.text(), st.lists(st.tuples(NAME, SHARE).map(" ".join), max_size=25).map(", ".join)))
def test_shares_always_sum_to_100(said: str) -> None:
    """I12: whatever is typed, what is taken for authors is 1 to 20 different names whose shares sum to 100."""
    read = parse_authors(said, speaker=ME)
    if isinstance(read, Authors):
        assert sum(author.percent for author in read.authors) == 100
        assert all(author.percent > 0 for author in read.authors)
        assert 1 <= len({author.name.casefold() for author in read.authors}) == len(read.authors) <= 20
        assert sum(author.is_speaker for author in read.authors) <= 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Nguyễn  Văn\u00a0An ", "Nguyễn Văn An"),
        (unicodedata.normalize("NFD", "Hồ Thị Bé Thảo"), "Hồ Thị Bé Thảo"),
        ("NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Y Blơk Êban", "Y Blơk Êban"),
        ("An", "An"),
        ("Lê Văn\nTám", "Lê Văn Tám"),
    ],
)
def test_names_are_kept_as_typed(typed: str, name: str) -> None:
    """A name keeps its letters and capitals; only its form and its blanks are put right."""
    assert check_person_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("A", "too_short"),
        ("A.", "too_short"),
        ("😀😀", "symbols"),
        ("<b>An</b>", "link"),
        ("An <3", "digits"),
        ("An & Bình", "symbols"),
        ("Nguyễn Văn An 2", "digits"),
        ("https://x.vn", "link"),
        ("an@x.vn", "link"),
        ("a" * 61, "too_long"),
    ],
)
def test_what_is_no_name_is_refused(typed: str, reason: NameReason) -> None:
    """Emoji, digits, links, signs, one letter, too much: each has its reason, and what was typed is kept."""
    assert check_person_name(typed) == NameProblem(reason, typed)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("NGUYỄN THỊ ÁNH", "Nguyễn Thị Ánh"),
        ("nguyễn Văn An", "Nguyễn Văn An"),
        ("h'hen niê", "H'Hen Niê"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("Y Blơk Êban", "Y Blơk Êban"),
        ("đỗ đình đức", "Đỗ Đình Đức"),
        ("", ""),
    ],
)
def test_capitals_are_proposed(typed: str, proposed: str) -> None:
    """A name in small letters or in capitals is offered with capitals where names have them."""
    assert propose_name(typed) == proposed


@pytest.mark.parametrize(
    ("full", "given_part"), [("Nguyễn Văn An", "An"), ("Lan", "Lan"), ("", ""), (" \u200b", "")]
)
def test_the_given_name_stands_last(full: str, given_part: str) -> None:
    """A person is called by the last word of the name."""
    assert given_name(full) == given_part


@given(st.text())
def test_checking_names_never_fails(s: str) -> None:
    """Any text is a name that stays one when checked again, or has a problem; proposing twice changes nothing more."""
    name = check_person_name(s)
    assert isinstance(name, NameProblem) or check_person_name(name) == name
    assert propose_name(propose_name(s)) == propose_name(s)
    assert " " not in given_name(s)
