"""Papers from the real program over both wires: asked for in a chat, made aside, delivered as the channel can."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tests.bot import test_two_platforms as both
from tests.bot.test_two_platforms import Telephone, is_joined, joins, rest_of_the_form
from tests.conversations.house import House
from tests.conversations.telegram_side import TelegramSide

house, telegram, zalo = both.house, both.telegram, both.zalo  # the stage is theirs


async def _sends(phone: Telephone) -> None:
    """An initiative of one's own."""
    await phone.say("đăng ký")
    await phone.say("Rổ phân loại đồ chơi theo màu cho trẻ lớp lá")
    await phone.say("\n".join(rest_of_the_form()))
    await phone.say("xong")
    await phone.say("gửi sáng kiến")


async def test_a_form_arrives_where_it_was_asked_for(
    house: House, telegram: Telephone, zalo: Telephone
) -> None:
    """On Telegram as a document that can be opened; on Zalo, without a public address, as a word who can help."""
    await joins(telegram)
    await _sends(telegram)
    await telegram.say("của tôi")
    await telegram.say("1")
    assert "Thông tư 18/2013" in await telegram.say("mẫu đơn công nhận")
    await telegram.say("tệp PDF để in")
    side = house.side
    assert isinstance(side, TelegramSide)
    document = next(
        m.document for m in reversed(side.world.messages(telegram.number)) if m.document is not None
    )
    kept = side.world.files.by_id(document["file_id"])
    assert kept is not None
    assert kept.name.startswith("don-SK-DA-")
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(kept.content)).pages)
    assert "Nguyễn Thị Lan" in said

    await is_joined(telegram, zalo)
    await zalo.say("của tôi")
    await zalo.say("1")
    await zalo.say("mẫu đơn công nhận")
    assert "Bot chưa gửi được tệp qua Zalo" in await zalo.say("1")
