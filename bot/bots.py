"""The bots of the settings, as commands ask the platforms about them: what leads people to each, and webhooks."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.owning import ServiceError
from bot.settings import Settings
from bot.telegram.asking import ask_username
from bot.zalo.api import ZaloApi
from bot.zalo.connecting import ZaloBot, connect
from bot.zalo.connecting import unhook as remove_webhook
from handlers.turn import Channel

_REMOVED = {True: "the webhook is removed, events can be fetched", False: "there was no webhook"}


async def telegram_links(settings: Settings) -> list[str]:
    """The link that opens the Telegram bot and hands it what `{}` stands for."""
    if settings.telegram_bot_token is None:
        return []
    token = settings.telegram_bot_token.get_secret_value()
    name = await ask_username(token, settings.telegram_api_url)
    if name is None:
        raise ServiceError(
            "Telegram cannot be asked for the bot's name. Look at TELEGRAM_BOT_TOKEN and TELEGRAM_API_URL."
        )
    return [f"https://t.me/{name}?start={{}}"]


async def zalo_addresses(settings: Settings) -> list[str]:
    """Where the first Zalo bot is found, which is told what `{}` stands for as a message."""
    return [f"{bot.address} and there the message: {{}}" async for bot in _zalo_bots(settings, 1)]


async def channels_of(settings: Settings) -> list[Channel]:
    """Every bot of the settings as its platform knows it: what leads a person to it. ServiceError when one is none."""
    found = [
        Channel("telegram", link.removeprefix("https://t.me/").partition("?")[0], link)
        for link in await telegram_links(settings)
    ]
    found += [bot.channel async for bot in _zalo_bots(settings)]
    if not found:
        raise ServiceError("No channel is set up: put ZALO_BOT_TOKENS or TELEGRAM_BOT_TOKEN into .env.")
    return found


async def _zalo_bots(settings: Settings, most: int | None = None) -> AsyncIterator[ZaloBot]:
    """The Zalo bots of the settings; ZaloUnusableError where one cannot be used."""
    for number, token in enumerate(settings.zalo_tokens[:most], 1):
        api = ZaloApi(token, settings.zalo_api_url)
        try:
            yield await connect(api, "", number)
        finally:
            await api.close()


async def unhook(settings: Settings) -> str:
    """Remove the webhooks of the Zalo bots; what was done."""
    if not settings.zalo_tokens:
        raise ServiceError("No Zalo bot is set up: put ZALO_BOT_TOKENS into .env.")
    done = [f"{bot.name}: {_REMOVED[await remove_webhook(bot)]}" async for bot in _zalo_bots(settings)]
    return "\n".join(done)
