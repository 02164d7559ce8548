from __future__ import annotations

from collections import defaultdict
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

from sandbox.clock import Clock
from sandbox.watching import Audience, Subscription
from sandbox.world.bots import Bot
from sandbox.world.chats import Chat
from sandbox.world.files import Files
from sandbox.world.groups import Groups
from sandbox.world.members import Member, User
from sandbox.world.messages import CallbackQuery, Message
from sandbox.world.people import People
from sandbox.world.records import Entry, Event, EventKind, Violation
from sandbox.world.updates import CALLBACK_LIFE, UpdateQueue
from sandbox.world.visibility import sees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LATE_ANSWER = 10.0
"""Civil seconds from its delivery after which an unanswered press is a violation."""
TOO_OLD = 30.0
"""Civil seconds from the press after which it cannot be answered (the exact deadline is unknown: be cautious)."""


class World:
    """Everything the stand-in knows: bots, people, chats, messages, files, and what was delivered.

    One event loop, one thread. What people do is `people` and `groups`; what bots do comes over the wire.
    Instants are aware (UTC) or civil seconds since 1970, from `clock`. `inspect` sees the kind and body of every
    update before it is created.
    """

    def __init__(self, clock: Clock | None = None, *, seed: int = 0) -> None:
        self.clock = clock or Clock()
        self.random = Random(seed)  # noqa: S311 - ids of a simulation; a seed makes it repeatable
        self.bots: dict[int, Bot] = {}
        self.tokens: dict[str, Bot] = {}
        self.users: dict[int, User] = {}
        self.groups_by_id: dict[int, Chat] = {}
        self.dialogs: dict[tuple[int, int], Chat] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.files = Files()
        self.violations: list[Violation] = []
        self.ledger: list[Entry] = []
        self.inspect: Callable[[str, dict[str, Any]], None] | None = None
        self.people = People(self)
        self.groups = Groups(self)
        self._open_callbacks: dict[str, CallbackQuery] = {}
        self._box_ids = count(1)
        self._audience = Audience[Event]()
        self._entries: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        self.clock.on_jump(self.check_callbacks)

    # --- who and where -------------------------------------------------------------------------------------

    def add_bot(self, token: str, username: str, name: str, *, privacy: bool = True) -> Bot:
        """A bot with this token; its id is the number the token begins with."""
        user = User(int(token.partition(":")[0]), name, username=username, is_bot=True)
        bot = Bot(token, user, UpdateQueue(self.random), privacy=privacy)
        self.bots[bot.id] = self.tokens[token] = bot
        return bot

    def add_user(
        self,
        first_name: str,
        *,
        user_id: int | None = None,
        last_name: str = "",
        username: str = "",
        language_code: str = "vi",
        phone: str = "",
    ) -> User:
        """A person no bot knows yet. Without an id the next free one from 1001."""
        number = user_id or max((1000, *(n for n in self.users if n < 2**40))) + 1
        phone = phone or f"+8490{number % 10**7:07d}"
        user = self.users[number] = User(number, first_name, last_name, username, language_code, phone)
        return user

    def add_group(
        self, title: str, members: Iterable[int] = (), *, chat_id: int | None = None, supergroup: bool = False
    ) -> Chat:
        """A group of people; the first member is its creator. An id that begins with -100 makes a supergroup."""
        if chat_id is None:
            chat_id = self.free_group_id(supergroup=supergroup)
        supergroup = supergroup or str(chat_id).startswith("-100")
        chat = self.groups_by_id[chat_id] = Chat(chat_id, "supergroup" if supergroup else "group", title)
        for number, user_id in enumerate(members):
            chat.members[user_id] = Member(self.users[user_id], "member" if number else "creator")
        self.tell("chat", chat, detail="created")
        return chat

    def free_group_id(self, *, supergroup: bool) -> int:
        """An id no group has."""
        base = -1002000000000 if supergroup else -4000
        return next(base - n for n in count(1) if base - n not in self.groups_by_id)

    @property
    def bot(self) -> Bot:
        """The first bot, meant wherever none is named."""
        return next(iter(self.bots.values()))

    def dialog(self, user_id: int, bot: Bot | None = None) -> Chat:
        """The private chat of a person with a bot, made when it does not exist yet."""
        bot = bot or self.bot
        chat = self.dialogs.get((bot.id, user_id))
        if chat is None:
            chat = Chat(user_id, "private", peer=self.users[user_id], bot_id=bot.id)
            self.dialogs[bot.id, user_id] = chat
        return chat

    def chat(self, chat_id: int, bot: Bot | None = None) -> Chat:
        """A chat by its id; a positive id is the private chat with `bot`. Raises KeyError when there is none."""
        return self.dialog(chat_id, bot) if chat_id > 0 else self.groups_by_id[chat_id]

    def messages(self, chat_id: int, bot: Bot | None = None) -> list[Message]:
        """What stands in a chat now, oldest first."""
        return [message for message in self.chat(chat_id, bot).messages.values() if not message.deleted]

    # --- waiting and looking on ----------------------------------------------------------------------------

    def pending_updates(self, bot: Bot | None = None) -> int:
        """Updates of this bot, or of all, that are not delivered or not confirmed."""
        return sum(each.queue.pending for each in ((bot,) if bot else self.bots.values()))

    def undelivered(self) -> int:
        """Updates of all bots that are not delivered or not confirmed: time must not go on."""
        return self.pending_updates()

    async def wait_delivered(self) -> None:
        """Return when nothing is undelivered."""
        for bot in self.bots.values():
            await bot.queue.wait_quiet()

    async def wait_quiet(self, bot: Bot | None = None) -> None:
        """Return as soon as the bot has confirmed everything (its own work may go on)."""
        await (bot or self.bot).queue.wait_quiet()

    def mark(self, chat_id: int, bot: Bot | None = None) -> int:
        """A point in the chat for `wait_reply`: take it before the action."""
        return self.chat(chat_id, bot).acts.count

    async def wait_reply(
        self,
        chat_id: int,
        since: int,
        *,
        bot: Bot | None = None,
        until: Callable[[Message], bool] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the caller's patience is part of the promise
    ) -> list[Message]:
        """What bots sent or edited in the chat after the mark `since`, oldest first, as soon as there is any.

        With `until`, as soon as one of them satisfies it. `timeout` is in monotonic seconds; raises TimeoutError.
        """
        return await self.chat(chat_id, bot).acts.wait(since, until=until, timeout=timeout)

    def subscribe(self) -> Subscription[Event]:
        """All events from now on."""
        return self._audience.subscribe()

    def tell(
        self,
        kind: EventKind,
        chat: Chat,
        *,
        message: Message | None = None,
        query: CallbackQuery | None = None,
        detail: str = "",
    ) -> None:
        """Tell all subscribers."""
        self._audience.tell(lambda: Event(kind, chat.id, chat.bot_id, message, query, detail))

    # --- what is written down ------------------------------------------------------------------------------

    def violate(self, method: str, reason: str, chat_id: int | None = None) -> None:
        """Record a violation of the strictness profile."""
        self.violations.append(Violation(method, reason, chat_id, self.clock.now()))
        self._audience.tell(lambda: Event("violation", chat_id or 0, detail=f"{method}: {reason}"))

    def record(self, method: str, bot: Bot, chat: Chat, message: Message, *, silent: bool = False) -> None:
        """Write into the ledger what a bot brought about."""
        entry = Entry(method, bot.id, chat.id, message.id, self.clock.timestamp(), message.payload, silent)
        self.ledger.append(entry)
        self._entries[bot.id, chat.id].append(entry)

    def delivered(self, chat_id: int, bot: Bot | None = None, *, methods: Iterable[str] = ()) -> list[Entry]:
        """The ledger of one chat in order, of all methods or the named ones."""
        wanted = frozenset(methods)
        entries = self._entries.get(((bot or self.bot).id, chat_id), [])
        return [entry for entry in entries if not wanted or entry.method in wanted]

    # --- how things come about -----------------------------------------------------------------------------

    def post(
        self,
        chat: Chat,
        author: dict[str, Any],
        fields: dict[str, Any],
        *,
        bot: Bot | None = None,
        sender_chat: Chat | None = None,
        keyboard: dict[str, Any] | None = None,
    ) -> Message:
        """Put a message into a chat. Of a person (no `bot`) it is delivered to the bots that may see it."""
        number = chat.last_message_id + 1 if chat.type == "supergroup" else next(self._box_ids)
        chat.last_message_id = number
        payload: dict[str, Any] = {"message_id": number, "from": author, "chat": chat.wire()}
        if sender_chat is not None:
            payload["sender_chat"] = sender_chat.wire()
        payload["date"] = int(self.clock.timestamp())
        payload.update(fields)
        message = chat.messages[number] = Message(chat, number, payload, keyboard=keyboard)
        if bot is not None:
            message.bot_id = chat.last_bot = bot.id
            chat.acts.add(message)
        self.tell("message", chat, message=message)
        if bot is None:
            self.deliver("message", message)
        return message

    def deliver(self, kind: str, message: Message) -> None:
        """Create the update of a new or edited message, or of a service message, for every bot that may see it."""
        chat = message.chat
        if chat.private:
            if not chat.blocked:
                self.push(self.bots[chat.bot_id], kind, message.payload, chat=chat, key=chat.id)
            return
        for bot in self.bots.values():
            if sees(bot, message, self.bots):
                self.push(bot, kind, message.payload, chat=chat, key=chat.id)

    def push(
        self,
        bot: Bot,
        kind: str,
        body: dict[str, Any],
        *,
        chat: Chat,
        key: int,
        query: CallbackQuery | None = None,
    ) -> None:
        """Create one update for one bot, if it wants this kind."""
        if not bot.wants(kind):
            return
        bot.known.add(body["from"]["id"])
        if self.inspect is not None:
            self.inspect(kind, body)
        life = CALLBACK_LIFE if kind == "callback_query" else 86_400.0
        now = self.clock.timestamp()
        cause = chat if chat.private else None
        update = bot.queue.push(kind, body, key=key, now=now, life=life, chat=cause, query=query)
        if cause is not None:
            cause.causes.append(update)

    def change(self, message: Message, payload: dict[str, Any]) -> None:
        """A bot has edited its message."""
        message.payload = payload
        message.chat.acts.add(message)
        self.tell("edited", message.chat, message=message)

    def delete(self, message: Message) -> None:
        """A bot has deleted a message."""
        message.deleted = True
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.tell("deleted", message.chat, message=message)

    def pin(self, chat: Chat, message: Message, author: dict[str, Any]) -> None:
        """Pin a message on top; the service message about it is an update even when a bot did it."""
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        chat.pinned.append(message.id)
        self.tell("pinned", chat, message=message)
        self.post(chat, author, {"pinned_message": message.shown_inside()})

    def unpin(self, message: Message) -> None:
        """Take a message off the top."""
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.tell("unpinned", message.chat, message=message)

    def open_callback(self, query: CallbackQuery) -> None:
        """Remember a press that waits for its answer."""
        self.check_callbacks()
        self.callbacks[query.id] = self._open_callbacks[query.id] = query

    def close_callback(self, query_id: str, bot: Bot) -> CallbackQuery | None:
        """The press this bot may still answer, taken off the open ones. None: unknown, answered or too old."""
        self.check_callbacks()
        query = self.callbacks.get(query_id)
        if query is None or query.bot_id != bot.id or query.answered:
            return None
        self._open_callbacks.pop(query_id, None)
        if self.clock.timestamp() - query.pressed_at > TOO_OLD:
            return None
        query.answered = True
        return query

    def check_callbacks(self) -> None:
        """Record presses that were delivered and then left without an answer for too long.

        Done at every press, answer and jump of the clock; who reads `violations` at the end calls it first.
        """
        now = self.clock.timestamp()
        settled = []
        for query in self._open_callbacks.values():
            if now - query.pressed_at <= LATE_ANSWER:
                break
            if query.delivered_at is None and now - query.pressed_at > CALLBACK_LIFE:
                settled.append(query)
            elif query.delivered_at is not None and now - query.delivered_at > LATE_ANSWER:
                self.violate(
                    "answerCallbackQuery", "a press was not answered within 10 seconds", query.chat.id
                )
                settled.append(query)
        for query in settled:
            del self._open_callbacks[query.id]
