"""What a person did, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal[
    "text", "start", "press", "photo", "document", "voice", "video", "sticker", "contact", "location", "other",
    "unsupported",
    "blocked", "unblocked", "added", "removed", "migrated",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """A file given by a person: the channel's own reference, a name if it has one, its size in bytes if known."""

    kind: Literal["photo", "document", "voice", "video"]
    remote: str
    name: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One update of a chat. `at`: when it happened (aware UTC). Texts are in NFC, cleaned of control characters.

    `kind` "unsupported": the platform says that something came and keeps back what, "other": the bot cannot read it.

    `text` is what was typed (or a file's caption); `argument` what came with a command or a start link; `token` and
    `revision` what a pressed button carries; `card` the channel's id of the message the button is on. In groups
    `command` is set only when the bot was addressed.
    """

    key: str
    kind: Kind
    at: datetime
    sender: str = ""
    sender_name: str = ""
    text: str = ""
    command: str = ""
    argument: str = ""
    token: str = ""
    revision: int | None = None
    card: str = ""
    file: Given | None = None
    album: str = ""
    moved_to: str = ""
    identified: bool = True
