"""What a channel cannot carry, fetched from our own web server: one person's data under a name nobody guesses.

A name is good for a quarter of an hour of civil time. Whoever asks for a wrong, expired or withdrawn one learns
nothing about which of them it was. Names are in no log: the web server keeps none.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.pictures import TYPES, Picture, kind_of, path_of
from scheduler.civil import Clock
from storage.database import Database
from storage.messages import File
from storage.records import Chat
from storage.served import Found, Served, digest_of, find, offer

GOOD_FOR = timedelta(minutes=15)
PATH = "/f/{name:.*}"
_BYTES = 24  # 192 bits: nobody guesses one
_LONGEST = 200
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Serving:
    """Makes addresses and answers who comes by them."""

    def __init__(self, database: Database, folder: Path, clock: Clock, public_url: str) -> None:
        """`folder`: where stored attachments are; `clock`: civil time; `public_url`: how the world reaches us."""
        self._database = database
        self._folder = folder
        self._clock = clock
        self._base = public_url.rstrip("/")

    async def address_of_file(self, chat: Chat, file: File) -> str | None:
        """A fresh address of this file for the person of this chat; None when there is none any more."""
        return await self._offer(chat, file.name, content=file.data)

    async def address_of_picture(self, chat: Chat, picture: Picture) -> str | None:
        """A fresh address of this picture, told in this chat; None when whoever gave it is erased."""
        return await self._offer(chat, picture.name, attachment_id=picture.number)

    async def _offer(
        self, chat: Chat, name: str, *, content: bytes | None = None, attachment_id: int | None = None
    ) -> str | None:
        secret = secrets.token_urlsafe(_BYTES)
        offered = Served(
            digest=digest_of(secret),
            chat_id=chat.id,
            file_name=name,
            content=content,
            attachment_id=attachment_id,
            expires_at=self._clock.now() + GOOD_FOR,
        )
        async with self._database.write() as connection:
            kept = await offer(connection, offered)
        return f"{self._base}/f/{secret}" if kept else None

    async def answer(self, request: web.Request) -> web.Response:
        """What the name stands for, to be kept as a file; 404 for every other name, always the same."""
        name = request.match_info["name"]
        found = None
        if len(name) <= _LONGEST:
            async with self._database.read() as connection:
                found = await find(connection, name, self._clock.now())
        content = await self._content(found) if found is not None else None
        if found is None or content is None:
            return web.Response(status=404, text="404: Not Found", headers=HEADERS)
        return web.Response(body=content, headers=HEADERS | _about(found.file_name, content))

    async def _content(self, found: Found) -> bytes | None:
        if found.content is not None or found.sha256 is None:
            return found.content
        return await asyncio.to_thread(_read, path_of(self._folder, found.sha256))


def _about(name: str, content: bytes) -> dict[str, str]:
    kind = kind_of(content)
    usual = _TYPES.get(Path(name).suffix, "application/octet-stream")
    return {
        "Content-Type": TYPES[kind] if kind else usual,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
    }


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:  # swept meanwhile
        return None
