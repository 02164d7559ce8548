from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.watching import Acts

if TYPE_CHECKING:
    from sandbox.zalo.world.bots import Bot
    from sandbox.zalo.world.messages import Message


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a Zalo account; `number` is for us, the wire has other ids.

    `protected`: of a group (children, people who cannot read...) whose words Zalo keeps from bots.
    """

    number: int
    display_name: str
    protected: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A talk of one person with one bot (its number is the person's), or a group (its number is negative).

    `gone`: the person has blocked the bot or (`deleted`) deleted the chat; the bot is not told.
    """

    number: int
    title: str
    peer: Person | None = None
    bot: Bot | None = None
    gone: bool = False
    deleted: bool = False
    leader: int = 0
    members: dict[int, Person] = field(default_factory=dict)
    bots: dict[str, Bot] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    acts: Acts[Message] = field(default_factory=Acts, repr=False)
    last_send: float | None = None

    @property
    def private(self) -> bool:
        """Whether it is the talk of one person with one bot."""
        return self.number > 0

    @property
    def type(self) -> str:
        """`chat_type` on the wire."""
        return "PRIVATE" if self.private else "GROUP"

    def show(self, message: Message) -> None:
        """Put a bot's message on the telephones and wake who waits for one."""
        self.messages[message.id] = message
        self.acts.add(message)
