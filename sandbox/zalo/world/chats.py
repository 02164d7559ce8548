from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.zalo.world.bots import Bot
    from sandbox.zalo.world.messages import Message

RECENT_ACTS = 64
"""How many of a chat's latest bot messages can be asked for by mark."""


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
    acts: int = 0
    last_send: float | None = None
    recent: deque[Message] = field(default_factory=lambda: deque(maxlen=RECENT_ACTS), repr=False)
    waiters: list[asyncio.Future[None]] = field(default_factory=list, repr=False)

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
        self.acts += 1
        self.recent.append(message)
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(None)
        self.waiters.clear()

    def acts_since(self, mark: int) -> list[Message]:
        """What bots sent after `mark`, oldest first; at most the latest RECENT_ACTS."""
        missing = min(self.acts - mark, len(self.recent))
        return list(self.recent)[-missing:] if missing > 0 else []
