from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.world.chats import Chat
    from sandbox.world.members import User
    from sandbox.world.updates import UpdateQueue

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Update kinds a bot gets only when it names them."""


@dataclass(slots=True, eq=False)
class Bot:
    """A bot account. `privacy`: in groups it sees only what is meant for it, unless it is an administrator.

    `allowed` None: every kind of update but NOT_BY_DEFAULT. `known` are the people it has seen.
    `commands` are by (scope key, language); `texts` are name, description, short description by language.
    """

    token: str
    user: User
    queue: UpdateQueue
    privacy: bool = True
    allowed: frozenset[str] | None = None
    known: set[int] = field(default_factory=set)
    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Its user id, the number its token begins with."""
        return self.user.id

    @property
    def username(self) -> str:
        """Without the @."""
        return self.user.username

    def wants(self, kind: str) -> bool:
        """Whether an update of this kind is created for it."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def menu(self, chat: Chat, user_id: int, language: str = "") -> list[dict[str, Any]]:
        """The commands a person sees in a chat: of the narrowest scope that is set, the language before none."""
        for scope in _scopes(chat, user_id):
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []

    def get_me(self) -> dict[str, Any]:
        """The User object only getMe returns."""
        return {
            **self.user.wire(),
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }


def _scopes(chat: Chat, user_id: int) -> list[str]:
    """The scopes that hold for a person in a chat, the narrowest first, as keys of `Bot.commands`."""
    if chat.private:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    member = chat.member(user_id)
    leads = member is not None and member.status in {"creator", "administrator"}
    of_leaders = [f"chat_administrators:{chat.id}"] if leads else []
    all_leaders = ["all_chat_administrators"] if leads else []
    own = [f"chat_member:{chat.id}:{user_id}", *of_leaders, f"chat:{chat.id}"]
    return [*own, *all_leaders, "all_group_chats", "default"]
