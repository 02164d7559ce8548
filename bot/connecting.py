"""The bots of all platforms: whose tokens these are, and what sends, speaks and fetches for each of them."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

import structlog
from aiogram import Bot

from bot.attachments import Fetcher
from bot.channels import Channels
from bot.pictures import Pictures
from bot.serving import Serving
from bot.settings import Settings
from bot.telegram.api import connect as connect_telegram
from bot.telegram.fetching import TelegramFetcher
from bot.telegram.reading import CHANNEL as TELEGRAM
from bot.telegram.sending import TelegramSender
from bot.zalo.api import ZaloApi
from bot.zalo.connecting import ZaloBot
from bot.zalo.connecting import connect as connect_zalo
from bot.zalo.fetching import ZaloFetcher
from bot.zalo.reading import CHANNEL as ZALO
from bot.zalo.sending import ZaloSender
from campaign.texts import Words
from handlers.turn import Channel
from scheduler.civil import Clock
from scheduler.delivery import Place
from scheduler.quota import Meter
from scheduler.sending import Sender

_log = structlog.get_logger(__name__)


@dataclass
class Connected:
    """The bots that their platforms know, by what is made of them."""

    meters: dict[Place, Meter]
    telegram: list[Bot] = field(default_factory=list)
    zalo: list[ZaloBot] = field(default_factory=list)
    senders: dict[Place, Sender] = field(default_factory=dict)
    known: dict[Place, Channel] = field(default_factory=dict)

    def channels(self) -> Channels:
        """What conversations may know of each bot; `beside`: that the campaign has another one."""
        beside = len(self.known) > 1
        told = {place: replace(channel, beside=beside) for place, channel in self.known.items()}
        return Channels(told, self.meters)

    def fetchers(self) -> dict[str, Fetcher]:
        """Who fetches the files people send, by channel."""
        found: dict[str, Fetcher] = {ZALO: ZaloFetcher()}
        for bot in self.telegram:
            found[TELEGRAM] = TelegramFetcher(bot)
        return found


@dataclass(frozen=True)
class Means:
    """What a connection is made with; what has to be closed is left to `resources`."""

    settings: Settings
    texts: Words
    clock: Clock
    pictures: Pictures
    serving: Serving | None
    resources: AsyncExitStack


async def connect(means: Means, meters: dict[Place, Meter]) -> Connected:
    """Ask every platform whose tokens these are; a meter is begun for each bot whose messages are counted.

    AiogramError, TokenValidationError, ZaloUnusableError: a token is refused, or a platform cannot be reached.
    """
    connected = Connected(meters)
    await _connect_telegram(means, connected)
    await _connect_zalo(means, connected)
    return connected


async def _connect_telegram(means: Means, connected: Connected) -> None:
    token = means.settings.telegram_bot_token
    if token is None:
        return
    bot = connect_telegram(token.get_secret_value(), means.settings.telegram_api_url)
    means.resources.push_async_callback(bot.session.close)
    me = await bot.get_me()
    username, place = me.username or "", (TELEGRAM, str(me.id))
    connected.telegram.append(bot)
    connected.senders[place] = TelegramSender(bot, means.pictures)
    page = f"https://t.me/{username}"
    connected.known[place] = Channel(TELEGRAM, username, f"{page}?start={{}}", f"{page}?startgroup={{}}")


async def _connect_zalo(means: Means, connected: Connected) -> None:
    settings = means.settings
    names = dict(enumerate(settings.zalo_names))
    for number, token in enumerate(settings.zalo_tokens):
        api = ZaloApi(token, settings.zalo_api_url)
        means.resources.push_async_callback(api.close)
        bot = await connect_zalo(api, names.get(number, ""), number + 1)
        me = bot.me
        _log.info("Zalo bot", id=me.id, account_type=me.kind, can_join_groups=me.can_join_groups)
        place = ZALO, me.id
        meter = connected.meters[place] = Meter(*place, settings.zalo_plan, means.clock, bot.name)
        pause = 1 / settings.zalo_messages_per_second
        connected.zalo.append(bot)
        connected.senders[place] = ZaloSender(api, means.texts, pause, meter, means.pictures, means.serving)
        connected.known[place] = bot.channel
