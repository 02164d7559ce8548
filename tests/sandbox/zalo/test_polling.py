"""getUpdates: one event, at most once; long polls; what a careful client does not do."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.sandbox.stage import wait_for
from tests.sandbox.zalo.stage import HANH, OTHER_TOKEN, SANG, TOKEN, Stage


async def test_one_event_as_documented(stage: Stage) -> None:
    """The result is one object with the shape of the official sample."""
    message = stage.world.people.say(SANG, "Xin chào")
    chat = stage.world.address(SANG)
    assert await stage.update() == {
        "message": {
            "from": {"id": chat, "display_name": "Sáng", "is_bot": False},
            "chat": {"id": chat, "chat_type": "PRIVATE"},
            "text": "Xin chào",
            "message_id": message.id,
            "date": int(stage.world.clock.timestamp() * 1000),
        },
        "event_name": "message.text.received",
    }
    assert len(bytes.fromhex(chat)) == 10


async def test_what_was_handed_out_is_gone(stage: Stage) -> None:
    """Every call takes the oldest event away for good; then nothing is pending."""
    for text in ("một", "hai"):
        stage.world.people.say(SANG, text)
    assert stage.world.pending_updates() == 2
    assert (await stage.update())["message"]["text"] == "một"
    assert stage.world.pending_updates() == 1
    assert await stage.texts() == ["hai"]
    await stage.world.wait_quiet()
    assert await stage.texts() == []


@pytest.mark.parametrize("seconds", [0.2, "0.2"])
async def test_nothing_new_is_408_after_the_timeout(stage: Stage, seconds: float | str) -> None:
    """An empty poll lasts its real time, given as number or text, and ends as an error with HTTP 200."""
    began = time.monotonic()
    answer = await stage.call("getUpdates", timeout=seconds)
    assert time.monotonic() - began >= 0.2
    assert answer.status == 200
    assert answer.body == {"ok": False, "description": "Request timeout", "error_code": 408}
    assert stage.violations == []


@pytest.mark.parametrize("seconds", ["soon", -1, True, None, [1], "nan"])
async def test_a_timeout_that_is_none(stage: Stage, seconds: object) -> None:
    """What is no number of seconds is a bad request."""
    assert (await stage.call("getUpdates", timeout=seconds)).error == 400


async def test_a_waiting_poll_gets_the_event_at_once(stage: Stage) -> None:
    """Who waits is answered when somebody speaks, whatever the clock on the wall says."""
    poll = asyncio.create_task(stage.call("getUpdates", timeout=30))
    await wait_for(lambda: stage.world.bot.queue.polled)
    stage.world.people.say(HANH, "Đây")
    assert (await poll).result["message"]["text"] == "Đây"


async def test_telegrams_arguments_are_violations(stage: Stage) -> None:
    """Offset, limit and allowed_updates do nothing and are noted."""
    stage.world.people.say(SANG, "một")
    stage.world.people.say(SANG, "hai")
    got = await stage.update(offset=5, limit=100, allowed_updates=["message"])
    assert got["message"]["text"] == "một"
    assert stage.violations == [
        f"getUpdates: getUpdates knows no {name}" for name in ("offset", "limit", "allowed_updates")
    ]


async def test_overlapping_polls_share_the_events(stage: Stage) -> None:
    """Two polls of one token are allowed and noted; every event goes to one of them. Another bot's poll is none."""
    other = asyncio.create_task(stage.call("getUpdates", token=OTHER_TOKEN, timeout=0.3))
    polls = [asyncio.create_task(stage.call("getUpdates", timeout=30)) for _ in range(2)]
    await wait_for(lambda: stage.violations)
    assert stage.violations == ["getUpdates: overlapping getUpdates"]
    stage.world.people.say(SANG, "một")
    stage.world.people.say(SANG, "hai")
    got = [(await poll).result["message"]["text"] for poll in polls]
    assert sorted(got) == ["hai", "một"]
    assert (await other).error == 408


async def test_a_poll_whose_caller_died_takes_nothing(stage: Stage) -> None:
    """An event goes past a poll nobody waits for, and is no overlap; with the switch it is lost with it."""
    for eaten in (False, True):
        stage.world.switches.dead_polls_eat = eaten
        poll = asyncio.create_task(stage.call("getUpdates", timeout=30))
        await wait_for(lambda: stage.world.bot.queue.polled)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)
        await wait_for(lambda: not stage.world.bot.queue.polled)
        stage.world.people.say(SANG, "còn đó")
        if eaten:
            await stage.world.wait_quiet()
        assert await stage.texts() == ([] if eaten else ["còn đó"])
    assert stage.violations == []


