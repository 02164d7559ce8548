from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sandbox.world.entities import automatic_entities
from sandbox.world.messages import CallbackQuery, Message

if TYPE_CHECKING:
    from sandbox.world.bots import Bot
    from sandbox.world.chats import Chat
    from sandbox.world.files import StoredFile
    from sandbox.world.members import User
    from sandbox.world.state import World


PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a deep link can carry."""


class ImpossibleError(Exception):
    """A person cannot do this: not in the group, has blocked the bot, no such button, not their message."""


class People:
    """What a person does on the telephone. `chat_id` None is the private chat with the bot (the first one, or `bot`).

    Every action raises ImpossibleError when a real client would not offer it, and KeyError for an unknown person.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def say(
        self,
        user_id: int,
        text: str,
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
        bot: Bot | None = None,
    ) -> Message:
        """Send a text. Commands, mentions and links get their entities as in a client."""
        fields: dict[str, Any] = {"text": text}
        if entities := automatic_entities(text):
            fields["entities"] = entities
        return self._send(user_id, fields, chat_id, reply_to, bot)

    def start(self, user_id: int, payload: str = "", *, bot: Bot | None = None) -> Message:
        """Press START, or follow a deep link `?start=payload` (arrives as `/start payload`)."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise ImpossibleError(f"no link carries {payload!r}: at most 64 of A-Z a-z 0-9 _ -")
        chat = self._world.dialog(user_id, bot)
        if chat.blocked:
            self.unblock(user_id, bot=bot)
        text = f"/start {payload}" if payload else "/start"
        fields = {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
        return self._send(user_id, fields, None, None, bot)

    def press(
        self,
        user_id: int,
        message_id: int,
        *,
        label: str | None = None,
        data: str | None = None,
        chat_id: int | None = None,
        bot: Bot | None = None,
    ) -> CallbackQuery:
        """Press an inline button of a bot's message by its label, or send any callback data, stale ones included."""
        world = self._world
        user, chat = self._place(user_id, chat_id, bot)
        message = chat.messages.get(message_id)
        if message is None or not message.bot_id:
            raise ImpossibleError(f"message {message_id} is not a bot's message of this chat")
        if data is None:
            button = message.button(label=label)
            if button is None or "callback_data" not in button:
                raise ImpossibleError(f"message {message_id} has no button {label!r} to press")
            data = button["callback_data"]
        query = CallbackQuery(
            str(world.random.getrandbits(62)),
            user_id,
            chat,
            message_id,
            data,
            world.clock.timestamp(),
            message.bot_id,
        )
        world.open_callback(query)
        body = {
            "id": query.id,
            "from": user.wire(),
            "message": _accessible(message),
            "chat_instance": str(-(abs(chat.id) * 7919 + message.bot_id)),
            "data": data,
        }
        world.tell("pressed", chat, message=message, query=query)
        world.push(
            world.bots[message.bot_id],
            "callback_query",
            body,
            chat=chat,
            key=user_id + (3 << 33),
            query=query,
        )
        return query

    def photo(
        self,
        user_id: int,
        content: bytes,
        caption: str = "",
        *,
        chat_id: int | None = None,
        bot: Bot | None = None,
    ) -> Message:
        """Send a picture (PNG, JPEG, GIF or BMP bytes)."""
        return self._send(user_id, self._photo(content, caption), chat_id, None, bot)

    def album(
        self,
        user_id: int,
        contents: Sequence[bytes],
        caption: str = "",
        *,
        chat_id: int | None = None,
        bot: Bot | None = None,
    ) -> list[Message]:
        """Send 2 to 10 pictures at once: as many messages with one media_group_id, the caption on the first."""
        group_id = str(self._world.random.getrandbits(60))
        return [
            self._send(
                user_id,
                {**self._photo(content, "" if number else caption), "media_group_id": group_id},
                chat_id,
                None,
                bot,
            )
            for number, content in enumerate(contents)
        ]

    def document(
        self,
        user_id: int,
        content: bytes,
        name: str,
        caption: str = "",
        *,
        mime: str = "application/octet-stream",
        chat_id: int | None = None,
        bot: Bot | None = None,
    ) -> Message:
        """Send a file."""
        stored = self._known(self._world.files.store(content, folder="documents", name=name, mime=mime))
        return self._send(user_id, {"document": stored.document(), **_caption(caption)}, chat_id, None, bot)

    def voice(
        self,
        user_id: int,
        content: bytes = b"OggS",
        seconds: int = 3,
        *,
        chat_id: int | None = None,
        bot: Bot | None = None,
    ) -> Message:
        """Send a voice message."""
        stored = self._known(
            self._world.files.store(content, folder="voice", name="voice.oga", mime="audio/ogg")
        )
        voice = {**stored.wire(), "duration": seconds, "mime_type": "audio/ogg"}
        return self._send(user_id, {"voice": voice}, chat_id, None, bot)

    def sticker(
        self, user_id: int, emoji: str = "👍", *, chat_id: int | None = None, bot: Bot | None = None
    ) -> Message:
        """Send a sticker."""
        stored = self._known(self._world.files.store(b"RIFF", folder="stickers", name="sticker.webp"))
        sticker = {
            **stored.wire(),
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._send(user_id, {"sticker": sticker}, chat_id, None, bot)

    def contact(
        self, user_id: int, *, of: int | None = None, chat_id: int | None = None, bot: Bot | None = None
    ) -> Message:
        """Share a contact: the person's own, or `of` somebody else's."""
        shared = self._world.users[of or user_id]
        contact = {"phone_number": shared.phone, "first_name": shared.first_name, "user_id": shared.id}
        return self._send(user_id, {"contact": contact}, chat_id, None, bot)

    def location(
        self,
        user_id: int,
        latitude: float = 21.14,
        longitude: float = 105.85,
        *,
        chat_id: int | None = None,
        bot: Bot | None = None,
    ) -> Message:
        """Share a place, in degrees."""
        return self._send(
            user_id, {"location": {"latitude": latitude, "longitude": longitude}}, chat_id, None, bot
        )

    def edit(
        self, user_id: int, message_id: int, text: str, *, chat_id: int | None = None, bot: Bot | None = None
    ) -> Message:
        """Change the text (or caption) of an own message."""
        _, chat = self._place(user_id, chat_id, bot)
        message = self._own(chat, user_id, message_id)
        is_text = "text" in message.payload
        changed = {k: v for k, v in message.payload.items() if k not in {"entities", "caption_entities"}}
        changed["text" if is_text else "caption"] = text
        changed["edit_date"] = int(self._world.clock.timestamp())
        if entities := automatic_entities(text):
            changed["entities" if is_text else "caption_entities"] = entities
        message.payload = changed
        self._world.tell("edited", chat, message=message)
        self._world.deliver("edited_message", message)
        return message

    def delete(
        self, user_id: int, message_id: int, *, chat_id: int | None = None, bot: Bot | None = None
    ) -> None:
        """Delete a message (in a private chat anybody's, in a group the own one). Bots are not told."""
        _, chat = self._place(user_id, chat_id, bot)
        message = chat.messages.get(message_id) if chat.private else self._own(chat, user_id, message_id)
        if message is None:
            raise ImpossibleError(f"there is no message {message_id}")
        message.deleted = True
        self._world.tell("deleted", chat, message=message)

    def block(self, user_id: int, *, bot: Bot | None = None) -> None:
        """Block the bot: it is told by my_chat_member and can send no more."""
        self._set_blocked(user_id, bot, blocked=True)

    def unblock(self, user_id: int, *, bot: Bot | None = None) -> None:
        """Take the block back; the bot is told."""
        self._set_blocked(user_id, bot, blocked=False)

    def delete_account(self, user_id: int) -> None:
        """The account is gone; sends to it are answered `user is deactivated`."""
        self._world.users[user_id].deleted = True

    def _set_blocked(self, user_id: int, bot: Bot | None, *, blocked: bool) -> None:
        world, bot = self._world, bot or self._world.bot
        chat = world.dialog(user_id, bot)
        if chat.blocked is blocked:
            return
        chat.blocked = blocked
        member = {"status": "member", "user": bot.user.wire()}
        kicked = {"status": "kicked", "user": bot.user.wire(), "until_date": 0}
        body = {
            "chat": chat.wire(),
            "from": world.users[user_id].wire(),
            "date": int(world.clock.timestamp()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        world.push(bot, "my_chat_member", body, chat=chat, key=chat.id + (5 << 33))
        world.tell("chat", chat, detail="blocked" if blocked else "unblocked")

    def _send(
        self, user_id: int, fields: dict[str, Any], chat_id: int | None, reply_to: int | None, bot: Bot | None
    ) -> Message:
        user, chat = self._place(user_id, chat_id, bot)
        if chat.blocked:
            raise ImpossibleError(f"{user.first_name} has blocked the bot")
        chat.started = True
        if reply_to is not None:
            target = chat.messages.get(reply_to)
            if target is None or target.deleted:
                raise ImpossibleError(f"there is no message {reply_to} to reply to")
            fields = {"reply_to_message": target.shown_inside(), **fields}
        return self._world.post(chat, user.wire(), fields)

    def _place(self, user_id: int, chat_id: int | None, bot: Bot | None) -> tuple[User, Chat]:
        user = self._world.users[user_id]
        if chat_id is None or chat_id == user_id:
            return user, self._world.dialog(user_id, bot)
        chat = self._world.chat(chat_id, bot)
        if chat.private or chat.member(user_id) is None or chat.migrated_to:
            raise ImpossibleError(f"{user.first_name} is not in {chat.name}")
        return user, chat

    def _own(self, chat: Chat, user_id: int, message_id: int) -> Message:
        message = chat.messages.get(message_id)
        if message is None or message.deleted or message.author_id != user_id:
            raise ImpossibleError(f"message {message_id} is not an own message")
        return message

    def _photo(self, content: bytes, caption: str) -> dict[str, Any]:
        sizes = [self._known(size).photo_size() for size in self._world.files.store_photo(content)]
        return {"photo": sizes, **_caption(caption)}

    def _known(self, stored: StoredFile) -> StoredFile:
        stored.known_to.update(self._world.bots)
        return stored


def _caption(caption: str) -> dict[str, Any]:
    if not caption:
        return {}
    entities = automatic_entities(caption)
    return {"caption": caption, **({"caption_entities": entities} if entities else {})}


def _accessible(message: Message) -> dict[str, Any]:
    if message.deleted:
        return {"chat": message.chat.wire(), "message_id": message.id, "date": 0}
    return message.payload
