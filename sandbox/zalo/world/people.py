from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.world.files import image_size
from sandbox.world.people import ImpossibleError
from sandbox.zalo.world.hearing import Words, hear
from sandbox.zalo.world.messages import Message

if TYPE_CHECKING:
    from sandbox.zalo.world.bots import Bot
    from sandbox.zalo.world.chats import Chat
    from sandbox.zalo.world.state import ZaloWorld

STICKERS = "https://stickers.zaloapp.com/"


class People:
    """What a person does on the telephone, in the private chat with `bot` (None: the first) or in a group.

    Every action raises ImpossibleError when a real client would not offer it, and KeyError for an unknown person.
    """

    def __init__(self, world: ZaloWorld) -> None:
        self._world = world

    def say(self, person: int, text: str, *, bot: Bot | None = None) -> Message:
        """Send a text."""
        return self._send(person, Words("text", text, {"text": text}), bot)

    def photo(self, person: int, content: bytes, caption: str = "", *, bot: Bot | None = None) -> Message:
        """Send a picture (PNG, JPEG, GIF or BMP bytes)."""
        return self._send(person, self._picture(content, caption), bot)

    def sticker(
        self, person: int, sticker: str = "0e078a2fb66a5f34067b", *, bot: Bot | None = None
    ) -> Message:
        """Send a sticker."""
        fields = {"sticker": sticker, "url": f"{STICKERS}{sticker}.png"}
        return self._send(person, Words("sticker", "", fields, detail=sticker), bot)

    def voice(self, person: int, content: bytes = b"\xff\xf1", *, bot: Bot | None = None) -> Message:
        """Send a voice message."""
        link = self._world.media.store(content, suffix="aac", mime="audio/aac", until=self._media_end())
        return self._send(person, Words("voice", "", {"voice_url": link}, detail=link.path), bot)

    def unsupported(self, person: int, what: str = "file", *, bot: Bot | None = None) -> Message:
        """Send what bots do not get: a file, a contact, a location. The bot hears only that there was something."""
        return self._send(person, Words("unsupported", "", {}, detail=what), bot)

    def event(
        self, person: int, name: str, fields: dict[str, Any] | None = None, *, bot: Bot | None = None
    ) -> Message:
        """Do something that arrives under an event name of its own, with these fields in its message."""
        return self._send(person, Words("other", "", fields or {}, event=name), bot)

    def say_in(
        self,
        group: int,
        person: int,
        text: str,
        *,
        mention: bool = False,
        quote: str = "",
        bot: Bot | None = None,
    ) -> Message:
        """Say something in a group. The bot hears it only when it is mentioned or one of its messages is quoted.

        `mention` picks it from the list of members, which puts "@its name " before the text; a name that is merely
        typed mentions nobody. `quote` is the id of a message of the group.
        """
        return self._send_in(
            group, person, Words("text", text, {"text": text}), mention=mention, quote=quote, bot=bot
        )

    def photo_in(
        self,
        group: int,
        person: int,
        content: bytes,
        caption: str = "",
        *,
        mention: bool = False,
        quote: str = "",
        bot: Bot | None = None,
    ) -> Message:
        """Send a picture into a group; the mention stands in its caption."""
        return self._send_in(
            group, person, self._picture(content, caption), mention=mention, quote=quote, bot=bot
        )

    def block(self, person: int, *, bot: Bot | None = None) -> None:
        """Block the bot. It is not told; its sends arrive no more."""
        chat = self._world.dialog(person, bot)
        chat.gone = True
        self._world.tell("chat", chat, detail="blocked")

    def unblock(self, person: int, *, bot: Bot | None = None) -> None:
        """Take the block back."""
        chat = self._world.dialog(person, bot)
        chat.gone = False
        self._world.tell("chat", chat, detail="unblocked")

    def delete_chat(self, person: int, *, bot: Bot | None = None) -> None:
        """Delete the talk with the bot: nothing stands in it, and its sends arrive no more until the person writes."""
        chat = self._world.dialog(person, bot)
        chat.messages.clear()
        chat.gone, chat.deleted = True, True
        self._world.tell("chat", chat, detail="deleted")

    def _send(self, person: int, words: Words, bot: Bot | None) -> Message:
        chat = self._world.dialog(person, bot)
        if chat.deleted:
            chat.gone = chat.deleted = False
        if chat.gone or chat.bot is None:
            raise ImpossibleError(f"{chat.title} has blocked the bot")
        message = self._show(chat, person, words)
        hear(self._world, chat.bot, message, words)
        return message

    def _send_in(
        self, group: int, person: int, words: Words, *, mention: bool, quote: str, bot: Bot | None
    ) -> Message:
        chat = self._world.groups_by_number[group]
        if person not in chat.members:
            raise ImpossibleError(f"{self._world.persons[person].display_name} is not in {chat.title}")
        heard_by = self._addressed(chat, mention=mention, quote=quote, bot=bot)
        if mention:
            words = words.mentioning(bot or self._world.bot)
        message = self._show(chat, person, words)
        for each in heard_by:
            hear(self._world, each, message, words)
        return message

    def _addressed(self, chat: Chat, *, mention: bool, quote: str, bot: Bot | None) -> list[Bot]:
        meant: dict[str, Bot] = {}
        if mention:
            bot = bot or self._world.bot
            if bot.id not in chat.bots:
                raise ImpossibleError(f"{bot.display_name} is not in {chat.title}")
            meant[bot.id] = bot
        if quote:
            if quote not in chat.messages:
                raise ImpossibleError(f"there is no message {quote} to quote")
            author = chat.bots.get(chat.messages[quote].bot_id)
            if author is not None:
                meant[author.id] = author
        return list(meant.values())

    def _show(self, chat: Chat, person: int, words: Words) -> Message:
        world = self._world
        message = Message(
            chat,
            world.new_id(),
            words.kind,
            world.clock.timestamp(),
            words.text,
            words.detail,
            words.content,
            author=person,
        )
        chat.messages[message.id] = message
        world.tell("message", chat, message=message)
        return message

    def _picture(self, content: bytes, caption: str) -> Words:
        *_, kind = image_size(content)
        mime = "image/jpeg" if kind == "jpg" else f"image/{kind}"
        link = self._world.media.store(content, suffix=kind, mime=mime, until=self._media_end())
        names = {"photo": ("photo",), "photo_url": ("photo_url",), "both": ("photo", "photo_url")}
        fields: dict[str, Any] = dict.fromkeys(names[self._world.switches.photo_field], link)
        if caption:
            fields["caption"] = caption
        return Words("photo", caption, fields, detail=link.path, content=content)

    def _media_end(self) -> float:
        return self._world.clock.timestamp() + self._world.switches.media_life
