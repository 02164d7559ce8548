"""Sending on Zalo: a neutral message becomes texts, and the answers one of the outcomes (zalo.md 2.3).

One call at a time for a bot and so many a second, because the platform's own limits are not known.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.pictures import Pictures
from bot.serving import GOOD_FOR, Serving
from bot.zalo.answers import (
    QUOTA,
    SERVER_FAULT,
    TIMEOUT,
    UNAUTHORIZED,
    Ambiguous,
    Answer,
    Failure,
    Ok,
    Transport,
)
from bot.zalo.api import Placed, ZaloApi
from bot.zalo.rendering import texts_of
from bot.zalo.splitting import split
from campaign.texts import Words
from scheduler.quota import Meter
from scheduler.sending import Declined, Exhausted, Later, Outcome, Refused, Sent, Stopped, Unsure
from storage.messages import File, Message
from storage.quota import HELD
from storage.records import Chat

_NO_CONNECTION = 2.0
_TRIES = 3  # of a call that Zalo answers with its server fault
_REMEMBERED = 200
_MOST_PARTS = 5  # of a file that is sent as text; each counts
_Attempt = tuple[str, Message]


@dataclass(frozen=True, slots=True)
class _Part:
    """One call: a text, or the picture at an address with this text under it."""

    text: str
    photo: str = ""


class ZaloSender:
    """The sending side of one bot."""

    def __init__(
        self,
        api: ZaloApi,
        texts: Words,
        pause: float,
        meter: Meter,
        pictures: Pictures | None = None,
        serving: Serving | None = None,
    ) -> None:
        """`pause`: the seconds from one message of the bot to the next; `texts`: the words around choices.

        `serving`: gives out what only an address can carry; without it there are no pictures, and files are texts.
        """
        self._pictures = pictures
        self._serving = serving
        self._api = api
        self._meter = meter
        self._texts = texts
        self._pause = pause
        self._one_at_a_time = asyncio.Lock()
        self._free_from = 0.0
        self._parts_sent: dict[_Attempt, int] = {}
        self._faults: dict[_Attempt, int] = {}
        self._photos_refused: dict[_Attempt, int] = {}
        self.stopped: Stopped | None = None

    async def send(self, chat: Chat, message: Message) -> Outcome:
        """Attempt once. After a refused token or an exceeded quota nothing is attempted any more."""
        if message.action in {"pin", "unpin"}:
            return Declined("Zalo has no pins")
        if message.action == "edit" and chat.kind == "group":
            return Declined("Zalo has no edits, and a group gets one post a day")
        if message.file is not None:
            return await self._send_file(chat, message, message.file)
        if message.picture is not None:
            return await self._send_picture(chat, message, message.picture)
        return await self._send_texts(chat, message, message)

    async def _send_file(self, chat: Chat, message: Message, file: File) -> Outcome:
        """Zalo carries no files: give out an address, else send a short one as text, else say who can help."""
        said = message.full_text()
        if self._serving is not None:
            address = await self._serving.address_of_file(chat, file)
            if address is None:
                return Declined("the file is nobody's any more")
            minutes = str(GOOD_FOR // timedelta(minutes=1))
            there = self._texts()("file-by-address", minutes=minutes, address=address)
            return await self._send_texts(chat, message, Message(f"{said}\n\n{there}".strip()))
        parts = split(f"{said}\n\n{file.content}") if isinstance(file.content, str) else []
        if 0 < len(parts) <= _MOST_PARTS:
            return await self._send(chat, (chat.address, message), [_Part(part) for part in parts])
        instead = Message(f"{said}\n\n{self._texts()('file-not-here')}".strip())
        outcome = await self._send_texts(chat, message, instead)
        return Declined("Zalo has no files") if isinstance(outcome, Sent) else outcome

    async def _send_picture(self, chat: Chat, message: Message, number: int) -> Outcome:
        """The picture with the text under it, or before it where that is long; without an address the text alone."""
        attempt = (chat.address, message)
        refused = attempt in self._photos_refused
        address = None if refused else await self._address_of_picture(chat, number)
        if address is None:
            instead = message if self._pictures is None else self._pictures.in_words(message)
            return await self._send_texts(chat, message, instead)
        texts = texts_of(message, self._texts())
        parts = [_Part("".join(texts[:1]), address)]
        if len(texts) > 1:
            parts = [_Part("", address), *map(_Part, texts)]
        return await self._send(chat, attempt, parts)

    async def _address_of_picture(self, chat: Chat, number: int) -> str | None:
        if self._serving is None or self._pictures is None:
            return None
        picture = await self._pictures.find(number)
        return await self._serving.address_of_picture(chat, picture) if picture is not None else None

    async def _send_texts(self, chat: Chat, asked: Message, said: Message) -> Outcome:
        """Send `said` for the message that was `asked` for."""
        parts = [_Part(text) for text in texts_of(said, self._texts())]
        return await self._send(chat, (chat.address, asked), parts)

    async def _send(self, chat: Chat, attempt: _Attempt, parts: Sequence[_Part]) -> Outcome:
        """The parts one after the other; an attempt that comes again goes on where the last one ended."""
        outcome: Outcome = Refused("nothing to say")
        for number in range(self._parts_sent.get(attempt, 0), len(parts)):
            outcome = await self._call(chat, attempt, parts[number])
            if isinstance(outcome, Refused) and parts[number].photo:
                _remember(self._photos_refused, attempt, 1)
                return await self.send(
                    chat, attempt[1]
                )  # Zalo could not fetch it: the words arrive all the same
            if not isinstance(outcome, Sent):
                return outcome
            _remember(self._parts_sent, attempt, number + 1)
        for kept in (self._parts_sent, self._faults, self._photos_refused):
            kept.pop(attempt, None)
        return outcome

    async def _call(self, chat: Chat, attempt: _Attempt, part: _Part) -> Outcome:
        async with self._one_at_a_time:
            if self.stopped is not None:
                return self.stopped
            if self._meter.is_stopped():
                return Exhausted(HELD)
            await asyncio.sleep(self._free_from - time.monotonic())
            if not part.photo:
                said = await self._api.send_message(chat.address, part.text)
                self._free_from = time.monotonic() + self._pause
                return self._came_out(said, chat, attempt)
            self._free_from = time.monotonic() + self._pause
        # Zalo fetches a picture before it answers, which may take minutes: the others need not wait for that.
        shown = await self._api.send_photo(chat.address, part.photo, part.text)
        return self._came_out(shown, chat, attempt)

    def _came_out(self, answer: Answer[Placed], chat: Chat, attempt: _Attempt) -> Outcome:
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
