"""The whole program on both platforms with an address of its own: pictures and files arrive on either side."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import text as sql

from bot.app import App
from bot.settings import Settings
from sandbox.scenario import Scenario
from sandbox.server import WORLD, ZALO_WORLD, build
from sandbox.world import World
from sandbox.zalo.world import Message as ZaloMessage
from sandbox.zalo.world import ZaloWorld
from scheduler.civil import TurnedClock
from scheduler.pace import LIFTED
from storage.records import Person, Role
from storage.writing import write
from tests.bot import wire
from tests.bot.test_telegram_webhook import free_port
from tests.bot.zalo.wire import EXAMPLE, NOW, PATIENCE, TOKEN

LAN, CAN = 1001, 2001
PNG = (Path(__file__).parents[2] / "sandbox" / "page" / "sample.png").read_bytes()


@dataclass
class House:
    """Lan, a worker on Zalo, and Cán, her cadre on Telegram, with the bot between them."""

    app: App
    public: str
    telegram: World
    zalo: ZaloWorld

    async def lan_says(self, said: str, expected: str, photo: bytes = b"") -> ZaloMessage:
        since = self.zalo.mark(LAN)
        if photo:
            self.zalo.people.photo(LAN, photo, said)
        else:
            self.zalo.people.say(LAN, said)
        return await self.lan_hears(expected, since)

    async def lan_hears(self, expected: str, since: int) -> ZaloMessage:
        found = await self.zalo.wait_reply(
            LAN, since, until=lambda each: expected in each.text, timeout=PATIENCE
        )
        return next(each for each in found if expected in each.text)

    async def can_hears(self, expected: str, since: int = 0) -> dict[str, object]:
        def fits(payload: dict[str, object]) -> bool:
            return expected in str(payload.get("text", "")) + str(payload.get("caption", ""))

        found = await self.telegram.wait_reply(
            CAN, since, until=lambda each: fits(each.payload), timeout=PATIENCE
        )
        return next(each.payload for each in found if fits(each.payload))

    def press_answer(self) -> None:
        """Cán presses the button under the question."""
        self.telegram.people.press(CAN, self.telegram.messages(CAN)[-1].id, label="Trả lời")

    async def get(self, address: str) -> tuple[int, bytes]:
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return answer.status, await answer.read()


@asynccontextmanager
async def open_house(folder: Path, *, public: bool = True) -> AsyncIterator[House]:
    """Both have joined Xã Đông Hội; no webhook anywhere."""
    told = {
        "now": NOW.isoformat(),
        "limits": "lifted",
        "bots": [{"token": wire.TOKEN, "username": wire.USERNAME, "name": "Bot"}],
        "people": [{"id": CAN, "first_name": "Cán"}],
        "zalo": {
            "bots": [{"token": TOKEN, "display_name": "Bot Sáng Kiến"}],
            "people": [{"id": LAN, "display_name": "Lan"}],
        },
    }
    stand = build(Scenario.model_validate(told))
    runner = web.AppRunner(stand, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url, port = f"http://127.0.0.1:{runner.addresses[0][1]}", free_port()
    settings = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(wire.TOKEN),
        telegram_api_url=url,
        zalo_bot_tokens=SecretStr(TOKEN),
        zalo_api_url=f"{url}/zalo",
        zalo_messages_per_second=1000,
        public_url=f"http://127.0.0.1:{port}" if public else None,
        listen_port=port,
        database_url=f"sqlite+aiosqlite:///{folder / 'x.sqlite3'}",
        files_folder=folder / "files",
    )
    app = App(settings, EXAMPLE, clock=TurnedClock(NOW), limits=LIFTED)
    try:
        await app.start()
        house = House(app, settings.public_url or "", stand[WORLD], stand[ZALO_WORLD])
        await _join(house)
        yield house
        assert [each.reason for each in house.zalo.violations] == []
        assert [each.reason for each in house.telegram.violations] == []
    finally:
        await app.close()
        await runner.cleanup()


async def _join(house: House) -> None:
    """Both say hello; how one joins is not what this is about."""
    await house.lan_says("chào", "Chào anh/chị!")
    house.telegram.people.start(CAN)
    await house.can_hears("Chào anh/chị!")
    database, kind = house.app.database, house.app.campaign.member_kinds[0].code
    async with asyncio.timeout(PATIENCE):
        while house.app.is_idle() is False:  # noqa: ASYNC110  # the program tells by being idle
            await asyncio.sleep(0.01)
    lan, can = database.ids.take("person"), database.ids.take("person")
    async with database.write() as connection:
        people = [
            Person(id=number, name=name, unit="DHOI", member_kind=kind, reminders=True, joined_at=NOW)
            for number, name in ((lan, "Nguyễn Thị Lan"), (can, "Lê Văn Cán"))
        ]
        office = Role(
            id=database.ids.take("role"), person_id=can, role="cadre", unit="DHOI", since=NOW, until=None,
            granted_by=None,
        )  # fmt: skip
        await write(connection, [*people, office])
        for number, channel in ((lan, "zalo"), (can, "telegram")):
            joined = "UPDATE chat SET person_id = :p WHERE channel = :c"
            await connection.execute(sql(joined), {"p": number, "c": channel})
        await connection.execute(sql("DELETE FROM conversation"))


async def test_a_photo_goes_from_zalo_to_telegram_and_one_comes_back(tmp_path: Path) -> None:
    """The question with its photo as an upload, the answer with its photo fetched from us: the bytes of each."""
    async with open_house(tmp_path) as house:
        await house.lan_says("hỏi", "gửi kèm một ảnh nếu cần")
        await house.lan_says("Máy này chỉnh thế nào ạ?", "đã chuyển câu hỏi", PNG)
        asked = await house.can_hears("Máy này chỉnh thế nào ạ?")
        assert "“Máy này chỉnh thế nào ạ?”" in str(asked["caption"])
        assert asked["photo"]
        since, heard = house.telegram.mark(CAN), house.zalo.mark(LAN)
        house.press_answer()
        await house.can_hears("Đồng chí gõ câu trả lời", since)
        house.telegram.people.photo(CAN, PNG, caption="Vặn núm bên trái.")
        shown = await house.lan_hears("Vặn núm bên trái.", heard)
        assert shown.kind == "photo"
        assert shown.content[:4] in {PNG[:4], b"\xff\xd8\xff\xe0"}
        assert shown.detail.startswith(f"{house.public}/f/")


async def test_a_file_is_fetched_by_its_address_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is stored about Lan, in the file behind the address; no log and no figure has the name."""
    async with open_house(tmp_path) as house:
        said = await house.lan_says("dữ liệu", "Tải tệp tại đường dẫn dưới đây")
        [address] = re.findall(r"http://\S+", said.text)
        assert address.startswith(f"{house.public}/f/")
        status, content = await house.get(address)
        assert status == 200
        assert "Nguyễn Thị Lan" in content.decode()
        assert (await house.get(f"{address}x"))[0] == 404
        name = address.rpartition("/")[2]
        _, figures = await house.get(f"{house.public}/metrics")
        assert name not in figures.decode()
        house.app.clock.set(NOW.replace(minute=NOW.minute + 15))  # type: ignore[attr-defined]  # a turned clock
        assert (await house.get(address))[0] == 404
    shown = capfd.readouterr()
    assert name not in shown.out + shown.err


