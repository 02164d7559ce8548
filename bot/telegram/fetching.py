"""Fetching files that people sent to a Telegram bot."""

from __future__ import annotations

from io import BytesIO

from aiogram import Bot


class TelegramFetcher:
    """Files of a Telegram bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, remote: str) -> bytes:
        """GetFile and the download behind it."""
        content = BytesIO()
        await self._bot.download(remote, content)
        return content.getvalue()
