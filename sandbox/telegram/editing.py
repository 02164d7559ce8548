"""Changing and removing what stands: edits, deletes, pins, answers to presses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.telegram.access import find_chat, find_message, member_of, require_right
from sandbox.telegram.calls import Call, method
from sandbox.telegram.keyboards import Markup, check_data, check_meaning, read_markup
from sandbox.telegram.refusals import RefusalError
from sandbox.telegram.texts import CAPTION_LIMIT, TEXT_LIMIT, Formatted, check_length, read_caption, read_text

if TYPE_CHECKING:
    from sandbox.world import Chat, Message

DELETABLE = 48 * 3600
ANSWER_LIMIT = 200
CONTENT_OF_TEXT = ("text", "entities", "link_preview_options")
CONTENT_OF_CAPTION = ("caption", "caption_entities")


@method("editMessageText", counted=True)
def edit_message_text(call: Call) -> dict[str, Any]:
    """Give an own text message another text and keyboard (none given: the keyboard goes)."""
    if "rich_message" in call.arguments.texts:
        call.complain("the stand-in does not do rich messages")
        raise RefusalError("the stand-in does not do rich messages")
    text = read_text(call.arguments, call.complain)
    markup = read_markup(call.arguments, call.complain, only_inline=True)
    message = _editable(call, markup)
    if "text" not in message.payload:
        raise RefusalError("there is no text in the message to edit")
    check_length(text, TEXT_LIMIT, "MESSAGE_TOO_LONG", call.complain)
    fields = text.fields()
    if "link_preview_options" in call.arguments.texts:
        fields["link_preview_options"] = call.arguments.value("link_preview_options")
    return _change(call, message, CONTENT_OF_TEXT, fields, markup)


@method("editMessageCaption", counted=True)
def edit_message_caption(call: Call) -> dict[str, Any]:
    """Give an own picture or file another caption and keyboard."""
    caption: Formatted = read_caption(call.arguments, call.complain)
    markup = read_markup(call.arguments, call.complain, only_inline=True)
    message = _editable(call, markup)
    if not {"photo", "document", "voice"} & message.payload.keys():
        raise RefusalError("there is no caption in the message to edit")
    check_length(caption, CAPTION_LIMIT, "MEDIA_CAPTION_TOO_LONG", call.complain)
    return _change(call, message, CONTENT_OF_CAPTION, caption.fields("caption", "caption_entities"), markup)


@method("editMessageReplyMarkup", counted=True)
def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    """Give an own message another inline keyboard, or none."""
    markup = read_markup(call.arguments, call.complain, only_inline=True)
    return _change(call, _editable(call, markup), (), {}, markup)


def _editable(call: Call, markup: Markup) -> Message:
    chat = find_chat(call)
    message = find_message(call, chat, "message to edit not found")
    if message.bot_id != call.bot.id or message.keyboard is not None or "forward_origin" in message.payload:
        raise RefusalError("message can't be edited")
    check_meaning(markup, chat)
    return message


def _change(
    call: Call, message: Message, replaced: tuple[str, ...], fields: dict[str, Any], markup: Markup
) -> dict[str, Any]:
    check_data(markup)
    if markup.inline is not None:
        fields["reply_markup"] = markup.inline
    gone = {*replaced, "reply_markup", "edit_date"}
    before = {key: value for key, value in message.payload.items() if key in gone and key != "edit_date"}
    if before == fields:
        raise RefusalError("MESSAGE_NOT_MODIFIED")
    if call.flood is not None:
        call.flood.admit(message.chat, method=call.method)
    kept = {key: value for key, value in message.payload.items() if key not in gone}
    kept["edit_date"] = int(call.world.clock.timestamp())
    call.world.change(message, kept | fields)
    call.world.record(call.method, call.bot, message.chat, message)
    return message.payload


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    """Delete one message."""
    if not call.arguments.text("chat_id"):
        raise RefusalError("chat identifier is not specified")
    if not call.arguments.integer("message_id"):
        raise RefusalError("message identifier is not specified")
    chat = find_chat(call)
    _delete(call, chat, find_message(call, chat, "message to delete not found"))
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Delete 1 to 100 messages; unknown ones are skipped."""
    chat = find_chat(call)
    try:
        numbers = call.arguments.value("message_ids")
    except (KeyError, ValueError) as broken:
        raise RefusalError("can't parse message identifiers JSON object") from broken
    if not isinstance(numbers, list) or not numbers:
        raise RefusalError("message identifiers are not specified")
    if len(numbers) > 100:
        raise RefusalError("too many message identifiers specified")
    for number in numbers:
        message = chat.messages.get(number)
        if message is not None and not message.deleted:
            _delete(call, chat, message)
    return True


def _delete(call: Call, chat: Chat, message: Message) -> None:
    member = member_of(chat, call.bot)
    may_delete = member is not None and member.may("can_delete_messages")
    if member is not None and message.bot_id != call.bot.id and not may_delete:
        raise RefusalError("MESSAGE_DELETE_FORBIDDEN")
    if call.world.clock.timestamp() - message.date > DELETABLE and not may_delete:
        raise RefusalError("message can't be deleted for everyone")
    call.world.delete(message)
    call.world.record(call.method, call.bot, chat, message)


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """End the spinner on a pressed button, with or without a notice. No message, not counted."""
    text = call.arguments.text("text")
    if len(text) > ANSWER_LIMIT:
        raise RefusalError("MESSAGE_TOO_LONG")
    query = call.world.close_callback(call.arguments.text("callback_query_id"), call.bot)
    if query is None:
        raise RefusalError("QUERY_ID_INVALID")
    query.text, query.show_alert = text, call.arguments.flag("show_alert")
    call.world.tell("answered", query.chat, query=query)
    return True


@method("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    """Put a message on top of its chat."""
    chat = find_chat(call)
    require_right(
        chat, call.bot, "can_pin_messages", "not enough rights to manage pinned messages in the chat"
    )
    message = find_message(call, chat, "message to pin not found")
    if message.is_service:
        raise RefusalError("message can't be pinned")
    call.world.pin(chat, message, call.bot.user.wire())
    silent = call.arguments.flag("disable_notification")
    call.world.record(call.method, call.bot, chat, message, silent=silent)
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    """Take one message off the top: the named one, or the newest pinned."""
    chat = find_chat(call)
    require_right(
        chat, call.bot, "can_pin_messages", "not enough rights to manage pinned messages in the chat"
    )
    number = call.arguments.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    message = chat.messages.get(number)
    if message is None or message.deleted or number not in chat.pinned:
        raise RefusalError("message to unpin not found")
    call.world.unpin(message)
    call.world.record(call.method, call.bot, chat, message)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> bool:
    """Take everything off the top."""
    chat = find_chat(call)
    require_right(
        chat, call.bot, "can_pin_messages", "not enough rights to manage pinned messages in the chat"
    )
    for number in tuple(chat.pinned):
        call.world.unpin(chat.messages[number])
        call.world.record(call.method, call.bot, chat, chat.messages[number])
    return True
