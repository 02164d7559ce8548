"""A province in the chat: 3.655 units, and every message still fits on a telephone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.handlers.elsewhere import elsewhere
from tests.handlers.stage import ZONE, Stage

FOLDER = Path(__file__).parents[2] / "examples" / "thanh-hoa"
SHORT = 1_000  # characters: about two screens


@pytest.fixture
async def province(tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot of Thanh Hóa on a day of its sprint."""
    async with elsewhere(FOLDER, datetime(2022, 5, 12, 9, 0, tzinfo=ZONE), tmp_path) as made:
        yield made


async def test_a_unit_is_found_among_thousands(province: Stage) -> None:
    """A few words give a page of six and how many there are; some more, without diacritics, the right one first."""
    worker = province.phone("Nguyễn Văn An")
    await worker.start()
    await worker.say("1 có 2 có 3 không 4 có")
    await worker.press("Nguyễn Văn An")
    assert "Có 675 đơn vị (trang 1/113)" in await worker.say("trường mầm non")
    assert len(worker.labels) <= 8
    await worker.say("mam non hoang an")
    assert worker.labels[0] == "Trường Mầm non Hoằng An (mẫu)"
    await worker.say("1")
    await worker.press("Đơn vị sự nghiệp")
    assert "thuộc Trường Mầm non Hoằng An (mẫu)" in worker.text


async def test_what_an_owner_and_a_district_see_is_short(province: Stage) -> None:
    """Lists by urgency, progress, targets, candidates, units without a cadre: a page at a time, whatever the size."""
    owner, cadre = province.phone("Lê Văn Chủ"), province.phone("Trần Thị Huyện")
    await owner.joins("HHOAX01")
    await cadre.joins("HHOAX02")
    await province.appoint(owner, "owner", "TINH")
    await province.appoint(cadre, "cadre", "HHOA")
    for command in ("/donvi", "/tiendo", "/xephang", "/chitieu", "/khenthuong", "/chuacanbo", "/canbo"):
        await owner.say(command)
        assert all(len(message.full_text()) < SHORT for message in owner.heard), command
        assert owner.heard, command
    assert "Các đơn vị phụ trách (135)" in await cadre.say("/donvi")
    assert len(cadre.text) < SHORT
