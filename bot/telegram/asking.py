"""Asking Telegram for a bot's name, for commands that need nothing else: aiogram takes seconds to load."""

from __future__ import annotations

import re

from aiohttp import ClientError, ClientSession, ClientTimeout

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_PATIENCE = ClientTimeout(total=60)


async def ask_username(token: str, server: str) -> str | None:
    """The name behind the @ of the bot with this token; None when this server does not say it."""
    if _TOKEN.fullmatch(token) is None:
        return None
    address = f"{server.rstrip('/')}/bot{token}/getMe"
    try:
        async with ClientSession(timeout=_PATIENCE) as session, session.post(address) as response:
            answer = await response.json(content_type=None)
            return str(answer["result"]["username"])
    except (ClientError, OSError, TimeoutError, ValueError, TypeError, KeyError):
        return None
