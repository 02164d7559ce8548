"""Lists given on a page of the bot's own, because Zalo carries no files: the whole program, over HTTP."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import update

from bot.app import App
from bot.inviting import make_owner_invite
from scheduler.civil import TurnedClock
from scheduler.pace import LIFTED
from storage.models import table_of
from tests.bot.zalo.wire import EXAMPLE, LAN, NOW, Stand, open_stand, settings_for

LIST = "Mã;Tên đơn vị\nMOI;Trường Mầm non Mới\n".encode()
FORM = {"Content-Type": "multipart/form-data; boundary=x"}


@dataclass
class Desk:
    """An owner on Zalo and the program, with the page he was given."""

    stand: Stand
    app: App
    clock: TurnedClock
    address: str = ""

    async def asks(self, said: str = "danh sách đơn vị") -> str:
        told = await self.stand.says(LAN, said, "/u/")
        self.address = re.findall(r"http://\S+", told.text)[0]
        return self.address

    async def fetch(self, address: str = "") -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(address or self.address) as answer:
            return answer.status, await answer.text()

    async def give(self, content: bytes, name: str = "units.csv") -> tuple[int, str]:
        data = aiohttp.FormData()
        data.add_field("file", io.BytesIO(content), filename=name)
        async with aiohttp.ClientSession() as session, session.post(self.address, data=data) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def open_desk(folder: Path, *, public: bool = True) -> AsyncIterator[Desk]:
    """The program with an owner on Zalo, until the block ends."""
    shutil.copytree(EXAMPLE, folder / "campaign")
    async with open_stand() as stand:
        settings = settings_for(stand, folder, webhook=True)
        if not public:
            settings = settings_for(stand, folder)
        clock = TurnedClock(NOW)
        app = App(settings, folder / "campaign", clock=clock, limits=LIFTED)
        try:
            await app.start()
            code = await make_owner_invite(app.database, NOW)
            await stand.says(LAN, code, "Chào anh/chị!")
            await stand.says(LAN, "1 có 2 có 3 không 4 có", "Họ và tên:")
            await stand.says(LAN, "Nguyễn Thị Lan, QTD, 1", "người điều hành")
            yield Desk(stand, app, clock)
        finally:
            await app.close()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def test_an_owner_on_zalo_gives_a_list_on_a_page(desk: Desk) -> None:
    """The page asks for the file, the preview comes in the chat, the list is put in there; nothing needs Telegram."""
    await desk.asks()
    status, page = await desk.fetch()
    assert (status, "Gửi danh sách cho bot" in page) == (200, True)
    since = desk.stand.world.mark(LAN)
    status, page = await desk.give(LIST)
    assert (status, "Bot đã nhận units.csv" in page) == (200, True)
    await desk.stand.hears(LAN, "+ Trường Mầm non Mới (MOI)", since)
    await desk.stand.says(LAN, "nhập danh sách", "Đã nhập 1 thay đổi")
    assert "MOI" in {unit.code for unit in desk.app.campaign.units}


async def test_a_list_that_has_mistakes_is_given_again_on_the_same_page(desk: Desk) -> None:
    """Each mistake is told in the chat, and the page stays good for the next try; cadres are listed the same way."""
    await desk.asks("phân công")
    since = desk.stand.world.mark(LAN)
    await desk.give("Mã;Tên đơn vị;Cấp trên\nMOI;Mới;KHONGCO\n".encode())
    await desk.stand.hears(LAN, "không có đơn vị nào có mã hoặc tên “KHONGCO”", since)
    since = desk.stand.world.mark(LAN)
    await desk.give("Mã;Cán bộ phụ trách\nQTD;Trần Văn Bình\n".encode())
    await desk.stand.hears(LAN, "Trần Văn Bình: Quỹ tín dụng nhân dân Đồng Quê", since)


async def test_what_is_no_list_is_refused_in_words(desk: Desk) -> None:
    """Nothing chosen, too much, no form at all: a sentence on the page, and nothing is looked at."""
    await desk.asks()
    status, page = await desk.give(b"")
    assert (status, "Chưa có tệp nào" in page) == (400, True)
    status, page = await desk.give(b"x" * (10 * 1024 * 1024 + 1))
    assert (status, "lớn hơn 10 MB" in page) == (413, True)
    async with aiohttp.ClientSession() as session, session.post(desk.address, data=b"no form") as answer:
        assert answer.status == 400
    since = desk.stand.world.mark(LAN)
    await desk.give(b"<script>alert(1)</script>", "<b>x</b>.xlsx")
    assert "<b>" not in (await desk.give(b"?", "<b>x</b>.xlsx"))[1]
    await desk.stand.hears(LAN, "Không tìm thấy dòng tiêu đề", since)


async def test_a_page_is_good_for_an_hour_and_its_name_is_not_guessed(desk: Desk) -> None:
    """Wrong and expired names are answered alike, for looking and for giving."""
    address = await desk.asks()
    wrong = await desk.fetch(f"{address[:-5]}AAAAA")
    assert wrong[0] == 404
    desk.clock.set(NOW + timedelta(minutes=61))
    assert await desk.fetch() == wrong
    assert await desk.give(LIST) == wrong


async def test_a_page_is_closed_to_whoever_is_no_owner_any_more(desk: Desk) -> None:
    """The preview of a list says who holds which office: it is for owners as long as they are that."""
    await desk.asks()
    role = table_of("role")
    async with desk.app.database.write() as connection:
        await connection.execute(update(role).values(until=NOW))
    assert (await desk.fetch())[0] == 404
    assert (await desk.give(LIST))[0] == 404


async def test_without_an_address_on_the_network_the_bot_says_so(tmp_path: Path) -> None:
    """Who has no PUBLIC_URL is told whom to ask."""
    async with open_desk(tmp_path, public=False) as desk:
        await desk.stand.says(LAN, "danh sách đơn vị", "chưa mở được trang gửi tệp")
