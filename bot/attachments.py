"""Photos and documents: fetched in the background into a content-addressed folder; no turn waits for them.

A file that no row has any more (its person erased, its draft forgotten) is taken out of the folder.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import structlog

from scheduler.civil import Clock
from storage.attachments import kept, pending, settle
from storage.database import Database
from storage.loading import load
from storage.records import Attachment, Chat
from storage.workspace import Workspace

_log = structlog.get_logger(__name__)
_EVERY = 15.0
_BATCH = 20
# When a file is tried, counted from its arrival: its platform may be out of reach for hours.
_TRIED_AFTER = tuple(timedelta(minutes=minutes) for minutes in (0, 0.25, 1, 5, 30, 2 * 60, 8 * 60, 24 * 60))


class Fetcher(Protocol):
    """A channel's way to fetch a file by its own reference."""

    async def fetch(self, remote: str) -> bytes:
        """The content; any exception when it cannot be had now."""


class Attachments:
    """Fetches what is pending, a few at a time."""

    def __init__(
        self, database: Database, folder: Path, fetchers: Mapping[str, Fetcher], clock: Clock
    ) -> None:
        """`fetchers` by channel name; `folder`: files are kept under the first two digits of their SHA-256."""
        self._database = database
        self._folder = folder
        self._fetchers = fetchers
        self._clock = clock
        self._untidy = asyncio.Event()
        self._wanted = asyncio.Event()

    def sweep_soon(self) -> None:
        """Rows went away: look at once whether files are left that are nobody's."""
        self._untidy.set()

    def fetch_soon(self) -> None:
        """Somebody waits for a file that has just come: do not wait until it is time to look."""
        self._wanted.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Look for pending files again and again until `stop` is set; sweep at the start and when asked to."""
        self.sweep_soon()
        while not stop.is_set():
            self._wanted.clear()
            while await self.fetch_some():
                pass
            if self._untidy.is_set():
                self._untidy.clear()
                await self.sweep()
            await self._rest(stop)

    async def _rest(self, stop: asyncio.Event) -> None:
        waits = [asyncio.create_task(event.wait()) for event in (stop, self._untidy, self._wanted)]
        await asyncio.wait(waits, timeout=_EVERY, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def sweep(self) -> int:
        """Take out every file that no row has; how many. Not beside `fetch_some`, whose files have no row yet."""
        there = await asyncio.to_thread(self._listed)
        async with self._database.read() as connection:
            wanted = await kept(connection)
        left = [path for path in there if path.name not in wanted]
        await asyncio.to_thread(_remove, left)
        return len(left)

    def _listed(self) -> list[Path]:
        """Every file of the folder, also what a killed process left half-written."""
        return [path for path in self._folder.glob("??/*") if path.is_file()]

    async def fetch_some(self) -> int:
        """Fetch a batch of what is pending; how many were settled."""
        async with self._database.read() as connection:
            waiting = await pending(connection, self._clock.now(), _TRIED_AFTER, _BATCH)
            workspace = Workspace(self._database.ids)
            await load(connection, workspace, {("chat", each.chat_id) for each in waiting})
        done = [await self._settle(each, workspace.chat(each.chat_id)) for each in waiting]
        if done:
            async with self._database.write() as connection:
                await settle(connection, done)
        return sum(each.state != "pending" for each in done)

    async def _settle(self, attachment: Attachment, chat: Chat | None) -> Attachment:
        fetcher = self._fetchers.get(chat.channel) if chat is not None else None
        if fetcher is None:
            return replace(attachment, state="failed")
        try:
            content = await fetcher.fetch(attachment.remote)
            digest = await asyncio.to_thread(keep, self._folder, content)
        except Exception as error:  # noqa: BLE001  # whatever went wrong, it is tried again or given up
            attempts = attachment.attempts + 1
            _log.warning(
                "file not fetched", attachment=attachment.id, attempts=attempts, reason=type(error).__name__
            )
            given_up = attempts >= len(_TRIED_AFTER)
            return replace(attachment, attempts=attempts, state="failed" if given_up else "pending")
        return replace(attachment, state="stored", sha256=digest, size=len(content))


def keep(folder: Path, content: bytes) -> str:
    """Write the file once under its digest, whole or not at all; the digest."""
    digest = sha256(content).hexdigest()
    path = folder / digest[:2] / digest
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_suffix(".part")
        part.write_bytes(content)
        part.replace(path)
    return digest


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
