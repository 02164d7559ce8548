from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from itertools import count
from typing import Any

THUMBNAIL_EDGE = 90
"""Longest edge in pixels of the small size every photo gets beside the full one."""


@dataclass(slots=True)
class StoredFile:
    """Bytes somebody sent. `known_to` are the ids of the bots that received it: for others the id is wrong."""

    file_id: str
    unique_id: str
    path: str
    content: bytes
    name: str = ""
    mime: str = ""
    width: int = 0
    height: int = 0
    known_to: set[int] = field(default_factory=set)

    def wire(self) -> dict[str, Any]:
        """The fields every kind of file has on the wire."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def photo_size(self) -> dict[str, Any]:
        """The PhotoSize object of the Bot API."""
        return {**self.wire(), "width": self.width, "height": self.height}

    def document(self) -> dict[str, Any]:
        """The Document object of the Bot API."""
        return {**self.wire(), "file_name": self.name, "mime_type": self.mime}


class Files:
    """All files of the world, found by id or by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._sizes: dict[str, list[StoredFile]] = {}
        self._serial = count(1)

    def store(self, content: bytes, *, folder: str, name: str = "", mime: str = "") -> StoredFile:
        """Keep `content`; `folder` is the kind as Telegram names it in download paths (photos, documents...)."""
        number = next(self._serial)
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        stored = StoredFile(
            file_id=f"AgACAgUAAx{folder[:3].upper()}{number:08d}QAB",
            unique_id=f"AQAD{number:08d}",
            path=f"{folder}/file_{number}.{suffix}",
            content=content,
            name=name,
            mime=mime,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def store_photo(self, content: bytes) -> list[StoredFile]:
        """A photo in its sizes, smallest first. Raises ValueError when the bytes are no picture."""
        width, height, kind = image_size(content)
        full = self.store(content, folder="photos", name=f"photo.{kind}", mime=f"image/{kind}")
        full.width, full.height = width, height
        if max(width, height) <= THUMBNAIL_EDGE:
            return [full]
        scale = THUMBNAIL_EDGE / max(width, height)
        small_width, small_height = max(1, round(width * scale)), max(1, round(height * scale))
        small = self.store(flat_png(small_width, small_height), folder="thumbnails", name="thumbnail.png")
        small.width, small.height = small_width, small_height
        self._sizes[small.file_id] = self._sizes[full.file_id] = [small, full]
        return [small, full]

    def sizes(self, photo: StoredFile) -> list[StoredFile]:
        """A photo's sizes, smallest first, whichever of them is given."""
        return self._sizes.get(photo.file_id, [photo])

    def find(self, file_id: str, bot_id: int) -> StoredFile | None:
        """The file, if this bot has received it."""
        stored = self._by_id.get(file_id)
        return stored if stored is not None and bot_id in stored.known_to else None

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file whoever asks; for the page."""
        return self._by_id.get(file_id)

    def at_path(self, path: str, bot_id: int) -> StoredFile | None:
        """The file behind a download link, if this bot has received it."""
        stored = self._by_path.get(path)
        return stored if stored is not None and bot_id in stored.known_to else None


def image_size(content: bytes) -> tuple[int, int, str]:
    """Width, height and kind (png, jpeg, gif, bmp) read from the header. Raises ValueError otherwise."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return (*struct.unpack(">II", content[16:24]), "png")
        if content.startswith((b"GIF87a", b"GIF89a")):
            return (*struct.unpack("<HH", content[6:10]), "gif")
        if content.startswith(b"BM"):
            return (*struct.unpack("<II", content[18:26]), "bmp")
        if content.startswith(b"\xff\xd8"):
            return (*_jpeg_size(content), "jpg")
    except (struct.error, IndexError) as damaged:
        raise ValueError("a damaged picture") from damaged
    raise ValueError("not a picture")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    position = 2
    while True:
        code, length = struct.unpack(">xBH", content[position : position + 4])
        if 0xC0 <= code <= 0xCF and code not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length


def flat_png(width: int, height: int, grey: int = 200) -> bytes:
    """A real PNG of one grey. The thumbnail of a photo, since the sandbox carries no image library."""
    rows = (b"\x00" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _png_chunk(kind, data)
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
