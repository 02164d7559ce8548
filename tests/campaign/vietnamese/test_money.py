from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.money import (
    MAX_VND,
    AskMoney,
    Money,
    NotYet,
    money_in_words,
    parse_money,
    spell_money,
)

with (Path(__file__).parents[2] / "data/g8_money_parse.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = [(row["input"], row["vnd"]) for row in csv.DictReader(file)]
AMOUNTS = st.integers(min_value=0, max_value=MAX_VND)


def _short(said: str) -> str:
    match parse_money(said):
        case Money(vnd=vnd):
            return str(vnd)
        case NotYet():
            return "NULL"
        case _:
            return "ASK"


@pytest.mark.parametrize(("said", "vnd"), GOLDEN)
def test_g8(said: str, vnd: str) -> None:
    """G8 to the letter, composed, decomposed and in capitals."""
    assert _short(said) == vnd
    assert _short(unicodedata.normalize("NFD", said)) == vnd
    assert _short(f"  {said.upper()} ạ") == vnd


@pytest.mark.parametrize(
    ("said", "vnd"),
    [
        ("10tr", 10_000_000),
        ("10 tr 500", 10_500_000),
        ("1 tỷ rưỡi", 1_500_000_000),
        ("1.5tr", 1_500_000),
        ("30 trđ", 30_000_000),
        ("2 trăm triệu", 200_000_000),
        ("5 chục triệu", 50_000_000),
        ("mười triệu", 10_000_000),
        ("tám mươi triệu", 80_000_000),
        ("một trăm hai mươi lăm triệu đồng", 125_000_000),
        ("ba mươi hai triệu năm trăm nghìn đồng", 32_500_000),
        ("10 nghìn tỷ", 10**13),
        ("1 tỷ 200 triệu 300 nghìn", 1_200_300_000),
        ("1 triệu 500.000", 1_500_000),
        ("1,234.50 triệu", 1_234_500_000),
        ("500,000đ", 500_000),
        ("0.500 tỷ", 500_000_000),
        ("50.000 đồng", 50_000),
        ("hai triệu rưỡi", 2_500_000),
        ("hai triệu ba", 2_300_000),
        ("một nghìn hai trăm đồng", 1200),
        ("không đồng", 0),
        ("１０ triệu", 10_000_000),
        ("5.000.000 ₫", 5_000_000),
        ("Giá trị làm lợi: 25 triệu", 25_000_000),
        ("1'500'000", 1_500_000),
    ],
)
def test_as_typed_on_telephones(said: str, vnd: int) -> None:
    """The ways people write an amount beyond G8 are read."""
    assert parse_money(said) == Money(vnd)


@pytest.mark.parametrize(
    ("said", "money"),
    [
        ("1,5tr/năm", Money(1_500_000, per="year")),
        ("500 nghìn đồng/tháng", Money(500_000, per="month")),
        ("120 tr / 1 năm", Money(120_000_000, per="year")),
        ("tiết kiệm được khoảng 30 triệu đồng mỗi năm", Money(30_000_000, about=True, per="year")),
        ("trên 5 triệu", Money(5_000_000, about=True)),
        ("tầm mười triệu", Money(10_000_000, about=True)),
        ("500.000đ/ngày", Money(500_000, per="day")),
    ],
)
def test_about_and_per(said: str, money: Money) -> None:
    """What "khoảng" and "mỗi năm" say is kept beside the amount, so that they can be echoed."""
    assert parse_money(said) == money


@pytest.mark.parametrize(
    "said",
    [
        "chưa tính",
        "chưa có",
        "ko tính được",
        "không tính được ạ",
        "chưa",
        "k",
        "không",
        "em chưa tính được ạ",
        "đang tính",
        "Chưa tính được.",
        "chua tinh dc",
        "không có",
        "chưa xác định",
        "không quy ra tiền được",
        "-",
        "n/a",
    ],
)
def test_not_yet(said: str) -> None:
    """The usual ways to say that it cannot be said are no amount and not 0."""
    assert parse_money(said) == NotYet()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "empty"),
        ("  \u200b ", "empty"),
        ("5", "bare"),
        ("2,5", "bare"),
        ("500 đồng", "bare"),
        ("5m", "slang"),
        ("3 xị", "slang"),
        ("hai củ", "slang"),
        ("khoảng 20-30 triệu", "range"),
        ("20 đến 30 triệu", "range"),
        ("từ 10 tr tới 20 tr", "range"),
        ("vài trăm triệu", "vague"),
        ("nhiều lắm", "vague"),
        ("tam muoi trieu", "vague"),
        ("5 triệu năm", "vague"),
        ("$500", "foreign"),
        ("500 usd", "foreign"),
        ("5 đô", "foreign"),
        ("-5 triệu", "negative"),
        ("âm 5 triệu", "negative"),
        ("2.000.000 tỷ", "too_large"),
        ("9" * 25, "too_large"),
        ("9" * 500, "malformed"),
        ("1 triệu 2 tỷ", "malformed"),
        ("chưa tính được, khoảng 5 triệu", "malformed"),
        ("giảm 30 phút mỗi ca", "malformed"),
        ("😀", "malformed"),
        ("²", "malformed"),
        ("đ", "malformed"),
        ("1e9", "malformed"),
        ("10 phần trăm", "percent"),
    ],
)
def test_what_is_unclear_is_asked(said: str, reason: str) -> None:
    """What could be misread is not taken, and the reason says how to ask again."""
    asked = parse_money(said)
    assert isinstance(asked, AskMoney)
    assert asked.reason == reason