async def test_a_living_poll_is_found_among_dead_ones(stage: Stage) -> None:
    """Whichever poll an event comes by first, it reaches the one whose caller is there."""
    dead = [asyncio.create_task(stage.call("getUpdates", timeout=600)) for _ in range(8)]
    await wait_for(lambda: len(stage.violations) == 7)
    for poll in dead:
        poll.cancel()
    await asyncio.gather(*dead, return_exceptions=True)
    await wait_for(lambda: not stage.world.bot.queue.polled)
    living = asyncio.create_task(stage.call("getUpdates", timeout=600))
    await wait_for(lambda: stage.world.bot.queue.polled)
    stage.world.people.say(SANG, "Chào")
    assert (await living).result["message"]["text"] == "Chào"


async def test_words_nobody_fetched_in_time_are_lost(stage: Stage) -> None:
    """Where Zalo keeps no backlog, what waited longer than it keeps is gone, and written down."""
    stage.world.people.say(SANG, "lúc máy tắt")
    stage.world.switches.kept_for = 0.0
    assert await stage.texts() == []
    stage.world.switches.kept_for = 3600.0
    stage.world.people.say(SANG, "lúc máy chạy")
    assert await stage.texts() == ["lúc máy chạy"]
    assert [(lost.text, lost.reason) for lost in stage.world.unheard] == [("lúc máy tắt", "backlog")]


async def test_repeated_and_disordered_events(stage: Stage) -> None:
    """The newest event again with the same bytes, all of them thrice, and what was held back in reverse."""
    queue, people = stage.world.bot.queue, stage.world.people
    assert stage.world.bot.queue.repeat_last()
    assert await stage.texts() == ["Chào"]
    people.say(SANG, "một")
    queue.repeat_last()
    assert await stage.update() == await stage.update()
    stage.world.switches.repeats = 2
    people.say(SANG, "hai")
    assert await stage.texts() == ["hai"] * 3
    stage.world.switches.repeats = 0
    queue.hold()
    people.say(SANG, "ba")
    people.say(SANG, "bốn")
    assert await stage.texts() == []
    queue.release(reverse=True)
    assert await stage.texts() == ["bốn", "ba"]


async def test_waiting_for_the_bots_reply(stage: Stage) -> None:
    """Who waits gets what the bot sent since the mark, or the first message that fits."""
    world = stage.world
    mark = world.mark(SANG)
    waiting = asyncio.create_task(world.wait_reply(SANG, mark, until=lambda m: m.text == "Hai", timeout=3))
    await stage.text(text="Một")
    assert not waiting.done()
    await stage.text(text="Hai")
    assert [message.text for message in await waiting] == ["Một", "Hai"]
    assert [m.text for m in await world.wait_reply(SANG, world.mark(SANG) - 1)] == ["Hai"]
    with pytest.raises(TimeoutError):
        await world.wait_reply(HANH, world.mark(HANH), timeout=0.01)


async def test_the_page_hears_of_everything(stage: Stage) -> None:
    """Who looks on is told of people's words, the bot's words, its typing and violations, in order."""
    with stage.world.subscribe() as events:
        stage.world.people.say(SANG, "Chào")
        await stage.text(text="Chào anh")
        await stage.call("sendChatAction", chat_id=stage.world.address(SANG), action="typing")
        await stage.call("sendDocument")
        seen = [await events.get() for _ in range(4)]
    assert [(event.kind, event.chat) for event in seen] == [
        ("message", SANG),
        ("message", SANG),
        ("action", SANG),
        ("violation", 0),
    ]
    assert [event.message.text for event in seen if event.message] == ["Chào", "Chào anh"]
    assert TOKEN not in repr(seen)


async def test_time_went_on_while_a_poll_s_answer_was_on_its_way(stage: Stage) -> None:
    """What a poll was given counts as undelivered until the next call shows that the bot has it."""
    stage.world.people.say(SANG, "Xin chào")
    assert stage.world.undelivered() == 1
    await stage.update()
    assert (stage.world.pending_updates(), stage.world.undelivered()) == (0, 1)
    waiting = asyncio.ensure_future(stage.world.wait_delivered())
    await asyncio.sleep(0)
    assert not waiting.done()
    await stage.call("getUpdates", timeout=0)
    await waiting
    assert stage.world.undelivered() == 0
