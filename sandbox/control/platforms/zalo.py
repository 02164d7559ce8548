from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sandbox.control.platforms.platform import Bringing, Key, Platform, Sample, Saying, Upload, Watch
from sandbox.world import ImpossibleError, StoredFile
from sandbox.world.files import image_size

if TYPE_CHECKING:
    from sandbox.traffic import Traffic
    from sandbox.zalo.world import Chat, Message, ZaloWorld

PICTURE = re.compile(r"z-?\d+\.[0-9a-f]+")
SAMPLE_PHOTO = Path(__file__).parents[2] / "page" / "sample.png"


class ZaloPlatform(Platform):
    """Zalo's world, with its first bot. Messages are shown in the shape of Telegram's, as the page draws them."""

    name = "zalo"
    title = "Zalo"
    sign = "z"

    def __init__(self, world: ZaloWorld, traffic: Traffic) -> None:
        self._world, self._traffic = world, traffic

    # --- who is there --------------------------------------------------------------------------------------

    def add_person(self, name: str) -> int:
        """One more account."""
        return self._world.add_person(name).number

    def add_group(self, title: str, creator: int, members: list[int]) -> int:
        """One more group; its creator leads it."""
        return self._world.groups.create(title, creator, members).number

    def join(self, group: int, person: int) -> None:
        """A person comes into the group."""
        chat = self._world.groups_by_number[group]
        if person in chat.members:
            raise ImpossibleError(f"person {person} is in {chat.title} already")
        self._world.groups.join(group, person)

    def bring(self, group: int, person: int, action: Bringing, payload: str | None) -> None:
        """The leader invites the bot or puts it out; an invitation carries no payload."""
        chat = self._world.groups_by_number[group]
        if person not in chat.members:
            raise ImpossibleError(f"person {person} is not in {chat.title}")
        inside = self._world.bot.id in chat.bots
        if action not in {"add", "remove"} or payload:
            self.lacks("administrator bots and no links that bring a bot into a group")
        if inside is (action == "add"):
            raise ImpossibleError(f"the bot is {'already' if inside else 'not'} in {chat.title}")
        if action == "add":
            self._world.groups.invite_bot(group, by=person)
        elif person != chat.leader:
            raise ImpossibleError(f"person {person} does not lead {chat.title}")
        else:
            self._world.groups.remove_bot(group)

    # --- what people do ------------------------------------------------------------------------------------

    def say(self, person: int, chat: int | None, saying: Saying) -> dict[str, Any]:
        """A text; in a group the bot hears it when it is mentioned or one of its messages is quoted."""
        quote = "" if saying.reply_to is None else str(saying.reply_to)
        people = self._world.people
        if self._group(person, chat) is None:
            return self._shown(people.say(person, saying.text))
        assert chat is not None, "a group"
        return self._shown(people.say_in(chat, person, saying.text, mention=saying.mention, quote=quote))

    def sample(self, person: int, chat: int | None, kind: Sample) -> dict[str, Any]:
        """A picture, a voice message, a sticker, or a contact, which bots do not get."""
        if kind == "photo":
            return self.photo(person, chat, Upload(SAMPLE_PHOTO.read_bytes(), "", ""))
        self._private(person, chat)
        people = self._world.people
        if kind == "voice":
            return self._shown(people.voice(person))
        if kind == "sticker":
            return self._shown(people.sticker(person))
        return self._shown(people.unsupported(person, "contact"))

    def photo(self, person: int, chat: int | None, upload: Upload) -> dict[str, Any]:
        """A picture with its caption."""
        people = self._world.people
        group = self._group(person, chat)
        if group is None:
            return self._shown(people.photo(person, upload.content, upload.caption))
        return self._shown(people.photo_in(group, person, upload.content, upload.caption))

    def document(self, person: int, chat: int | None, upload: Upload) -> dict[str, Any]:
        """A file; the bot hears only that there was something."""
        self._private(person, chat)
        return self._shown(self._world.people.unsupported(person, upload.name))

    def start(self, person: int, payload: str) -> dict[str, Any]:
        """There are no links that say something: the code is typed."""
        if not payload:
            self.lacks("START")
        return self._shown(self._world.people.say(person, payload))

    def block(self, person: int) -> None:
        """Block the bot."""
        self._world.people.block(person)

    def unblock(self, person: int) -> None:
        """Take the block back."""
        self._world.people.unblock(person)

    def _group(self, person: int, chat: int | None) -> int | None:
        """The group that is meant, None for the person's own chat with the bot."""
        if chat is None or chat == person:
            return None
        if chat > 0:
            raise ImpossibleError("nobody writes in somebody else's chat")
        return chat

    def _private(self, person: int, chat: int | None) -> None:
        if self._group(person, chat) is not None:
            raise ImpossibleError("in a group it would mention nobody, and no bot would hear of it")

    # --- what the page shows -------------------------------------------------------------------------------

    def bot(self) -> dict[str, Any]:
        """Who the bot is and whether it is connected."""
        if not self._world.bots:
            return {"connected": False, "username": "", "name": ""}
        bot = self._world.bot
        connected = self._traffic.connected(bot)
        return {"connected": connected, "username": bot.display_name, "name": bot.display_name}

    def counts(self) -> tuple[int, int, int]:
        """Every accepted send counts."""
        world = self._world
        return len(world.sent), len(world.violations), world.pending_updates()

    def person(self, number: int) -> dict[str, Any]:
        """A person's id and name."""
        return {"id": self.key(number), "name": self._world.persons[number].display_name}

    def present(self, group: int) -> list[int]:
        """The people in a group."""
        return list(self._world.groups_by_number[group].members)

    def phone(self, number: int) -> dict[str, Any]:
        """A person's chat with the bot, or a group."""
        if number > 0:
            chat = self._world.dialog(number)
            return {"title": self.bot()["name"], "started": True, "blocked": chat.gone and not chat.deleted}
        chat = self._world.groups_by_number[number]
        status = "member" if self._world.bot.id in chat.bots else "left"
        leader = self.key(chat.leader)
        return {"title": chat.title, "bot": status, "supergroup": False, "leader": leader}

    def messages(self, chat: int, before: str | None, limit: int) -> dict[str, Any]:
        """Of one chat; `before` is a message's id."""
        standing = self._world.messages(chat)
        if before is not None:
            ids = [message.id for message in standing]
            standing = standing[: ids.index(before)]
        return {
            "messages": [self._shown(message) for message in standing[-limit:]],
            "more": len(standing) > limit,
            "pinned": None,
            "keyboard": None,
        }

    def holds(self, name: str) -> bool:
        """A chat's key and a message's id."""
        return PICTURE.fullmatch(name) is not None

    def file(self, name: str) -> StoredFile | None:
        """A picture: "z1001.<message id>"."""
        chat, _, message_id = name.removeprefix(self.sign).partition(".")
        message = self._world.chat(int(chat)).messages.get(message_id)
        if message is None or not message.content:
            return None
        return StoredFile(name, name, name, message.content, mime=_mime(message.content))

    def watch(self) -> Watch:
        """Look on from now on."""
        return ZaloWatch(self, self._world)

    def change(self, messages: list[Message]) -> dict[str, Any]:
        """New messages of a chat, for the page."""
        shown = [self._shown(message) for message in messages]
        return {"messages": shown, "gone": [], "pinned": None, "keyboard": None}

    def _shown(self, message: Message) -> dict[str, Any]:
        """In the shape of Telegram's messages."""
        chat = message.chat
        shown: dict[str, Any] = {
            "message_id": message.id,
            "from": self._author(message),
            "chat": {"id": self.key(chat.number), "title": chat.title},
            "date": int(message.date),
        }
        return shown | self._body(message, chat)

    def _author(self, message: Message) -> dict[str, Any]:
        if message.bot_id:
            bot = self._world.bots[message.bot_id]
            return {"id": bot.id, "is_bot": True, "first_name": bot.display_name}
        person = self._world.persons[message.author]
        return {"id": self.key(person.number), "is_bot": False, "first_name": person.display_name}

    def _body(self, message: Message, chat: Chat) -> dict[str, Any]:
        if message.kind == "photo" and message.content:
            width, height, _ = image_size(message.content)
            name = f"{self.key(chat.number)}.{message.id}"
            photo = [{"file_id": name, "width": width, "height": height}]
            return {"photo": photo, **({"caption": message.text} if message.text else {})}
        if message.kind == "sticker":
            return {"sticker": {"emoji": ""}}
        if message.kind == "voice":
            return {"voice": {"duration": 3}}
        if message.kind == "unsupported":
            return {"unsupported": message.detail}
        return {"text": message.text or message.detail}

    # --- what was written down -----------------------------------------------------------------------------

    def ledger(self, since: int, chat: int | None) -> tuple[list[dict[str, Any]], int]:
        """Every accepted send."""
        entries = self._world.sent
        chosen = [entry for entry in entries[since:] if chat is None or entry.chat == chat]
        listed = [
            {
                "method": entry.method,
                "chat": self.key(entry.chat),
                "message": entry.message_id,
                "at": entry.at,
                "payload": {"message_id": entry.message_id, "text": entry.text},
                "silent": False,
            }
            for entry in chosen
        ]
        return listed, len(entries)

    def violations(self) -> list[dict[str, Any]]:
        """Oldest first."""
        return [
            {"at": each.at.timestamp(), "rule": each.method, "detail": each.reason, "chat": each.chat_id}
            for each in self._world.violations
        ]

    def unheard(self) -> list[dict[str, Any]]:
        """The plan has no room for the person, or the words waited too long."""
        return [
            {"person": self.key(each.person), "text": each.text, "reason": each.reason}
            for each in self._world.unheard
        ]


class ZaloWatch:
    """New messages of Zalo's world in batches; nothing is ever changed or taken away."""

    def __init__(self, platform: ZaloPlatform, world: ZaloWorld) -> None:
        self._platform = platform
        self._subscription = world.subscribe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._subscription.close()

    def changes(self, chats: Collection[int]) -> tuple[dict[Key, Any], list[dict[str, Any]]]:
        """What was said."""
        said: dict[int, list[Message]] = defaultdict(list)
        queue = self._subscription.queue
        while not queue.empty():
            event = queue.get_nowait()
            if event.message is not None and event.chat in chats:
                said[event.chat].append(event.message)
        key, change = self._platform.key, self._platform.change
        return {key(chat): change(messages) for chat, messages in said.items()}, []


def _mime(content: bytes) -> str:
    *_, kind = image_size(content)
    return "image/jpeg" if kind == "jpg" else f"image/{kind}"
