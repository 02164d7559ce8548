"""Which bot gets which message of a group (privacy mode)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.world.bots import Bot
    from sandbox.world.messages import Message


def sees(bot: Bot, message: Message, bots: Mapping[int, Bot]) -> bool:
    """Whether `bot` gets an update for this message of a group it is in.

    Service messages, administrators and bots without privacy mode: always. Otherwise only a reply to the bot, a
    command addressed to it, or a bare command when it was the last bot to post; at most one bot in privacy mode.
    """
    member = message.chat.members.get(bot.id)
    if member is None or not member.present:
        return False
    if message.is_service or not bot.privacy or member.status in {"administrator", "creator"}:
        return True
    return addressee(message, bots) == bot.id


def addressee(message: Message, bots: Mapping[int, Bot]) -> int:
    """The id of the one bot in privacy mode a message is meant for, 0 for none. A reply goes before a command."""
    answered = message.payload.get("reply_to_message")
    if answered is not None and answered["from"]["id"] in bots:
        replied: int = answered["from"]["id"]
        return replied
    entities = message.payload.get("entities") or ()
    command = next((entity for entity in entities if entity["type"] == "bot_command"), None)
    if command is None or command["offset"] != 0:
        return 0
    _, _, username = message.text[: command["length"]].partition("@")
    if not username:
        return message.chat.last_bot
    return next((bot.id for bot in bots.values() if bot.username.lower() == username.lower()), 0)
