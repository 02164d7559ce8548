"""The real unit of work on a real SQLite file, with people and groups who talk to it and hear what it answers.

Only the two ends are the test's own: the updates it makes up, and a sender that writes down instead of sending.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import text as sql

from bot.batch import Update
from bot.overlay import Overlay
from bot.turns import Turns
from campaign.definition import Campaign
from campaign.file import read_campaign, revision_hash
from campaign.targets import denominators
from campaign.texts import Texts
from campaign.tree import UnitTree
from campaign.vietnamese.text import fold, nfc
from handlers.incoming import Given, Incoming, Kind
from handlers.turn import Channel, Scene
from scheduler.civil import TurnedClock
from scheduler.delivery import Delivery
from scheduler.pace import Pacer
from scheduler.pump import Pump
from scheduler.sending import Declined, Gone, Sent
from scheduler.trials import Trials
from storage.campaigns import apply
from storage.database import Database
from storage.inbox import Arrival
from storage.messages import Choice, Message
from storage.migrating import migrate
from storage.records import Change, Chat, Role
from storage.writing import write

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2022, 5, 5, 9, 0, tzinfo=ZONE)  # day 9 of the 35
CHANNEL, BOT = "telegram", "4242"
OTHER = "zalo"  # the same bot's other platform, where nothing can be pressed
ROOM = 1800
_CODES = count(1)
_BOT_PAGE = "https://t.me/dong_anh_bot"


@cache
def example() -> Campaign:
    """The example campaign."""
    return read_campaign(EXAMPLE)


@cache
def _texts(overrides: str) -> Texts:
    """Compiled once for all tests; they never change."""
    return Texts(overrides)


def scene_of(campaign: Campaign, day: datetime, filed: Campaign | None = None) -> Scene:
    """What every turn of that day sees."""
    return Scene(
        campaign=campaign,
        units=UnitTree(campaign.units, campaign.successions).at(day.astimezone(ZONE).date()),
        texts=_texts(campaign.texts),
        zone=ZONE,
        forms={campaign.form.revision: campaign.form},
        goals={phase.code: denominators(campaign.targets, phase.code) for phase in campaign.phases},
        new_code=lambda: f"code{next(_CODES):06d}",
        filed=filed or campaign,
        filed_texts=_texts((filed or campaign).texts),
    )


class Ear:
    """A sender that writes down what would be sent, as the platform would show it."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Message]] = []
        self.gone: set[str] = set()
        self.refusing: set[str] = set()
        self._number = count(1)

    async def send(self, chat: Chat, message: Message) -> Sent | Gone | Declined:
        if chat.address in self.gone:
            return Gone("blocked")
        if chat.address in self.refusing:
            return Declined("no right to write here")
        assert len(message.full_text().encode("utf-16-le")) // 2 <= ROOM, message.full_text()
        for choice in (choice for row in message.choices for choice in row):
            assert choice.url or len(f"{message.revision or 0}:{choice.token}".encode()) <= 64, choice
        self.heard.append((chat.address, message))
        return Sent(str(next(self._number)))


