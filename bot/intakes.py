"""How what people write comes in: each bot by webhook or by polling."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from aiogram import Bot

from bot.connecting import Connected
from bot.intake import Intake
from bot.settings import Settings
from bot.telegram.polling import Poller
from bot.telegram.reading import CHANNEL as _TELEGRAM
from bot.telegram.reading import Reader
from bot.telegram.webhook import Webhook
from bot.turns import Turns
from bot.web import WebServer
from bot.zalo import reading as zalo_reading
from bot.zalo.connecting import ZaloBot, by_polling, by_webhook
from bot.zalo.polling import Poller as ZaloPoller
from bot.zalo.webhook import Webhook as ZaloWebhook
from scheduler.civil import Clock
from scheduler.delivery import Delivery
from storage.database import Database

Begin = Callable[[], Awaitable[None]]
_DEAF_AFTER = 90.0  # seconds; a failed poll takes 40 at most, and the longest pause after it is 30


class _Working(Protocol):
    def is_quiet(self) -> bool:
        """Whether nothing is under way in it."""


class _Listening(Protocol):
    def silent_for(self) -> float:
        """The monotonic seconds since the platform's last answer."""


@dataclass(frozen=True)
class Desk:
    """Where updates go, and what works them off."""

    settings: Settings
    web: WebServer
    turns: Turns
    database: Database
    clock: Clock
    delivery: Delivery
    stop: asyncio.Event
    run: Callable[[Coroutine[Any, Any, None]], None]


class Intakes:
    """The intakes of all bots."""

    def __init__(self, desk: Desk, connected: Connected) -> None:
        """Nothing comes in yet."""
        self._desk = desk
        self._connected = connected
        self._working: list[_Working] = []
        self.listening: list[tuple[str, _Listening]] = []

    def is_quiet(self) -> bool:
        """Whether nothing is under way in any of them."""
        return all(each.is_quiet() for each in self._working)

    def deaf(self) -> list[str]:
        """Where polling has had no answer for so long that nobody's messages come in."""
        return [name for name, poller in self.listening if poller.silent_for() > _DEAF_AFTER]

    def prepare(self) -> list[Begin]:
        """Each bot by webhook when this server has a public address and the secret of its platform, else by polling.

        Every webhook has its path now; what is returned tells the platforms, once the server listens.
        """
        return [
            *(self._telegram(bot) for bot in self._connected.telegram),
            *(self._zalo(bot) for bot in self._connected.zalo),
        ]

    def _telegram(self, bot: Bot) -> Begin:
        desk = self._desk
        public, secret = desk.settings.public_url, desk.settings.telegram_webhook_secret
        username = self._connected.known[_TELEGRAM, str(bot.id)].bot_name
        reader = Reader(str(bot.id), username)
        webhook = Webhook(bot, reader, desk.turns, desk.database, desk.clock)
        self._working.append(webhook)
        desk.run(webhook.work(desk.stop))
        if public is not None and secret is not None:
            desk.run(webhook.store(desk.stop))
            path = f"/telegram/{bot.id}"
            desk.web.post(path, webhook.receive)
            return partial(webhook.register, public.rstrip("/") + path, secret.get_secret_value())

        async def poll() -> None:
            await bot.delete_webhook()
            poller = Poller(bot, reader, desk.turns, desk.database, desk.clock)
            self._working.append(poller)
            self.listening.append(("Telegram", poller))
            desk.run(poller.run(desk.stop))

        return poll

    def _zalo(self, bot: ZaloBot) -> Begin:
        desk = self._desk
        public, secret = desk.settings.public_url, desk.settings.zalo_webhook_secret
        place = zalo_reading.CHANNEL, bot.me.id
        reader = zalo_reading.Reader(bot.me.id, bot.names)
        meter = self._connected.meters[place]
        intake = Intake(*place, reader.take, desk.turns, desk.database, desk.clock, meter)
        self._working.append(intake)
        desk.run(intake.store(desk.stop))
        desk.run(intake.work(desk.stop))
        if public is not None and secret is not None:
            webhook = ZaloWebhook(secret.get_secret_value(), reader, intake, desk.clock)
            path = f"/zalo/{bot.me.id}"
            desk.web.post(path, webhook.receive)
            return partial(by_webhook, bot, public.rstrip("/") + path, secret.get_secret_value())

        async def poll() -> None:
            await by_polling(bot)
            refused = partial(desk.delivery.stop, place, "the token is refused")
            poller = ZaloPoller(bot.api, reader, intake, desk.clock, refused)
            self._working.append(poller)
            self.listening.append((f"Zalo ({bot.name})", poller))
            desk.run(poller.run(desk.stop))

        return poll
