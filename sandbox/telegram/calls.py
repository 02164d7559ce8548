"""One call of one method, and the table of all methods the stand-in does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.telegram.arguments import Arguments
    from sandbox.telegram.flood import Flood
    from sandbox.world import Bot, World


@dataclass(slots=True)
class Call:
    """What a method works on. `number` is the chat id it names, None without one or for an @name."""

    world: World
    bot: Bot
    flood: Flood | None
    method: str
    arguments: Arguments
    number: int | None = None

    def complain(self, reason: str) -> None:
        """Record a violation of the strictness profile."""
        self.world.violate(self.method, reason, self.number)


@dataclass(frozen=True, slots=True)
class Described:
    """A result with the `description` some methods add."""

    result: Any
    description: str


@dataclass(frozen=True, slots=True)
class Method:
    """A method the stand-in does. `counted`: the flood limits count it."""

    name: str
    run: Callable[[Call], Any]
    counted: bool = False


METHODS: dict[str, Method] = {}
"""By lower-case name."""

Run = Callable[[Call], Any]


def method(name: str, *, counted: bool = False) -> Callable[[Run], Run]:
    """Enter a function into the table."""

    def enter(run: Run) -> Run:
        METHODS[name.lower()] = Method(name, run, counted)
        return run

    return enter


def chat_number(text: str | None) -> int | None:
    """The chat id in an argument, None when there is none or it is an @name."""
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        return None
