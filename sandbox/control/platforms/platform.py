from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, ClassVar, Literal, NoReturn, Protocol, Self

from sandbox.world import ImpossibleError, StoredFile

Key = int | str
"""A person or chat over the control API: the world's number, behind the sign of a platform that has one ("z1001")."""
Sample = Literal["photo", "voice", "sticker", "contact"]
Bringing = Literal["add", "remove", "promote", "demote"]


@dataclass(frozen=True, slots=True)
class Saying:
    """A text; `reply_to` is the id of the message it answers, `mention` calls the bot by its name."""

    text: str
    reply_to: int | str | None = None
    mention: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is sent."""

    content: bytes
    name: str
    mime: str
    caption: str = ""


class Watch(Protocol):
    """What happens on one platform from now on."""

    def changes(self, chats: Collection[int]) -> tuple[dict[Key, Any], list[dict[str, Any]]]:
        """What has changed in these chats since the last time, by chat, and short answers that pass."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Platform(ABC):
    """A world behind the page. Chats and persons are the world's numbers, those of groups negative.

    Everything raises KeyError for somebody unknown, and ImpossibleError for what a real client would not offer.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    sign: ClassVar[str]

    def key(self, number: int) -> Key:
        """The number as the API says it."""
        return f"{self.sign}{number}" if self.sign else number

    # --- who is there --------------------------------------------------------------------------------------

    @abstractmethod
    def add_person(self, name: str) -> int:
        """One more person."""

    @abstractmethod
    def add_group(self, title: str, creator: int, members: list[int]) -> int:
        """One more group."""

    @abstractmethod
    def join(self, group: int, person: int) -> None:
        """A person comes into the group."""

    @abstractmethod
    def bring(self, group: int, person: int, action: Bringing, payload: str | None) -> None:
        """A person adds the bot to a group, removes it, makes it administrator, or takes that back."""

    def upgrade(self, group: int) -> int:
        """The group becomes another kind of group; its new number."""
        del group
        return self.lacks("groups of another kind")

    def follow(self, chat: int) -> int:
        """The number the chat has now."""
        return chat

    # --- what people do ------------------------------------------------------------------------------------

    @abstractmethod
    def say(self, person: int, chat: int | None, saying: Saying) -> dict[str, Any]:
        """Say something."""

    @abstractmethod
    def sample(self, person: int, chat: int | None, kind: Sample) -> dict[str, Any]:
        """Send something ready-made."""

    @abstractmethod
    def photo(self, person: int, chat: int | None, upload: Upload) -> dict[str, Any]:
        """Send a picture."""

    @abstractmethod
    def document(self, person: int, chat: int | None, upload: Upload) -> dict[str, Any]:
        """Send a file."""

    def press(
        self, person: int, chat: int | None, message: int, data: str | None, label: str | None
    ) -> dict[str, Any]:
        """Press a button."""
        del person, chat, message, data, label
        return self.lacks("buttons")

    @abstractmethod
    def start(self, person: int, payload: str) -> dict[str, Any]:
        """Come to the bot with the code of a link."""

    @abstractmethod
    def block(self, person: int) -> None:
        """Block the bot."""

    @abstractmethod
    def unblock(self, person: int) -> None:
        """Take the block back."""

    # --- what the page shows -------------------------------------------------------------------------------

    @abstractmethod
    def bot(self) -> dict[str, Any]:
        """Who the bot is and whether it is connected."""

    @abstractmethod
    def counts(self) -> tuple[int, int, int]:
        """How many messages bots sent, how many violations there are, how many updates bots have not got."""

    @abstractmethod
    def person(self, number: int) -> dict[str, Any]:
        """A person's id and name."""

    @abstractmethod
    def present(self, group: int) -> list[int]:
        """The people in a group, without bots."""

    @abstractmethod
    def phone(self, number: int) -> dict[str, Any]:
        """What a telephone shows beside the messages."""

    @abstractmethod
    def messages(self, chat: int, before: str | None, limit: int) -> dict[str, Any]:
        """So many messages before a message, or the last ones; oldest first."""

    def commands(self, chat: int, person: int) -> list[dict[str, Any]]:
        """The commands menu a person sees."""
        del chat, person
        return []

    @abstractmethod
    def holds(self, name: str) -> bool:
        """Whether this is the id of a file here."""

    @abstractmethod
    def file(self, name: str) -> StoredFile | None:
        """A file by its id."""

    @abstractmethod
    def watch(self) -> Watch:
        """Look on from now on."""

    # --- what was written down -----------------------------------------------------------------------------

    @abstractmethod
    def ledger(self, since: int, chat: int | None) -> tuple[list[dict[str, Any]], int]:
        """What bots really brought about from entry number `since` on, and the number of the next one."""

    @abstractmethod
    def violations(self) -> list[dict[str, Any]]:
        """What a careful client would not have done."""

    def unheard(self) -> list[dict[str, Any]]:
        """Words of people that no bot will ever get, and why."""
        return []

    def link(self, payload: str, *, group: bool) -> str:
        """The address that brings a code to the bot; the code alone where there are no such addresses."""
        del group
        return payload

    def links(self) -> Iterator[tuple[str, bool, str, int]]:
        """(payload, for a group, what it is about, when) of deep links seen since the last time."""
        return iter(())

    def lacks(self, what: str) -> NoReturn:
        """Raise ImpossibleError: this platform does not have it."""
        raise ImpossibleError(f"{self.name} has no {what}")
