from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.labelled import Labelled, split_labelled
from campaign.vietnamese.text import clean

LABELS = {
    "title": ("Tên sáng kiến", "Tên"),
    "field": ("Lĩnh vực",),
    "before": ("Tình trạng trước", "Trước đây"),
    "benefit": ("Giá trị làm lợi", "Làm lợi"),
    "authors": ("Tác giả",),
}


def test_labelled_lines_in_any_order() -> None:
    """Lines are found by their label in any order; a value runs to the next label and keeps its colons."""
    said = """Em gửi sáng kiến ạ
Tác giả: tôi 60
Lan 40
ten sang kien - Cải tiến: máy khoan
1. Lĩnh vực (bắt buộc): Cơ khí
2) TÌNH TRẠNG TRƯỚC:
dòng 1
dòng 2: khoan tay

dòng 3
**Giá trị làm lợi** (đồng) = 25tr"""
    expected = Labelled(
        {
            "authors": "tôi 60\nLan 40",
            "title": "Cải tiến: máy khoan",
            "field": "Cơ khí",
            "before": "dòng 1\ndòng 2: khoan tay\n\ndòng 3",
            "benefit": "25tr",
        },
        "Em gửi sáng kiến ạ",
        frozenset(),
    )
    assert split_labelled(said, LABELS) == expected
    assert split_labelled(unicodedata.normalize("NFD", said), LABELS) == expected


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Tên sáng kiến:",
            "Tên sáng kiến: …",
            "Tên sáng kiến: ........",
            "Tên: ___",
            "Tên: (bắt buộc)",
            "Tên",
        ),
        *(
            "Tên: (không bắt buộc) …",
            "Tên: [ghi rõ]",
            "Tên: (vd: Cải tiến máy khoan)",
            "• Tên: -",
            "Tên: máy gì đó",
        ),
    ],
)
def test_template_lines_left_as_they_were_are_missing(line: str) -> None:
    """A label with nothing, with dots or with the template's hint behind it has no value, but was seen."""
    read = split_labelled(f"{line}\nLĩnh vực: Cơ khí", LABELS, hints=["Máy gì đó"])
    assert read == Labelled({"field": "Cơ khí"}, "", frozenset({"title"}))


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Tên: …… Cải tiến", "Cải tiến"),
        ("Tên: (bắt buộc) Cải tiến", "Cải tiến"),
        ("Tên: máy cắt, máy khoan...", "máy cắt, máy khoan..."),
        ("Tên: (Dự án A) máy cắt", "(Dự án A) máy cắt"),
        ("tên sang kiên: X", "X"),
        ("Ten sang kein: X", "X"),
        ("Tên： X", "X"),
        ("Tên – X", "X"),
        ("✅ Tên: X", "X"),
        ("(1) Tên: X", "X"),
        ("1/ Tên: X", "X"),
        ("Tên: cũ\nTên: mới", "mới"),
        ("Tên: cũ\nTên:", "cũ"),
        ("Tên: X\nGhi chú: y", "X\nGhi chú: y"),
    ],
)
def test_titles_as_typed(said: str, title: str) -> None:
    """Bullets, numbers, slips and what the template left in front are no part of the value; all else is."""
    assert split_labelled(said, LABELS).found == {"title": title}


@pytest.mark.parametrize(
    "said", ["", "Cải tiến máy khoan: loại 2", "Tên sáng kiến của tôi là X", "10:30 họp", "- - -", ":"]
)
def test_free_text_is_loose(said: str) -> None:
    """What has no label of ours is one free text."""
    assert split_labelled(said, LABELS) == Labelled({}, clean(said), frozenset())


@given(
    st.permutations(sorted(LABELS)),
    st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=5),
)
def test_values_come_back_by_key(order: list[str], words: list[str]) -> None:
    """Values written behind their labels come back by key whatever the order."""
    values = {key: clean(f"giá trị {word}") for key, word in zip(order, words, strict=False)}
    said = "\n".join(f"{LABELS[key][0]}: {value}" for key, value in values.items())
    assert split_labelled(said, LABELS).found == values


PIECES = st.sampled_from(
    ["Tên", "Tác giả", ":", " - ", "\n", "…", "(bắt buộc)", "1.", "*", "x", "[", ")", "..."]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_splitting_never_fails(said: str) -> None:
    """Any text is split into clean, non-empty values and loose text."""
    read = split_labelled(said, LABELS)
    assert all(value and value == clean(value) for value in read.found.values())
    assert not read.blank & read.found.keys()
    assert read.loose == clean(read.loose)
