"""Long polling on Zalo: one call at a time, and what it gives is stored before anything else, for it is given once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog

from bot.intake import Intake
from bot.zalo.answers import QUOTA, TIMEOUT, UNAUTHORIZED, Ambiguous, ApiError, Failure, Ok, Transport
from bot.zalo.api import ZaloApi
from bot.zalo.reading import Reader, events
from scheduler.civil import Clock

_log = structlog.get_logger(__name__)
_WAIT = 30
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_TOO_QUICK = 1.0  # "nothing new" sooner than that is no long poll
_MISTAKEN = {400, 404}


class Poller:
    """The intake of one bot by long polling; for a machine without a public address."""

    def __init__(
        self, api: ZaloApi, reader: Reader, intake: Intake, clock: Clock, refused: Callable[[], None]
    ) -> None:
        """`refused` is called when Zalo refuses the token, which was good at the start."""
        self._refused = refused
        self._api = api
        self._reader = reader
        self._intake = intake
        self._clock = clock
        self._storing = False
        self._answered: float | None = None

    def silent_for(self) -> float:
        """How many (monotonic) seconds ago Zalo answered a poll, or polling began; 0 where nothing is polled."""
        return 0.0 if self._answered is None else asyncio.get_running_loop().time() - self._answered

    def is_quiet(self) -> bool:
        """Whether nothing that came is still being stored."""
        return not self._storing

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set, or the token is refused."""
        pause = _SHORTEST_PAUSE
        self._answered = asyncio.get_running_loop().time()
        while not stop.is_set():
            answer = await self._poll(stop)
            if answer is None:
                return
            if _is_heard(answer):
                self._answered = asyncio.get_running_loop().time()
            if isinstance(answer, Ok):
                pause = _SHORTEST_PAUSE
                await self._keep(answer.result, stop)
            elif isinstance(answer, ApiError) and answer.code == UNAUTHORIZED:
                self._answered = None  # that its channel is stopped is said already
                self._refused()
                return
            else:
                _say(answer)
                await _rest(stop, _LONGEST_PAUSE if _is_lasting(answer) else pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _poll(self, stop: asyncio.Event) -> Ok[Sequence[Mapping[str, Any]]] | Failure | None:
        """One call; None when stopped meanwhile. What Zalo hands out at that very moment is the one possible loss."""
        began = asyncio.get_running_loop().time()
        poll = asyncio.create_task(self._api.get_updates(_WAIT))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({poll, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not poll.done():
            poll.cancel()
            return None
        answer = poll.result()
        if not isinstance(answer, ApiError) or answer.code != TIMEOUT:
            return answer
        if asyncio.get_running_loop().time() - began < _TOO_QUICK:
            await _rest(stop, _TOO_QUICK)
        return Ok(())

    async def _keep(self, came: Sequence[Mapping[str, Any]], stop: asyncio.Event) -> None:
        """Store it; tried again until it is stored, since nobody else has it."""
        self._storing = True
        try:
            for each in came:
                await self._keep_one(each, stop)
        finally:
            self._storing = False

    async def _keep_one(self, came: Mapping[str, Any], stop: asyncio.Event) -> None:
        now = self._clock.now()
        try:
            found = [event for event in events(came) if self._reader.concerns(event, now)]
        except ValueError:
            _log.warning("Zalo handed out something that is no event")
            return
        for event in found:
            while not await self._intake.keep(self._reader.arrival(event, now)):
                if stop.is_set():
                    _log.error("an event could not be stored before the end and is lost")
                    return
                await _rest(stop, _SHORTEST_PAUSE)


def _is_heard(answer: Ok[Sequence[Mapping[str, Any]]] | Failure) -> bool:
    """Whether what people write comes in, or cannot only because the month is used up (owners know that)."""
    return isinstance(answer, Ok) or (isinstance(answer, ApiError) and answer.code == QUOTA)


def _is_lasting(failure: Failure) -> bool:
    """Whether asking again soon is of no use: the quota is used up, or something is set up wrongly."""
    return isinstance(failure, ApiError) and failure.code in {QUOTA, *_MISTAKEN}


def _say(failure: Failure) -> None:
    match failure:
        case ApiError(code) if code in _MISTAKEN:
            _log.error("Zalo lets nothing be fetched: a webhook is set, or ZALO_API_URL is wrong", code=code)
        case ApiError(code):
            _log.warning("polling interrupted", reason=f"error {code}")
        case Ambiguous(reason) | Transport(reason):
            _log.warning("polling interrupted", reason=reason)


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until `stop` is set."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
