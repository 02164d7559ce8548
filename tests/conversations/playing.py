"""Playing a story: each line done or heard, in order; what does not agree is shown with the talk so far."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from campaign.vietnamese.text import fold
from tests.conversations.house import House
from tests.conversations.platform import Heard
from tests.conversations.script import Line, Story, fragments, plain

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2022, 5, 5, 9, 0, tzinfo=ZONE)  # day 9 of the 35
FULL_NAMES = {
    "Lan": "Nguyễn Thị Lan",
    "Bình": "Trần Văn Bình",
    "Hùng": "Lê Văn Hùng",
    "Mai": "Phạm Thị Mai",
}
_TYPING = timedelta(seconds=2)
_LATER = re.compile(r"(\d+) (phút|giờ|ngày) sau")
_UNTIL = re.compile(r"đến (\d{1,2})h(\d{2}) ngày (\d{1,2})/(\d{1,2})/(\d{4})")
_LOST = re.compile(r"tin kế tiếp vào nhóm (.+) bị mất kết nối")
_SPANS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}
ANSWERS = {
    "Lĩnh vực": "Giáo dục",
    "Loại giải pháp": "Quản lý",
    "Tình trạng trước": "Mỗi lần mượn thiết bị phải tìm sổ giấy rất lâu.",
    "Cách làm mới": "Dán mã QR lên từng thiết bị, quét mã là ghi tên người mượn.",
    "Hiệu quả": "Mượn trả chỉ mất nửa phút, không mất thiết bị nào.",
    "Ngày áp dụng lần đầu": "15/3/2022",
    "Giá trị làm lợi": "15 triệu",
    "Tác giả": "tôi",
    "Công nhận": "chưa",
    "Cần giữ bí mật": "không",
}


class Performance:
    """One story on one stage."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.side = house.side
        self.chats: dict[str, int] = {}
        self.talk: list[str] = []
        self._heard: dict[str, int] = {}
        self._within: dict[str, tuple[int, int]] = {}
        self._last = ""
        self._shown: Heard | None = None

    async def play(self, story: Story) -> None:
        """Every line; AssertionError names the first that does not agree."""
        for line in story.lines:
            try:
                await self._line(line)
            except AssertionError as wrong:
                shown = "\n".join(self.talk[-40:])
                raise AssertionError(f"{story.name}.txt:{line.number}: {wrong}\n\n{shown}") from wrong
        self._all_heard("the end")
        assert await self.house.faults() == []

    async def _line(self, line: Line) -> None:
        if line.who == "Bot":
            self._bot(line.how, line.words)
        else:
            self._all_heard(f"{line.who}: {line.words}" if line.who else line.words)
            await (self._act(line) if line.who else self._around(line.words))
            self._listen()

    # What is done

    async def _act(self, line: Line) -> None:
        await self.house.turn_to(self.house.now + _TYPING)
        self.talk.append(f"{line.who} [{line.how}]: {line.words}")
        self._last = line.who
        await self._do(self._chat(line.who), line.how, line.words)
        await self.house.settle()

    def _chat(self, name: str) -> int:
        if name not in self.chats:
            self.chats[name] = self.side.meet(FULL_NAMES[name])
        return self.chats[name]

    async def _do(self, chat: int, how: str, words: str) -> None:
        side = self.side
        match how.split(":", 1)[0]:
            case "nói":
                side.say(chat, words.replace("⏎", "\n"))
            case "nhắn liền":
                for part in words.split("||"):
                    side.say(chat, part.strip())
            case "nhắn dài":
                side.say(chat, ("Sáng kiến dài " * 500)[: int(words)])
            case "bấm":
                side.choose(chat, words)
            case "bấm hai lần":
                side.choose(chat, words, times=2)
            case "bấm nút cũ":
                side.choose(chat, words, first=True)
            case "mở bot":
                side.open(chat)
            case "mở đường dẫn của":
                side.open(chat, await self.house.unit_code(words))
            case "mở đường dẫn nhận được":
                side.open(chat, side.payload(self._chat(words)))
            case "mở đường dẫn mời người điều hành":
                side.open(chat, await self.house.owner_code())
            case "liên kết nhóm":
                side.link(chat, self._group(words), side.payload(chat))
            case "chặn bot":
                side.block(chat)
            case "bỏ chặn bot":
                side.unblock(chat)
            case "thêm bot vào nhóm":
                side.add_bot(chat, self._group(words))
            case "đưa bot khỏi nhóm":
                side.remove_bot(chat, self._group(words))
            case sent if sent.startswith("gửi "):
                side.send(chat, sent.removeprefix("gửi "), words)
            case where if where.startswith("trong nhóm "):
                self._last = title = where.removeprefix("trong nhóm ")
                said = words.replace("{mã}", side.payload(chat)) if "{mã}" in words else words
                side.say(chat, said, group=self._group(title))
            case other:
                raise AssertionError(f"nobody knows how to {other!r}")

    def _group(self, title: str) -> int:
        if title not in self.side.groups:
            self.chats[title] = self.side.group(title, [chat for chat in self.chats.values() if chat > 0])
        return self.side.groups[title]

    # What happens around

    async def _around(self, words: str) -> None:
        house = self.house
        self.talk.append(f"({words})")
        if found := _LATER.fullmatch(words):
            await house.turn_to(house.now + timedelta(**{_SPANS[found[2]]: int(found[1])}))
        elif found := _UNTIL.fullmatch(words):
            hour, minute, day, month, year = map(int, found.groups())
            await house.turn_to(datetime(year, month, day, hour, minute, tzinfo=ZONE))
        elif found := _LOST.fullmatch(words):
            self.side.lose_next(self._group(found[1]))
        elif words == "khởi động lại":
            await house.settle()
            await house.stop_bot()
            await house.start_bot()
            await house.settle()
        else:
            await self._short(words)

    async def _short(self, words: str) -> None:
        name, _, deed = words.partition(" ")
        chat = self._chat(name)
        if deed.startswith("đã tham gia "):
            await self._join(name, deed.removeprefix("đã tham gia "))
        elif deed.startswith("đã đăng ký: "):
            await self._register(chat, deed.removeprefix("đã đăng ký: "))
        elif deed.startswith("phụ trách "):
            await self.house.appoint(chat, "cadre", deed.removeprefix("phụ trách "))
        elif deed == "là người điều hành":
            await self.house.appoint(chat, "owner", self.house.campaign.root)
        else:
            raise AssertionError(f"nobody knows what {words!r} means")
        self._skip()

    async def _join(self, name: str, unit: str) -> None:
        chat = self._chat(name)
        await self._steps(chat, [("mở đường dẫn của", unit), ("nói", "1 có 2 có 3 không 4 có"),
                                 ("nói", FULL_NAMES[name]), ("nói", "Đơn vị sự nghiệp")])  # fmt: skip
        assert "Xong rồi" in self.side.hear(chat)[-1].text, self.side.hear(chat)[-1].text

    async def _register(self, chat: int, title: str) -> None:
        lines = "⏎".join(f"{label}: {said}" for label, said in ({"Tên sáng kiến": title} | ANSWERS).items())
        await self._steps(chat, [("nói", "/dangky"), ("nói", lines)])
        if "Xem lại sáng kiến" not in self.side.hear(chat)[-1].text:
            await self._steps(chat, [("bấm", "Xong, không gửi thêm")])
        await self._steps(chat, [("bấm", "Gửi sáng kiến")])
        if "gần giống" in self.side.hear(chat)[-1].text:
            await self._steps(chat, [("bấm", "vẫn gửi")])
        assert "Đã ghi nhận" in self.side.hear(chat)[-1].text, self.side.hear(chat)[-1].text

    async def _steps(self, chat: int, steps: list[tuple[str, str]]) -> None:
        for how, words in steps:
            await self.house.turn_to(self.house.now + _TYPING)
            await self._do(chat, how, words)
            await self.house.settle()

    # What is heard

    def _listen(self) -> None:
        """Put down what every chat has heard since."""
        for name, chat in self.chats.items():
            begun = self._heard.get(name, 0)
            for heard in self.side.hear(chat)[begun:]:
                self.talk.append(f"    Bot → {name}: {plain(heard.text)}  [{' | '.join(heard.answers)}]")
            self._heard[name] = len(self.side.hear(chat))

    def _skip(self) -> None:
        """What was said in a shortcut is no part of the story."""
        self._listen()
        for name, chat in self.chats.items():
            self._within[name] = (len(self.side.hear(chat)), 0)

    def _all_heard(self, before: str) -> None:
        """Nothing the bot said was passed over in the story."""
        self._shown = None
        for name, chat in self.chats.items():
            heard = self.side.hear(chat)
            place, offset = self._within.get(name, (0, 0))
            done = place + (1 if offset else 0)
            assert done >= len(heard), f"before {before!r} the story leaves out: {plain(heard[done].text)!r}"
            self._within[name] = (len(heard), 0)

    def _bot(self, how: str, words: str) -> None:
        if how == "[nút]":
            assert self._shown is not None, "no message to look at for answers"
            wanted = [plain(part) for part in words.split("|")]
            offered = " | ".join(self._shown.answers)
            assert self.side.offers(wanted, self._shown), f"it offers {offered}"
        elif how == "không nói":
            chat = self.side.hear(self.chats[self._last])
            place = self._within.get(self._last, (0, 0))[0]
            assert all(fold(words) not in fold(each.text) for each in chat[place:])
        elif how == "im lặng":
            heard = self.side.hear(self.chats[self._last])
            place, _ = self._within.get(self._last, (0, 0))
            assert place == len(heard), f"it says {plain(heard[place].text)!r}"
        elif how == "[cả tin]":
            shown = self._next(self._last, plain(words))
            assert plain(shown.text) == _nfc(plain(words)), f"it says {plain(shown.text)!r}"
        else:
            self._next(how.removeprefix("nhắn ") if how.startswith("nhắn ") else self._last, words)

    def _next(self, name: str, words: str) -> Heard:
        """The message with these fragments: the present one from where it was read to, or the one after it."""
        heard = self.side.hear(self.chats[name])
        place, offset = self._within.get(name, (0, 0))
        while place < len(heard):
            found = _found(plain(heard[place].text), fragments(words), offset)
            if found is not None:
                self._within[name] = (place, found)
                self._shown = heard[place]
                return heard[place]
            assert offset, f"{name} hears {plain(heard[place].text)!r}, not {words!r}"
            place, offset = place + 1, 0
        raise AssertionError(f"{name} hears nothing with {words!r}")


def _found(text: str, parts: list[str], offset: int) -> int | None:
    """Where the last of these fragments ends; None when one is missing."""
    for part in parts:
        place = text.find(_nfc(part), offset)
        if place < 0:
            return None
        offset = place + len(part)
    return offset


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
