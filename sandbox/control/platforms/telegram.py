from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sandbox.control.platforms.platform import Bringing, Key, Platform, Sample, Saying, Upload, Watch
from sandbox.world import ImpossibleError

if TYPE_CHECKING:
    from sandbox.traffic import Traffic
    from sandbox.world import Chat, Event, Message, StoredFile, World

SAMPLE_PHOTO = Path(__file__).parents[2] / "page" / "sample.png"
DEEP_LINK = re.compile(r"(?:https?://)?t(?:elegram)?\.me/(\w+)\?(start|startgroup)=([\w-]{1,64})")
FIRST = 2**62


class TelegramPlatform(Platform):
    """Telegram's world. Keys are plain numbers, messages as on the wire."""

    name = "telegram"
    title = "Telegram"
    sign = ""

    def __init__(self, world: World, traffic: Traffic) -> None:
        self._world, self._traffic = world, traffic
        self._counted = self._searched = 0
        self._sent = 0

    # --- who is there --------------------------------------------------------------------------------------

    def add_person(self, name: str) -> int:
        """One more user."""
        return self._world.add_user(name).id

    def add_group(self, title: str, creator: int, members: list[int]) -> int:
        """One more group."""
        return self._world.groups.create(title, creator, members).id

    def join(self, group: int, person: int) -> None:
        """A person comes into the group."""
        chat = self._world.groups_by_id[group]
        if chat.member(person) is not None:
            raise ImpossibleError(f"person {person} is in {chat.name} already")
        self._world.groups.join(group, person)

    def bring(self, group: int, person: int, action: Bringing, payload: str | None) -> None:
        """Add the bot (with a startgroup link's payload), remove, promote or demote it."""
        world = self._world
        chat = world.groups_by_id[group]
        if chat.member(person) is None:
            raise ImpossibleError(f"person {person} is not in {chat.name}")
        inside = chat.member(world.bot.id) is not None
        if inside is (action == "add"):
            raise ImpossibleError(f"the bot is {'already' if inside else 'not'} in {chat.name}")
        if action == "add":
            world.groups.add_bot(chat.id, by=person, payload=payload)
        elif action == "remove":
            world.groups.kick(chat.id, by=person)
        elif action == "promote":
            world.groups.promote(chat.id, by=person)
        else:
            world.groups.demote(chat.id, by=person)

    def upgrade(self, group: int) -> int:
        """The group becomes a supergroup: its id changes."""
        chat = self._world.groups_by_id[group]
        if chat.type == "supergroup" or chat.migrated_to:
            raise ImpossibleError(f"{chat.name} is a supergroup already")
        return self._world.groups.migrate(chat.id).id

    def follow(self, chat: int) -> int:
        """A group that has become a supergroup."""
        return (self._world.groups_by_id[chat].migrated_to or chat) if chat < 0 else chat

    # --- what people do ------------------------------------------------------------------------------------

    def say(self, person: int, chat: int | None, saying: Saying) -> dict[str, Any]:
        """A text; a mention is "@username" before it."""
        text = f"@{self._world.bot.username} {saying.text}" if saying.mention else saying.text
        answered = None if saying.reply_to is None else int(saying.reply_to)
        return self._world.people.say(person, text, chat_id=chat, reply_to=answered).payload

    def sample(self, person: int, chat: int | None, kind: Sample) -> dict[str, Any]:
        """A picture, a voice message of three seconds, a sticker, or the person's own contact."""
        people = self._world.people
        if kind == "photo":
            return people.photo(person, SAMPLE_PHOTO.read_bytes(), chat_id=chat).payload
        if kind == "voice":
            return people.voice(person, chat_id=chat).payload
        if kind == "sticker":
            return people.sticker(person, chat_id=chat).payload
        return people.contact(person, chat_id=chat).payload

    def photo(self, person: int, chat: int | None, upload: Upload) -> dict[str, Any]:
        """A picture with its caption."""
        return self._world.people.photo(person, upload.content, upload.caption, chat_id=chat).payload

    def document(self, person: int, chat: int | None, upload: Upload) -> dict[str, Any]:
        """A file with its caption."""
        people, name, caption = self._world.people, upload.name, upload.caption
        return people.document(person, upload.content, name, caption, mime=upload.mime, chat_id=chat).payload

    def press(
        self, person: int, chat: int | None, message: int, data: str | None, label: str | None
    ) -> dict[str, Any]:
        """Any callback data, stale ones too, or a label. The id of the callback query."""
        query = self._world.people.press(person, message, label=label, data=data, chat_id=chat)
        return {"id": query.id}

    def start(self, person: int, payload: str) -> dict[str, Any]:
        """START, or a deep link."""
        return self._world.people.start(person, payload).payload

    def block(self, person: int) -> None:
        """Block the bot."""
        self._world.people.block(person)

    def unblock(self, person: int) -> None:
        """Take the block back."""
        self._world.people.unblock(person)

    # --- what the page shows -------------------------------------------------------------------------------

    def bot(self) -> dict[str, Any]:
        """Who the bot is and whether it is connected."""
        if not self._world.bots:
            return {"connected": False, "username": "", "name": ""}
        bot = self._world.bot
        connected = self._traffic.connected(bot)
        return {"connected": connected, "username": bot.username, "name": bot.user.first_name}

    def counts(self) -> tuple[int, int, int]:
        """Each entry of the ledger is looked at once."""
        for entry in self._world.ledger[self._counted :]:
            self._sent += entry.method.lower().startswith(("send", "copy", "forward"))
        self._counted = len(self._world.ledger)
        return self._sent, len(self._world.violations), self._world.pending_updates()

    def person(self, number: int) -> dict[str, Any]:
        """A person's id and name."""
        user = self._world.users[number]
        return {"id": number, "name": f"{user.first_name} {user.last_name}".strip()}

    def present(self, group: int) -> list[int]:
        """The people in a group, without bots."""
        members = self._world.chat(group).members.values()
        return [member.user.id for member in members if member.present and not member.user.is_bot]

    def phone(self, number: int) -> dict[str, Any]:
        """A person's chat with the bot, or a group."""
        chat = self._world.chat(number)
        if number > 0:
            return {"title": self.bot()["name"], "started": chat.started, "blocked": chat.blocked}
        bot = chat.members.get(self._world.bot.id)
        status = bot.status if bot is not None and bot.present else "left"
        return {"title": chat.title, "bot": status, "supergroup": chat.type == "supergroup"}

    def messages(self, chat: int, before: str | None, limit: int) -> dict[str, Any]:
        """As on the wire."""
        there = self._world.chat(chat)
        first = FIRST if before is None else int(before)
        standing = [m for m in there.messages.values() if not m.deleted and m.id < first]
        return {
            "messages": [message.payload for message in standing[-limit:]],
            "more": len(standing) > limit,
            "pinned": shown_pin(there),
            "keyboard": there.keyboard,
        }

    def commands(self, chat: int, person: int) -> list[dict[str, Any]]:
        """The commands menu."""
        world = self._world
        user = world.users[person]
        menu: list[dict[str, Any]] = world.bot.menu(world.chat(chat), user.id, user.language_code)
        return menu

    def holds(self, name: str) -> bool:
        """File ids are Telegram's own."""
        return self._world.files.by_id(name) is not None

    def file(self, name: str) -> StoredFile | None:
        """A file by its file id."""
        return self._world.files.by_id(name)

    def watch(self) -> Watch:
        """Look on from now on."""
        return TelegramWatch(self._world)

    # --- what was written down -----------------------------------------------------------------------------

    def ledger(self, since: int, chat: int | None) -> tuple[list[dict[str, Any]], int]:
        """`payload` is the message as it stood then."""
        entries = self._world.ledger
        chosen = [entry for entry in entries[since:] if chat is None or entry.chat_id == chat]
        listed = [
            {
                "method": entry.method,
                "chat": entry.chat_id,
                "message": entry.message_id,
                "at": entry.at,
                "payload": entry.payload,
                "silent": entry.silent,
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

    def link(self, payload: str, *, group: bool) -> str:
        """A deep link."""
        verb = "startgroup" if group else "start"
        return f"https://t.me/{self.bot()['username']}?{verb}={payload}"

    def links(self) -> Iterator[tuple[str, bool, str, int]]:
        """Each entry of the ledger is looked at once."""
        entries = self._world.ledger[self._searched :]
        self._searched = len(self._world.ledger)
        for entry in entries:
            for payload, group in _links_in(entry.payload):
                about = (entry.payload.get("text") or entry.payload.get("caption") or "").partition("\n")[0]
                yield payload, group, about, int(entry.at)


class TelegramWatch:
    """Events of Telegram's world in batches. A message stands in one once, as it is now."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._subscription = world.subscribe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._subscription.close()

    def changes(self, chats: Collection[int]) -> tuple[dict[Key, Any], list[dict[str, Any]]]:
        """Messages that are new or changed, those that are gone, and what is on top."""
        messages: dict[int, dict[int, Message]] = defaultdict(dict)
        toasts: list[dict[str, Any]] = []
        queue = self._subscription.queue
        while not queue.empty():
            event = queue.get_nowait()
            if event.chat_id in chats:
                _note(event, messages, toasts)
        return {chat_id: self._change(chat_id, there) for chat_id, there in messages.items()}, toasts

    def _change(self, chat_id: int, there: dict[int, Message]) -> dict[str, Any]:
        chat = self._world.chat(chat_id)
        return {
            "messages": [message.payload for message in there.values() if not message.deleted],
            "gone": [message.id for message in there.values() if message.deleted],
            "pinned": shown_pin(chat),
            "keyboard": chat.keyboard,
        }


def _note(event: Event, messages: dict[int, dict[int, Message]], toasts: list[dict[str, Any]]) -> None:
    if event.kind == "answered" and event.query is not None and event.query.text:
        toasts.append({"chat": event.chat_id, "person": event.query.user_id, "text": event.query.text})
    elif event.message is not None and event.kind in {"message", "edited", "deleted"}:
        messages[event.chat_id][event.message.id] = event.message
    elif event.kind in {"pinned", "unpinned"}:
        messages.setdefault(event.chat_id, {})


def shown_pin(chat: Chat) -> dict[str, Any] | None:
    """The message on top of a chat: the one pinned last."""
    return chat.messages[chat.pinned[-1]].payload if chat.pinned else None


def _links_in(payload: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    text = payload.get("text") or payload.get("caption") or ""
    urls = [entity["url"] for entity in payload.get("entities") or () if "url" in entity]
    for row in (payload.get("reply_markup") or {}).get("inline_keyboard", ()):
        urls += [button["url"] for button in row if "url" in button]
    for found in DEEP_LINK.finditer(" ".join((text, *urls))):
        yield found[3], found[2] == "startgroup"
