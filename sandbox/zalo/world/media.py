from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

FOLDER = "/media/"
"""Where pictures and voice messages are served, below the stand-in's prefix."""


class Link:
    """An address of this stand-in; whole only on the wire, where the host is known."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes somebody sent; `until` is in civil seconds."""

    content: bytes
    mime: str
    until: float


class Media:
    """What people sent, under addresses nobody can guess and that end."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._stored: dict[str, Stored] = {}

    def store(self, content: bytes, *, suffix: str, mime: str, until: float) -> Link:
        """Keep the bytes; the address they are served at."""
        name = f"{self._random.getrandbits(128):032x}.{suffix}"
        self._stored[name] = Stored(content, mime, until)
        return Link(FOLDER + name)

    def find(self, name: str, now: float) -> Stored | None:
        """What is served under this name, while it is."""
        stored = self._stored.get(name)
        if stored is None:
            return None
        if stored.until <= now:
            del self._stored[name]
            return None
        return stored
