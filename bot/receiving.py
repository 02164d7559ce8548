"""A page on which an owner gives a list, where his channel carries no files: a name nobody guesses, for an hour.

Whoever asks for a wrong, expired or used up name learns nothing about which of them it was.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from html import escape
from pathlib import Path
from string import Template

from aiohttp import BodyPartReader, web

from bot.attachments import keep
from bot.serving import HEADERS
from bot.web import WebServer
from campaign.texts import Texts
from scheduler.civil import Clock
from storage.database import Database
from storage.importing.workbook import MOST_BYTES
from storage.records import Attachment, Change, PaperOrder
from storage.uploads import Page, find_page, open_page, use_page
from storage.writing import write

OPEN_FOR_MINUTES = 60
PATH = "/u/{name:.*}"
_USES = 20
_BYTES = 24  # 192 bits: nobody guesses one
_LONGEST, _LONGEST_NAME = 200, 120
_HEADERS = HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"
}
_PAGE = Template((Path(__file__).parent / "receiving.html").read_text("utf-8"))


class _TooBigError(Exception):
    """More than is taken."""


class Receiving:
    """Makes the pages and takes what is given on them."""

    def __init__(
        self, database: Database, folder: Path, clock: Clock, texts: Callable[[], Texts], public_url: str
    ) -> None:
        """`folder`: where stored attachments are; `clock`: civil time; `public_url`: how the world reaches us."""
        self._database = database
        self._folder = folder
        self._clock = clock
        self._texts = texts
        self._base = public_url.rstrip("/")
        self.on_order: Callable[[Sequence[Change]], object] = lambda _: None

    def serve(self, web_server: WebServer) -> None:
        """Answer on this server."""
        web_server.get(PATH, self.show)
        web_server.post(PATH, self.take)

    async def open(self, page: Page) -> str:
        """The address of a fresh page of this person."""
        name = secrets.token_urlsafe(_BYTES)
        until = self._clock.now() + timedelta(minutes=OPEN_FOR_MINUTES)
        async with self._database.write() as connection:
            await connection.at_once(open_page, name, page, uses=_USES, expires_at=until)
        return f"{self._base}/u/{name}"

    async def show(self, request: web.Request) -> web.Response:
        """The page; the same refusal for every name that is none."""
        async with self._database.read() as connection:
            page = await find_page(connection, _name_in(request), self._clock.now())
        return self._page("") if page is not None else self._over()

    async def take(self, request: web.Request) -> web.Response:
        """Keep the file and have it looked at, as if it had been sent in the chat."""
        texts, name = self._texts(), _name_in(request)
        async with self._database.read() as connection:
            page = await find_page(connection, name, self._clock.now())
        if page is None:
            return self._over()
        try:
            file, content = await _given(request)
        except _TooBigError:
            return self._page(texts("upload-too-big", most=str(MOST_BYTES >> 20)), 413)
        if not content:
            return self._page(texts("upload-nothing"), 400)
        digest = await asyncio.to_thread(keep, self._folder, content)
        order = await self._ordered(name, page, file, (digest, len(content)))
        if order is None:
            return self._over()
        await asyncio.to_thread(keep, self._folder, content)  # a sweep may have come before the row
        self.on_order((order,))
        return self._page(texts("upload-taken", name=file))

    async def _ordered(self, name: str, page: Page, file: str, kept: tuple[str, int]) -> PaperOrder | None:
        """Write it down, unless the page was used up meanwhile."""
        now, ids = self._clock.now(), self._database.ids
        digest, size = kept
        attachment = Attachment(
            id=ids.take("attachment"), draft_id=None, chat_id=page.chat_id, kind="document", remote="", name=file,
            size=size, state="stored", attempts=1, sha256=digest, received_at=now,
        )  # fmt: skip
        order = PaperOrder(
            id=ids.take("paper_order"), person_id=page.person_id, chat_id=page.chat_id, kind="list",
            about=str(attachment.id), format="xlsx", state="waiting", asked_at=now,
        )  # fmt: skip
        async with self._database.write() as connection:
            if await connection.at_once(use_page, name, now) is None:
                return None
            connection.queue(write, (attachment, order))
        return order

    def _page(self, said: str, status: int = 200) -> web.Response:
        texts = self._texts()
        words = {
            "title": texts("upload-title"),
            "how": texts("upload-how", most=str(MOST_BYTES >> 20)),
            "choose": texts("upload-choose"),
            "send": texts("upload-send"),
            "said": said,
        }
        body = _PAGE.substitute({key: escape(value) for key, value in words.items()})
        return web.Response(text=body, content_type="text/html", status=status, headers=_HEADERS)

    def _over(self) -> web.Response:
        said = f"<!doctype html><meta charset=utf-8><p>{escape(self._texts()('upload-over'))}"
        return web.Response(text=said, content_type="text/html", status=404, headers=_HEADERS)


def _name_in(request: web.Request) -> str:
    name = request.match_info["name"]
    return name if len(name) <= _LONGEST else ""


async def _given(request: web.Request) -> tuple[str, bytes]:
    """The name and the content of the file in the form; empty where there is none. _TooBigError."""
    if not request.content_type.startswith("multipart/"):
        return "", b""
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == "file":
            name = Path((part.filename or "").replace("\\", "/")).name[-_LONGEST_NAME:]
            content = bytearray()
            while chunk := await part.read_chunk(1 << 16):
                content += chunk
                if len(content) > MOST_BYTES:
                    raise _TooBigError
            return name, bytes(content)
    return "", b""
