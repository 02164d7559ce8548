"""One woman on two platforms, told as it happens: the real program, both stand-ins, one house."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox.scenario import Scenario
from sandbox.server import build
from scheduler.civil import TurnedClock
from tests.conversations import telegram_side, zalo_side
from tests.conversations.house import House
from tests.conversations.platform import Platform
from tests.conversations.telegram_side import TelegramSide
from tests.conversations.zalo_side import ZaloSide

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2022, 5, 5, 9, 0, tzinfo=ZONE)


class Both(TelegramSide):
    """Telegram and Zalo served on one port, on one clock, with one bot on each."""

    name = "Telegram and Zalo"

    def __init__(self, start: datetime) -> None:
        """Nobody is there yet."""
        telegram = {"token": telegram_side.TOKEN, "username": telegram_side.USERNAME, "name": "Bot Nước Rút"}
        zalo = {"bots": [{"token": zalo_side.TOKEN, "display_name": zalo_side.NAME}]}
        scenario = {"now": start.isoformat(), "bots": [telegram], "zalo": zalo, "judge_results": True}
        super().__init__(start, build(Scenario.model_validate(scenario)))
        self.zalo = ZaloSide(start, self.app)

    def settings(self, address: str) -> dict[str, Any]:
        """A campaign on both at once."""
        return super().settings(address) | self.zalo.settings(address)

    async def wait_quiet(self) -> None:
        """On either."""
        await super().wait_quiet()
        await self.zalo.wait_quiet()

    def is_quiet(self) -> bool:
        """On both."""
        return super().is_quiet() and self.zalo.is_quiet()

    def complaints(self) -> list[str]:
        """Of both."""
        return [*super().complaints(), *self.zalo.complaints()]


@dataclass
class Telephone:
    """A person's chat with the bot on one platform."""

    house: House
    side: Platform
    number: int

    async def say(self, words: str) -> str:
        """Type something; what the bot answers here, as one text."""
        before = len(self.side.hear(self.number))
        self.side.say(self.number, words)
        await self.house.settle()
        return self.since(before)

    def heard(self) -> int:
        """How much the bot has said here so far."""
        return len(self.side.hear(self.number))

    def since(self, mark: int) -> str:
        """What the bot has said here since then."""
        return "\n".join(each.text for each in self.side.hear(self.number)[mark:])


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The bot on both platforms, on the ninth day of the 35."""
    made = House(Both(START), tmp_path / "both.sqlite3", START)
    await made.open()
    yield made
    faults = await made.faults()
    await made.close()
    assert faults == []


@pytest.fixture
def telegram(house: House) -> Telephone:
    """Lan's telephone with Telegram."""
    return Telephone(house, house.side, house.side.meet("Nguyễn Thị Lan"))


@pytest.fixture
def zalo(house: House) -> Telephone:
    """The same telephone, in Zalo."""
    assert isinstance(house.side, Both)
    return Telephone(house, house.side.zalo, house.side.zalo.meet("Lan Nguyễn"))


async def joins(phone: Telephone) -> None:
    """Become a worker of Trường Mầm non Đông Hội by the code of its link."""
    code = await phone.house.unit_code("MNDHOI")
    phone.side.open(phone.number, code)
    await phone.house.settle()
    await phone.say("1 có 2 có 3 không 4 có")
    await phone.say("Nguyễn Thị Lan")
    assert "Xong rồi" in await phone.say("1")


async def is_joined(telegram: Telephone, zalo: Telephone) -> None:
    """Get the code on Telegram, type it on Zalo, and say yes there."""
    mark = telegram.heard()
    code = (await telegram.say("nối tài khoản")).split()[-1]
    assert "Nguyễn Thị Lan (Trường Mầm non Đông Hội)" in await zalo.say(code)
    assert "Đã nối xong" in await zalo.say("có")
    assert "nối với một tài khoản Zalo" in telegram.since(mark)


async def test_what_was_begun_on_telegram_is_sent_on_zalo(
    house: House, telegram: Telephone, zalo: Telephone
) -> None:
    """Lan begins at her desk, loses the Telegram signal on the way home, and goes on in Zalo where she stopped."""
    await joins(telegram)
    await telegram.say("đăng ký")
    assert "Lĩnh vực" in await telegram.say("Rổ phân loại đồ chơi theo màu cho trẻ lớp lá")

    assert "nối tài khoản" in await telegram.say("/trogiup")
    assert "nhắn mã ấy vào đây" in await zalo.say("nối tài khoản")
    await is_joined(telegram, zalo)
    assert "Lĩnh vực" in await zalo.say("tiếp tục")
    labelled = "\n".join(rest_of_the_form())
    assert "Ảnh, tài liệu" in await zalo.say(labelled)
    await zalo.say("xong")
    receipt = await zalo.say("gửi")
    assert "Đã ghi nhận SK-DA-" in receipt

    number = next(word for word in receipt.split() if word.startswith("SK-DA-"))
    assert "không còn nữa" in await telegram.say("Giáo dục"), "the question there was of a draft that is sent"
    assert number in await telegram.say("của tôi")
    assert "Telegram, Zalo" in await telegram.say("hồ sơ")
    assert await house.value("SELECT count(*) FROM person WHERE erased_at IS NULL") == 1


