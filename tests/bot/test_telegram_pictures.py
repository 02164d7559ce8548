"""Pictures on Telegram: uploaded with their words, and never in the way of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.sending import TelegramSender
from scheduler.civil import TurnedClock
from scheduler.sending import Gone, Later, Outcome, Sent, Unsure
from storage.messages import Choice, Message
from storage.records import Erase
from storage.writing import write
from tests.bot import test_serving as given_out
from tests.bot.test_serving import NO_PICTURE, NOW, OF_DRAFT, PNG
from tests.bot.wire import LAN, Wire, open_wire, place

ANSWER = ((Choice("Trả lời", "!traloi:1"),),)
ASKED = Message("Máy này chỉnh thế nào ạ?", "Câu hỏi", ANSWER, picture=OF_DRAFT)
LONG = replace(ASKED, text="dài " * 400)


class Line:
    """A sender before the stand-in, with the pictures of a database."""

    def __init__(self, wire: Wire, house: given_out.House) -> None:
        self.wire, self.house = wire, house
        self._sender = TelegramSender(wire.bot, house.pictures)

    async def send(self, message: Message) -> Outcome:
        return await self._sender.send(place(LAN), message)

    @property
    def heard(self) -> list[dict[str, object]]:
        """What the bot sent to Lan."""
        return [each.payload for each in self.wire.world.messages(LAN) if each.bot_id]


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with open_wire() as wire, given_out.open_house(tmp_path, TurnedClock(NOW)) as house:
        yield Line(wire, house)
        assert [f"{each.method}: {each.reason}" for each in wire.world.violations] == []


async def test_a_picture_is_uploaded_with_its_words(line: Line) -> None:
    """One message: the bytes, the words under them with the heading in bold, and the button."""
    assert isinstance(await line.send(ASKED), Sent)
    [shown] = line.heard
    assert shown["caption"] == "Câu hỏi\nMáy này chỉnh thế nào ạ?"
    assert shown["caption_entities"] == [{"type": "bold", "offset": 0, "length": 7}]
    assert shown["reply_markup"]
    sizes = shown["photo"]
    assert isinstance(sizes, list)
    stored = line.wire.world.files.find(sizes[-1]["file_id"], line.wire.world.bot.id)
    assert stored is not None
    assert stored.content == PNG


async def test_words_too_long_for_a_caption_come_after_the_picture(line: Line) -> None:
    """The button is under the words; when those fail and come again, the picture does not."""
    line.wire.fault(method="sendMessage", status=429, description="Too Many Requests", retry_after=3)
    assert isinstance(await line.send(LONG), Later)
    assert isinstance(await line.send(LONG), Sent)
    photo, words = line.heard
    assert "caption" not in photo
    assert words["text"] == f"Câu hỏi\n{LONG.text}".strip()
    assert words["reply_markup"]
    assert isinstance(await line.send(LONG), Sent)
    assert len(line.heard) == 4


async def test_a_picture_that_telegram_refused_took_the_question_along(line: Line) -> None:
    """The words arrive, with their button, and say that there was a picture; so they do where it is gone."""
    line.wire.fault(method="sendPhoto", status=400, description="Bad Request: IMAGE_PROCESS_FAILED")
    assert isinstance(await line.send(ASKED), Sent)
    assert isinstance(await line.send(replace(ASKED, picture=NO_PICTURE)), Sent)
    async with line.house.database.write() as connection:
        await write(connection, [Erase(given_out.LAN, NOW)])
    assert isinstance(await line.send(ASKED), Sent)
    assert isinstance(await line.send(LONG), Sent)
    assert all(
        str(shown["text"]).endswith("(Có ảnh kèm theo nhưng bot chưa chuyển được ảnh.)")
        for shown in line.heard
    )
    assert all(shown["reply_markup"] for shown in line.heard)
    assert len(line.heard) == 4


async def test_a_picture_has_the_outcomes_of_a_text(line: Line) -> None:
    """429, a lost answer, and somebody who blocked the bot."""
    line.wire.fault(method="sendPhoto", status=429, description="Too Many Requests", retry_after=3)
    assert await line.send(ASKED) == Later(3, "429")
    line.wire.fault(method="sendPhoto", drop="after")
    assert isinstance(await line.send(ASKED), Unsure)
    line.wire.world.people.block(LAN)
    assert await line.send(ASKED) == Gone("blocked")
