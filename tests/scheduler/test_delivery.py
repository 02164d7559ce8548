"""Delivery: every outcome of a send on every kind of message, order within a chat, and an orderly end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog

from scheduler.civil import TurnedClock
from scheduler.delivery import Claimed, Delivery
from scheduler.pace import Pacer
from scheduler.sending import Declined, Gone, Later, Moved, Outcome, Refused, Sent, Stopped, Unsure
from storage.chats import Readdressed, Unreachable
from storage.messages import KINDS, Message
from storage.outbox import Result
from storage.records import Chat
from tests.storage.rows import NOW, chat, outgoing

SECOND = timedelta(seconds=1)


class Platform:
    """Answers by a script, then with `Sent`; `held` keeps a send under way."""

    def __init__(self, *script: Outcome | Exception) -> None:
        self.script = list(script)
        self.sent: list[tuple[str, str]] = []
        self.held: asyncio.Event | None = None
        self.begun = asyncio.Event()

    async def send(self, to: Chat, message: Message) -> Outcome:
        self.begun.set()
        if self.held is not None:
            await self.held.wait()
        outcome = self.script.pop(0) if self.script else Sent(str(len(self.sent) + 1))
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Sent):
            self.sent.append((to.address, message.text))
        return outcome


class Desk:
    """A delivery with its clock, for one test."""

    def __init__(self, *script: Outcome | Exception) -> None:
        self.platform, self.clock, self.pacer = Platform(*script), TurnedClock(NOW), Pacer()
        self.delivery = Delivery({("telegram", "1"): self.platform}, self.clock, self.pacer)

    def hand(self, number: int, to: int = 1, at: datetime = NOW, **more: Any) -> None:
        row = outgoing(number, chat_id=to, state="sending", not_before=at, **more)
        self.delivery.hand_over([Claimed(row, chat(to), Message(f"tin {number}"))])

    async def go(self, *, until: datetime | None = None) -> list[Result]:
        """Let everything that may go at this moment go, and what comes later up to `until`; the results."""
        for _ in range(200):
            await asyncio.sleep(0)
            coming = self.delivery.next_moment()
            if until and coming and self.delivery.is_idle() and self.clock.now() < coming <= until:
                self.clock.set(coming)
        return self.delivery.outcomes.results

    @property
    def texts(self) -> list[str]:
        return [said for _, said in self.platform.sent]


@pytest.mark.parametrize("kind", KINDS)
async def test_sent_is_sent(kind: str) -> None:
    """The platform's id is kept with the row; of a board it is remembered to be pinned."""
    desk = Desk(Sent("77"))
    desk.hand(1, kind=kind)
    assert await desk.go() == [Result(1, "sent", NOW, message="77")]
    assert [message for _, message in desk.delivery.outcomes.posted] == (["77"] if kind == "board" else [])


@pytest.mark.parametrize("kind", KINDS)
async def test_unsure_is_decided_by_the_kind(kind: str) -> None:
    """Where a copy is harmless it is sent again after a moment; where it is not, it is shown as unknown."""
    desk = Desk(Unsure("timeout"))
    desk.hand(1, kind=kind)
    results = await desk.go(until=NOW + 10 * SECOND)
    if KINDS[kind].again_when_unknown:
        assert desk.texts == ["tin 1"]
        assert results == [Result(1, "sent", NOW + SECOND, message="1")]
    else:
        assert desk.texts == []
        assert results == [Result(1, "unknown", NOW, reason="timeout")]


@pytest.mark.parametrize("kind", KINDS)
async def test_later_is_never_lost(kind: str) -> None:
    """A 429 moves the row: nothing more goes to this chat before the time is over, then it goes."""
    desk = Desk(Later(30, "429"))
    desk.hand(1, kind=kind)
    await desk.go(until=NOW + 29 * SECOND)
    assert desk.texts == []
    assert desk.pacer.answer(1, NOW) >= NOW + 30 * SECOND
    results = await desk.go(until=NOW + 31 * SECOND)
    if KINDS[kind].again_when_unknown:
        assert desk.texts == ["tin 1"]
    else:
        assert results == [Result(1, "due", NOW, reason="429", not_before=NOW + 30 * SECOND)]


FINAL: list[tuple[Outcome | Exception, str, str]] = [
    (Gone("blocked"), "dropped", "blocked"),
    (Refused("Bad Request"), "dead", "Bad Request"),
    (Declined("not enough rights"), "dropped", "not enough rights"),
    (ZeroDivisionError("oh"), "dead", "not sendable: ZeroDivisionError"),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("outcome", "state", "reason"), FINAL)
