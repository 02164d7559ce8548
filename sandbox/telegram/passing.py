"""forwardMessage, copyMessage, sendChatAction."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.access import find_chat, find_message, require_sending
from sandbox.telegram.calls import Call, method
from sandbox.telegram.refusals import RefusalError
from sandbox.telegram.sending import Draft, deliver, prepare
from sandbox.telegram.texts import CAPTION_LIMIT, check_length, read_caption

CONTENT = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "voice",
    "sticker",
    "contact",
    "location",
)
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@method("forwardMessage", counted=True)
def forward_message(call: Call) -> dict[str, Any]:
    """Send a message on, with its origin."""
    draft, original = _read(call, "forward")
    origin = {"type": "user", "date": original["date"], "sender_user": original["from"]}
    return deliver(
        call, draft, {"forward_origin": original.get("forward_origin", origin), **_content(original)}
    )


@method("copyMessage", counted=True)
def copy_message(call: Call) -> dict[str, Any]:
    """Send the content of a message as an own one. Returns only the new id."""
    caption = read_caption(call.arguments, call.complain)
    draft, original = _read(call, "copy")
    check_length(caption, CAPTION_LIMIT, "MEDIA_CAPTION_TOO_LONG", call.complain)
    content = _content(original)
    if "caption" in call.arguments.texts and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= caption.fields("caption", "caption_entities")
    sent = deliver(call, draft, content)
    return {"message_id": sent["message_id"]}


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """Show for five seconds what the bot is doing."""
    action = call.arguments.text("action")
    if action not in ACTIONS:
        raise RefusalError("wrong parameter action in request")
    call.world.tell("action", find_chat(call), detail=action)
    return True


def _read(call: Call, verb: str) -> tuple[Draft, dict[str, Any]]:
    source = find_chat(call, argument="from_chat_id", to_write=False)
    draft = prepare(call)
    message = find_message(call, source, f"message to {verb} not found")
    if message.is_service or "has_protected_content" in message.payload:
        raise RefusalError(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    require_sending(draft.chat, call.bot, "can_send_messages", "text messages")
    return draft, message.payload


def _content(payload: dict[str, Any]) -> dict[str, Any]:
    return {key: payload[key] for key in CONTENT if key in payload}
