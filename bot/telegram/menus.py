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


Menu = tuple[tuple[str, str], ...]  # the commands with what is said of each


def menus_in(texts: Texts) -> tuple[Menu, Menu]:
    """The menu of private chats and that of groups."""
    private = tuple((name, texts(f"menu-{name}")) for name in PRIVATE)
    return private, tuple((name, texts(f"menu-group-{name}")) for name in GROUP)


async def set_menus(bot: Bot, private: Menu, group: Menu) -> None:
    """Set both menus; a failure is no matter, the commands work without."""
    try:
        await bot.set_my_commands(_commands(private), scope=BotCommandScopeAllPrivateChats())
        await bot.set_my_commands(_commands(group), scope=BotCommandScopeAllGroupChats())
    except AiogramError as error:
        _log.warning("menus not set", reason=type(error).__name__)


def _commands(menu: Menu) -> list[BotCommand]:
    return [BotCommand(command=name, description=said) for name, said in menu]
