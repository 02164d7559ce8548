"""Somebody's telephone in a play: every act goes over the wire, and then time goes on until the bot has answered."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Any

from bot.demo.cast import TELEGRAM, USERNAME, Company, Key
from bot.demo.options import DemoError
from bot.demo.sandbox import Controls

_A_WHILE = 15 / 3600  # civil hours between two acts
_CONSENT = "1 có 2 có 3 có 4 có"


class Phone(ABC):
    """A person of the sandbox; `heard` are the messages that came in answer to the last act.

    `answers`: where every one that came to any act is, and its number there.
    """

    def __init__(self, controls: Controls, person: Key) -> None:
        self._controls = controls
        self._person = person
        self.heard: list[dict[str, Any]] = []
        self.answers: set[tuple[Key, int | str]] = set()

    async def start(self, payload: str) -> None:
        """Open a link, or type its code where there are no links."""
        await self._do("start", self._person, payload=payload)

    async def say(self, text: str) -> None:
        """Say something to the bot."""
        await self._do("say", self._person, text=text)

    @abstractmethod
    async def choose(self, label: str) -> None:
        """Choose what is offered with this very label."""

    @abstractmethod
    async def join(self, code: str, name: str, unit: str) -> None:
        """Come by a link and tell who one is: of this unit, whatever kind of member is named first."""

    @abstractmethod
    async def bring_bot(self, group: Key) -> None:
        """Bring the bot into a group, so that it may do all it does there."""

    @abstractmethod
    async def say_in(self, group: Key, text: str) -> None:
        """Say something to the bot in a group."""

    @property
    @abstractmethod
    def code(self) -> str:
        """The code of the link that was told last. DemoError when none was."""

    @property
    @abstractmethod
    def line_for_group(self) -> str:
        """What has to be said in a group to link it, as it was told last. DemoError when it was not."""

    @property
    def text(self) -> str:
        """All that was answered to the last act."""
        return "\n".join(message.get("text", "") for message in self.heard)

    def find(self, pattern: str) -> str:
        """The group of this pattern in the last answer. DemoError when it is not there."""
        found = re.search(pattern, self.text)
        if found is None:
            raise DemoError(f"The play expected {pattern!r}. The bot said: {self.text!r}")
        return found[1]

    async def _do(self, act: str, where: Key, **body: Any) -> None:
        """Do it, let some time go by, and read what was answered in this chat."""
        since = (await self._controls.get("ledger", chat=where))["next"]
        await self._controls.post(act, person=self._person, **body)
        await self._controls.post("clock/advance", hours=_A_WHILE, wait=True)
        news = await self._controls.get("ledger", since=since, chat=where)
        self.heard = [entry["payload"] for entry in news["ledger"]]
        self.answers |= {(where, entry["message"]) for entry in news["ledger"]}


class TelegramPhone(Phone):
    """With deep links and buttons."""

    async def join(self, code: str, name: str, unit: str) -> None:
        """Consent, name, unit, and the first kind of member by its button."""
        await self.start(code)
        await self.say(_CONSENT)
        await self.say(name)
        await self.say(unit)
        await self.press(r"^(?!‹)")

    async def choose(self, label: str) -> None:
        """Press its button."""
        await self.press(f"^{re.escape(label)}$")

    async def press(self, label: str) -> None:
        """Press the first button of the newest message whose label matches. DemoError when there is none."""
        for message in reversed(self.heard):
            for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if re.search(label, button["text"]) and "callback_data" in button:
                        number, data = message["message_id"], button["callback_data"]
                        await self._do("press", self._person, message=number, data=data)
                        return
        raise DemoError(f"The play expected a button {label!r}. The bot said: {self.text!r}")

    async def bring_bot(self, group: Key) -> None:
        """Add it and make it administrator, so that it may pin."""
        for action in ("add", "promote"):
            await self._do(f"groups/{group}/bot", group, action=action)

    async def say_in(self, group: Key, text: str) -> None:
        """A command names the bot already."""
        await self._do("say", group, text=text, chat=group)

    @property
    def code(self) -> str:
        """In the link's address."""
        return self.find(r"\?start=([\w-]+)")

    @property
    def line_for_group(self) -> str:
        """A command."""
        return self.find(rf"(/lienket@{USERNAME} [\w-]+)")


class ZaloPhone(Phone):
    """With words alone."""

    async def choose(self, label: str) -> None:
        """Say the label."""
        await self.say(label)

    async def join(self, code: str, name: str, unit: str) -> None:
        """Name, unit and the first kind of member in one message; who came by a unit's link is asked no unit."""
        await self.start(code)
        await self.say(_CONSENT)
        await self.say(f"{name}\n{unit}\n1")

    async def bring_bot(self, group: Key) -> None:
        """The leader invites it; nobody can tell it."""
        await self._do(f"groups/{group}/bot", group, action="add")

    async def say_in(self, group: Key, text: str) -> None:
        """With a mention, or the bot does not hear it."""
        await self._do("say", group, text=text, chat=group, mention=True)

    @property
    def code(self) -> str:
        """A word of ten letters and digits; no Vietnamese word is so long."""
        return self.find(r"\b([a-z0-9]{10})\b")

    @property
    def line_for_group(self) -> str:
        """The words behind the mention."""
        return "lienket " + self.find(r"lienket\S*.* ([a-z0-9]{10})\b")


def phone_of(controls: Controls, company: Company, person: Key) -> Phone:
    """The telephone of somebody of this company."""
    return (TelegramPhone if company == TELEGRAM else ZaloPhone)(controls, person)
