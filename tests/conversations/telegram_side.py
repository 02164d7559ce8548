"""The people's side of a story on Telegram: what they do on their telephones, and what they see there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from campaign.vietnamese.text import fold
from sandbox.scenario import Scenario
from sandbox.server import TELEGRAM, WORLD, build
from sandbox.telegram import Fault
from sandbox.world import Message, World, flat_png
from tests.conversations.platform import DRESS, Heard

TOKEN = "5000000001:story-" + "x" * 30
USERNAME = "nuocrut_story_bot"
_LINK = re.compile(r"[?&]start(?:group)?=([\w-]+)")


@dataclass
class _Seen:
    heard: list[Heard] = field(default_factory=list)
    offered: list[tuple[str, int, str]] = field(default_factory=list)


class TelegramSide:
    """People with Telegram; the bot reaches them over the Bot API's wire of the stand-in."""

    name = "Telegram"

    def __init__(self, start: datetime, app: web.Application | None = None) -> None:
        """`app`: the stand-ins, where both platforms are in one."""
        self.app: web.Application = app or build(
            Scenario.model_validate(
                {
                    "now": start.isoformat(),
                    "bots": [{"token": TOKEN, "username": USERNAME, "name": "Bot Nước Rút"}],
                    "judge_results": True,
                }
            )
        )
        self.world: World = self.app[WORLD]
        self.faults = self.app[TELEGRAM].faults
        self.groups: dict[str, int] = {}
        self._seen: defaultdict[int, _Seen] = defaultdict(_Seen)
        self._acts: defaultdict[int, int] = defaultdict(int)

    def settings(self, address: str) -> dict[str, Any]:
        """A bot on Telegram alone."""
        return {"telegram_bot_token": SecretStr(TOKEN), "telegram_api_url": address}

    def turn_to(self, moment: datetime) -> None:
        """On the clock of the stand-in."""
        self.world.clock.set(moment)

    async def wait_quiet(self) -> None:
        """Every update has been asked for, and the next ones too."""
        await self.world.wait_quiet()

    def is_quiet(self) -> bool:
        """An update that was not acknowledged is still pending."""
        return not self.world.pending_updates()

    def address(self, chat: int) -> str:
        """The number of the chat."""
        return str(chat)

    def complaints(self) -> Sequence[str]:
        """What the stand-in wrote down, presses that were never answered among it."""
        self.world.check_callbacks()
        return [f"{each.method}: {each.reason}" for each in self.world.violations]

    def offers(self, wanted: Sequence[str], heard: Heard) -> bool:
        """The labels of the buttons, in their order."""
        if "…" not in wanted:
            return list(wanted) == [" ".join(each.split()) for each in heard.answers]
        return all(each == "…" or each in heard.answers for each in wanted)

    def add_bot(self, person: int, group: int) -> None:
        """By a member."""
        self.world.groups.add_bot(group, by=person)

    def remove_bot(self, person: int, group: int) -> None:
        """By a member."""
        self.world.groups.kick(group, by=person)

    def block(self, person: int) -> None:
        """The bot is told."""
        self.world.people.block(person)

    def unblock(self, person: int) -> None:
        """The bot is told."""
        self.world.people.unblock(person)

    def lose_next(self, chat: int) -> None:
        """The next message to this chat is lost on the way; for the bot it may have arrived."""
        self.faults.schedule(Fault(method="sendMessage", chat_id=chat, drop="before"))

    def meet(self, name: str) -> int:
        """Named in the order Vietnamese names are said, as most people fill in Telegram's two fields."""
        family, _, given = name.rpartition(" ")
        return self.world.add_user(family, last_name=given).id

    def group(self, title: str, people: Sequence[int]) -> int:
        """The group with this title, made when there is none."""
        if title not in self.groups:
            self.groups[title] = self.world.add_group(title, people).id
        return self.groups[title]

    def hear(self, chat: int) -> Sequence[Heard]:
        """Look at what came since the last look; an edit is heard as what it shows."""
        seen = self._seen[chat]
        place = self.world.chat(chat)
        fresh, self._acts[chat] = place.acts.since(self._acts[chat]), place.acts.count
        for message in fresh:
            labels = tuple(button["text"] for row in message.buttons for button in row)
            seen.heard.append(Heard(message.text or _file(message), labels))
            seen.offered += [
                (button["text"], message.id, button.get("callback_data", ""))
                for row in message.buttons
                for button in row
            ]
        return seen.heard

    def say(self, person: int, words: str, *, group: int | None = None) -> None:
        """In a group a command is addressed to the bot, anything else mentions it."""
        if group is None:
            self.world.people.say(person, words)
            return
        head, _, rest = words.partition(" ")
        addressed = f"{head}@{USERNAME} {rest}".strip() if words.startswith("/") else f"@{USERNAME} {words}"
        self.world.people.say(person, addressed, chat_id=group)

    def choose(self, person: int, answer: str, *, times: int = 1, first: bool = False) -> None:
        """Press the button: the newest that stands there, or the first there ever was, wherever it went."""
        self.hear(person)
        offered = self._seen[person].offered
        if not first:
            standing = {message.id: message for message in self.world.messages(person)}
            offered = [
                (label, number, data)
                for label, number, data in reversed(offered)
                if number in standing and standing[number].button(data=data) is not None
            ]
        label, number, data = _meant(answer, offered)
        assert data, f"{label!r} is a link, it cannot be pressed"
        for _ in range(times):
            self.world.people.press(person, number, data=data)

    def open(self, person: int, payload: str = "") -> None:
        """START, or a deep link."""
        self.world.people.start(person, payload)

    def link(self, person: int, group: int, payload: str) -> None:
        """Add the bot to the group by the link that hands it the code there."""
        self.world.groups.add_bot(group, by=person, payload=payload)

    def payload(self, chat: int) -> str:
        """Out of the newest text or button that has a link."""
        for message in reversed(self.world.messages(chat)):
            urls = [button.get("url", "") for row in message.buttons for button in row]
            if message.bot_id and (found := _LINK.search(" ".join([message.text, *urls]))):
                return found[1]
        raise AssertionError("the bot has sent no link here")

    def send(self, person: int, what: str, words: str = "") -> None:
        """What a telephone can send beside text."""
        people = self.world.people
        picture = flat_png(8, 8)
        deeds: dict[str, Any] = {
            "ảnh": lambda: people.photo(person, picture, words),
            "album": lambda: people.album(person, [picture, flat_png(9, 9), flat_png(10, 10)], words),
            "tệp": lambda: people.document(person, b"%PDF-1.7", words or "so-do.pdf", mime="application/pdf"),
            "nhãn dán": lambda: people.sticker(person),
            "tin thoại": lambda: people.voice(person),
            "vị trí": lambda: people.location(person),
            "danh bạ": lambda: people.contact(person),
        }
        deeds[what]()


def _file(message: Message) -> str:
    return str((message.document or {}).get("file_name", ""))


def _meant(answer: str, offered: Sequence[tuple[str, int, str]]) -> tuple[str, int, str]:
    """The offer with this label, without its dress and diacritics, or with it in its label; of the first message."""
    wanted = fold(answer)
    fitting = [each for each in offered if wanted in fold(each[0])]
    assert fitting, f"nothing offers {answer!r}; there are {[label for label, _, _ in offered][:30]}"
    here = [each for each in fitting if each[1] == fitting[0][1]]
    return next((each for each in here if fold(each[0].strip(DRESS)) == wanted), here[0])