async def test_what_can_never_be_sent_ends(
    kind: str, outcome: Outcome | Exception, state: Any, reason: str
) -> None:
    """Refused, declined, gone or impossible: one final state with its reason, and no second try."""
    desk = Desk(outcome)
    desk.hand(1, kind=kind)
    assert await desk.go(until=NOW + 60 * SECOND) == [Result(1, state, NOW, reason=reason)]
    assert desk.texts == []


@pytest.mark.parametrize("kind", KINDS)
async def test_a_moved_group_gets_it_at_the_new_address(kind: str) -> None:
    """The row is sent again at once, there, with what stands behind it; the new address is written down."""
    desk = Desk(Moved("-1005"))
    desk.hand(1, kind=kind)
    desk.hand(2, kind=kind)
    results = await desk.go(until=NOW + 60 * SECOND)
    assert desk.platform.sent == [("-1005", "tin 1"), ("-1005", "tin 2")]
    assert [result.state for result in results] == ["sent", "sent"]
    assert desk.delivery.outcomes.chats == [Readdressed(1, "-1005")]


async def test_a_gone_chat_takes_its_other_messages_with_it() -> None:
    """What waits for a blocked chat is dropped with the reason; others get theirs; it is no error in the log."""
    desk = Desk(Gone("blocked"))
    desk.hand(1)
    desk.hand(2)
    desk.hand(3, to=2)
    with structlog.testing.capture_logs() as logged:
        await desk.go()
    states = {result.id: result.state for result in desk.delivery.outcomes.results}
    assert states == {1: "dropped", 2: "dropped", 3: "sent"}
    assert desk.delivery.outcomes.chats == [Unreachable(1, "blocked")]
    assert logged == []


async def test_a_stopped_channel_is_told_once_and_not_tried_in_a_circle() -> None:
    """A revoked token: nothing more is attempted, what waits keeps waiting, the log has one line."""
    desk = Desk(Stopped("Unauthorized"))
    with structlog.testing.capture_logs() as logged:
        desk.hand(1, kind="board")
        desk.hand(2, to=2, kind="board")
        results = await desk.go()
    assert [(result.id, result.state) for result in results] == [(1, "due"), (2, "due")]
    assert all(result.not_before and result.not_before >= NOW + 60 * SECOND for result in results)
    assert len(logged) == 1
    assert desk.texts == []


async def test_one_refused_token_stopped_every_bot_of_its_channel() -> None:
    """Of two bots on one platform the other goes on; a bot that is not set up any more has its messages dropped."""
    desk = Desk(Stopped("Unauthorized"))
    other = Platform()
    desk.delivery = Delivery(
        {("telegram", "1"): desk.platform, ("telegram", "2"): other}, desk.clock, desk.pacer
    )
    for number, bot in ((1, "1"), (2, "2"), (3, "3")):
        row = outgoing(number, chat_id=number, state="sending", not_before=NOW, kind="board")
        desk.delivery.hand_over([Claimed(row, chat(number, bot=bot), Message(f"tin {number}"))])
        results = await desk.go()
    assert {result.id: result.state for result in results} == {1: "due", 2: "sent", 3: "dropped"}
    assert desk.delivery.stopped == {("telegram", "1")}
    assert [said for _, said in other.sent] == ["tin 2"]


async def test_a_bot_whose_platform_hung_kept_the_other_bots_waiting() -> None:
    """However many messages wait for an answer of one platform, those of another bot go out."""
    desk, other = Desk(), Platform()
    desk.platform.held = asyncio.Event()
    desk.delivery = Delivery(
        {("telegram", "1"): desk.platform, ("telegram", "2"): other}, desk.clock, desk.pacer
    )
    for number in range(1, 101):
        desk.hand(number, to=number)
    await desk.go()
    row = outgoing(101, chat_id=101, state="sending", not_before=NOW)
    desk.delivery.hand_over([Claimed(row, chat(101, bot="2"), Message("tin 101"))])
    await desk.go()
    assert other.sent == [("101", "tin 101")]
    desk.platform.held.set()
    await desk.go()
    assert len(desk.delivery.outcomes.results) == 101


async def test_a_chat_is_first_in_first_out() -> None:
    """A message that has to come again keeps its place: what came after it never overtakes it."""
    desk = Desk(Unsure("timeout"), Later(5, "429"))
    desk.hand(1, kind="question")
    await desk.go()
    desk.hand(2, kind="receipt")
    desk.hand(3, to=2)
    await desk.go()
    assert desk.texts == []
    await desk.go(until=NOW + 60 * SECOND)
    assert [said for address, said in desk.platform.sent if address == "1"] == ["tin 1", "tin 2"]


