"""Words and rules that an owner changes on his telephone, in the running bot over both wires, and after a restart."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.bot import test_two_platforms as both
from tests.bot.test_two_platforms import ZONE, Telephone, joins, rest_of_the_form
from tests.conversations.house import House
from tests.conversations.telegram_side import TelegramSide

house, telegram, zalo = both.house, both.telegram, both.zalo  # the stage is theirs
GROUP = "Tổ Mầm non Đông Hội"


@pytest.fixture
async def owner(house: House, telegram: Telephone) -> Telephone:
    """Lan on Telegram, who runs the campaign, with a group of her unit."""
    await joins(telegram)
    await house.appoint(telegram.number, "owner", "LDLD")
    await telegram.say("nhóm")
    if "Mã liên kết nhóm" not in telegram.since(0):
        await telegram.say("MNDHOI")
    house.side.link(
        telegram.number, house.side.group(GROUP, [telegram.number]), house.side.payload(telegram.number)
    )
    await house.settle()
    return telegram


async def _changes(owner: Telephone, text_id: str, words: str) -> None:
    """One text, for good."""
    await owner.say(f"/sualoi {text_id}")
    await owner.say(words)
    said = await owner.say("1")
    assert "bot nói lời mới từ bây giờ" in said, said


def _board(house: House) -> str:
    """The newest board of the group."""
    return house.side.hear(house.side.groups[GROUP])[-1].text


def _menu(house: House) -> dict[str, str]:
    """What Telegram shows beside the typing line."""
    assert isinstance(house.side, TelegramSide)
    bot = next(iter(house.side.world.bots.values()))
    menus = [menu for (scope, _), menu in bot.commands.items() if "private" in scope]
    return {each["command"]: each["description"] for each in menus[0]}


async def test_the_whole_bot_says_the_new_words_at_once_and_after_a_restart(
    house: House, owner: Telephone, zalo: Telephone
) -> None:
    """A board, who to write to in it, a receipt, the menu, and what Zalo writes around choices."""
    await _changes(owner, "board-take-part", "Mời gửi sáng kiến tới {bot}")
    await _changes(owner, "contact-on", "{liên hệ} qua {ứng dụng}")
    await _changes(owner, "receipt-heading", "Xong, mã là {mã số}")
    await _changes(owner, "menu-dangky", "Gửi một sáng kiến")
    await _changes(owner, "choices-numbered", "Gõ số để chọn:")
    assert _menu(house)["dangky"] == "Gửi một sáng kiến"
    await joins(zalo)
    assert "Gõ số để chọn:" in await zalo.say("hồ sơ")
    for day in (5, 6):
        await house.turn_to(datetime(2022, 5, day, 16, 50, tzinfo=ZONE))
        assert "Xong, mã là SK-DA-" in await _sends(zalo, day)
        await house.turn_to(datetime(2022, 5, day, 17, 5, tzinfo=ZONE))
        assert "Mời gửi sáng kiến tới" in _board(house)
        assert " qua Zalo hoặc " in _board(house)
        await house.stop_bot()
        await house.start_bot()
        assert _menu(house)["dangky"] == "Gửi một sáng kiến"


async def _sends(phone: Telephone, day: int) -> str:
    await phone.say("đăng ký")
    title = f"Tên sáng kiến: {_TITLES[day]}"
    await phone.say("\n".join([title, *rest_of_the_form()]))
    await phone.say("xong")
    said = await phone.say("gửi")
    return await phone.say("khác, vẫn gửi") if "gần giống" in said else said


_TITLES = {5: "Rổ phân loại đồ chơi theo màu cho trẻ lớp lá", 6: "Sổ tay điện tử cho bếp ăn bán trú"}


async def test_boards_come_at_the_policy_s_new_hour_and_after_a_restart(
    house: House, owner: Telephone
) -> None:
    """A group that is linked already follows at once; no day has two boards, and undoing brings the old hour back."""
    assert "Bảng của nhóm: 17h00–20h30" in await owner.say("/chinhsach bảng của nhóm")
    await owner.say("15h–20h30")
    assert "Đã đổi. Bảng của nhóm: 15h00–20h30." in await owner.say("1")
    await house.turn_to(datetime(2022, 5, 5, 14, 55, tzinfo=ZONE))
    before = _boards(house)
    await house.turn_to(datetime(2022, 5, 5, 15, 5, tzinfo=ZONE))
    assert _boards(house) == before + 1
    assert "Tính đến 15h00" in _board(house)
    await house.turn_to(datetime(2022, 5, 5, 20, 45, tzinfo=ZONE))
    assert _boards(house) == before + 1
    await house.stop_bot()
    await house.start_bot()
    await _sends(owner, 5)
    await house.turn_to(datetime(2022, 5, 6, 15, 5, tzinfo=ZONE))
    assert _boards(house) == before + 2
    assert "Tính đến 15h00 ngày 6/5" in _board(house)


def _boards(house: House) -> int:
    """How many boards the group has got, edits not counted."""
    assert isinstance(house.side, TelegramSide)
    messages = house.side.world.messages(house.side.groups[GROUP])
    return sum("Tính đến" in (each.text or "") for each in messages)