@pytest.mark.parametrize(
    ("said", "guesses"),
    [
        ("500", (500_000, 500_000_000)),
        ("500,000", (500_000,)),
        ("2 củ", (2_000_000,)),
        ("99.999", (99_999,)),
        ("0,5", ()),
    ],
)
def test_guesses_are_offered(said: str, guesses: tuple[int, ...]) -> None:
    """With a bare number and with slang comes what it may have meant."""
    asked = parse_money(said)
    assert isinstance(asked, AskMoney)
    assert asked.guesses == guesses


@pytest.mark.parametrize(
    ("vnd", "short", "words"),
    [
        (1_500_000_000, "1,5 tỷ đồng", "một tỷ năm trăm triệu đồng"),
        (25_000_000, "25.000.000 đồng", "hai mươi lăm triệu đồng"),
        (10**13, "10.000 tỷ đồng", "mười nghìn tỷ đồng"),
        (1_250_000_000, "1,25 tỷ đồng", "một tỷ hai trăm năm mươi triệu đồng"),
        (1_000_500_000, "1.000.500.000 đồng", "một tỷ năm trăm nghìn đồng"),
        (0, "0 đồng", "không đồng"),
    ],
)
def test_amounts_as_printed(vnd: int, short: str, words: str) -> None:
    """An amount is printed short where nothing is lost, and in words."""
    assert spell_money(vnd) == short
    assert money_in_words(vnd) == words


@given(AMOUNTS)
def test_what_is_printed_is_read_back(vnd: int) -> None:
    """Any amount from 1.000 đồng on comes back the same from its printed form."""
    assert parse_money(spell_money(vnd)) == Money(vnd) or 0 < vnd < 1000


@given(st.integers(min_value=1000, max_value=MAX_VND))
def test_words_are_read_back_or_asked(vnd: int) -> None:
    """The words of an amount are never read as another amount."""
    read = parse_money(money_in_words(vnd))
    assert read == Money(vnd) or isinstance(read, AskMoney)


PIECES = [*"0123456789.,-%đk ", "tr", "triệu", "tỷ", " rưỡi", "nửa", " năm", "khoảng ", "/tháng", "²", "mười"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_reading_money_never_fails(s: str) -> None:
    """Any text gives an amount between 0 and 10^15, "not yet" or a question."""
    read = parse_money(s)
    assert isinstance(read, (NotYet, AskMoney)) or 0 <= read.vnd <= MAX_VND
