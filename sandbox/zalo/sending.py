"""getMe and what a bot sends: texts, pictures, stickers, voice messages, "typing"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sandbox.world.entities import utf16_length
from sandbox.zalo.calls import Call, method
from sandbox.zalo.pictures import fetch
from sandbox.zalo.refusals import RefusalError
from sandbox.zalo.world.messages import Kind, Message
from sandbox.zalo.world.records import Sent

if TYPE_CHECKING:
    from sandbox.zalo.world import Chat

TEXT_LIMIT = 2000
GROUP_PACE = 1.0
"""Civil seconds a careful client leaves between two messages to one group; what Zalo does at more is unknown."""


@method("getMe")
async def get_me(call: Call) -> dict[str, Any]:
    """Who the bot is."""
    return call.bot.get_me()


@method("sendMessage", "chat_id", "text", "parse_mode", "text_styles")
async def send_message(call: Call) -> dict[str, Any]:
    """A text of 1 to 2,000 characters."""
    chat_id, text = call.text("chat_id"), call.text("text")
    _check_length(call, "text", text)
    if call.arguments.get("parse_mode", "markdown") not in {"markdown", "html"}:
        call.refuse("parse_mode is neither markdown nor html")
    chat = _open(call, chat_id)
    return _send(call, chat, "text", text)


@method("sendPhoto", "chat_id", "photo", "caption")
async def send_photo(call: Call) -> dict[str, Any]:
    """A picture, which Zalo fetches from its address."""
    chat_id, address = call.text("chat_id"), call.text("photo")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        call.refuse("photo is no absolute http or https address")
    caption = call.text("caption") if call.arguments.get("caption") is not None else ""
    _check_length(call, "caption", caption)
    _open(call, chat_id)
    content = b""
    if call.world.switches.fetch_pictures:
        found = await fetch(address)
        if found is None:
            call.refuse("photo cannot be fetched")
        content = found
    chat = _open(call, chat_id)
    return _send(call, chat, "photo", caption, detail=address, content=content)


@method("sendSticker", "chat_id", "sticker")
async def send_sticker(call: Call) -> dict[str, Any]:
    """A sticker by its id."""
    chat_id, sticker = call.text("chat_id"), call.text("sticker")
    return _send(call, _open(call, chat_id), "sticker", detail=sticker)


@method("sendVoice", "chat_id", "voice_url")
async def send_voice(call: Call) -> dict[str, Any]:
    """A voice message. To a group it is accepted and arrives nowhere."""
    chat_id, address = call.text("chat_id"), call.text("voice_url")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not parts.path.endswith(".aac"):
        call.refuse("voice_url is no address of an .aac file")
    chat = _open(call, chat_id)
    if not chat.private:
        call.complain("a voice message to a group arrives nowhere")
    return _send(call, chat, "voice", detail=address, arrives=chat.private)


@method("sendChatAction", "chat_id", "action")
async def send_chat_action(call: Call) -> None:
    """Show that the bot is typing; the answer has no result."""
    chat_id, action = call.text("chat_id"), call.text("action")
    if action != "typing":
        call.refuse("only the action typing exists")
    chat = _open(call, chat_id, counted=call.world.switches.count_actions)
    if call.world.switches.count_actions:
        call.bot.used[call.world.month()] += 1
    call.world.tell("action", chat, detail=action)


def _check_length(call: Call, name: str, text: str) -> None:
    units = utf16_length(text)
    if units > TEXT_LIMIT:
        call.complain(f"{name} is {units} UTF-16 units long")
    if (units if call.world.switches.text_unit == "utf16" else len(text)) > TEXT_LIMIT:
        raise RefusalError(400)


def _open(call: Call, chat_id: str, *, counted: bool = True) -> Chat:
    """The chat, if the bot may write to it now."""
    chat = call.bot.chats.get(chat_id)
    if chat is None:
        raise RefusalError(call.world.switches.unknown_chat)
    if chat.gone and (code := call.world.switches.gone):
        raise RefusalError(code)
    if counted:
        _check_quota(call)
    return chat


def _check_quota(call: Call) -> None:
    bot, month = call.bot, call.world.month()
    if bot.used[month] < bot.plan.messages:
        bot.refused_in = None
        return
    if bot.refused_in == month:
        call.complain("a send after the quota was exceeded")
    bot.refused_in = month
    raise RefusalError(429)


def _check_pace(call: Call, chat: Chat, now: float) -> None:
    if not chat.private and chat.last_send is not None and now - chat.last_send < GROUP_PACE:
        call.complain("more than one message a second to a group")
    chat.last_send = now


def _send(
    call: Call,
    chat: Chat,
    kind: Kind,
    text: str = "",
    *,
    detail: str = "",
    content: bytes = b"",
    arrives: bool = True,
) -> dict[str, Any]:
    """Count it, write it down, and put it on the telephones."""
    world, bot, now = call.world, call.bot, call.world.clock.timestamp()
    if not call.lifted:
        _check_pace(call, chat, now)
    bot.used[world.month()] += 1
    message = Message(chat, world.new_id(), kind, now, text, detail, content, bot_id=bot.id)
    arrives = arrives and not chat.gone
    world.record(
        Sent(
            call.method,
            bot.id,
            chat.number,
            call.arguments["chat_id"],
            message.id,
            now,
            text,
            delivered=arrives,
        )
    )
    if arrives:
        chat.show(message)
        world.tell("message", chat, message=message)
    return {"message_id": message.id, "date": int(now * 1000)}
