"""What a registration costs: the bot's messages to one person in the stand-in's ledger, and how they read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from sandbox.world import flat_png
from tests.bot.zalo.wire import LAN, House, Stand, open_house, open_stand

ROOM = 1800
KNOWN, NEW = 5, 8
CONSENT = ("1 có 2 có 3 không 4 có", "Họ và tên:")
JOINED = "Xong rồi ạ!"
SENT = ("gửi", "Đã ghi nhận SK-")
ANSWERS = (
    "Lập sổ mượn thiết bị bằng mã QR",
    "1",
    "2",
    "Mỗi lần mượn thiết bị phải tìm sổ giấy rất lâu.",
    "Dán mã QR lên từng thiết bị, quét mã là ghi tên người mượn.",
    "Mượn trả chỉ mất nửa phút.",
    "15/3/2022",
    "",
    "tôi",
    "chưa",
    "không",
)
STORY = "Trước đây mượn thiết bị phải tìm sổ giấy. Nay em dán mã QR lên từng thiết bị, quét mã là ghi tên người mượn."
PARTS = (
    ("\n".join(ANSWERS[:6]), "Ngày áp dụng lần đầu"),
    ("15/3/2022\n15 triệu\ntôi\nchưa\nkhông", "Xem lại sáng kiến"),
)
AFTER_THE_STORY = (
    ("\n".join((*ANSWERS[:4], ANSWERS[5])), "Ngày áp dụng lần đầu"),
    ("15/3/2022, 15 triệu, tôi, chưa, không", "Xem lại sáng kiến"),
)
Talk = Sequence[tuple[str, str]]


def filled_in(form: str) -> str:
    """The whole message that shows the form, copied, with an answer behind each of its last lines."""
    lines = form.split("\n")
    answered = [f"{line} {said}" for line, said in zip(lines[-len(ANSWERS) :], ANSWERS, strict=True)]
    return "\n".join([*lines[: -len(ANSWERS)], *answered])


@dataclass
class Counting:
    """One person's talk with the bot, each message of the bot counted and printed."""

    stand: Stand
    cost: int = 0

    async def say(self, words: str, expected: str) -> str:
        since = len(self.stand.world.sent_to(LAN))
        heard = await self.stand.says(LAN, words, expected)
        print(f"\n> {words}")  # noqa: T201  # the transcript, to be read aloud
        self._count(since)
        return heard.text

    async def shows(self) -> None:
        """Send a picture."""
        since, mark = len(self.stand.world.sent_to(LAN)), self.stand.world.mark(LAN)
        self.stand.world.people.photo(LAN, flat_png(8, 8))
        await self.stand.hears(LAN, "Em đã nhận ảnh", mark)
        print("\n> (ảnh)")  # noqa: T201  # as above
        self._count(since)

    def _count(self, since: int) -> None:
        for message in self.stand.world.sent_to(LAN)[since:]:
            self.cost += 1
            print(f"[{self.cost}] {message.text}")  # noqa: T201  # as above
            assert len(message.text.encode("utf-16-le")) // 2 <= ROOM


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with open_stand() as opened:
        yield opened


@pytest.fixture
async def house(stand: Stand, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(stand, tmp_path) as opened:
        yield opened


@pytest.fixture
async def known(stand: Stand, house: House) -> Counting:
    """Somebody who has joined; what comes now is counted."""
    await _joins(Counting(stand), "chào bot", ("Nguyễn Thị Lan, THCS Đông Hội, 1", JOINED))
    return Counting(stand)


async def _joins(counted: Counting, first: str, *rest: tuple[str, str]) -> str:
    """The last message of joining, which has the form in it."""
    said = ""
    for words, expected in ((first, "Chào anh/chị!"), CONSENT, *rest):
        said = await counted.say(words, expected)
    return said


async def _code(house: House) -> str:
    async with house.app.database.read() as connection:
        found = await connection.scalars(sql("SELECT code FROM invite WHERE kind = 'unit' AND unit = 'DHOI'"))
        return str(found.one())


async def test_a_known_worker_by_the_template(known: Counting) -> None:
    """The form to fill in, the review card, the receipt: three."""
    form = await known.say("đăng ký", "Tên sáng kiến")
    await known.say(filled_in(form), "Xem lại sáng kiến")
    await known.say(*SENT)
    assert known.cost == 3


async def test_a_known_worker_part_by_part(known: Counting) -> None:
    """The form to fill in, two parts of it, the review card, the receipt: five, and never more."""
    await known.say("đăng ký", "từng phần")
    await known.say("từng phần", "Tên sáng kiến")
    for words, expected in PARTS:
        await known.say(words, expected)
    await known.say(*SENT)
    assert known.cost == KNOWN


async def test_a_known_worker_who_tells_the_story(known: Counting) -> None:
    """The form, the rest of it in two parts, the review card, the receipt: five."""
    await known.say("đăng ký", "từng phần")
    await known.say(STORY, "cách làm mới")
    for words, expected in AFTER_THE_STORY:
        await known.say(words, expected)
    await known.say(*SENT)
    assert known.cost == KNOWN


async def test_a_known_worker_with_pictures(known: Counting) -> None:
    """All the pictures together cost one message more."""
    form = await known.say("đăng ký", "Tên sáng kiến")
    await known.say(filled_in(form), "Xem lại sáng kiến")
    await known.shows()
    known.stand.world.people.photo(LAN, flat_png(9, 9))
    receipt = await known.say(*SENT)
    assert "Kèm 2 tệp" in receipt
    assert known.cost == 4


async def test_a_new_worker_by_code(stand: Stand, house: House) -> None:
    """Consent, who he is, the form, the review card, the receipt: five."""
    new = Counting(stand)
    form = await _joins(new, await _code(house), ("Nguyễn Thị Lan, 1", JOINED))
    await new.say(filled_in(form), "Xem lại sáng kiến")
    await new.say(*SENT)
    assert new.cost == 5


async def test_a_new_worker_by_search(stand: Stand, house: House) -> None:
    """Words that fit several units cost a list more: six."""
    new = Counting(stand)
    form = await _joins(
        new, "chào", ("Nguyễn Thị Lan, dong hoi, 1", "1. Trường Mầm non Đông Hội"), ("3", JOINED)
    )
    await new.say(filled_in(form), "Xem lại sáng kiến")
    await new.say(*SENT)
    assert new.cost == 6


@pytest.mark.parametrize(
    "talk", [(("từng phần", "Tên sáng kiến"), *PARTS), ((STORY, "cách làm mới"), *AFTER_THE_STORY)]
)
async def test_a_new_worker_the_longest_way(stand: Stand, house: House, talk: Talk) -> None:
    """By search and without the template, part by part or by telling the story: eight, and never more."""
    new = Counting(stand)
    await _joins(new, "chào", ("Nguyễn Thị Lan, dong hoi, 1", "1. Trường Mầm non Đông Hội"), ("3", JOINED))
    for words, expected in talk:
        await new.say(words, expected)
    await new.say(*SENT)
    assert new.cost == NEW
