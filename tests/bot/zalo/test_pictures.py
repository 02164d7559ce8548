"""Pictures and files on Zalo, which carries neither: by an address that it or the person fetches, else in words."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.zalo.sending import ZaloSender
from campaign.boards import utf16_length
from campaign.quota import UNLIMITED
from campaign.texts import Texts
from scheduler.civil import TurnedClock
from scheduler.quota import Meter
from scheduler.sending import Declined, Later, Outcome, Refused, Sent, Stopped, Unsure
from storage.messages import File, Message
from storage.records import Erase
from storage.writing import write
from tests.bot import test_serving as given_out
from tests.bot.test_serving import DOSSIER, NO_PICTURE, NOW, OF_DRAFT, OF_QUESTION, PNG
from tests.bot.zalo.wire import BINH, GROUP, LAN, Stand, open_api, open_stand, place

TEXTS = Texts()
ASKED = Message("Máy này chỉnh thế nào ạ?", "Câu hỏi", picture=OF_DRAFT)
LONG = Message("\n\n".join(f"Đoạn {number} " + "dài " * 200 for number in range(3)), picture=OF_DRAFT)


@dataclass
class Line:
    """A sender before the stand-in, and the web server that both it and the people fetch from."""

    stand: Stand
    sender: ZaloSender
    house: given_out.House

    async def send(self, message: Message, to: int = LAN) -> Outcome:
        """Send to a person who has written before, or to the group."""
        number = {LAN: given_out.LAN, BINH: given_out.BINH}.get(to, given_out.LAN)
        chat = place(self.stand.world.address(to), "group" if to == GROUP else "private")
        return await self.sender.send(replace(chat, id=number), message)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What the bot sent: by which call, with which words."""
        return [(each.method, each.text) for each in self.stand.world.sent]


@asynccontextmanager
async def open_line(folder: Path, *, public: bool = True, **switches: Any) -> AsyncIterator[Line]:
    """Until the block ends; `public`: whether there is a public address."""
    async with (
        open_stand(**switches) as stand,
        open_api(stand.url) as api,
        given_out.open_house(folder, TurnedClock(NOW)) as house,
    ):
        for person in (LAN, BINH):
            stand.world.people.say(person, "chào")
        meter = Meter("zalo", "1", UNLIMITED, TurnedClock(NOW))
        sender = ZaloSender(api, lambda: TEXTS, 0.0, meter, house.pictures, house.serving if public else None)
        yield Line(stand, sender, house)
        assert [each.reason for each in stand.world.violations] == []


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with open_line(tmp_path) as opened:
        yield opened


async def test_a_picture_is_fetched_by_zalo_and_shown_with_its_words(line: Line) -> None:
    """One message: the bytes that were given, and under them what is said."""
    assert isinstance(await line.send(ASKED), Sent)
    shown = line.stand.world.messages(LAN)[-1]
    assert (shown.kind, shown.content, shown.text) == ("photo", PNG, "Câu hỏi\nMáy này chỉnh thế nào ạ?")
    assert len(line.sent) == 1


async def test_long_words_come_after_the_picture(line: Line) -> None:
    """A caption has room for 1,800 units; more are messages of their own, and each comes once."""
    line.stand.fault(method="sendMessage", code=403)
    assert isinstance(await line.send(LONG), Later)
    assert isinstance(await line.send(LONG), Sent)
    assert [method for method, _ in line.sent] == ["sendPhoto", "sendMessage", "sendMessage"]
    assert " ".join(text for _, text in line.sent[1:]).split() == LONG.text.split()


@pytest.mark.parametrize(
    ("fault", "private", "group"),
    [
        ({"drop": "after"}, Unsure("ServerDisconnectedError"), Unsure("ServerDisconnectedError")),
        ({"status": 502}, Unsure("HTTP 502, no answer of the API"), Unsure("HTTP 502, no answer of the API")),
        ({"code": 408}, Unsure("error 408"), Unsure("error 408")),
        ({"code": 403}, Later(2.0, "error 403"), Unsure("error 403")),
        ({"code": 401}, Stopped("the token is refused"), Stopped("the token is refused")),
    ],
)
async def test_a_picture_has_the_outcomes_of_a_text(
    tmp_path: Path, fault: dict[str, Any], private: Outcome, group: Outcome
) -> None:
    """By the table of zalo.md 2.3, to a person and to a group."""
    for to, expected in ((LAN, private), (GROUP, group)):
        async with open_line(tmp_path) as line:
            line.stand.fault(method="sendPhoto", **fault)
            assert await line.send(ASKED, to) == expected


