"""What the plan allows: people, and messages a month."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sandbox.zalo.world import Plan
from tests.sandbox.zalo.stage import GROUP, HANH, SANG, Stage


def fill(stage: Stage, left: int) -> None:
    """Leave so many messages this month."""
    stage.world.bot.used[stage.world.month()] = stage.world.bot.plan.messages - left


async def test_the_51st_person_is_never_heard(stage: Stage) -> None:
    """Fifty people are served; the next one's words go nowhere and cannot be answered; the fifty go on."""
    world = stage.world
    numbers = [SANG, HANH, *(world.add_person(f"Người {n}").number for n in range(49))]
    for number in numbers:
        world.people.say(number, f"Tôi là {number}")
    assert len(await stage.texts()) == 50
    assert [(lost.person, lost.text, lost.reason) for lost in world.unheard] == [
        (numbers[-1], f"Tôi là {numbers[-1]}", "users")
    ]
    assert [message.text for message in world.messages(numbers[-1])] == [f"Tôi là {numbers[-1]}"]
    assert (await stage.text(numbers[-1])).error == 400
    world.people.say(SANG, "Tôi nữa")
    assert await stage.texts() == ["Tôi nữa"]


@pytest.mark.parametrize("counts", [False, True])
async def test_people_who_speak_in_groups(stage: Stage, counts: bool) -> None:
    """Whether who mentions the bot in a group takes one of the fifty places is a switch."""
    stage.world.bot.plan = Plan(users=2)
    stage.world.switches.count_group_members = counts
    stranger = stage.world.add_person("Người lạ").number
    stage.world.groups.invite_bot(GROUP)
    stage.world.groups.join(GROUP, stranger)
    stage.world.people.say_in(GROUP, stranger, "bảng", mention=True)
    assert bool(await stage.texts()) is not counts


async def test_the_quota_ends_with_429(stage: Stage) -> None:
    """The last message of the month passes, the next is refused with the known words; only a second try is a fault."""
    fill(stage, 1)
    assert (await stage.text()).result
    refused = await stage.text()
    assert refused.status == 200
    assert refused.body == {"ok": False, "description": "Quota exceeded", "error_code": 429}
    assert stage.violations == []
    assert len(stage.world.sent) == 1
    assert (await stage.text(HANH)).error == 429
    assert stage.violations == ["sendMessage: a send after the quota was exceeded"]


async def test_the_quota_is_of_vietnams_calendar_month(stage: Stage) -> None:
    """At midnight in Vietnam, still the old month in UTC, the counter begins anew."""
    clock = stage.world.clock
    fill(stage, 0)
    clock.set(datetime(2022, 4, 30, 16, 59, 59, tzinfo=UTC))
    assert stage.world.month() == (2022, 4)
    assert (await stage.text()).error == 429
    clock.set(datetime(2022, 4, 30, 17, 0, tzinfo=UTC))
    assert (await stage.text()).result
    assert stage.world.bot.used[2022, 5] == 1
    fill(stage, 0)
    assert (await stage.text()).error == 429
    assert stage.violations == []


async def test_a_bigger_plan_opens_at_once(stage: Stage) -> None:
    """After the owner has bought more the refused bot may send; the next 429 is again no fault of its."""
    fill(stage, 0)
    assert (await stage.text()).error == 429
    stage.world.bot.plan = Plan(messages=3001)
    assert (await stage.text()).result
    assert (await stage.text()).error == 429
    assert stage.violations == []


@pytest.mark.parametrize("counts", [False, True])
async def test_what_counts_is_switched(stage: Stage, counts: bool) -> None:
    """What people say and the typing count only where the switches say so; refused sends never, groups once."""
    switches, bot = stage.world.switches, stage.world.bot
    switches.count_inbound = switches.count_actions = counts
    before = bot.used[stage.world.month()]
    stage.world.people.say(SANG, "Chào")
    await stage.call("sendChatAction", chat_id=stage.world.address(SANG), action="typing")
    await stage.text(GROUP)
    assert bot.used[stage.world.month()] - before == (2 if counts else 0)
    stage.world.groups.invite_bot(GROUP)
    await stage.text(GROUP)
    assert bot.used[stage.world.month()] - before == (3 if counts else 1)


async def test_people_are_heard_when_the_quota_is_over(stage: Stage) -> None:
    """What they say still arrives, and typing that does not count still passes."""
    fill(stage, 0)
    stage.world.people.say(SANG, "Có ai không")
    assert await stage.texts() == ["Có ai không"]
    chat = stage.world.address(SANG)
    assert (await stage.call("sendChatAction", chat_id=chat, action="typing")).body == {"ok": True}
