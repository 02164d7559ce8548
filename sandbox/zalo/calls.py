"""One call of one method, and the table of all methods the stand-in does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from sandbox.zalo.refusals import RefusalError

if TYPE_CHECKING:
    from sandbox.zalo.world import Bot, ZaloWorld


@dataclass(slots=True)
class Call:
    """What a method works on. `lifted`: nobody minds how fast the bot sends."""

    world: ZaloWorld
    bot: Bot
    method: str
    arguments: dict[str, Any]
    lifted: bool = False

    def complain(self, reason: str) -> None:
        """Record a violation of the strictness profile."""
        chat_id = self.arguments.get("chat_id")
        self.world.violate(self.method, reason, chat_id if isinstance(chat_id, str) else "")

    def refuse(self, reason: str, code: int = 400) -> NoReturn:
        """Answer with an error that a careful client would not have met."""
        self.complain(reason)
        raise RefusalError(code)

    def text(self, name: str) -> str:
        """A required argument that has to be text with something in it."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            self.refuse(f"{name} is missing" if value is None else f"{name} is no string")
        if not value.strip():
            self.refuse(f"{name} is empty")
        return value


Run = Callable[[Call], Awaitable[dict[str, Any] | None]]
"""Does a call; its result, None for an answer without one."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method the stand-in does, and the arguments it documents."""

    run: Run
    arguments: frozenset[str]


METHODS: dict[str, Method] = {}
"""By name; upper and lower case count."""


def method(name: str, *arguments: str) -> Callable[[Run], Run]:
    """Enter a function into the table."""

    def enter(run: Run) -> Run:
        METHODS[name] = Method(run, frozenset(arguments))
        return run

    return enter
