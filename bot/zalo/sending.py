"""Sending on Zalo: a neutral message becomes texts, and the answers one of the outcomes (zalo.md 2.3).

One call at a time for a bot and so many a second, because the platform's own limits are not known.
"""

from __future__ import annotations

import asyncio
import time

from bot.zalo.answers import QUOTA, SERVER_FAULT, TIMEOUT, UNAUTHORIZED, Ambiguous, Failure, Ok, Transport
from bot.zalo.api import ZaloApi
from bot.zalo.rendering import texts_of
from campaign.texts import Texts
from scheduler.quota import Meter
from scheduler.sending import Declined, Exhausted, Later, Outcome, Refused, Sent, Stopped, Unsure
from storage.messages import Message
from storage.quota import HELD
from storage.records import Chat

_NO_CONNECTION = 2.0
_TRIES = 3  # of a call that Zalo answers with its server fault
_REMEMBERED = 200
_Attempt = tuple[str, Message]


class ZaloSender:
    """The sending side of one bot."""

    def __init__(self, api: ZaloApi, texts: Texts, pause: float, meter: Meter) -> None:
        """`pause`: the seconds from one message of the bot to the next; `texts`: the words around choices."""
        self._api = api
        self._meter = meter
        self._texts = texts
        self._pause = pause
        self._one_at_a_time = asyncio.Lock()
        self._free_from = 0.0
        self._parts_sent: dict[_Attempt, int] = {}
        self._faults: dict[_Attempt, int] = {}
        self.stopped: Stopped | None = None

    async def send(self, chat: Chat, message: Message) -> Outcome:
        """Attempt once. After a refused token or an exceeded quota nothing is attempted any more."""
        if message.action in {"pin", "unpin"}:
            return Declined("Zalo has no pins")
        if message.action == "edit" and chat.kind == "group":
            return Declined("Zalo has no edits, and a group gets one post a day")
        if message.file is not None:
            return await self._send_without_file(chat, message)
        return await self._send(chat, message)

    async def _send_without_file(self, chat: Chat, message: Message) -> Outcome:
        """Zalo carries no files: say what can be done instead. An expiring link to the file has its place here."""
        instead = Message(f"{message.full_text()}\n\n{self._texts('file-not-here')}")
        outcome = await self._send(chat, instead)
        return Declined("Zalo has no files") if isinstance(outcome, Sent) else outcome

    async def _send(self, chat: Chat, message: Message) -> Outcome:
        """The parts one after the other; an attempt that comes again goes on where the last one ended."""
        parts, attempt = texts_of(message, self._texts), (chat.address, message)
        outcome: Outcome = Refused("nothing to say")
        for number in range(self._parts_sent.get(attempt, 0), len(parts)):
            outcome = await self._call(chat, attempt, parts[number])
            if not isinstance(outcome, Sent):
                return outcome
            _remember(self._parts_sent, attempt, number + 1)
        self._parts_sent.pop(attempt, None)
        self._faults.pop(attempt, None)
        return outcome

    async def _call(self, chat: Chat, attempt: _Attempt, text: str) -> Outcome:
        async with self._one_at_a_time:
            if self.stopped is not None:
                return self.stopped
            if self._meter.is_stopped():
                return Exhausted(HELD)
            await asyncio.sleep(self._free_from - time.monotonic())
            answer = await self._api.send_message(chat.address, text)
            self._free_from = time.monotonic() + self._pause
            if isinstance(answer, Ok):
                self._meter.spent()
                return Sent(answer.result.message_id)
            outcome = self._outcome_of(answer, chat, attempt)
            match outcome:
                case Stopped():
                    self.stopped = outcome
                case Exhausted():
                    self._meter.stop()
                case Unsure():
                    self._meter.spent()  # it may have been taken, and one too many is counted rather than one too few
            return outcome

    def _outcome_of(self, failure: Failure, chat: Chat, attempt: _Attempt) -> Outcome:
        match failure:
            case Transport(reason):
                return Later(_NO_CONNECTION, reason)
            case Ambiguous(reason):
                return Unsure(reason)
        match failure.code:
            case code if code == TIMEOUT:
                return Unsure(failure.reason)
            case code if code == UNAUTHORIZED:
                return Stopped("the token is refused")
            case code if code == QUOTA:
                return Exhausted(HELD)
            case code if code == SERVER_FAULT:
                return self._faulty(chat, attempt, failure.reason)
        return Refused(failure.reason)

    def _faulty(self, chat: Chat, attempt: _Attempt, reason: str) -> Outcome:
        """By the documents 403 is the server's fault: a person is tried a few times more, a group never twice."""
        if chat.kind == "group":
            return Unsure(reason)
        tries = self._faults.pop(attempt, 0) + 1
        if tries >= _TRIES:
            return Refused(reason)
        _remember(self._faults, attempt, tries)
        return Later(2.0**tries, reason)


def _remember(kept: dict[_Attempt, int], attempt: _Attempt, number: int) -> None:
    """Keep it for the next attempt; of attempts that never came again only so many are kept."""
    kept[attempt] = number
    if len(kept) > _REMEMBERED:
        del kept[next(iter(kept))]
