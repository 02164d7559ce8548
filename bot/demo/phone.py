"""Somebody's telephone in a play: every act goes over the wire, and then time goes on until the bot has answered."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.options import DemoError
from bot.demo.sandbox import Controls

_A_WHILE = 15 / 3600  # civil hours between two acts


class Phone:
    """A person of the sandbox; `heard` are the messages that came in answer to the last act."""

    def __init__(self, controls: Controls, person: int) -> None:
        self._controls = controls
        self._person = person
        self.heard: list[dict[str, Any]] = []

    async def start(self, payload: str) -> None:
        """Open a link."""
        await self._do("start", self._person, payload=payload)

    async def say(self, text: str) -> None:
        """Say something to the bot."""
        await self._do("say", self._person, text=text)

    async def say_in(self, group: int, text: str) -> None:
        """Say something in a group."""
        await self._do("say", group, text=text, chat=group)

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

    async def turn_bot(self, group: int, action: str) -> None:
        """Add the bot to a group, or make it administrator there."""
        await self._do(f"groups/{group}/bot", group, action=action)

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

    async def _do(self, act: str, where: int, **body: Any) -> None:
        """Do it, let some time go by, and read what was answered in this chat."""
        since = (await self._controls.get("ledger", chat=0))["next"]
        await self._controls.post(act, person=self._person, **body)
        await self._controls.post("clock/advance", hours=_A_WHILE, wait=True)
        news = await self._controls.get("ledger", since=since, chat=where)
        self.heard = [entry["payload"] for entry in news["ledger"]]
