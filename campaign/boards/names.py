"""Long names of units in the room of a telephone's line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from campaign.texts import Texts

LINE = 44  # characters of a name that a narrow telephone shows on one line and a bit


def shorten(name: str, texts: Texts, most: int = LINE) -> str:
    """The name as it is where it has room; else with the usual abbreviations, then with its middle left out.

    Names of units differ at their end ("… cổ phần May 10"), so both ends are kept.
    """
    for line in texts("name-abbreviations").splitlines() if len(name) > most else ():
        long, _, short = line.partition(" = ")
        name = name.replace(long.strip(), short.strip())
    if len(name) <= most:
        return name
    head, tail = _words(name, most // 2), _words(name[::-1], most - most // 2 - 3)[::-1]
    return f"{head} … {tail}"


def _words(text: str, most: int) -> str:
    """The first whole words that have room; a single endless word is cut."""
    kept = text[: most + 1].rpartition(" ")[0].rstrip(" ,-–")
    return kept or text[:most]
