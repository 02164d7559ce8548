"""The pictures that messages show: attachments out of the folder of files, waited for while they are being fetched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from campaign.texts import Words
from storage.attachments import find
from storage.database import Database
from storage.messages import Message

_PATIENCE = 20.0  # monotonic seconds that a message waits for its picture; then it goes without
_LOOK = 0.1
_HEAD = 16
_KINDS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF8", "gif"))
TYPES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the folder of files; `name` is one by which it can be told apart and opened."""

    number: int
    path: Path
    name: str


class Pictures:
    """Looks pictures up by the number of their attachment."""

    def __init__(
        self, database: Database, folder: Path, texts: Words, fetch_soon: Callable[[], None]
    ) -> None:
        """`fetch_soon`: have whoever fetches files look for new ones now."""
        self._database = database
        self._folder = folder
        self._texts = texts
        self._fetch_soon = fetch_soon

    async def find(self, number: int) -> Picture | None:
        """The picture; None when it is no picture, was erased or cannot be had in time."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._awaited(number)
        except TimeoutError:
            return None

    async def _awaited(self, number: int) -> Picture | None:
        while True:
            async with self._database.read() as connection:
                attachment = await find(connection, number)
            if attachment is None or attachment.state not in {"pending", "stored"}:
                return None
            if attachment.sha256 is not None:
                path = path_of(self._folder, attachment.sha256)
                kind = await asyncio.to_thread(kind_of_file, path)
                return Picture(number, path, f"anh-{number}.{kind}") if kind else None
            self._fetch_soon()
            await asyncio.sleep(_LOOK)

    def in_words(self, message: Message) -> Message:
        """The same message where its picture cannot be shown."""
        said = f"{message.text}\n\n{self._texts()('picture-not-here')}".strip()
        return replace(message, text=said, picture=None)


def path_of(folder: Path, digest: str) -> Path:
    """Where the folder of files has the content with this digest."""
    return folder / digest[:2] / digest


def kind_of_file(path: Path) -> str:
    """What kind of picture this file is; empty when it is none or is gone."""
    try:
        with path.open("rb") as file:
            return kind_of(file.read(_HEAD))
    except OSError:
        return ""


def kind_of(content: bytes) -> str:
    """What kind of picture begins like this ("jpg", "png", …), whatever its name says; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for mark, kind in _KINDS if content.startswith(mark)), "")
