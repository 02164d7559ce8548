"""What was asked for on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "dong-anh"


class DemoError(Exception):
    """The demo cannot run; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Options:
    """`play`: nobody is at the telephones; `leave`: end after the play; `days`: of which the transcript tells.

    `only`: the one platform it is on ("telegram", "zalo"); empty: half of it on each. `days` as typed
    ("27/4,16/5"); empty: five that show the course of things. `keep`: where the data stay.
    """

    folder: Path = EXAMPLE
    port: int = 8080
    play: bool = False
    leave: bool = False
    days: str = ""
    only: str = ""
    keep: Path | None = None
