"""QR codes asked for in the chat: for whom, as a picture of one unit, and as a sheet for all below it."""

from __future__ import annotations

import asyncio
from io import BytesIO

from pypdf import PdfReader

from bot.printing import Printer
from bot.ways import ways_of
from handlers.turn import Channel
from storage.messages import File
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage

BOTS = (
    Channel("telegram", "dong_anh_bot", "https://t.me/dong_anh_bot?start={}"),
    Channel("zalo", "Bot Một", address="https://zalo.me/1"),
    Channel("zalo", "Bot Hai", address="https://zalo.me/2"),
)


async def printed(stage: Stage, phone: Phone) -> File | None:
    """What is made of what was asked for, if anything."""
    printer = Printer(stage.database, lambda: stage.campaign, stage.clock, lambda: None)
    printer.ways = lambda unit, code: ways_of(BOTS, unit, code)
    before = len(phone.all)
    while await printer.make_one("codes", asyncio.Event()):
        pass
    await stage.settle()
    return next((message.file for message in phone.all[before:] if message.file is not None), None)


async def test_a_cadre_gets_the_code_of_his_own_unit_alone(stage: Stage) -> None:
    """His unit comes at once as a picture; another unit's is refused."""
    cadre = await cadre_of(stage, "DHOI")
    await cadre.say("mã QR")
    found = await printed(stage, cadre)
    assert found is not None
    assert found.name == "ma-qr-DHOI.png"
    assert found.data.startswith(b"\x89PNG")
    await cadre.say("/maqr UYNO")
    assert cadre.labels == ["Hỏi cán bộ"]
    assert await printed(stage, cadre) is None


async def test_an_owner_gets_a_sheet_for_all_units(stage: Stage) -> None:
    """Every unit of the tree has a card with its own link, on eight pages of six and one of one."""
    owner = await owner_of(stage)
    await owner.say("/maqr")
    await owner.press("Trang in cho tất cả")
    found = await printed(stage, owner)
    assert found is not None
    pages = [page.extract_text() for page in PdfReader(BytesIO(found.data)).pages]
    assert len(pages) == -(-len(stage.campaign.units) // 6)
    words = "".join("".join(pages).split())
    assert all(f"start=lnk{unit.code.lower()}" in words for unit in stage.campaign.units)


async def test_a_worker_gets_no_sheets(stage: Stage, worker: Phone) -> None:
    """Who holds no office is told whom to ask."""
    await worker.say("/maqr DHOI")
    assert worker.labels == ["Hỏi cán bộ"]
    assert await printed(stage, worker) is None


def test_a_unit_is_led_to_one_bot_of_each_platform() -> None:
    """Of two bots of a platform a unit's card shows one, always the same; the code is said where no link carries it."""
    ways = ways_of(BOTS, "DHOI", "abcdefgh23")
    assert ways == ways_of(BOTS, "DHOI", "abcdefgh23")
    assert [(way.platform, way.code) for way in ways] == [("telegram", ""), ("zalo", "abcdefgh23")]
    assert ways[0].address == "https://t.me/dong_anh_bot?start=abcdefgh23"
    assert {ways_of(BOTS, f"U{n}", "c")[1].address for n in range(30)} == {
        "https://zalo.me/1",
        "https://zalo.me/2",
    }
