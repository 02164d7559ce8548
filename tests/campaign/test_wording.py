"""Texts as somebody writes them who knows no Fluent: gaps with Vietnamese names, whatever signs stand between them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.texts import Texts, known_variables, spoken, variables_of
from campaign.texts.wording import LooseBraceError, UnknownGapError, gaps_of, source_of
from campaign.vietnamese.text import clean, fold

FOLDER = Path(__file__).resolve().parents[2] / "campaign" / "texts" / "vi"
TEXTS = Texts()
_SINGLE = ("slot-in-", "sample-in-")
RANK = gaps_of("rank-place", TEXTS, {})


def test_a_text_is_shown_with_its_gaps_named_and_with_an_example() -> None:
    """In the order of the text; what really stands in a gap wins over the example."""
    parts = TEXTS.parts("rank-place")
    assert parts is not None
    assert RANK.shown(parts) == "Đơn vị đang đứng thứ {hạng}/{tổng số} trong {cụm}."
    assert list(RANK.names.values()) == ["hạng", "tổng số", "cụm"]
    assert RANK.example(parts) == "Đơn vị đang đứng thứ 2/24 trong Cụm 1."
    known = gaps_of("rank-place", TEXTS, {"cluster": "Cụm Miền Tây"})
    assert known.example(parts) == "Đơn vị đang đứng thứ 2/24 trong Cụm Miền Tây."


@pytest.mark.parametrize("gap", ["{hạng}", "{hang}", "{ Hạng }", "{rank}", "{ $rank }", "{$rank}", "{HẠNG}"])
def test_a_gap_is_read_however_it_is_written(gap: str) -> None:
    """With diacritics or without, by its Vietnamese name or as the file has it."""
    assert RANK.read(f"Thứ {gap}!") == [("Thứ ", None), ("", "rank"), ("!", None)]


@pytest.mark.parametrize("said", ["Thứ {hạng", "Thứ hạng}", "{{hạng}}", "}{"])
def test_a_brace_that_is_no_gap_is_named(said: str) -> None:
    """Nothing is guessed: a brace opens a gap or it is a mistake."""
    with pytest.raises(LooseBraceError):
        RANK.read(said)


@pytest.mark.parametrize("said", ["{đơn vị}", "{}", "{ $n -> [one] một *[other] nhiều }"])
def test_a_gap_that_the_text_does_not_have_is_named(said: str) -> None:
    """Another text's gap, an empty one, and Fluent's own forms."""
    with pytest.raises(UnknownGapError):
        RANK.read(f"Thứ {said}")


@given(st.text(st.sampled_from('ạ [*.{}\n"=$#-–aĐ“”→\\é#'), max_size=60), st.booleans())
def test_whatever_is_written_is_said_as_it_was_written(said: str, gap: bool) -> None:
    """Signs that Fluent takes for its own, blank lines, blanks at the head of a line: nothing changes, all is NFC."""
    words = clean(said)
    if not words or (gap and words != words.strip()):
        return
    parts = [(words, None), *([("", "rank"), (words, None)] if gap else [])]
    told = Texts(source_of("rank-place", parts))("rank-place", rank="7", of="8", cluster="C")
    assert told == (f"{words}7{words}" if gap else words)


def test_every_text_but_those_for_the_page_and_the_slots_is_said() -> None:
    """What can be changed is all that is in the files the bot speaks from."""
    files = {path.stem: variables_of(path.read_text("utf-8")) for path in FOLDER.glob("*.ftl")}
    never = {"demo", "rehearsal", "slots"}
    assert set(spoken()) == {
        text_id for name, texts in files.items() if name not in never for text_id in texts
    }


def test_every_gap_of_a_text_can_be_told_from_its_others() -> None:
    """Each variable of what the bot says has a name of its own within the text, and an example."""
    for text_id in spoken():
        known = gaps_of(text_id, TEXTS, {})
        names = ["".join(fold(name).split()) for name in known.names.values()]
        assert len(set(names)) == len(names), f"{text_id}: {known.names}"
        assert "…" not in known.samples.values(), f"{text_id}: {known.samples}"


def test_every_text_can_be_shown_and_read_again() -> None:
    """What an owner copies from the card is the same text."""
    for text_id in spoken():
        parts, known = TEXTS.parts(text_id), gaps_of(text_id, TEXTS, {})
        assert parts is not None, text_id
        shown = known.shown(parts).strip()
        if shown:
            assert known.shown(known.read(shown)).split() == shown.split(), text_id


def test_what_is_said_of_a_gap_of_one_text_is_of_one_that_it_has() -> None:
    """`slot-in-<text>-<variable>` names a text with this variable."""
    every = {f"{text_id}-{name}" for text_id, names in known_variables().items() for name in names}
    own = [text_id.partition("-in-")[2] for text_id in known_variables() if text_id.startswith(_SINGLE)]
    assert len(own) > 50
    assert sorted(set(own) - every) == []
