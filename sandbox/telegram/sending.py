"""sendMessage, and what every method that sends has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.telegram.access import find_chat, require_sending
from sandbox.telegram.calls import Call, method
from sandbox.telegram.keyboards import Markup, check_data, check_meaning, read_markup
from sandbox.telegram.refusals import RefusalError
from sandbox.telegram.texts import TEXT_LIMIT, check_length, read_text

if TYPE_CHECKING:
    from sandbox.world import Chat, Message


@dataclass(frozen=True, slots=True)
class Draft:
    """Where a message goes and what hangs on it; everything but its content."""

    chat: Chat
    markup: Markup
    replied: Message | None
    protected: bool
    silent: bool


@method("sendMessage", counted=True)
def send_message(call: Call) -> dict[str, Any]:
    """Send a text."""
    text = read_text(call.arguments, call.complain)
    draft = prepare(call)
    check_length(text, TEXT_LIMIT, "MESSAGE_TOO_LONG", call.complain)
    require_sending(draft.chat, call.bot, "can_send_messages", "text messages")
    fields = text.fields()
    if "link_preview_options" in call.arguments.texts:
        fields["link_preview_options"] = call.arguments.value("link_preview_options")
    return deliver(call, draft, fields)


def prepare(call: Call, *, with_markup: bool = True) -> Draft:
    """Steps 5 to 12 of the checks: reply parameters, markup, chat, topic, reply target, what the markup asks for."""
    arguments = call.arguments
    reply = _reply_parameters(call)
    markup = read_markup(arguments, call.complain) if with_markup else Markup()
    chat = find_chat(call)
    if arguments.integer("message_thread_id"):
        raise RefusalError("message thread not found")
    replied = _replied(chat, reply)
    check_meaning(markup, chat)
    protected, silent = arguments.flag("protect_content"), arguments.flag("disable_notification")
    return Draft(chat, markup, replied, protected, silent)


def deliver(call: Call, draft: Draft, fields: dict[str, Any]) -> dict[str, Any]:
    """The last checks, the data centre's: callback data and flood. Then the message stands. Returns its wire form."""
    check_data(draft.markup)
    if call.flood is not None:
        call.flood.admit(draft.chat)
    return store(call, draft, fields).payload


def store(call: Call, draft: Draft, fields: dict[str, Any]) -> Message:
    """Put the message into its chat and the ledger."""
    if draft.replied is not None:
        fields = {"reply_to_message": draft.replied.shown_inside(), **fields}
    if draft.protected:
        fields["has_protected_content"] = True
    if draft.markup.inline is not None:
        fields["reply_markup"] = draft.markup.inline
    if draft.markup.reply is not None:
        draft.chat.keyboard = draft.markup.reply if "keyboard" in draft.markup.reply else None
    message = call.world.post(
        draft.chat, call.bot.user.wire(), fields, bot=call.bot, keyboard=draft.markup.reply
    )
    call.world.record(call.method, call.bot, draft.chat, message, silent=draft.silent)
    return message


def _reply_parameters(call: Call) -> dict[str, Any] | None:
    if not call.arguments.texts.get("reply_parameters"):
        return None
    try:
        reply = call.arguments.value("reply_parameters")
    except ValueError as broken:
        raise RefusalError("can't parse reply parameters JSON object") from broken
    if not isinstance(reply, dict):
        raise RefusalError("object expected as reply parameters")
    return reply


def _replied(chat: Chat, reply: dict[str, Any] | None) -> Message | None:
    if reply is None or not reply.get("message_id"):
        return None
    message = chat.messages.get(reply["message_id"])
    if (message is None or message.deleted) and not reply.get("allow_sending_without_reply"):
        raise RefusalError("message to be replied not found")
    return None if message is None or message.deleted else message
