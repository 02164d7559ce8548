"""The meter of a bot, and what the pump and delivery do when its month runs out."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any, Literal

from campaign.quota import Plan
from scheduler.civil import TurnedClock
from scheduler.delivery import Claimed, Delivery
from scheduler.pace import Pacer
from scheduler.quota import ZONE, Meter
from scheduler.sending import Exhausted
from storage.messages import Message
from storage.outbox import Result
from storage.quota import Quota
from tests.scheduler.test_delivery import Platform
from tests.storage.rows import NOW, chat, outgoing

PLACE = "telegram", "1"
JUNE = datetime(2022, 6, 1, tzinfo=ZONE)


class Desk:
    """A delivery of one counted bot, of 100 messages a month."""

    def __init__(self, *script: Any, sent: int = 0) -> None:
        self.platform, self.clock = Platform(*script), TurnedClock(NOW)
        self.meter = Meter(*PLACE, Plan(messages=100), self.clock)
        self.meter.spent(sent)
        self.delivery = Delivery({PLACE: self.platform}, self.clock, Pacer(), {PLACE: self.meter})

    async def out(self, kind: str, to: Literal["private", "group"] = "private") -> Result:
        """How a message of this kind comes out."""
        row = outgoing(1, kind=kind, state="sending")
        self.delivery.hand_over([Claimed(row, chat(1, kind=to), Message("tin"))])
        for _ in range(50):
            await asyncio.sleep(0)
        (result,) = self.delivery.take().results
        return result


async def test_a_new_month_begins_with_nothing() -> None:
    """At midnight in Vietnam the count is gone, and the breaker with it; the row of May stays May's."""
    desk = Desk(sent=80)
    desk.meter.stop()
    may = desk.meter.row()
    assert (may.month, may.sent, may.stopped_at) == ("2022-05", 80, NOW)
    desk.clock.set(JUNE - timedelta(seconds=1))
    assert desk.meter.is_stopped()
    desk.clock.set(JUNE)
    assert not desk.meter.is_stopped()
    assert desk.meter.row() == Quota(*PLACE, "2022-06", 0, 0, "plenty", None)


async def test_a_clock_set_back_over_midnight_forgot_what_the_month_had_used() -> None:
    """The month that comes again has what it had, the breaker too, and the next one goes on where it was."""
    desk = Desk(sent=80)
    desk.meter.stop()
    desk.clock.set(JUNE)
    desk.meter.spent(3)
    desk.meter._clock = TurnedClock(JUNE - timedelta(seconds=1))
    assert desk.meter.row() == Quota(*PLACE, "2022-05", 80, 0, "plenty", NOW)
    desk.meter._clock = TurnedClock(JUNE)
    assert (desk.meter.row().sent, desk.meter.is_stopped()) == (3, False)


async def test_a_clock_that_was_wrong_at_the_start_lost_the_months_count() -> None:
    """Whatever month it is at the start, the rows of all are known when the clock is set right."""
    meter = Meter(*PLACE, Plan(messages=100), TurnedClock(JUNE))
    may = Quota(*PLACE, "2022-05", 95, 4, "essential", None)
    meter.restore([may])
    assert meter.row() == Quota(*PLACE, "2022-06", 0, 0, "plenty", None)
    meter._clock = TurnedClock(NOW)
    assert meter.row() == may


async def test_at_95_percent_a_nudge_is_not_sent_and_an_answer_is() -> None:
    """What is not essential is dropped with its reason, before anything is tried."""
    desk = Desk(sent=95)
    assert await desk.out("nudge") == Result(1, "dropped", NOW, reason="quota")
    assert desk.platform.sent == []
    assert (await desk.out("question")).state == "sent"


async def test_an_answer_waits_for_the_next_month() -> None:
    """A refusal by the platform: not dead, not tried again, but due when there is a new quota."""
    desk = Desk(Exhausted("quota"))
    desk.meter.stop()
    assert await desk.out("receipt") == Result(1, "due", NOW, reason="quota", not_before=JUNE)


async def test_an_answer_in_a_group_stood_in_the_way_of_the_board() -> None:
    """In a group it does not wait: it would keep every post of the month behind it."""
    desk = Desk()
    desk.meter.stop()
    assert await desk.out("answer", "group") == Result(1, "dropped", NOW, reason="quota")


async def test_a_post_goes_back_to_be_handed_over() -> None:
    """At once: the pump finds out who passes it on."""
    desk = Desk()
    desk.meter.stop()
    assert await desk.out("board", "group") == Result(1, "due", NOW, reason="quota", not_before=NOW)


async def test_what_was_counted_is_written_with_the_results() -> None:
    """The month's row goes with the next commit, and again when that one fails."""
    desk = Desk()
    desk.meter.spent(3)
    assert desk.delivery.has_news()
    taken = desk.delivery.take()
    assert [row.sent for row in taken.quotas] == [3]
    assert not desk.delivery.has_news()
    desk.delivery.give_back(taken)
    desk.meter.spent()
    assert [row.sent for row in desk.delivery.take().quotas] == [4]


def test_groups_beyond_the_plan_are_handed_over() -> None:
    """Those linked first are served; of the others, and of those the bot is not in, posts are handed over."""
    meter = Meter(*PLACE, Plan(groups=2), TurnedClock(NOW))
    meter.follow([4, 7, 5], [9])
    assert [meter.verdict("board", chat) for chat in (4, 7, 5, 9)] == ["go", "go", "hand_over", "hand_over"]
    assert [meter.verdict("edit", chat) for chat in (7, 5)] == ["go", "drop"]
    assert meter.verdict("answer", 5) == "go"
    assert meter.standing().groups == 3
    meter.follow([7, 5], [9])
    assert meter.verdict("board", 5) == "go"
