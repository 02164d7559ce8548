"""The platforms as a simulated worker knows them: a telephone that does what he wants, and what the bot says there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sandbox.persona import Offer

if TYPE_CHECKING:
    from sandbox.persona import Heard, Move, Worker
    from sandbox.world import Message, World
    from sandbox.zalo.world import Message as ZaloMessage
    from sandbox.zalo.world import ZaloWorld

PHOTO = Path(__file__).parent / "page" / "sample.png"


class Network(Protocol):
    """One platform. A person is known by the number its world gives him."""

    name: str

    def join(self, worker: Worker) -> int:
        """A new person with a telephone; his number."""

    def address(self, person: int) -> str:
        """The id by which the bot knows him."""

    def open(self, person: int, start: str) -> str:
        """Come to the bot by the code of a unit; what he did, in words."""

    def do(self, person: int, move: Move) -> None:
        """Do something in the chat with the bot. Raises ImpossibleError for what a telephone does not offer."""

    def news(self) -> Iterator[tuple[int, Heard]]:
        """What bots have said to persons since the last time, edits included."""

    def close(self) -> None:
        """Listen no more."""


@dataclass(slots=True)
class TelegramHeard:
    """A message of Telegram as it stands now; the same one after an edit."""

    message: Message

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        return self.message.id

    @property
    def text(self) -> str:
        """The text or caption."""
        return self.message.text

    @property
    def offers(self) -> Sequence[Offer]:
        """The buttons that can be pressed."""
        return [
            Offer(button["text"], data=button["callback_data"])
            for row in self.message.buttons
            for button in row
            if "callback_data" in button
        ]


class TelegramNetwork:
    """Telegram: deep links and buttons."""

    name = "telegram"

    def __init__(self, world: World) -> None:
        self._world = world
        self._events = world.subscribe()

    def join(self, worker: Worker) -> int:
        """A new user."""
        return self._world.add_user(worker.first_name, last_name=worker.last_name).id

    def address(self, person: int) -> str:
        """The user's id."""
        return str(person)

    def open(self, person: int, start: str) -> str:
        """Follow the unit's deep link."""
        self._world.people.start(person, start)
        return f"/start {start}"

    def do(self, person: int, move: Move) -> None:
        """Press, send or say."""
        people = self._world.people
        if move.data is not None:
            people.press(person, int(move.message_id), data=move.data)
        elif move.send == "sticker":
            people.sticker(person)
        elif move.send == "photo":
            people.photo(person, PHOTO.read_bytes())
        else:
            people.say(person, move.line)

    def news(self) -> Iterator[tuple[int, Heard]]:
        """New and edited messages of bots."""
        queue = self._events.queue
        while not queue.empty():
            event = queue.get_nowait()
            if event.kind in {"message", "edited"} and event.message is not None and event.message.bot_id:
                yield event.chat_id, TelegramHeard(event.message)

    def close(self) -> None:
        """Listen no more."""
        self._events.close()


NUMBERED = re.compile(r"^(?P<typed>\d{1,2})\. (?P<label>.+)$", re.MULTILINE)
COMMAND = re.compile(r"^• (?P<label>.+): (?P<typed>/\S.*)$", re.MULTILINE)
QUOTED = re.compile(r"“(?P<label>(?P<typed>[^”]{1,40}))”")


@dataclass(frozen=True, slots=True)
class ZaloHeard:
    """A message of Zalo: nothing can be pressed, so what can be answered is read from its text."""

    id: str
    text: str

    @property
    def offers(self) -> Sequence[Offer]:
        """Numbered lines, lines with a command, and words in quotation marks in the last paragraph."""
        found = [*NUMBERED.finditer(self.text), *COMMAND.finditer(self.text)]
        found += QUOTED.finditer(self.text.rpartition("\n\n")[2])
        return [Offer(_capital(each["label"]), typed=each["typed"]) for each in found]


class ZaloNetwork:
    """Zalo: the unit's code is the first message, and everything is typed."""

    name = "zalo"

    def __init__(self, world: ZaloWorld) -> None:
        self._world = world
        self._events = world.subscribe()

    def join(self, worker: Worker) -> int:
        """A new account."""
        return self._world.add_person(f"{worker.first_name} {worker.last_name}".strip()).number

    def address(self, person: int) -> str:
        """The id on the wire, which only this bot knows."""
        return self._world.address(person)

    def open(self, person: int, start: str) -> str:
        """Type the code that stands on the unit's notice."""
        self._world.people.say(person, start)
        return start

    def do(self, person: int, move: Move) -> None:
        """Send or say."""
        people = self._world.people
        if move.send == "sticker":
            people.sticker(person)
        elif move.send == "photo":
            people.photo(person, PHOTO.read_bytes())
        else:
            people.say(person, move.line)

    def news(self) -> Iterator[tuple[int, Heard]]:
        """New messages of bots; nothing is ever edited."""
        queue = self._events.queue
        while not queue.empty():
            event = queue.get_nowait()
            message: ZaloMessage | None = event.message
            if event.kind == "message" and message is not None and message.bot_id:
                yield event.chat, ZaloHeard(message.id, message.text)

    def close(self) -> None:
        """Listen no more."""
        self._events.close()


def _capital(label: str) -> str:
    """As on a button: words inside a sentence begin small."""
    return label[:1].upper() + label[1:]
