from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp

CONTROL_HEADER = "X-Control-Secret"
ANSWER_WITHIN = 60.0
"""Monotonic seconds a follower may take for one answer: it may answer only when its work is done."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a follower stands. `idle`: nothing waits and nothing is under way; `next`: its earliest coming event."""

    idle: bool
    next: datetime | None


class UnreachableError(Exception):
    """The follower does not answer, or not as agreed."""


class Follower:
    """A bot whose civil clock follows ours, over a loopback control with a shared secret.

    `GET {url}/state` and `POST {url}/clock {"now": ISO}` both answer `{"idle": bool, "next": ISO or null}`.
    """

    def __init__(self, url: str, secret: str) -> None:
        self._url = url.rstrip("/")
        self._headers = {CONTROL_HEADER: secret}
        self._session: aiohttp.ClientSession | None = None

    async def state(self) -> Standing:
        """Ask. Raises UnreachableError."""
        return await self._call("GET", "/state", None)

    async def set_clock(self, now: datetime) -> Standing:
        """Turn its civil clock to `now`; it has done what that made due when it answers. Raises UnreachableError."""
        return await self._call("POST", "/clock", {"now": now.isoformat()})

    async def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            await self._session.close()

    async def _call(self, method: str, path: str, body: dict[str, Any] | None) -> Standing:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
            self._session = aiohttp.ClientSession(headers=self._headers, timeout=timeout)
        try:
            async with self._session.request(method, self._url + path, json=body) as answer:
                answer.raise_for_status()
                return _standing(await answer.json())
        except (TimeoutError, aiohttp.ClientError, KeyError, ValueError) as trouble:
            raise UnreachableError(f"{method} {path}: {trouble}") from trouble


def _standing(body: dict[str, Any]) -> Standing:
    coming = datetime.fromisoformat(body["next"]) if body["next"] else None
    if coming is not None and coming.tzinfo is None:
        raise ValueError(f"a naive instant: {body['next']}")
    return Standing(bool(body["idle"]), coming)


class NoFollower:
    """In place of a follower where the bot keeps no turned clock: always idle, nothing coming."""

    async def state(self) -> Standing:
        """Idle."""
        return Standing(idle=True, next=None)

    async def set_clock(self, now: datetime) -> Standing:
        """Nobody to tell."""
        del now
        return Standing(idle=True, next=None)

    async def close(self) -> None:
        """Nothing to close."""
