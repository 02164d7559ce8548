"""What a bot can ask about chats and itself: getMe, getChat, members; leaveChat, logOut, close."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.access import find_chat
from sandbox.telegram.calls import Call, method
from sandbox.telegram.refusals import RefusalError
from sandbox.world.members import OF_EVERY_MEMBER, PERMISSIONS, Member

GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


@method("getMe")
def get_me(call: Call) -> dict[str, Any]:
    """The bot itself."""
    return call.bot.get_me()


@method("getChat")
def get_chat(call: Call) -> dict[str, Any]:
    """A chat in full."""
    chat = find_chat(call, to_write=False)
    full: dict[str, Any] = {
        **chat.wire(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": GIFTS,
    }
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].shown_inside()
    if not chat.private:
        full["permissions"] = {flag: flag in OF_EVERY_MEMBER for flag in PERMISSIONS}
    return full


@method("getChatMember")
def get_chat_member(call: Call) -> dict[str, Any]:
    """Somebody's standing in a chat."""
    chat = find_chat(call, to_write=False)
    number = call.arguments.integer("user_id")
    if number <= 0:
        raise RefusalError("invalid user_id specified")
    bot = call.world.bots.get(number)
    user = bot.user if bot else call.world.users.get(number)
    if user is None:
        raise RefusalError("user not found")
    if chat.private:
        return Member(user, "member" if number in {chat.id, call.bot.id} else "left").wire()
    return (chat.members.get(number) or Member(user, "left")).wire()


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    """The creator and the administrators; other bots only when asked for."""
    chat = find_chat(call, to_write=False)
    if chat.private:
        raise RefusalError("there are no administrators in the private chat")
    bots_too = call.arguments.flag("return_bots")
    return [
        member.wire()
        for member in chat.members.values()
        if member.status in {"creator", "administrator"}
        and (bots_too or not member.user.is_bot or member.user.id == call.bot.id)
    ]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    """How many are in a chat, bots included."""
    chat = find_chat(call, to_write=False)
    return 2 if chat.private else sum(member.present for member in chat.members.values())


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    """Leave a group."""
    chat = find_chat(call, to_write=False)
    if chat.private:
        raise RefusalError("chat member status can't be changed in private chats")
    call.world.groups.bot_left(chat, call.bot)
    return True


@method("logOut")
def log_out(call: Call) -> bool:
    """Nothing to leave: there is one server."""
    return call.bot.id > 0


@method("close")
def close(call: Call) -> bool:
    """Nothing to close: there is one server."""
    return call.bot.id > 0