async def test_a_command_was_taken_for_an_answer_to_a_draft_sent_elsewhere(
    house: House, telegram: Telephone, zalo: Telephone
) -> None:
    """The question on Telegram is over since the draft was dropped in Zalo: her words are a command again."""
    await joins(telegram)
    await telegram.say("đăng ký")
    await telegram.say("Rổ phân loại đồ chơi theo màu cho trẻ lớp lá")
    await is_joined(telegram, zalo)
    await zalo.say("tiếp tục")
    await zalo.say("hủy")
    await zalo.say("bỏ hẳn")
    assert "chưa gửi sáng kiến nào" in await telegram.say("của tôi")


def rest_of_the_form() -> list[str]:
    """The rest of the form, labelled."""
    return [
        "Lĩnh vực: Giáo dục",
        "Loại giải pháp: Quản lý",
        "Tình trạng trước: Cuối buổi cô mất nhiều thời gian xếp lại đồ chơi.",
        "Cách làm mới: Dán màu lên rổ, trẻ tự xếp đồ chơi vào rổ cùng màu.",
        "Hiệu quả: Dọn lớp nhanh hơn mười phút mỗi buổi.",
        "Ngày áp dụng lần đầu: 15/3/2022",
        "Giá trị làm lợi: chưa",
        "Tác giả: tôi",
        "Công nhận: chưa",
        "Cần giữ bí mật: không",
    ]


async def test_a_reminder_goes_where_she_was_last(house: House, telegram: Telephone, zalo: Telephone) -> None:
    """Reminded of her draft in Zalo, where she spoke last, and after a word on Telegram there; never on both."""
    await joins(telegram)
    await is_joined(telegram, zalo)
    await zalo.say("đăng ký")
    await zalo.say("Rổ phân loại đồ chơi theo màu cho trẻ lớp lá")
    on_telegram, on_zalo = telegram.heard(), zalo.heard()
    await house.turn_to(datetime(2022, 5, 7, 21, 0, tzinfo=ZONE))
    assert "còn thiếu" in zalo.since(on_zalo)
    assert telegram.since(on_telegram) == ""

    await telegram.say("tiến độ")
    on_telegram, on_zalo = telegram.heard(), zalo.heard()
    await house.turn_to(datetime(2022, 5, 28, 21, 0, tzinfo=ZONE))
    assert "Rổ phân loại" in telegram.since(on_telegram)
    assert zalo.since(on_zalo) == ""


async def test_what_she_erases_here_is_erased_there(
    house: House, telegram: Telephone, zalo: Telephone
) -> None:
    """Both accounts are named before and strangers afterwards."""
    await joins(telegram)
    await is_joined(telegram, zalo)
    assert "cả 2 tài khoản đã nối: Telegram, Zalo" in await zalo.say("xóa dữ liệu")
    await zalo.say("xóa hết dữ liệu của tôi")
    assert "Chào anh/chị" in await telegram.say("của tôi")
    assert await house.value("SELECT count(*) FROM chat WHERE person_id IS NOT NULL") == 0


async def test_an_owner_was_not_told_that_zalos_token_had_been_reset(
    house: House, telegram: Telephone
) -> None:
    """Zalo refuses the bot in the middle of the day: she hears of it on Telegram, which goes on, once."""
    await joins(telegram)
    await house.appoint(telegram.number, "owner", house.campaign.root)
    assert isinstance(house.side, Both)
    world, mark = house.side.zalo.world, telegram.heard()
    world.reset_token(world.bot, "9999999999999999999:moi-tinh-moi-me")
    house.side.zalo.say(house.side.zalo.meet("Bình"), "xin chào")  # ends the poll of the old token
    async with asyncio.timeout(20):
        while not house.running.delivery.stopped:  # noqa: ASYNC110  # no event tells it
            await asyncio.sleep(0.01)
    clock = house.running.clock
    assert isinstance(clock, TurnedClock)
    async with asyncio.timeout(20):  # nobody fetches what people say to Zalo any more: the house never rests
        while telegram.heard() == mark:
            clock.set(clock.now() + timedelta(seconds=1))
            house.side.turn_to(clock.now())
            await house.running.tick()
            await asyncio.sleep(0.05)
    assert telegram.since(mark).count(f"{zalo_side.NAME} đã ngừng hoạt động") == 1
