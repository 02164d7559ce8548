"""How words become an event for a bot, or do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sandbox.zalo.world.records import Unheard
from sandbox.zalo.world.updates import Update

if TYPE_CHECKING:
    from sandbox.zalo.world.bots import Bot
    from sandbox.zalo.world.messages import Kind, Message
    from sandbox.zalo.world.state import ZaloWorld

EVENTS: dict[Kind, str] = {
    "text": "message.text.received",
    "photo": "message.image.received",
    "sticker": "message.sticker.received",
    "voice": "message.voice.received",
    "unsupported": "message.unsupported.received",
}
TYPES: dict[Kind, str] = {"photo": "CHAT_PHOTO", "sticker": "STICKER", "voice": "VOICE"}
"""`message_type`, a field seen in traffic and named in no document."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a person sends: `fields` is its part of the event, the rest is for the telephones."""

    kind: Kind
    text: str
    fields: dict[str, Any]
    detail: str = ""
    content: bytes = b""
    event: str = ""

    def mentioning(self, bot: Bot) -> Words:
        """The same with a mention of the bot before its text or caption."""
        name = "caption" if self.kind == "photo" else "text"
        text = bot.mention + self.text
        return replace(self, text=text, fields={**self.fields, name: text})


def hear(world: ZaloWorld, bot: Bot, message: Message, words: Words) -> None:
    """Bring a person's message to the bot, if its plan has room for the person. The person notices nothing."""
    chat, switches = message.chat, world.switches
    if (chat.private or switches.count_group_members) and not _admit(bot, message.author):
        world.unheard.append(Unheard(bot.id, message.author, message.text, "users"))
        return
    chat_id = world.address(chat.number, bot)
    bot.chats[chat_id] = chat
    if switches.count_inbound:
        bot.used[world.month()] += 1
    event = _event(world, bot, message, words, chat_id)
    bot.queue.push(Update(event, chat_id, message.author, message.text))


def _admit(bot: Bot, person: int) -> bool:
    if person not in bot.users and len(bot.users) >= bot.plan.users:
        return False
    bot.users[person] = None
    return True


def _event(world: ZaloWorld, bot: Bot, message: Message, words: Words, chat_id: str) -> dict[str, Any]:
    person, switches = world.persons[message.author], world.switches
    kept_back = person.protected or words.kind == "unsupported"
    name = EVENTS["unsupported"] if kept_back else words.event or EVENTS[words.kind]
    extra: dict[str, Any] = {"feature": {"since": "9.9"}, "tags": [1, None]} if switches.extra_fields else {}
    if kept_back and switches.bare_unsupported:
        return {"event_name": name, **extra}
    group = None if message.chat.private else message.chat.number
    author: dict[str, Any] = {
        "id": world.address(person.number, bot, group=group),
        "display_name": person.display_name,
        "is_bot": False,
    }
    millis = int(message.date * 1000)
    body: dict[str, Any] = {
        "from": author,
        "chat": {"id": chat_id, "chat_type": message.chat.type},
        **({} if kept_back else words.fields),
        "message_id": message.id,
        "date": millis if switches.date_as == "number" else str(millis),
    }
    if switches.extra_fields:
        body |= {"message_type": TYPES.get(words.kind, "TEXT"), **extra}
    for field in switches.missing:
        (author if field == "display_name" else body).pop(field)
    return {"message": body, "event_name": name, **extra}
