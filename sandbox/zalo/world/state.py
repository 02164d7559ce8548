from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from sandbox.clock import Clock
from sandbox.watching import Audience, Subscription
from sandbox.zalo.world.bots import Bot, Month, Plan
from sandbox.zalo.world.chats import Chat, Person
from sandbox.zalo.world.groups import Groups
from sandbox.zalo.world.media import Media
from sandbox.zalo.world.people import People
from sandbox.zalo.world.records import Event, EventKind, Sent, Unheard, Violation
from sandbox.zalo.world.switches import Switches
from sandbox.zalo.world.updates import Queue, Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sandbox.zalo.world.messages import Message

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class ZaloWorld:
    """Everything Zalo's stand-in knows: bots, people, chats, messages, and what was sent.

    People and groups have numbers here, a person's positive, a group's negative; on the wire everybody and
    everything has ids of 20 hexadecimal digits, other ones for every bot (`address`). One event loop, one thread.
    Instants are aware (UTC) or civil seconds since 1970, from `clock`.
    """

    def __init__(
        self, clock: Clock | None = None, *, seed: int = 0, switches: Switches | None = None
    ) -> None:
        self.clock = clock or Clock()
        self.random = Random(f"zalo {seed}")  # noqa: S311 - ids of a simulation; a seed makes it repeatable
        self.switches = switches or Switches()
        self.seed = seed
        self.tokens: dict[str, Bot] = {}
        self.bots: dict[str, Bot] = {}
        self.persons: dict[int, Person] = {}
        self.groups_by_number: dict[int, Chat] = {}
        self.dialogs: dict[tuple[str, int], Chat] = {}
        self.media = Media(self.random)
        self.sent: list[Sent] = []
        self.unheard: list[Unheard] = []
        self.violations: list[Violation] = []
        self.people = People(self)
        self.groups = Groups(self)
        self._by_chat: dict[tuple[str, int], list[Sent]] = defaultdict(list)
        self._audience = Audience[Event]()

    # --- who and where -------------------------------------------------------------------------------------

    def add_bot(
        self,
        token: str,
        display_name: str,
        *,
        account_name: str = "",
        can_join_groups: bool = True,
        plan: Plan | None = None,
    ) -> Bot:
        """A bot with this token. Its id, a number as text, cannot be guessed from the token."""
        digits = int(sha256(f"{self.seed} {token}".encode()).hexdigest(), 16)
        bot_id = str(10**18 + digits % (9 * 10**18))
        account = account_name or f"bot.{sha256(token.encode()).hexdigest()[:9]}"

        def lose(update: Update) -> None:
            self.lose(bot, update, "backlog")

        queue = Queue(self.random, self.switches, lose)
        bot = Bot(token, bot_id, account, display_name, queue, can_join_groups, plan or Plan())
        self.bots[bot_id] = self.tokens[token] = bot
        return bot

    def reset_token(self, bot: Bot, token: str) -> None:
        """The owner takes a new token; the old one is refused from now on."""
        del self.tokens[bot.token]
        bot.token = token
        self.tokens[token] = bot

    def add_person(self, display_name: str, *, number: int | None = None, protected: bool = False) -> Person:
        """A person no bot knows yet. Without a number the next free one from 1001."""
        number = number or max((1000, *self.persons)) + 1
        person = self.persons[number] = Person(number, display_name, protected)
        return person

    @property
    def bot(self) -> Bot:
        """The first bot, meant wherever none is named."""
        return next(iter(self.bots.values()))

    def dialog(self, person: int, bot: Bot | None = None) -> Chat:
        """The private chat of a person with a bot, made when it does not exist yet."""
        bot = bot or self.bot
        chat = self.dialogs.get((bot.id, person))
        if chat is None:
            peer = self.persons[person]
            chat = self.dialogs[bot.id, person] = Chat(person, peer.display_name, peer, bot)
        return chat

    def chat(self, number: int, bot: Bot | None = None) -> Chat:
        """A chat by its number; a positive one is the private chat with `bot`. Raises KeyError for an unknown one."""
        return self.dialog(number, bot) if number > 0 else self.groups_by_number[number]

    def address(self, number: int, bot: Bot | None = None, *, group: int | None = None) -> str:
        """The id on the wire by which `bot` knows a person or group. With `group`: the person's id in that group."""
        inside = group is not None and not self.switches.same_id_in_groups
        name = f"{self.seed} {(bot or self.bot).id} {number} {'inside' if inside else ''}"
        return sha256(name.encode()).hexdigest()[:20]

    def messages(self, number: int, bot: Bot | None = None) -> list[Message]:
        """What stands in a chat now, oldest first."""
        return list(self.chat(number, bot).messages.values())

    def new_id(self) -> str:
        """A message id."""
        return f"{self.random.getrandbits(80):020x}"

    def month(self) -> Month:
        """The present month of Vietnam's calendar: what a quota is of."""
        today = self.clock.now().astimezone(VIETNAM)
        return today.year, today.month

    # --- waiting and looking on ----------------------------------------------------------------------------

    def pending_updates(self, bot: Bot | None = None) -> int:
        """Events this bot, or all, have not got."""
        return sum(each.queue.pending for each in ((bot,) if bot else self.bots.values()))

    def undelivered(self) -> int:
        """Events that bots have not got, or of which they have not shown that they have: time must not go on."""
        return sum(bot.queue.undelivered for bot in self.bots.values())

    async def wait_delivered(self) -> None:
        """Return when nothing is undelivered."""
        for bot in self.bots.values():
            await bot.queue.wait_delivered()

    async def wait_quiet(self, bot: Bot | None = None) -> None:
        """Return as soon as the bot has got everything (its own work may go on: what it got, it got)."""
        await (bot or self.bot).queue.wait_quiet()

    def mark(self, number: int, bot: Bot | None = None) -> int:
        """A point in the chat for `wait_reply`: take it before the action."""
        return self.chat(number, bot).acts.count

    async def wait_reply(
        self,
        number: int,
        since: int,
        *,
        bot: Bot | None = None,
        until: Callable[[Message], bool] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the caller's patience is part of the promise
    ) -> list[Message]:
        """What bots sent in the chat after the mark `since`, oldest first, as soon as there is any.

        With `until`, as soon as one of them satisfies it. `timeout` is in monotonic seconds; raises TimeoutError.
        """
        return await self.chat(number, bot).acts.wait(since, until=until, timeout=timeout)

    def subscribe(self) -> Subscription[Event]:
        """All events from now on."""
        return self._audience.subscribe()

    def tell(
        self, kind: EventKind, chat: Chat | None, *, message: Message | None = None, detail: str = ""
    ) -> None:
        """Tell all subscribers."""
        bot_id = chat.bot.id if chat is not None and chat.bot is not None else ""
        number = chat.number if chat is not None else 0
        self._audience.tell(lambda: Event(kind, number, bot_id, message, detail))

    # --- what is written down ------------------------------------------------------------------------------

    def violate(self, method: str, reason: str, chat_id: str = "") -> None:
        """Record something a careful client does not do."""
        self.violations.append(Violation(method, reason, chat_id, self.clock.now()))
        self.tell("violation", None, detail=f"{method}: {reason}")

    def record(self, entry: Sent) -> None:
        """Write down what a bot sent."""
        self.sent.append(entry)
        self._by_chat[entry.bot_id, entry.chat].append(entry)

    def sent_to(self, number: int, bot: Bot | None = None, *, methods: Iterable[str] = ()) -> list[Sent]:
        """What a bot sent to one chat in order, by all methods or the named ones."""
        wanted = frozenset(methods)
        entries = self._by_chat.get(((bot or self.bot).id, number), [])
        return [entry for entry in entries if not wanted or entry.method in wanted]

    def lose(self, bot: Bot, update: Update, reason: Literal["redeliveries", "backlog"]) -> None:
        """An event will never arrive."""
        self.unheard.append(Unheard(bot.id, update.person, update.text, reason))
