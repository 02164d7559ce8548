"""What has room in one message: at most 1,800 UTF-16 units, which is what every channel carries."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.boards import ROOM, utf16_length

_STEPS = (900, 500, 300, 200, 110, 80, 50, 30)

__all__ = ["ROOM", "fitted", "shorten", "utf16_length"]


def shorten(text: str, most: int) -> str:
    """The text on one line, cut with "…" when it is longer than so many UTF-16 units."""
    flat = " ".join(text.split())
    if utf16_length(flat) <= most:
        return flat
    return f"{flat.encode('utf-16-le')[: 2 * (most - 1)].decode('utf-16-le', 'ignore').rstrip()}…"


def fitted(told: Sequence[tuple[str, str]], room: int, most: int = _STEPS[0]) -> list[str]:
    """Lines "label: words", each as long as all of them together have room for, and none over `most` units."""
    lines: list[str] = []
    for step in (step for step in _STEPS if step <= most):
        lines = [f"{label}: {shorten(words, step)}" for label, words in told]
        if utf16_length("\n".join(lines)) <= room:
            break
    return lines
