"""Flood windows on the turned clock."""

from __future__ import annotations

import asyncio

from sandbox.telegram import Fault
from sandbox.world import flat_png
from tests.sandbox.stage import GROUP, HANH, SANG, SUPERGROUP, Stage, open_stage


async def burst(stage: Stage, number: int, chat_id: int = SANG) -> list[int]:
    """Send so many at once, one after the other; the HTTP statuses."""
    return [(await stage.text(chat_id, f"Tin {n}")).status for n in range(number)]


async def ask(stage: Stage, user_id: int = SANG) -> None:
    """Somebody writes and the bot gets it."""
    stage.world.people.say(user_id, "Chào")
    updates = await stage.updates()
    await stage.updates(updates[-1]["update_id"] + 1)


async def test_bulk_to_one_private_chat_is_one_a_second(stage: Stage) -> None:
    """The second message within a second is refused with the rest of it, header included; after it, it passes."""
    assert await burst(stage, 1) == [200]
    stage.turn(milliseconds=400)
    refused = await stage.text()
    assert refused.error == "Too Many Requests: retry after 1"
    assert refused.body["parameters"] == {"retry_after": 1}
    assert refused.headers["Retry-After"] == "1"
    stage.turn(seconds=1)
    assert await burst(stage, 1) == [200]
    assert stage.violations == []


async def test_coming_too_early_doubles_the_wait_and_is_a_violation(stage: Stage) -> None:
    """Each call before the time is up doubles retry_after: 1, 2, 4; only then is the chat free."""
    await stage.text()
    waits = [(await stage.text()).body["parameters"]["retry_after"] for _ in range(3)]
    assert waits == [1, 2, 4]
    assert stage.violations == ["sendMessage: sent again before retry_after had passed"] * 2
    stage.turn(seconds=3.9)
    assert (await stage.text(HANH)).status == 200
    stage.turn(seconds=0.1)
    assert (await stage.text()).status == 200


async def test_an_answer_has_its_own_bucket(stage: Stage) -> None:
    """Three answers to an update pass at once although bulk to the chat is used up; the fourth is bulk."""
    await stage.text()
    await ask(stage)
    assert await burst(stage, 3) == [200] * 3
    assert (await stage.text()).error == "Too Many Requests: retry after 1"


async def test_answers_go_on_at_one_a_second(stage: Stage) -> None:
    """After a burst of three, further updates entitle to one answer a second."""
    for _ in range(2):
        await ask(stage)
    assert await burst(stage, 4) == [200] * 3 + [429]
    stage.turn(seconds=1)
    assert (await stage.text()).status == 200
    stage.turn(milliseconds=500)
    assert (await stage.text()).error == "Too Many Requests: retry after 1"


async def test_an_answer_must_come_within_a_minute_of_delivery(stage: Stage) -> None:
    """What comes 61 seconds after the update's delivery is bulk, even if the update had waited for hours."""
    stage.world.people.say(SANG, "Chào")
    stage.turn(hours=3)
    await stage.updates()
    stage.turn(seconds=60)
    assert await burst(stage, 2) == [200] * 2
    stage.turn(seconds=1)
    assert await burst(stage, 2) == [200, 429]


async def test_edits_are_counted_and_presses_entitle(stage: Stage) -> None:
    """An edit counts like a send; answerCallbackQuery does not; a press entitles to three more."""
    markup = {"inline_keyboard": [[{"text": "Gửi", "callback_data": "a"}]]}
    sent = (await stage.text(reply_markup=markup)).result
    assert (
        await stage.call("editMessageText", chat_id=SANG, message_id=sent["message_id"], text="b")
    ).status == 429
    stage.turn(seconds=5)
    query = stage.world.people.press(SANG, sent["message_id"], data="a")
    await stage.updates()
    for number in range(3):
        edit = await stage.call(
            "editMessageText", chat_id=SANG, message_id=sent["message_id"], text=f"Sửa {number}"
        )
        assert edit.status == 200
    assert (await stage.call("answerCallbackQuery", callback_query_id=query.id)).result is True


