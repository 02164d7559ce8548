"""What a platform has to offer to have the stories played on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from campaign.vietnamese.text import fold

DRESS = "✓✅✏️🗑📎👉📋‹›«» "


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the bot as it stood when it was sent or edited: its text, and the answers it offers."""

    text: str
    answers: tuple[str, ...]


class Platform(Protocol):
    """People with telephones, the bot's platform behind them, and what its side of a story is called."""

    name: str
    app: web.Application
    groups: dict[str, int]

    # What the house needs to know

    def settings(self, address: str) -> dict[str, Any]:
        """The settings of a bot on this platform alone, served under this address."""

    def turn_to(self, moment: datetime) -> None:
        """Let the platform's civil time be this."""

    async def wait_quiet(self) -> None:
        """Return when the bot has got everything that people did."""

    def is_quiet(self) -> bool:
        """Whether the bot has got, and kept, everything that people did."""

    def address(self, chat: int) -> str:
        """By what the bot knows a chat."""

    def complaints(self) -> Sequence[str]:
        """What the bot did that a careful client does not do."""

    # What people do and see

    def meet(self, name: str) -> int:
        """A person with this name and a telephone; the number of the private chat."""

    def group(self, title: str, people: Sequence[int]) -> int:
        """The group with this title, made when there is none; a number below 0."""

    def hear(self, chat: int) -> Sequence[Heard]:
        """Everything the bot ever said in a chat (of a person or a group), edits as often as they were made."""

    def offers(self, wanted: Sequence[str], heard: Heard) -> bool:
        """Whether these labels are what the message offers; "…" among them stands for any others."""

    def say(self, person: int, words: str, *, group: int | None = None) -> None:
        """Type something; in a group it is said to the bot."""

    def choose(self, person: int, answer: str, *, times: int = 1, first: bool = False) -> None:
        """Choose an offered answer, as it stands now or (`first`) as it was first offered."""

    def open(self, person: int, payload: str = "") -> None:
        """Open the chat with the bot, by a link's payload or without."""

    def payload(self, chat: int) -> str:
        """The payload of the link, or the code, in the bot's newest message of this chat."""

    def link(self, person: int, group: int, payload: str) -> None:
        """Bring the bot into a group and give it the one-time code there."""

    def add_bot(self, person: int, group: int) -> None:
        """Bring the bot into a group."""

    def remove_bot(self, person: int, group: int) -> None:
        """Put it out of the group."""

    def block(self, person: int) -> None:
        """Want to hear nothing of the bot any more."""

    def unblock(self, person: int) -> None:
        """Take that back."""

    def lose_next(self, chat: int) -> None:
        """Let the bot's next message to this chat get lost on the way; for the bot it may have arrived."""

    def send(self, person: int, what: str, words: str = "") -> None:
        """Send something other than a text: "ảnh", "album", "tệp", "nhãn dán", "tin thoại", "vị trí", "danh bạ"."""


def best_of(answer: str, labels: Sequence[str]) -> int:
    """The place of the label that is this answer, without its dress and diacritics, or has it in it; -1 for none."""
    wanted, plain = fold(answer), [fold(label.strip(DRESS)) for label in labels]
    for place, label in enumerate(plain):
        if label == wanted:
            return place
    return next((place for place, label in enumerate(plain) if wanted in label), -1)
