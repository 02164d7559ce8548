"""Sheets of QR codes: six units on a page, every name whole, addresses and codes as people need them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from campaign.texts import Texts
from storage.papers.codes import Card, Way, make_picture, make_sheets

NOW = datetime(2022, 5, 5, 2, tzinfo=UTC)
TELEGRAM = Way("telegram", "https://t.me/dong_anh_bot?start=abcdefgh23")
ZALO = Way("zalo", "https://zalo.me/3417284962348712345", "abcdefgh23")


async def pages(*cards: Card) -> list[str]:
    """The words of each page, with single spaces."""
    made = await make_sheets(cards, "1 triệu sáng kiến", Texts(), NOW)
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages]


async def test_six_units_fill_a_page() -> None:
    """Seven units make two pages, each unit once."""
    cards = [Card(f"Trường Mầm non số {n}", (TELEGRAM,)) for n in range(1, 8)]
    first, second = await pages(*cards)
    assert [first.count(f"số {n}") for n in range(1, 8)] == [1] * 6 + [0]
    assert second.count("Trường Mầm non số 7") == 1


async def test_a_platform_without_links_has_the_code_in_letters() -> None:
    """On Telegram the address hands the code over; on Zalo it is there to be typed."""
    (shown,) = await pages(Card("Trường Mầm non Đông Hội", (TELEGRAM, ZALO)))
    assert "rồi bấm Bắt đầu" in shown
    assert "zalo.me/3417284962348712345" in shown
    assert shown.split("rồi nhắn mã này cho bot:")[1].split()[0] == "abcdefgh23"


@pytest.mark.parametrize("length", [30, 80, 140, 250])
async def test_a_long_name_is_whole(length: int) -> None:
    """A name as long as a campaign file allows still stands on its card, to its last word, on one page."""
    name = ("Công đoàn cơ sở Ban Quản lý dự án đầu tư xây dựng huyện " * 5)[: length - 4] + " Hết"
    (shown,) = await pages(Card(name, (TELEGRAM, ZALO)))
    assert " ".join(name.split()) in shown


async def test_what_is_typed_in_a_name_is_no_markup() -> None:
    """Signs that mean something to the typesetter are printed as they are."""
    (shown,) = await pages(Card('Tổ #1 $x$ "A" *B* _C_', (ZALO,)))
    assert 'Tổ #1 $x$ "A" *B* _C_' in shown


async def test_one_unit_is_a_picture() -> None:
    """A PNG of one card, for a group chat or a screen."""
    made = await make_picture(Card("Trường Mầm non Đông Hội", (TELEGRAM,)), "1 triệu sáng kiến", Texts(), NOW)
    assert made.startswith(b"\x89PNG")
