"""Zalo's webhook: the secret is checked before the body is read, the event stored, and only then 200 answered."""

from __future__ import annotations

import json
from hmac import compare_digest

import structlog
from aiohttp import web

from bot.intake import Intake
from bot.zalo.reading import Reader, events
from scheduler.civil import Clock

_log = structlog.get_logger(__name__)
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105  # the header's name


class Webhook:
    """The intake of one bot by webhook."""

    def __init__(self, secret: str, reader: Reader, intake: Intake, clock: Clock) -> None:
        self._secret = secret.encode()
        self._reader = reader
        self._intake = intake
        self._clock = clock

    async def receive(self, request: web.Request) -> web.Response:
        """403 without the secret, 413 over 1 MiB, 400 for what is no event, 500 when it could not be stored, else 200.

        A repeat is stored already: 200. What does not concern the bot is acknowledged and never stored.
        """
        said = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not compare_digest(said, self._secret):
            return web.Response(status=403)
        now = self._clock.now()
        try:
            found = events(json.loads(await request.read()))
        except (ValueError, RecursionError):
            return web.Response(status=400)
        kept = [self._reader.arrival(event, now) for event in found if self._reader.concerns(event, now)]
        if not all([await self._intake.keep(arrival) for arrival in kept]):
            return web.Response(status=500)
        return web.json_response({"message": "Success"})