async def test_chats_do_not_wait_for_each_other() -> None:
    """While one send hangs, other chats get theirs."""
    desk = Desk()
    desk.platform.held = asyncio.Event()
    desk.hand(1)
    await asyncio.wait_for(desk.platform.begun.wait(), 1)
    held, desk.platform.held = desk.platform.held, None
    desk.hand(2, to=2)
    await desk.go()
    assert desk.texts == ["tin 2"]
    assert desk.delivery.busy_chats() == {1}
    held.set()
    await desk.go()
    assert desk.texts == ["tin 2", "tin 1"]


async def test_it_gives_up_after_six_tries() -> None:
    """Somebody who is always unsure is not asked for ever; the pauses grow."""
    desk = Desk(*[Unsure("timeout")] * 6)
    desk.hand(1, kind="receipt")
    results = await desk.go(until=NOW + 600 * SECOND)
    assert [result.state for result in results] == ["unknown"]
    assert desk.clock.now() == NOW + (1 + 2 + 4 + 8 + 16) * SECOND


async def test_what_is_not_useful_any_more_is_missed() -> None:
    """Its time has passed while it waited: it is not sent late."""
    desk = Desk()
    desk.hand(1, kind="nudge", at=NOW + 3600 * SECOND, useful_until=NOW + 3600 * SECOND)
    assert await desk.go(until=NOW + 3700 * SECOND) == [
        Result(1, "missed", NOW + 3600 * SECOND, reason="useful_until")
    ]


@pytest.mark.parametrize("kind", KINDS)
async def test_stopping_gives_back_what_was_not_attempted(kind: str) -> None:
    """SIGTERM: what waits for its time is due again as it was, so that no board ends as unknown for nothing."""
    desk = Desk()
    later = NOW + 60 * SECOND
    desk.hand(1, kind=kind, at=later)
    await asyncio.sleep(0)
    await desk.delivery.finish(5)
    assert desk.delivery.outcomes.results == [
        Result(1, "due", NOW, reason="stopped before sending", not_before=later)
    ]
    assert desk.texts == []


async def test_stopping_lets_what_is_under_way_arrive() -> None:
    """The send that has begun is waited for; what stands behind it is given back."""
    desk = Desk()
    desk.platform.held = asyncio.Event()
    desk.hand(1, kind="board")
    desk.hand(2, kind="board")
    await asyncio.wait_for(desk.platform.begun.wait(), 1)
    stopping = asyncio.create_task(desk.delivery.finish(5))
    await asyncio.sleep(0)
    desk.platform.held.set()
    await stopping
    assert [(result.id, result.state) for result in desk.delivery.outcomes.results] == [
        (1, "sent"),
        (2, "due"),
    ]


async def test_a_send_that_never_ends_stays_open() -> None:
    """Cut off after the patience is over, its row keeps being sent, for the next start to decide; the rest is due."""
    desk = Desk()
    desk.platform.held = asyncio.Event()
    desk.hand(1, kind="board")
    desk.hand(2, kind="board")
    await asyncio.wait_for(desk.platform.begun.wait(), 1)
    await desk.delivery.finish(0.01)
    assert [(result.id, result.state) for result in desk.delivery.outcomes.results] == [(2, "due")]


async def test_what_was_taken_to_be_written_can_be_given_back() -> None:
    """When the commit fails, how sends came out is still there, before what came since."""
    desk = Desk()
    desk.hand(1)
    await desk.go()
    taken = desk.delivery.take()
    assert not desk.delivery.has_news()
    desk.hand(2)
    await desk.go()
    desk.delivery.give_back(taken)
    assert [result.id for result in desk.delivery.outcomes.results] == [1, 2]


async def test_whoever_waits_is_told() -> None:
    """A result and a chat that has become free are made known."""
    desk, heard = Desk(), list[str]()
    note: Callable[[str], Callable[[], None]] = lambda what: lambda: heard.append(what)  # noqa: E731
    desk.delivery.on_result, desk.delivery.on_free = note("result"), note("free")
    desk.hand(1)
    await desk.go()
    assert heard == ["result", "free"]


@pytest.mark.parametrize("kind", ["question", "board"])
async def test_what_had_its_place_already_was_sent_while_the_whole_bot_had_to_wait(kind: str) -> None:
    """Told to wait for ten seconds, nobody is written to in them; then the others go, each at a place of its own."""
    desk = Desk(Later(10.0, "429", all_chats=True))
    desk.hand(1, kind="question")
    desk.hand(2, to=2, at=NOW + SECOND, kind=kind, useful_until=NOW + timedelta(hours=1))
    desk.hand(3, to=3, at=NOW + SECOND, kind=kind, useful_until=NOW + timedelta(hours=1))
    await desk.go(until=NOW + 9 * SECOND)
    assert desk.texts == []
    await desk.go(until=NOW + 12 * SECOND)
    assert sorted(desk.texts) == ["tin 1", "tin 2", "tin 3"]