async def test_erasing_closes_the_address(tmp_path: Path) -> None:
    """Who has his data erased finds nothing behind the address he was given a minute ago."""
    async with open_house(tmp_path) as house:
        said = await house.lan_says("dữ liệu", "Tải tệp tại đường dẫn dưới đây")
        [address] = re.findall(r"http://\S+", said.text)
        assert (await house.get(address))[0] == 200
        await house.lan_says("xóa dữ liệu của tôi", "xóa")
        await house.lan_says("xóa hết", "Em đã xóa")
        assert (await house.get(address))[0] == 404


async def test_without_an_address_the_words_arrive(tmp_path: Path) -> None:
    """No PUBLIC_URL: the answer's photo is left out and the worker reads that there was one; the file is text."""
    async with open_house(tmp_path, public=False) as house:
        await house.lan_says("hỏi", "gửi kèm một ảnh nếu cần")
        await house.lan_says("Máy này chỉnh thế nào ạ?", "đã chuyển câu hỏi", PNG)
        assert (await house.can_hears("Máy này chỉnh thế nào ạ?"))["photo"]
        since, heard = house.telegram.mark(CAN), house.zalo.mark(LAN)
        house.press_answer()
        await house.can_hears("Đồng chí gõ câu trả lời", since)
        house.telegram.people.photo(CAN, PNG, caption="Vặn núm bên trái.")
        shown = await house.lan_hears("Vặn núm bên trái.", heard)
        assert shown.kind == "text"
        assert "(Có ảnh kèm theo nhưng bot chưa chuyển được ảnh.)" in shown.text
        await house.lan_says("dữ liệu", "Nguyễn Thị Lan")
