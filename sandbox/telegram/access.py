"""Which chat a call means, and what the bot may do there. Sentences and their order are the real server's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.telegram.calls import chat_number
from sandbox.telegram.refusals import RefusalError

if TYPE_CHECKING:
    from sandbox.telegram.calls import Call
    from sandbox.world import Bot, Chat, Member, Message

KIND = {"group": "group chat", "supergroup": "supergroup chat"}


def find_chat(call: Call, *, argument: str = "chat_id", to_write: bool = True) -> Chat:
    """The chat an argument names. Raises RefusalError when the bot cannot reach it."""
    text = call.arguments.texts.get(argument)
    if not text:
        raise RefusalError(f"{argument} is empty")
    number = call.number if argument == "chat_id" else chat_number(text)
    if number is None:
        raise RefusalError("chat not found")
    return _private(call, number, to_write=to_write) if number > 0 else _group(call, number)


def _private(call: Call, number: int, *, to_write: bool) -> Chat:
    world, bot = call.world, call.bot
    if number in world.bots:
        raise RefusalError("USER_IS_BOT")
    chat = world.dialogs.get((bot.id, number))
    if chat is None or not chat.started:
        if number not in world.users or number not in bot.known:
            raise RefusalError("chat not found")
        if to_write:
            raise RefusalError("PEER_ID_INVALID")
        return world.dialog(number, bot)
    if to_write and chat.peer is not None and chat.peer.deleted:
        raise RefusalError("INPUT_USER_DEACTIVATED")
    if to_write and chat.blocked:
        raise RefusalError("USER_IS_BLOCKED")
    return chat


def _group(call: Call, number: int) -> Chat:
    chat = call.world.groups_by_id.get(number)
    if chat is None:
        raise RefusalError("chat not found")
    member = chat.members.get(call.bot.id)
    if member is not None and member.status == "kicked":
        raise RefusalError(f"bot was kicked from the {KIND[chat.type]}", 403)
    if chat.migrated_to and member is not None:
        raise RefusalError(
            "group chat was upgraded to a supergroup chat", 400, migrate_to_chat_id=chat.migrated_to
        )
    if member is None or not member.present:
        raise RefusalError(f"bot is not a member of the {KIND[chat.type]}", 403)
    return chat


def member_of(chat: Chat, bot: Bot) -> Member | None:
    """The bot's standing in a group, None in a private chat."""
    return None if chat.private else chat.members[bot.id]


def require_right(chat: Chat, bot: Bot, right: str, refused: str) -> None:
    """In a group, the named right; in a private chat everything is allowed."""
    member = member_of(chat, bot)
    if member is not None and not member.may(right):
        raise RefusalError(refused)


def require_sending(chat: Chat, bot: Bot, permission: str, what: str) -> None:
    """The permission to send this kind of content (`what` as the sentence names it)."""
    member = member_of(chat, bot)
    if member is not None and not (member.may("can_send_messages") and member.may(permission)):
        raise RefusalError(f"not enough rights to send {what} to the chat")


def find_message(call: Call, chat: Chat, missing: str) -> Message:
    """The message of this chat that `message_id` names. `missing` is the sentence when there is none."""
    message = chat.messages.get(call.arguments.integer("message_id"))
    if message is None or message.deleted:
        raise RefusalError(missing)
    return message
