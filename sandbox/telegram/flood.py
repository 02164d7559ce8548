from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.telegram.refusals import FloodError

if TYPE_CHECKING:
    from sandbox.world import Bot, Chat, Update, World

BULK_PER_SECOND = 30
GROUP_PER_MINUTE = 20
ANSWERS_PER_SECOND = 300
ANSWER_BURST = 3
ANSWER_WITHIN = 60.0
"""Civil seconds from an update's delivery in which its private chat may be answered."""


@dataclass(slots=True)
class Block:
    """A scope that was told to wait. `told` are the chats that heard it."""

    until: float
    value: int
    told: set[int] = field(default_factory=set)


class Window:
    """At most `limit` in any `span` seconds, exactly."""

    def __init__(self, limit: int, span: float) -> None:
        self._limit, self._span = limit, span
        self._taken: deque[float] = deque()

    def wait(self, now: float, number: int) -> float:
        """Seconds until `number` more fit, 0 when they do."""
        taken = self._taken
        while taken and taken[0] <= now - self._span:
            taken.popleft()
        surplus = len(taken) + number - self._limit
        if surplus <= 0 or not taken:
            return 0.0
        return taken[min(surplus, len(taken)) - 1] + self._span - now

    def take(self, now: float, number: int) -> None:
        """Count `number` at this instant."""
        self._taken.extend((now,) * number)


class Flood:
    """The flood limits of one bot, on the civil clock.

    An answer (to the private chat whose update caused it, within 60 s of its delivery, at most 3 an update) has its
    own bucket: a burst of 3, then 1/s a chat, 300/s for the bot. All else is bulk: 30/s for the bot, 1/s a private
    chat, 20 a minute a group. Groups know no answers, everything there is bulk. Coming again before `retry_after` has
    passed doubles it and is a violation; of a limit of the whole bot, only for chats that were told.
    """

    def __init__(self, world: World, bot: Bot) -> None:
        self._world, self._bot = world, bot
        self._bulk = Window(BULK_PER_SECOND, 1.0)
        self._answers = Window(ANSWERS_PER_SECOND, 1.0)
        self._groups: dict[int, Window] = defaultdict(lambda: Window(GROUP_PER_MINUTE, 60.0))
        self._private_free_at: dict[int, float] = {}
        self._answer_free_at: dict[int, float] = {}
        self._blocks: dict[int | str, Block] = {}
        self.refused = 0

    def check(self, method: str, chat_id: int) -> None:
        """Before anything else is looked at: whether this chat, or everything, was told to wait."""
        if not self._blocks:
            return
        now = self._world.clock.timestamp()
        scope = self._scope(self._world.dialogs.get((self._bot.id, chat_id)), now)
        for key in (chat_id, scope):
            block = self._blocks.get(key)
            if block is None:
                continue
            if block.until <= now:
                del self._blocks[key]
            else:
                self._refuse_again(method, chat_id, block, now)

    def admit(self, chat: Chat, number: int = 1, *, method: str = "") -> None:
        """Count `number` messages to a chat. Raises FloodError when a window is full."""
        now = self._world.clock.timestamp()
        answered = self._causes(chat, now, number) if chat.private else []
        if len(answered) == number:
            self._admit_answer(chat, now, number)
            for update in answered:
                update.answers -= 1
        elif chat.private:
            self._admit_bulk(chat, now, number, self._private_free_at.get(chat.id, 0.0) - now)
            self._private_free_at[chat.id] = now + number
        else:
            window = self._groups[chat.id]
            wait = window.wait(now, number)
            if wait > 0 and method.startswith("edit"):
                self._world.violate(method, "edited more often than the group's budget allows", chat.id)
            self._admit_bulk(chat, now, number, wait)
            window.take(now, number)

    def tell(self, chat_id: int, retry_after: int) -> None:
        """A fault has told this chat to wait: what comes too early counts as with a real limit."""
        self._blocks[chat_id] = Block(self._world.clock.timestamp() + retry_after, retry_after, {chat_id})

    def _admit_answer(self, chat: Chat, now: float, number: int) -> None:
        free_at = max(self._answer_free_at.get(chat.id, 0.0), now) + number
        if free_at - now > ANSWER_BURST:
            self._refuse(chat.id, free_at - now - ANSWER_BURST, chat.id)
        if (wait := self._answers.wait(now, number)) > 0:
            self._refuse("answers", wait, chat.id)
        self._answer_free_at[chat.id] = free_at
        self._answers.take(now, number)

    def _admit_bulk(self, chat: Chat, now: float, number: int, wait: float) -> None:
        if wait > 0:
            self._refuse(chat.id, wait, chat.id)
        if (wait := self._bulk.wait(now, number)) > 0:
            self._refuse("bulk", wait, chat.id)
        self._bulk.take(now, number)

    def _causes(self, chat: Chat, now: float, number: int) -> list[Update]:
        """Delivered updates that still entitle to an answer: one entry an answer, at most `number`."""
        causes = chat.causes
        while causes and (causes[0].answers == 0 or _over(causes[0], now)):
            causes.popleft()
        found: list[Update] = []
        for update in causes:
            if update.delivered and not _over(update, now):
                found += [update] * min(update.answers, number - len(found))
            if len(found) == number:
                break
        return found

    def _scope(self, chat: Chat | None, now: float) -> str:
        return "answers" if chat is not None and self._causes(chat, now, 1) else "bulk"

    def _refuse(self, scope: int | str, wait: float, chat_id: int) -> None:
        seconds = max(1, math.ceil(wait - 1e-6))
        self._blocks[scope] = Block(self._world.clock.timestamp() + seconds, seconds, {chat_id})
        self.refused += 1
        raise FloodError(seconds)

    def _refuse_again(self, method: str, chat_id: int, block: Block, now: float) -> None:
        self.refused += 1
        if chat_id not in block.told:
            block.told.add(chat_id)
            raise FloodError(max(1, math.ceil(block.until - now - 1e-6)))
        block.value *= 2
        block.until = now + block.value
        self._world.violate(method, "sent again before retry_after had passed", chat_id)
        raise FloodError(block.value)


def _over(update: Update, now: float) -> bool:
    return now - update.at > ANSWER_WITHIN if update.delivered else update.expires <= now
