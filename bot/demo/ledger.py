"""What the sandbox saw in a play: the bot's deeds by chat, in civil time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.demo.cast import Key

Verdict = Literal["valid", "asked", "rejected"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer said of an initiative, by its printed number."""

    number: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing the bot brought about. `method` as on the wire, in small letters; `at` in the campaign's time zone.

    `silent`: nobody's telephone made a sound.
    """

    method: str
    chat: Key
    message: int | str
    at: datetime
    text: str
    silent: bool = False

    @property
    def day(self) -> date:
        """The local day."""
        return self.at.date()

    @property
    def heading(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0]

    @property
    def is_post(self) -> bool:
        """Whether it is a new message."""
        return self.method.startswith("send")

    @property
    def is_edit(self) -> bool:
        """Whether it changed a message."""
        return self.method == "editmessagetext"


@dataclass(frozen=True)
class Played:
    """A play from the sandbox's side. `opening` deeds came before the crowd, `deeds` after it.

    `decisions` are the reviewers', `answers` the messages (chat, number) that came because they or the authors asked.
    """

    opening: tuple[Deed, ...]
    deeds: tuple[Deed, ...]
    told: tuple[dict[str, Any], ...]
    failures: tuple[dict[str, Any], ...]
    crowd: dict[str, Any]
    violations: tuple[dict[str, Any], ...]
    unheard: tuple[dict[str, Any], ...] = ()
    decisions: tuple[Decision, ...] = ()
    answers: frozenset[tuple[Key, int | str]] = frozenset()

    def of(self, chats: Iterable[Key]) -> Iterator[Deed]:
        """The deeds in these chats after the opening, in order."""
        wanted = set(chats)
        return (deed for deed in self.deeds if deed.chat in wanted)


def read_ledger(entries: Iterable[dict[str, Any]], zone: str) -> tuple[Deed, ...]:
    """The deeds of a ledger as the sandbox lists it."""
    local = ZoneInfo(zone)
    return tuple(
        Deed(
            method=entry["method"].lower(),
            chat=entry["chat"],
            message=entry["message"],
            at=datetime.fromtimestamp(entry["at"], UTC).astimezone(local),
            text=entry["payload"].get("text") or entry["payload"].get("caption") or "",
            silent=entry["silent"],
        )
        for entry in entries
    )
