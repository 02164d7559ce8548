"""The commands that Telegram offers beside the typing line, by scope, in Vietnamese."""

from __future__ import annotations

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from campaign.texts import Texts

_log = structlog.get_logger(__name__)
PRIVATE = ("dangky", "tieptuc", "cuatoi", "xephang", "tiendo", "hoso", "nhac", "dulieu", "hoi", "trogiup")
GROUP = ("xephang", "tiendo", "lienket", "huylienket", "tamdung", "tieptuc", "gio")


async def set_menus(bot: Bot, texts: Texts) -> None:
    """Set both menus; a failure is no matter, the commands work without."""
    try:
        await bot.set_my_commands(
            [BotCommand(command=name, description=texts(f"menu-{name}")) for name in PRIVATE],
            scope=BotCommandScopeAllPrivateChats(),
        )
        await bot.set_my_commands(
            [BotCommand(command=name, description=texts(f"menu-group-{name}")) for name in GROUP],
            scope=BotCommandScopeAllGroupChats(),
        )
    except AiogramError as error:
        _log.warning("menus not set", reason=type(error).__name__)
