"""getUpdates: offsets, long polls, conflicts, kinds, ageing, disorder."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from tests.sandbox.stage import BINH, GROUP, SANG, Stage, wait_for

KEYBOARD = {"inline_keyboard": [[{"text": "Gửi", "callback_data": "n:1"}]]}
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


async def test_offset_confirms(stage: Stage) -> None:
    """Ids rise by one; nothing is confirmed without an offset; a higher one forgets everything below."""
    for number in range(5):
        stage.world.people.say(SANG, str(number))
    first = await stage.updates(limit=3)
    assert ids(first) == [first[0]["update_id"] + n for n in range(3)]
    assert stage.world.pending_updates() == 5
    rest = await stage.updates(first[-1]["update_id"] + 1)
    assert [u["message"]["text"] for u in rest] == ["3", "4"]
    assert stage.world.pending_updates() == 2
    waiting = asyncio.create_task(stage.world.wait_quiet())
    assert await stage.updates(rest[-1]["update_id"] + 1) == []
    await asyncio.wait_for(waiting, 1)


async def test_negative_offset_keeps_the_newest(stage: Stage) -> None:
    """`-2` keeps the two newest and forgets the others."""
    for number in range(5):
        stage.world.people.say(SANG, str(number))
    assert [u["message"]["text"] for u in await stage.updates(-2)] == ["3", "4"]
    assert stage.world.pending_updates() == 2


async def test_an_offset_from_another_life_confirms_nothing(stage: Stage) -> None:
    """An offset far beyond the newest id is answered from the oldest, as after a silent week with a new id."""
    stage.world.people.say(SANG, "Chào")
    [update] = await stage.updates(2**30)
    assert update["message"]["text"] == "Chào"
    await stage.updates(update["update_id"] + 1)
    stage.turn(days=8)
    stage.world.people.say(SANG, "Lâu quá")
    [later] = await stage.updates(update["update_id"] + 1 if update["update_id"] > 2**29 else 0)
    assert later["update_id"] != update["update_id"] + 1


async def test_a_long_poll_is_answered_at_once(stage: Stage) -> None:
    """A waiting poll is answered as soon as an update appears."""
    poll = asyncio.create_task(stage.updates(timeout=50))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    stage.world.people.say(SANG, "Chào")
    assert [u["message"]["text"] for u in await poll] == ["Chào"]
    assert time.monotonic() - began < 0.5


async def test_a_second_poll_ends_the_first(stage: Stage) -> None:
    """Of two pollers the older gets 409, and the newer goes on waiting."""
    first = asyncio.create_task(stage.call("getUpdates", timeout=50, allowed_updates=[]))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(stage.call("getUpdates", timeout=50))
    assert (await first).error == CONFLICT
    stage.world.people.say(SANG, "Chào")
    assert len((await second).result) == 1


async def test_the_same_offset_at_once_is_slowed_down(stage: Stage) -> None:
    """A busy loop on one offset gets one update at a time."""
    for number in range(3):
        stage.world.people.say(SANG, str(number))
    assert len(await stage.updates(1)) == 3
    assert len(await stage.updates(1)) == 1


async def test_kinds_are_chosen_when_the_update_is_made(stage: Stage) -> None:
    """allowed_updates acts on what comes later, is remembered, and a list without known kinds means the default."""
    stage.world.people.say(SANG, "trước")
    allowed = {"allowed_updates": ["callback_query"]}
    assert len((await stage.call("getUpdates", offset=1, **allowed)).result) == 1
    stage.world.people.say(SANG, "sau")
    assert len((await stage.call("getUpdates", offset=2)).result) == 1
    await stage.call("getUpdates", offset=-1, allowed_updates=["nonsense"])
    stage.world.people.say(SANG, "cuối")
    assert [u["message"]["text"] for u in (await stage.call("getUpdates", offset=3)).result][-1] == "cuối"
    stage.world.groups.promote(GROUP)
    pending = stage.world.pending_updates()
    stage.world.groups.promote(GROUP, SANG)
    assert stage.world.pending_updates() == pending


async def test_polling_without_naming_kinds_is_a_violation(stage: Stage) -> None:
    """Strictness wants allowed_updates named at least once, and says so once."""
    for offset in (1, 2):
        stage.world.people.say(SANG, "a")
        await stage.call("getUpdates", offset=offset)
    assert stage.violations == ["getUpdates: polling without allowed_updates"]


async def test_updates_grow_old(stage: Stage) -> None:
    """A press lives 150 seconds, a message 24 hours, on the civil clock."""
    sent = (await stage.text(reply_markup=KEYBOARD)).result["message_id"]
    stage.world.people.press(SANG, sent, data="n:1")
    stage.world.people.say(SANG, "Chào")
    stage.turn(seconds=151)
    assert [set(u) - {"update_id"} for u in await stage.updates(1)] == [{"message"}]
    stage.turn(hours=24)
    stage.world.people.say(SANG, "Mới")
    assert [u["message"]["text"] for u in await stage.updates(2)] == ["Mới"]
    assert stage.world.pending_updates() == 1


async def test_repeats_and_disorder(stage: Stage) -> None:
    """The last update can come twice under one id, and the two newest in the wrong order; confirming ends both."""
    queue = stage.world.bot.queue
    for number in range(3):
        stage.world.people.say(SANG, str(number))
    assert queue.swap_last()
    assert queue.repeat_last()
    updates = await stage.updates()
    assert [u["message"]["text"] for u in updates] == ["0", "2", "1", "2"]
    assert updates[1] == updates[3]
    await stage.updates(max(ids(updates)) + 1)
    assert stage.world.pending_updates() == 0
    stage.world.people.say(SANG, "3")
    assert ids(await stage.updates(1)) == [max(ids(updates)) + 1]


async def test_an_update_of_a_newer_api_is_passed_on_as_it_is(stage: Stage) -> None:
    """A body of unknown shape takes its place in the queue."""
    stage.world.bot.queue.push_raw(
        b'{"update_id":%d,"telepathy":{"thought":1}}', now=stage.world.clock.timestamp()
    )
    [update] = (await stage.call("getUpdates", allowed_updates=[])).result
    assert update["telepathy"] == {"thought": 1}


async def test_limits_are_clamped(stage: Stage) -> None:
    """A limit beyond 100 is 100, one below 1 is 1."""
    for number in range(101):
        stage.world.people.say(SANG, str(number))
    assert len(await stage.updates(1, limit=5000)) == 100
    assert len(await stage.updates(2, limit=-3)) == 1


async def test_waiting_for_the_bots_reply(stage: Stage) -> None:
    """Who waits for a reply gets it without polling, new or edited, and a fitting one when he names what fits."""
    world = stage.world
    mark = world.mark(SANG)
    waiting = asyncio.create_task(world.wait_reply(SANG, mark, until=lambda m: m.text == "Hai", timeout=3))
    number = (await stage.text(text="Một")).result["message_id"]
    assert not waiting.done()
    stage.turn(seconds=1)
    await stage.call("editMessageText", chat_id=SANG, message_id=number, text="Hai")
    await wait_for(waiting.done)
    assert [message.text for message in await waiting] == ["Hai", "Hai"]
    assert [message.id for message in await world.wait_reply(SANG, mark)] == [number, number]
    try:
        await world.wait_reply(BINH, world.mark(BINH), timeout=0.01)
    except TimeoutError:
        return
    raise AssertionError("nobody has written to Bình")
