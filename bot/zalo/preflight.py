"""What can be found out about a live bot without a second person (zalo.md 8): calls, and how they are answered.

Nothing is sent to anybody. The token is part of every address, so no address is ever said.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.zalo.answers import TIMEOUT, UNAUTHORIZED

_PATIENCE = ClientTimeout(total=None, sock_connect=10.0, sock_read=40.0)
_JUNK = "1:khong-co-bot-nay"
_NOBODY = "khong-co-ai-o-day"
_OK, _BAD_REQUEST, _NOT_FOUND = 200, 400, 404
_WIDTH = 34
UNEXPECTED = "  << not what was expected"
NOT_TRIED = (
    "in a chat that exists: which text is too long, and what an unknown parse_mode does",
    "whether messages sent while nobody polls are kept",
    "how the webhook's body looks and when it is sent again",
    "how a photo is called and how long its address lives",
    "what comes from a group, and whether the bot may post there unasked",
    "the error for a person who blocked the bot, and for the 51st",
    "what the counter in Bot Creator counts",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """How one call was answered; `code` is the error's, None with ok, -1 where the answer was none of the API."""

    status: int
    code: int | None
    seconds: float
    result: Mapping[str, Any]

    def __str__(self) -> str:
        if self.status == 0:
            return "no connection"
        said = (
            "ok" if self.code is None else "no answer of the API" if self.code == -1 else f"error {self.code}"
        )
        return f"HTTP {self.status}, {said}, {self.seconds:.1f} s"


class Preflight:
    """One bot under examination."""

    def __init__(self, token: str, server: str, session: ClientSession) -> None:
        """`server`: the base address, without a trailing slash."""
        self._token = token
        self._server = server
        self._session = session

    async def lines(self, *, polls: bool) -> AsyncIterator[str]:
        """The report, line by line. `polls`: the bot may be asked for events, because nothing else does just now."""
        me = await self._call("getMe")
        yield _line("who it is", me, me.code is None)
        if me.code is not None:
            return
        for field in sorted(me.result):
            yield f"  {'  ' + field:<{_WIDTH}} {me.result[field]}"
        async for line in self._refusals():
            yield line
        hook = await self._call("getWebhookInfo")
        is_hooked = hook.code is None and bool(hook.result.get("url"))
        yield _line(
            "the webhook, " + ("set" if is_hooked else "not set"), hook, hook.code in {None, _NOT_FOUND}
        )
        if is_hooked or not polls:
            yield f"  {'fetching events':<{_WIDTH}} not tried: {'a webhook is set' if is_hooked else 'the bot runs'}"
            return
        async for line in self._polls():
            yield line

    async def _refusals(self) -> AsyncIterator[str]:
        """Calls that have to be refused, with the codes that the client reckons with."""
        junk = await self._call("getMe", token=_JUNK)
        yield _line("a junk token", junk, (junk.status, junk.code) == (_OK, UNAUTHORIZED))
        unknown = await self._call("khongCoLenhNay")
        yield _line("an unknown method", unknown, unknown.code in {_BAD_REQUEST, _NOT_FOUND})
        for what, told in (
            ("an unknown chat", {"chat_id": _NOBODY, "text": "."}),
            ("an empty text", {"chat_id": _NOBODY, "text": ""}),
            ("2,001 characters", {"chat_id": _NOBODY, "text": "x" * 2001}),
            ("2,001 units in 1,001 characters", {"chat_id": _NOBODY, "text": "x" + "🌾" * 1000}),
            ("an unknown parse_mode", {"chat_id": _NOBODY, "text": ".", "parse_mode": "khong-co"}),
        ):
            seen = await self._call("sendMessage", told)
            yield _line(what, seen, seen.code not in {None, -1, UNAUTHORIZED})

    async def _polls(self) -> AsyncIterator[str]:
        """How "nothing new" comes; an event that comes meanwhile is given to nobody else, and it is said so."""
        for what, timeout in (("nothing new, timeout a number", 1), ("nothing new, timeout a text", "1")):
            seen = await self._call("getUpdates", {"timeout": timeout})
            yield _line(what, seen, seen.code in {None, TIMEOUT})
            if seen.code is None and seen.result:
                yield "  Somebody wrote just now, and Zalo gives an event only once: ask for it again."

    async def _call(self, method: str, told: Mapping[str, Any] | None = None, token: str = "") -> Seen:
        address, began = f"{self._server}/bot{token or self._token}/{method}", time.monotonic()
        try:
            async with self._session.post(
                address, json=dict(told or {}), timeout=_PATIENCE, allow_redirects=False
            ) as answer:
                return _seen(answer.status, await answer.read(), time.monotonic() - began)
        except (ClientError, TimeoutError, OSError):
            return Seen(0, -1, time.monotonic() - began, {})


def _seen(status: int, body: bytes, seconds: float) -> Seen:
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError):
        envelope = None
    if not isinstance(envelope, dict) or not isinstance(envelope.get("ok"), bool):
        return Seen(status, -1, seconds, {})
    result = envelope.get("result")
    code = None if envelope["ok"] else envelope.get("error_code")
    known = code if code is None or (isinstance(code, int) and not isinstance(code, bool)) else -1
    return Seen(status, -1 if known is None and not envelope["ok"] else known, seconds,
                result if isinstance(result, dict) else {})  # fmt: skip


def _line(what: str, seen: Seen, is_expected: bool) -> str:  # noqa: FBT001  # it is what the line is about
    return f"  {what:<{_WIDTH}} {seen}{'' if is_expected else UNEXPECTED}"


async def report(tokens: tuple[str, ...], server: str, *, polls: bool) -> AsyncIterator[str]:
    """The report on all bots, line by line, and what is left to be tried with a second person."""
    async with ClientSession() as session:
        for number, token in enumerate(tokens, 1):
            yield f"Zalo bot {number} of {len(tokens)}:"
            async for line in Preflight(token, server, session).lines(polls=polls):
                yield line
    yield "Not tried, because it needs a second person:"
    for each in NOT_TRIED:
        yield f"  {each}"
