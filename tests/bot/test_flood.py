"""A second chat that is told to wait while the first still has to makes the whole bot wait (telegram.md 10.2)."""

from __future__ import annotations

from aiogram import Bot

from bot.telegram.sending import TelegramSender
from scheduler.sending import Later


def later(sender: TelegramSender, chat: str, seconds: float) -> Later:
    """What a 429 in this chat leads to."""
    return sender._later(chat, seconds)


async def test_the_whole_bot_waits_only_when_two_chats_are_told_to() -> None:
    """One chat's flood is its own; another's within it is everybody's; after it has passed it is its own again."""
    bot = Bot("123456:" + "a" * 35)
    sender = TelegramSender(bot)
    assert not later(sender, "1", 30).all_chats
    assert not later(sender, "1", 30).all_chats
    assert later(sender, "2", 30).all_chats
    passed = TelegramSender(bot)
    assert not later(passed, "1", 0).all_chats
    assert not later(passed, "2", 30).all_chats
    await bot.session.close()
