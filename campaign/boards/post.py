"""A post as a platform-neutral value, and how its parts are fitted into the room there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOM = 1800  # UTF-16 units of heading and text together: what Zalo carries in one message, with a margin
_ALWAYS = 100


@dataclass(frozen=True, slots=True)
class Post:
    """What a chat is to see: a heading, which the channel shows bold, and plain text under it.

    `stamp` is the part of the text that says as of when; it alone may change without the content changing.
    """

    heading: str
    text: str
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A line or block of a post. What has the least `weight` is left out first; `gap`: a blank line before it.

    `shorter`: what it says where there is less room, the longer first, before it is left out.
    """

    text: str
    weight: int = _ALWAYS
    gap: bool = False
    shorter: tuple[str, ...] = ()

    @classmethod
    def of(cls, ways: Iterable[str], weight: int = _ALWAYS, *, gap: bool = False) -> Part:
        """A part that can be said in these ways, the longest first; empty where there are none."""
        first, *shorter = dict.fromkeys(ways) or ("",)
        return cls(first, weight, gap, tuple(shorter))


NOTHING = Part("")


def content_hash(post: Post) -> str:
    """A name for what the post says, the same for two posts that differ only in their as-of stamp."""
    text = post.text.replace(post.stamp, "", 1) if post.stamp else post.text
    return sha256(f"{post.heading}\n{text}".encode()).hexdigest()[:32]


def utf16_length(text: str) -> int:
    """How long the platforms think a text is."""
    return len(text.encode("utf-16-le")) // 2


def assemble(heading: str, parts: Iterable[Part], stamp: str = "") -> Post:
    """Put a post together, shortening or leaving out the least weighty parts until it has room.

    Empty parts are skipped. Heading, the line's end after it and text are one message.
    """
    kept = [part for part in parts if part.text]
    room = ROOM - utf16_length(f"{heading}\n")
    while utf16_length(_joined(kept)) > room and any(map(_can_give_way, kept)):
        _give_way(kept)
    return Post(heading, _cut(_joined(kept), room), stamp)


def _can_give_way(part: Part) -> bool:
    return part.weight < _ALWAYS or bool(part.shorter)


def _give_way(kept: list[Part]) -> None:
    """Of what can be said shorter or left out, the least weighty; of equals the last."""
    place, least = min(
        ((place, part) for place, part in reversed(list(enumerate(kept))) if _can_give_way(part)),
        key=lambda found: found[1].weight,
    )
    shorter = [replace(least, text=least.shorter[0], shorter=least.shorter[1:])] if least.shorter else []
    kept[place : place + 1] = shorter
    if not shorter and least.gap and place < len(kept):  # what stood under it begins the block now
        kept[place] = replace(kept[place], gap=True)


def _joined(parts: list[Part]) -> str:
    return "".join(("\n\n" if part.gap else "\n") + part.text for part in parts).strip("\n")


def _cut(text: str, room: int) -> str:
    """The whole lines that have room; only texts that a campaign made far longer than ours are cut at all."""
    if utf16_length(text) <= room:
        return text
    lines = text.split("\n")
    while len(lines) > 1 and utf16_length("\n".join(lines)) > room:
        lines.pop()
    return "\n".join(lines)[: room // 2]
