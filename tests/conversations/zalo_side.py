"""The people's side of a story on Zalo: everything is typed, and what the bot offers is read out of its texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from campaign.vietnamese.text import fold
from sandbox.scenario import Scenario
from sandbox.server import ZALO, ZALO_WORLD, build
from sandbox.world import flat_png
from sandbox.zalo import Fault
from sandbox.zalo.wire import PREFIX
from sandbox.zalo.world import ZaloWorld
from tests.conversations.platform import DRESS, Heard, best_of

TOKEN = "5000000001:story-" + "x" * 30
NAME = "Bot Nước Rút"
_CODE = re.compile(r"\b[a-hjkmnp-z2-9]{10}\b")
_NUMBERED = re.compile(r"(?P<typed>\d{1,3})\. (?P<label>.+)")
_COMMAND = re.compile(r"• (?P<label>.+): (?P<typed>/\w+( \S+)?)")
_LINK = re.compile(r"(?P<label>.+): https?://\S+")
_WORD = re.compile(r"“([^”]+)”")
_HEADS = ("Nhắn số để chọn:", "Để chọn, nhắn:")
_WORDY = ("Hoặc nhắn:", "Có thể nhắn:")


@dataclass(frozen=True, slots=True)
class Offered:
    """One answer a message offers, and what is typed to give it; a link is followed, not typed."""

    label: str
    typed: str


@dataclass
class _Seen:
    heard: list[Heard] = field(default_factory=list)
    offered: list[tuple[Offered, ...]] = field(default_factory=list)


class ZaloSide:
    """People with Zalo; the bot reaches them over the stand-in's wire. Events are fetched, one a call."""

    name = "Zalo"

    def __init__(self, start: datetime, app: web.Application | None = None) -> None:
        """`app`: the stand-ins, where both platforms are in one."""
        bot = {"token": TOKEN, "display_name": NAME}
        scenario = {"now": start.isoformat(), "zalo": {"bots": [bot]}}
        self.app: web.Application = app or build(Scenario.model_validate(scenario))
        self.world: ZaloWorld = self.app[ZALO_WORLD]
        self.groups: dict[str, int] = {}
        self._seen: defaultdict[int, _Seen] = defaultdict(_Seen)
        self._acts: defaultdict[int, int] = defaultdict(int)

    # What the house needs to know

    def settings(self, address: str) -> dict[str, Any]:
        """A bot on Zalo alone, which waits for nothing real between two messages."""
        return {
            "zalo_bot_tokens": SecretStr(TOKEN),
            "zalo_api_url": f"{address}{PREFIX}",
            "zalo_messages_per_second": 1000.0,
        }

    def turn_to(self, moment: datetime) -> None:
        """On the clock of the stand-in."""
        self.world.clock.set(moment)

    async def wait_quiet(self) -> None:
        """Every event has been handed out."""
        await self.world.wait_quiet()

    def is_quiet(self) -> bool:
        """What was handed out is kept as soon as the bot asks for more."""
        return self.world.bot.queue.polled and not self.world.pending_updates()

    def address(self, chat: int) -> str:
        """The id on the wire."""
        return self.world.address(chat)

    def complaints(self) -> Sequence[str]:
        """What the stand-in wrote down, and words that never reached the bot."""
        unheard = [f"never heard: {each.text} ({each.reason})" for each in self.world.unheard]
        return [*(f"{each.method}: {each.reason}" for each in self.world.violations), *unheard]

    # What people do and see

    def meet(self, name: str) -> int:
        """With this display name."""
        return self.world.add_person(name).number

    def group(self, title: str, people: Sequence[int]) -> int:
        """Its leader is the first of the people."""
        if title not in self.groups:
            self.groups[title] = self.world.groups.create(title, people[0], people[1:]).number
        return self.groups[title]

    def hear(self, chat: int) -> Sequence[Heard]:
        """Look at what came since the last look."""
        seen, place = self._seen[chat], self.world.chat(chat)
        fresh, self._acts[chat] = place.acts.since(self._acts[chat]), place.acts.count
        for message in fresh:
            said, offered = read_offers(message.text)
            seen.heard.append(Heard(said, tuple(each.label for each in offered)))
            seen.offered.append(offered)
        return seen.heard

    def offers(self, wanted: Sequence[str], heard: Heard) -> bool:
        """The same answers in whatever order, without what dresses a button."""
        missing = {_bare(each) for each in wanted} - {_bare(each) for each in heard.answers} - {"…"}
        return not missing and ("…" in wanted or len(wanted) == len(heard.answers))

    def say(self, person: int, words: str, *, group: int | None = None) -> None:
        """In a group the bot is picked from the list of members first."""
        if group is None:
            self.world.people.say(person, words)
        else:
            self.world.people.say_in(group, person, words, mention=True)

    def choose(self, person: int, answer: str, *, times: int = 1, first: bool = False) -> None:
        """Type what the newest message (or the first) that offers it says is to be typed; of an older one the label.

        Only a finger does it twice.
        """
        del times
        self.hear(person)
        told = [each for each in self._seen[person].offered if each]
        for offered in told if first else reversed(told):
            if (place := best_of(answer, [each.label for each in offered])) >= 0:
                break
        else:
            raise AssertionError(f"nothing offers {answer!r}; there are {told[-6:]}")
        is_standing = offered is told[-1]
        self.say(
            person, offered[place].typed if is_standing or not offered[place].typed.isdecimal() else answer
        )

    def open(self, person: int, payload: str = "") -> None:
        """Zalo hands no payload over: the code is typed as the first message. Without one people say hello."""
        self.say(person, payload or "bắt đầu")

    def payload(self, chat: int) -> str:
        """Out of the newest text that has one."""
        for message in reversed(self.world.messages(chat)):
            if message.bot_id and (found := _CODE.findall(message.text)):
                return str(found[-1])
        raise AssertionError("the bot has sent no code here")

    def link(self, person: int, group: int, payload: str) -> None:
        """The group's leader takes the bot in, then the code is written there with a mention."""
        self.world.groups.invite_bot(group)
        self.say(person, f"lienket {payload}", group=group)

    def add_bot(self, person: int, group: int) -> None:
        """By the invitation link, which works for the leader alone."""
        self.world.groups.invite_bot(group, by=person)

    def remove_bot(self, person: int, group: int) -> None:
        """The bot is not told."""
        del person
        self.world.groups.remove_bot(group)

    def block(self, person: int) -> None:
        """The bot is not told."""
        self.world.people.block(person)

    def unblock(self, person: int) -> None:
        """The bot is not told."""
        self.world.people.unblock(person)

    def lose_next(self, chat: int) -> None:
        """The connection breaks before the message got anywhere; for the bot it may have arrived."""
        fault = Fault(method="sendMessage", chat_id=self.world.address(chat), drop="before")
        self.app[ZALO].faults.schedule(fault)

    def send(self, person: int, what: str, words: str = "") -> None:
        """Of files, places and cards Zalo tells a bot no more than that something came; there are no albums."""
        people = self.world.people
        if what == "ảnh":
            people.photo(person, flat_png(8, 8), words)
        elif what == "nhãn dán":
            people.sticker(person)
        elif what == "tin thoại":
            people.voice(person)
        else:
            people.unsupported(person, what)


def read_offers(text: str) -> tuple[str, tuple[Offered, ...]]:
    """A text without the lines below it that say how to choose, and what these offer."""
    lines = text.split("\n")
    below = next((at for at, line in enumerate(lines) if line.startswith((*_HEADS, *_WORDY))), len(lines))
    if below == len(lines) and _LINK.fullmatch(lines[-1]):
        below -= 1
    return "\n".join(lines[:below]).rstrip(), tuple(_offered(lines[below:]))


def _offered(lines: Sequence[str]) -> Iterator[Offered]:
    for line in lines:
        if line.startswith(_WORDY):
            yield from (Offered(word, word) for word in _WORD.findall(line))
        elif found := _NUMBERED.fullmatch(line) or _COMMAND.fullmatch(line):
            yield Offered(found["label"], found["typed"])
        elif found := _LINK.fullmatch(line):
            yield Offered(found["label"], "")


def _bare(label: str) -> str:
    """A label as one compares it: without the dress and the number that Zalo writes before it."""
    return fold(re.sub(r"^\d{1,3}\. ", "", label.strip(DRESS)))
