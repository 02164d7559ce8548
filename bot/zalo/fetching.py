"""Fetching pictures that people sent to a Zalo bot: from the temporary address in the event."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import ClientSession, ClientTimeout

_LARGEST = 20 * 1024 * 1024
_PIECE = 64 * 1024
_PATIENCE = 60.0


class ZaloFetcher:
    """Pictures of any Zalo bot."""

    async def fetch(self, remote: str) -> bytes:
        """The picture behind the address; any exception when it cannot be had, or is larger than 20 MiB."""
        if urlsplit(remote).scheme not in {"http", "https"}:
            raise ValueError("no web address")
        async with (
            ClientSession(timeout=ClientTimeout(total=_PATIENCE)) as session,
            session.get(remote, raise_for_status=True) as answer,
        ):
            content = bytearray()
            async for piece in answer.content.iter_chunked(_PIECE):
                content += piece
                if len(content) > _LARGEST:
                    raise ValueError("too large")
            return bytes(content)
