"""The words of the movement: one line in texts.ftl changes every text that uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.file import check_campaign
from campaign.texts import Texts, UnknownTextError
from tests.campaign.folder import write

MODEL = "-initiative = mô hình\n-Initiative = Mô hình\n"


def test_a_word_of_the_campaign_is_in_every_text_that_uses_it() -> None:
    """Inside a sentence, at its head, and in texts that Fluent itself has to resolve."""
    texts = Texts(MODEL + "-submit = đăng ký\n-Submit = Đăng ký\n")
    assert texts("measure-counted") == "mô hình đã đăng ký"
    assert texts("menu-cuatoi") == "Mô hình của tôi"
    assert texts("figure-counted", n="1.008") == "đã đăng ký 1.008 mô hình"


def test_a_text_of_the_campaign_may_use_the_words_too() -> None:
    """An overriding text is said with the campaign's own words, or with the program's where it has none."""
    own = "menu-cuatoi = { -Initiative } của chúng tôi\n"
    assert Texts(own)("menu-cuatoi") == "Sáng kiến của chúng tôi"
    assert Texts(own + MODEL)("menu-cuatoi") == "Mô hình của chúng tôi"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("-initiativ = mô hình\n", "no word called '-initiativ'"),
        ("menu-cuatoi = { -modell }\n", "no word called '-modell'"),
        ("-initiative = { $n } mô hình\n", "-initiative has to be plain words"),
    ],
)
def test_a_word_the_texts_do_not_know_is_refused(source: str, reason: str) -> None:
    """A misspelt word is a mistake with its name, not a text that fails when it is to be said."""
    with pytest.raises(UnknownTextError, match=reason):
        Texts(source)


def test_mistakes_in_words_are_told_with_their_line(tmp_path: Path) -> None:
    """`nuocrut check` names a strange word with its line, and a word that was changed in one of its two forms only."""
    strange = check_campaign(write(tmp_path / "a", texts="# ours\n-modell = mô hình\n"))
    assert [(each.file, each.line, each.where) for each in strange] == [("texts.ftl", 2, "modell")]
    half = check_campaign(write(tmp_path / "b", texts="-initiative = mô hình\n"))
    assert [each.reason for each in half] == ["-Initiative has to be said differently too"]
    assert check_campaign(write(tmp_path / "c", texts=MODEL)) == ()