class Stage:
    """One bot with its database, clock and campaign; `frugal`: on a channel without buttons that counts messages."""

    def __init__(self, url: str, campaign: Campaign, start: datetime, *, frugal: bool = False) -> None:
        self.campaign = campaign
        self.overlay = Overlay(campaign)
        self.frugal, self.terse, self.beside = frugal, False, False
        self.clock = TurnedClock(start)
        self.database = Database(url)
        self.ear = Ear()
        self.pacer = Pacer()
        self.delivery = Delivery({(CHANNEL, BOT): self.ear, (OTHER, BOT): self.ear}, self.clock, self.pacer)
        self._scenes: dict[Any, Scene] = {}
        self.trials = Trials(self.database, campaign, lambda: self.overlay.texts)
        self.turns = self._turns()
        self.pump = Pump(self.database, self.clock, self.pacer, self.delivery)
        self._keys = count(1)

    def _turns(self) -> Turns:
        other = Channel(OTHER, "Bot Đông Anh", buttons=False, frugal=self.frugal)
        channels = {
            (kind, BOT): replace(channel, beside=self.beside)
            for kind, channel in ((CHANNEL, self._channel()), (OTHER, other))
        }
        turns = Turns(self.database, self._scene, channels, self.clock, self.pacer, self.delivery)
        turns.on_change = self._follow
        return turns

    def _follow(self, changes: Sequence[Change]) -> None:
        """What is decided in chat holds from the next unit of work on."""
        self.trials.follow(changes)
        if self.overlay.follow(changes):
            self.campaign = self.overlay.campaign
            self._scenes = {}

    def _channel(self) -> Channel:
        if self.frugal:
            return Channel(
                CHANNEL,
                "dong_anh_bot",
                buttons=False,
                frugal=True,
                terse=self.terse,
                mention=True,
                known_in_groups=False,
            )
        return Channel(CHANNEL, "dong_anh_bot", f"{_BOT_PAGE}?start={{}}", f"{_BOT_PAGE}?startgroup={{}}")

    def _scene(self) -> Scene:
        day = self.clock.now().astimezone(ZONE).date()
        if day not in self._scenes:
            self._scenes[day] = scene_of(self.campaign, self.clock.now(), self.overlay.filed)
        return self._scenes[day]

    async def open(self) -> None:
        """Open the database, in which the campaign is already."""
        await self.database.open()

    async def apply(self) -> None:
        """Put the campaign into the empty database."""
        codes = {unit.code: f"lnk{unit.code.lower()}" for unit in self.campaign.units}
        await apply(self.database, self.campaign, revision_hash(self.campaign), self.clock.now(), codes)

    async def close(self) -> None:
        await self.settle()
        self._forget_timers()
        await self.database.close()

    async def restart(self) -> None:
        """Stop the process and start it again: what was only in memory is gone."""
        await self.settle()
        self._forget_timers()
        self.turns = self._turns()
        self.pump = Pump(self.database, self.clock, self.pacer, self.delivery)

    def _forget_timers(self) -> None:
        """A stopped process flushes nothing later."""
        if self.turns._flushing is not None:
            self.turns._flushing.cancel()
        if self.pump._waker is not None:
            self.pump._waker.cancel()

    # Time

    def at(self, day: str, hour: int = 9, minute: int = 0) -> None:
        """Set the clock to a local moment: `at("31/5", 23, 50)`; the year is 2022 unless it is said."""
        numbers = [int(part) for part in day.split("/")]
        year = numbers[2] if len(numbers) > 2 else 2022
        self.clock.set(datetime(year, numbers[1], numbers[0], hour, minute, tzinfo=ZONE))

    def later(self, **span: float) -> None:
        """Let this much time pass."""
        self.clock.set(self.clock.now() + timedelta(**span))

    # Turns

    def phone(self, name: str = "Nguyễn Văn An", address: str = "", channel: str = CHANNEL) -> Phone:
        """A person's private chat with the bot."""
        return Phone(self, address or str(1000 + next(self._keys)), name, channel=channel)

    def group(self, title: str, address: str = "") -> Phone:
        """A group with the bot in it; updates of it are made with `command=…`."""
        return Phone(self, address or str(-1000 - next(self._keys)), title, "group")

    def update(self, phone: Phone, incoming: dict[str, Any]) -> Update:
        number = str(next(self._keys))
        told = Incoming(**{"key": number, "at": self.clock.now(), "sender": phone.address,
                           "sender_name": phone.name, **incoming})  # fmt: skip
        arrival = Arrival(phone.channel, BOT, number, "{}", self.clock.now())
        title = phone.name if phone.kind == "group" else ""
        return Update(arrival, phone.address, phone.kind, title, told)

    async def work(self, *updates: Update) -> None:
        """Work updates off as one batch, and let everything go out."""
        await self.turns.work(updates)
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is waiting to be sent or written."""
        for _ in range(200):
            await self._deliver()
            await self.turns.flush()
            await self.pump.pump()
            if self.delivery.busy_chats() or await self.value(_WAITING, now=self._micros()):
                continue
            if not await self.trials.tick(self.clock.now()):
                return
        raise AssertionError("it never comes to rest")

    def _micros(self) -> int:
        return int(self.clock.now().timestamp() * 1_000_000)

    async def _deliver(self) -> None:
        for _ in range(1000):
            await asyncio.sleep(0)
            if not self.delivery.busy_chats():
                return
            moment = self.delivery.next_moment()
            if self.delivery.is_idle() and moment is not None and moment > self.clock.now():
                self.clock.set(moment)
        await asyncio.sleep(0.01)

    # Looking inside

    async def rows(self, statement: str, **values: Any) -> list[Any]:
        """What the database holds."""
        async with self.database.read() as connection:
            return [dict(row) for row in (await connection.execute(sql(statement), values)).mappings()]

    async def value(self, statement: str, **values: Any) -> Any:
        """One value out of the database."""
        async with self.database.read() as connection:
            return (await connection.execute(sql(statement), values)).scalar()

    async def write(self, *changes: Any) -> None:
        """Change the database directly, where a test needs what no conversation makes yet."""
        async with self.database.write() as connection:
            await write(connection, changes)

    async def appoint(self, phone: Phone, role: Literal["owner", "cadre", "head"], unit: str) -> None:
        """Give somebody who has joined an office from now on."""
        person = await self.value("SELECT person_id FROM chat WHERE address = :a", a=phone.address)
        assert person is not None, "nobody there"
        await self.write(
            Role(id=self.database.ids.take("role"), person_id=person, role=role, unit=unit,
                 since=self.clock.now(), until=None, granted_by=None)
        )  # fmt: skip

    async def set_aside(self) -> list[Any]:
        """The tracebacks of turns that failed and the messages no channel would take: none, in a good conversation."""
        dead = "SELECT kind || ': ' || reason AS error FROM outbox WHERE state = 'dead'"
        aside = "SELECT error FROM inbox WHERE state = 'set_aside'"
        return [row["error"] for statement in (aside, dead) for row in await self.rows(statement)]


_WAITING = "SELECT count(*) FROM outbox WHERE state IN ('due', 'sending') AND not_before <= :now"


def prepare(place: Path) -> None:
    """A database file made by the migrations, with the example campaign in it; made once, each test has a copy."""
    asyncio.run(_prepare(f"sqlite+aiosqlite:///{place}"))


async def _prepare(url: str) -> None:
    await migrate(url)
    stage = Stage(url, example(), START)
    await stage.open()
    await stage.apply()
    await stage.close()


@dataclass
class Phone:
    """Somebody (or a group) on the other side; `heard` are the messages since the last thing done here."""

    stage: Stage
    address: str
    name: str
    kind: Literal["private", "group"] = "private"
    channel: str = CHANNEL
    _mark: int = field(default=0, repr=False)

    async def do(self, kind: Kind, *, wait: float = 2, **incoming: Any) -> str:
        """Do something, two seconds after the last; what is answered, as one text."""
        self.stage.later(seconds=wait)
        self._mark = len(self.stage.ear.heard)
        await self.stage.work(self.stage.update(self, {"kind": kind, **incoming}))
        return self.text

    async def say(self, said: str, **more: Any) -> str:
        """Type something; a leading slash makes it a command, as the channel reads it."""
        return await self.do("text", **typed(said), **more)

    async def start(self, payload: str = "") -> str:
        """Open the chat, with the payload of a link."""
        return await self.do("start", text=f"/start {payload}".strip(), argument=payload)

    async def press(self, label: str, *, of: Message | None = None) -> str:
        """Press the button with this in its label, on the newest message that has it (or on that one)."""
        message, choice = self.button(label, of)
        return await self.do("press", token=choice.token, revision=message.revision, card="1")

    def button(self, label: str, of: Message | None = None) -> tuple[Message, Choice]:
        """The newest button with this in its label."""
        wanted = fold(label)
        for message in [of] if of is not None else reversed(self.all):
            fitting = [choice for row in message.choices for choice in row if wanted in fold(choice.label)]
            exact = [choice for choice in fitting if fold(choice.label).strip("✓✅✏️🗑📎👉‹›«» ") == wanted]
            for choice in exact or fitting:
                return message, choice
        raise AssertionError(f"no button {label!r}; there are {self.labels}")

    async def photo(self, remote: str, caption: str = "", album: str = "") -> str:
        return await self.do("photo", text=caption, file=Given("photo", remote, size=1000), album=album)

    @property
    def all(self) -> list[Message]:
        """Everything ever sent here."""
        return [message for address, message in self.stage.ear.heard if address == self.address]

    @property
    def heard(self) -> list[Message]:
        """What was sent here since the last thing done."""
        since = self.stage.ear.heard[self._mark :]
        return [message for address, message in since if address == self.address]

    @property
    def text(self) -> str:
        """What was sent here since the last thing done, as one text."""
        return "\n---\n".join(message.full_text() for message in self.heard)

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message."""
        return [choice.label for row in (self.all[-1].choices if self.all else ()) for choice in row]

    async def person(self) -> dict[str, Any]:
        """The row of the person behind this chat."""
        found = await self.stage.rows(
            "SELECT person.* FROM person JOIN chat ON chat.person_id = person.id WHERE chat.address = :a",
            a=self.address,
        )
        return found[0] if found else {}

    async def joins(self, unit: str = "DHOI", name: str = "", reminders: bool = True) -> None:
        """The quickest way to be a worker of a unit."""
        await self.start(f"lnk{unit.lower()}")
        await self.say(f"1 có 2 {'có' if reminders else 'không'} 3 không 4 có")
        await self.say(name or self.name)
        await self.press("Đơn vị sự nghiệp")

    async def registers(self, title: str = "Lập sổ mượn thiết bị bằng mã QR", **more: str) -> str:
        """Send an initiative in one labelled message; the receipt."""
        await self.say("/dangky")
        if "đang có bản nháp" in self.text:
            await self.press("Bắt đầu mới")
        await self.say(
            "\n".join(
                f"{label}: {value}" for label, value in (ANSWERS | more | {"Tên sáng kiến": title}).items()
            )
        )
        if "Ảnh, tài liệu" in self.text and "Xong" in " ".join(self.labels):
            await self.press("Xong")
        said = await self.press("Gửi sáng kiến")
        return await self.press("vẫn gửi") if "gần giống" in said else said


def typed(said: str) -> dict[str, Any]:
    """How a channel reads a line: NFC, a leading slash makes a command of it."""
    said = nfc(said).strip()
    if not said.startswith("/"):
        return {"text": said}
    head, _, argument = said[1:].partition(" ")
    return {"text": said, "command": head.lower(), "argument": argument.strip()}


ANSWERS = {
    "Tên sáng kiến": "Lập sổ mượn thiết bị bằng mã QR",
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
