"""What goes out, the same for every channel: a message as a value, its kinds, and what each kind promises."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

Action = Literal["send", "edit", "pin", "unpin"]
Style = Literal["", "primary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer offered: shown as a button where the channel has buttons, else as a numbered line.

    `token` says what a press means (short, never a name); a press carries it back. `url` makes it a link instead.
    """

    label: str
    token: str = ""
    style: Style = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: its name, and its content as text (a person's own data) or as bytes (a report, a paper)."""

    name: str
    content: str | bytes

    @property
    def data(self) -> bytes:
        """The content as it is sent."""
        return self.content.encode() if isinstance(self.content, str) else self.content

    def stored(self) -> list[str]:
        """As JSON keeps it: name and text, or name, nothing and the bytes in base 64."""
        if isinstance(self.content, str):
            return [self.name, self.content]
        return [self.name, "", b64encode(self.content).decode()]

    @classmethod
    def read(cls, name: str, text: str, encoded: str | None = None) -> File:
        """The file of a stored form."""
        return cls(name, text if encoded is None else b64decode(encoded))


@dataclass(frozen=True, slots=True)
class Message:
    """A platform-neutral message. `heading` stands out where the channel can; `text` is plain, in NFC.

    `action` "edit", "pin" and "unpin" act on the channel's message `target`; an edit whose target is gone is sent.
    `picture`: the number of the attachment it shows, whose text is then what is written under it.
    `revision`: the moment of the conversation at which its choices can be answered by number; None where the choices
    are commands that can be given at any time. `in_words`: a bare number would be an answer of its own here.
    """

    text: str
    heading: str = ""
    choices: tuple[tuple[Choice, ...], ...] = ()
    file: File | None = None
    action: Action = "send"
    target: str = ""
    silent: bool = False
    revision: int | None = None
    in_words: bool = False
    picture: int | None = None

    def full_text(self) -> str:
        """Heading and text as one plain text."""
        return f"{self.heading}\n{self.text}" if self.heading and self.text else self.heading or self.text

    def to_json(self) -> str:
        """The stored form."""
        plain: dict[str, Any] = {"t": self.text}
        if self.heading:
            plain["h"] = self.heading
        if self.choices:
            plain["c"] = [
                [[each.label, each.token, each.style, each.url] for each in row] for row in self.choices
            ]
        if self.file:
            plain["f"] = self.file.stored()
        if self.action != "send":
            plain["a"] = [self.action, self.target]
        if self.silent:
            plain["s"] = 1
        if self.revision is not None:
            plain["r"] = self.revision
        if self.in_words:
            plain["w"] = 1
        if self.picture is not None:
            plain["p"] = self.picture
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, stored: str) -> Message:
        """The message of a stored form."""
        plain = json.loads(stored)
        action, target = plain.get("a", ("send", ""))
        return cls(
            text=plain["t"],
            heading=plain.get("h", ""),
            choices=tuple(tuple(Choice(*each) for each in row) for row in plain.get("c", ())),
            file=File.read(*plain["f"]) if "f" in plain else None,
            action=action,
            target=target,
            silent=bool(plain.get("s")),
            revision=plain.get("r"),
            in_words=bool(plain.get("w")),
            picture=plain.get("p"),
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of message promises.

    Its turn between chats (lower goes first), whether it is sent again when nobody knows if it arrived, and for how
    long it is useful (None: the occurrence itself says until when).
    """

    priority: int
    again_when_unknown: bool
    useful_for: timedelta | None = field(default=None)


# DESIGN 6: answers before receipts before nudges before posts; the table of what to do when the outcome is unknown.
KINDS: dict[str, Kind] = {
    "question": Kind(0, again_when_unknown=True, useful_for=timedelta(hours=24)),
    "receipt": Kind(1, again_when_unknown=True, useful_for=timedelta(days=30)),
    "outcome": Kind(1, again_when_unknown=True, useful_for=timedelta(days=30)),
    "file": Kind(1, again_when_unknown=True, useful_for=timedelta(days=30)),
    "answer": Kind(1, again_when_unknown=True, useful_for=timedelta(days=30)),
    "welcome": Kind(2, again_when_unknown=False, useful_for=timedelta(days=3)),
    "trial": Kind(2, again_when_unknown=False, useful_for=timedelta(hours=1)),
    "digest": Kind(3, again_when_unknown=False),
    "nudge": Kind(3, again_when_unknown=False),
    "announcement": Kind(3, again_when_unknown=False, useful_for=timedelta(days=3)),
    "board": Kind(4, again_when_unknown=False),
    "handover": Kind(4, again_when_unknown=True),
    "launch": Kind(4, again_when_unknown=False),
    "last_call": Kind(4, again_when_unknown=False),
    "milestone": Kind(4, again_when_unknown=False, useful_for=timedelta(days=3)),
    "end": Kind(4, again_when_unknown=False, useful_for=timedelta(days=3)),
    "edit": Kind(5, again_when_unknown=True),
    "pin": Kind(5, again_when_unknown=True),
}