async def test_groups_take_twenty_a_minute(stage: Stage) -> None:
    """The 21st within a minute waits for the first to be a minute old; other chats go on; 20 s apart it never binds."""
    assert await burst(stage, 20, GROUP) == [200] * 20
    stage.turn(seconds=12.5)
    refused = await stage.text(GROUP)
    assert refused.body["parameters"]["retry_after"] == 48
    assert (await stage.text(SUPERGROUP)).status == 200
    stage.turn(seconds=48)
    assert await burst(stage, 20, GROUP) == [200] * 20


async def test_editing_beyond_the_groups_budget_is_a_violation(stage: Stage) -> None:
    """Edits share the group's twenty a minute."""
    sent = (await stage.text(GROUP)).result
    for number in range(19):
        await stage.call(
            "editMessageText", chat_id=GROUP, message_id=sent["message_id"], text=f"Bảng {number}"
        )
    last = await stage.call("editMessageText", chat_id=GROUP, message_id=sent["message_id"], text="Bảng cuối")
    assert last.error == "Too Many Requests: retry after 60"
    assert stage.violations == ["editMessageText: edited more often than the group's budget allows"]


async def test_an_album_counts_its_pictures(stage: Stage) -> None:
    """Ten albums of two fill a group's minute."""
    media = [{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "attach://b"}]
    files = {"a": ("a.png", flat_png(5, 5)), "b": ("b.png", flat_png(5, 5))}
    for _ in range(10):
        assert (await stage.call("sendMediaGroup", chat_id=GROUP, media=media, files=files)).status == 200
    assert (await stage.call("sendMediaGroup", chat_id=GROUP, media=media, files=files)).status == 429


async def test_the_whole_bot_sends_thirty_in_bulk_a_second() -> None:
    """The 31st in one second is refused for all; a chat that hears it for the first time has broken nothing."""
    people = [{"id": 2000 + n, "first_name": f"N{n}"} for n in range(40)]
    async with open_stage(
        people=[*people, {"id": 1001, "first_name": "S"}, {"id": 1002, "first_name": "H"}]
    ) as stage:
        for person in people:
            stage.world.people.start(int(str(person["id"])))
        stage.world.bot.queue.clear()
        stage.turn(hours=1)
        assert [(await stage.text(2000 + n)).status for n in range(32)] == [200] * 30 + [429, 429]
        assert stage.violations == []
        assert (await stage.text(2030)).body["parameters"]["retry_after"] == 2
        assert len(stage.violations) == 1
        stage.turn(seconds=2)
        assert [(await stage.text(2030 + n)).status for n in range(10)] == [200] * 10


async def test_lifted_limits_are_no_limits(lifted: Stage) -> None:
    """With the named setting nothing is refused."""
    assert await burst(lifted, 50) == [200] * 50


async def test_a_scheduled_429_binds_like_a_real_one(stage: Stage) -> None:
    """After a fault told a chat to wait, coming too early is the same violation."""
    stage.telegram.faults.schedule(
        Fault("sendMessage", SANG, status=429, description="Too Many Requests: retry after 7", retry_after=7)
    )
    told = await stage.text()
    assert told.body["parameters"] == {"retry_after": 7}
    assert told.headers["Retry-After"] == "7"
    assert (await stage.text()).body["parameters"]["retry_after"] == 14
    assert stage.violations == ["sendMessage: sent again before retry_after had passed"]
    assert (await stage.text(HANH)).status == 200


async def test_groups_know_no_answers(stage: Stage) -> None:
    """What people write in a group entitles to nothing: the twenty a minute stay."""
    stage.world.groups.promote(GROUP)
    for _ in range(3):
        stage.world.people.say(HANH, "/tiendo", chat_id=GROUP)
    await stage.updates()
    assert await burst(stage, 21, GROUP) == [200] * 20 + [429]


async def test_windows_do_not_move_with_real_time(stage: Stage) -> None:
    """On a clock that stands still a window never frees by itself."""
    await stage.text()
    await asyncio.sleep(1.1)
    assert (await stage.text()).status == 429
