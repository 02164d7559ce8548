from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.phones import parse_mobile

with (Path(__file__).parents[2] / "data/g9_phone_parse.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = [(row["input"], row["e164"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("said", "e164"), GOLDEN)
def test_g9(said: str, e164: str) -> None:
    """G9 to the letter."""
    assert (parse_mobile(said) or "INVALID") == e164


@pytest.mark.parametrize(
    ("said", "e164"),
    [
        ("sđt: 0912.345.678", "+84912345678"),
        ("+84 (0) 912-345-678", "+84912345678"),
        ("0120 123 4567", "+84701234567"),
        ("0199 123 4567", "+84591234567"),
        ("+84 123 123 4567", "+84831234567"),
        ("0842345678", "+84842345678"),
        ("84842345678", "+84842345678"),
        ("０９１２３４５６７８", "+84912345678"),
        ("0100 123 4567", None),
        ("912345678", None),
        ("+0912345678", None),
        ("0912345678 0987654321", None),
        ("", None),
    ],
)
def test_mobiles_as_typed(said: str, e164: str | None) -> None:
    """Labels, brackets and the numbers of before 2018 are understood; what is no single mobile is refused."""
    assert parse_mobile(said) == e164


@given(st.one_of(st.text(), st.from_regex(r"[+0-9 .()-]{0,16}")))
def test_only_mobiles_come_out(s: str) -> None:
    """Any text gives a Vietnamese mobile number in E.164 or nothing."""
    number = parse_mobile(s)
    assert number is None or re.fullmatch(r"\+84[35789][0-9]{8}", number)


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_every_spelling_is_one_number(national: str) -> None:
    """0…, +84…, 84…, 0084… and +84 0… are the same number."""
    ways = [national, f"+84{national[1:]}", f"84{national[1:]}", f"0084{national[1:]}", f"+84 {national}"]
    assert {parse_mobile(way) for way in ways} == {f"+84{national[1:]}"}