async def test_a_picture_that_zalo_refused_took_the_question_along(line: Line) -> None:
    """Zalo could not fetch it: the words arrive all the same and say that there was a picture."""
    line.stand.fault(method="sendPhoto", code=400)
    assert isinstance(await line.send(ASKED), Sent)
    assert [method for method, _ in line.sent] == ["sendMessage"]
    assert line.sent[0][1].startswith("Câu hỏi\nMáy này chỉnh thế nào ạ?\n\n(Có ảnh kèm theo")
    line.stand.fault(method="sendPhoto", code=400)
    line.stand.fault(method="sendMessage", code=404)
    assert isinstance(await line.send(ASKED), Refused)


async def test_a_picture_that_is_none_is_told_in_words(line: Line) -> None:
    """A file that is no picture, or one whose giver was erased."""
    assert isinstance(await line.send(replace(ASKED, picture=NO_PICTURE)), Sent)
    async with line.house.database.write() as connection:
        await write(connection, [Erase(given_out.LAN, NOW)])
    assert isinstance(await line.send(replace(ASKED, picture=OF_QUESTION), BINH), Sent)
    assert [method for method, _ in line.sent] == ["sendMessage", "sendMessage"]
    assert all("(Có ảnh kèm theo" in text for _, text in line.sent)


async def test_without_a_public_address_a_picture_is_words(tmp_path: Path) -> None:
    """Nothing can be fetched from us: the text alone, with a note."""
    async with open_line(tmp_path, public=False) as line:
        assert isinstance(await line.send(ASKED), Sent)
        assert [method for method, _ in line.sent] == ["sendMessage"]


async def test_a_file_is_an_address(line: Line) -> None:
    """The word to it, until when it is good, and an address where the very file is."""
    assert isinstance(await line.send(Message("Dữ liệu của anh/chị đây ạ.", file=DOSSIER)), Sent)
    said = line.sent[0][1]
    assert said.startswith("Dữ liệu của anh/chị đây ạ.\n\nTải tệp tại đường dẫn dưới đây.")
    assert "hết hạn sau 15 phút" in said
    address = re.findall(r"http://\S+", said)[0]
    assert (await line.house.get(address))[1].decode() == DOSSIER.content


async def test_a_file_on_its_way_when_its_person_was_erased(line: Line) -> None:
    """There is nothing to send any more, neither an address nor the words of it."""
    async with line.house.database.write() as connection:
        await write(connection, [Erase(given_out.LAN, NOW)])
    assert isinstance(await line.send(Message("Dữ liệu.", file=DOSSIER)), Declined)
    assert line.sent == []


async def test_a_short_file_without_a_public_address_is_text(tmp_path: Path) -> None:
    """At most five messages of at most 1,800 units, nothing lost; a longer one is a sentence about how to get it."""
    async with open_line(tmp_path, public=False) as line:
        lines = [f"Dòng {number}: " + "chữ " * 20 for number in range(90)]
        assert isinstance(await line.send(Message("Dữ liệu.", file=File("a.txt", "\n".join(lines)))), Sent)
        assert 1 < len(line.sent) <= 5
        assert all(0 < utf16_length(text) <= 1800 for _, text in line.sent)
        whole = "\n".join(text for _, text in line.sent)
        assert all(one.strip() in whole for one in lines)
        before = len(line.sent)
        assert isinstance(
            await line.send(Message("Dữ liệu.", file=File("a.txt", "\n".join(lines * 3)))), Declined
        )
        assert [text for _, text in line.sent[before:]] == [f"Dữ liệu.\n\n{TEXTS('file-not-here')}"]


async def test_a_file_of_bytes_goes_by_its_address_or_not_at_all(line: Line, tmp_path: Path) -> None:
    """A paper cannot be a text: with a public address it is fetched as it was made, without one that is said."""
    paper = Message("Mẫu đơn.", file=File("don.pdf", b"%PDF-1.7\x00\xff"))
    assert isinstance(await line.send(paper), Sent)
    address = line.sent[-1][1].split()[-1]
    status, content, headers = await line.house.get(address)
    assert (status, content) == (200, b"%PDF-1.7\x00\xff")
    assert headers["Content-Type"] == "application/pdf"
    (tmp_path / "alone").mkdir()
    async with open_line(tmp_path / "alone", public=False) as without:
        assert isinstance(await without.send(paper), Declined)
        assert [text for _, text in without.sent] == [f"Mẫu đơn.\n\n{TEXTS('file-not-here')}"]
