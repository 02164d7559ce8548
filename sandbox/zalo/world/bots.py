from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.zalo.world.chats import Chat
    from sandbox.zalo.world.updates import Queue

Month = tuple[int, int]
"""Year and month of Vietnam's calendar."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the platform allows one bot: people, groups, and messages a calendar month. Defaults: the free plan."""

    users: int = 50
    groups: int = 3
    messages: int = 3000


@dataclass(slots=True, eq=False)
class Bot:
    """A bot account. `chats` are those it may write to, by their ids on the wire; `users` the people it serves.

    `used` counts messages by month; `refused_in` is the month whose quota it was told is over.
    """

    token: str = field(repr=False)
    id: str
    account_name: str
    display_name: str
    queue: Queue
    can_join_groups: bool = True
    plan: Plan = field(default_factory=Plan)
    chats: dict[str, Chat] = field(default_factory=dict)
    users: dict[int, None] = field(default_factory=dict)
    used: Counter[Month] = field(default_factory=Counter)
    refused_in: Month | None = None

    @property
    def mention(self) -> str:
        """How a text begins that mentions it."""
        return f"@{self.display_name} "

    @property
    def groups(self) -> list[Chat]:
        """The groups it is in."""
        return [chat for chat in self.chats.values() if not chat.private]

    def get_me(self) -> dict[str, Any]:
        """The result of getMe."""
        return {
            "id": self.id,
            "account_name": self.account_name,
            "account_type": "BASIC",
            "can_join_groups": self.can_join_groups,
            "display_name": self.display_name,
        }
