"""A post as a platform-neutral value, and how its parts are fitted into the room there is."""

from __future__ import annotations

from dataclasses import dataclass
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
    """A line or block of a post. What has the least `weight` is left out first; `gap`: a blank line before it."""

    text: str
    weight: int = _ALWAYS
    gap: bool = False


def content_hash(post: Post) -> str:
    """A name for what the post says, the same for two posts that differ only in their as-of stamp."""
    text = post.text.replace(post.stamp, "", 1) if post.stamp else post.text
    return sha256(f"{post.heading}\n{text}".encode()).hexdigest()[:32]


def utf16_length(text: str) -> int:
    """How long the platforms think a text is."""
    return len(text.encode("utf-16-le")) // 2


def assemble(heading: str, parts: Iterable[Part], stamp: str = "") -> Post:
    """Put a post together, leaving out the least weighty parts until it has room; empty parts are skipped."""
    kept = [part for part in parts if part.text]
    while _is_too_long(heading, kept) and any(part.weight < _ALWAYS for part in kept):
        kept.remove(min(reversed(kept), key=lambda part: part.weight))
    return Post(heading, _cut(_joined(kept), ROOM - utf16_length(heading)), stamp)


def _is_too_long(heading: str, parts: list[Part]) -> bool:
    return utf16_length(heading) + utf16_length(_joined(parts)) > ROOM


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
