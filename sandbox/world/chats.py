from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from sandbox.watching import RECENT_ACTS, Acts

if TYPE_CHECKING:
    from sandbox.world.members import Member, User
    from sandbox.world.messages import Message
    from sandbox.world.updates import Update

ChatType = Literal["private", "group", "supergroup"]


@dataclass(slots=True, eq=False)
class Chat:
    """A talk of one person with one bot (its id is the person's), a basic group, or a supergroup."""

    id: int
    type: ChatType
    title: str = ""
    peer: User | None = None
    bot_id: int = 0
    started: bool = False
    blocked: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboard: dict[str, Any] | None = None
    migrated_to: int = 0
    last_bot: int = 0
    last_message_id: int = 0
    acts: Acts[Message] = field(default_factory=Acts, repr=False)
    causes: deque[Update] = field(default_factory=lambda: deque(maxlen=RECENT_ACTS), repr=False)
    _wire: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def private(self) -> bool:
        """Whether it is the talk of one person with one bot."""
        return self.type == "private"

    @property
    def name(self) -> str:
        """The title, or the person's first name."""
        return self.title if self.peer is None else self.peer.first_name

    def wire(self) -> dict[str, Any]:
        """The Chat object of the Bot API. Shared: never change it."""
        if self._wire is None:
            self._wire = {"id": self.id, "type": self.type}
            if self.peer is None:
                self._wire["title"] = self.title
            else:
                person = self.peer.wire()
                self._wire |= {k: person[k] for k in ("first_name", "last_name", "username") if k in person}
        return self._wire

    def retitle(self, title: str) -> None:
        """Change the title; `Groups.retitle` also tells the bots."""
        self.title, self._wire = title, None

    def member(self, user_id: int) -> Member | None:
        """The present member with this id."""
        member = self.members.get(user_id)
        return member if member is not None and member.present else None
