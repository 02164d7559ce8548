"""Groups: who lets a bot in, what it hears, by which ids."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from sandbox.world import ImpossibleError, flat_png
from tests.sandbox.zalo.stage import FULL, GROUP, HANH, OTHER_TOKEN, SANG, TOKEN, Stage, scenario


async def test_only_the_leader_lets_a_bot_in(stage: Stage) -> None:
    """A member cannot, and a bot that joins no groups cannot be let in; nobody tells the bot."""
    groups = stage.world.groups
    with pytest.raises(ImpossibleError, match="Hạnh does not lead Tổ 1"):
        groups.invite_bot(GROUP, by=HANH)
    other = stage.world.tokens[OTHER_TOKEN]
    other.can_join_groups = False
    with pytest.raises(ImpossibleError, match="cannot join groups"):
        groups.invite_bot(GROUP, by=SANG, bot=other)
    groups.invite_bot(GROUP, by=SANG)
    assert await stage.texts() == []
    assert (await stage.text(GROUP)).result
    assert [message.text for message in stage.world.messages(GROUP)] == ["Xin chào"]


async def test_the_fourth_group_is_refused(stage: Stage) -> None:
    """The free plan has three groups; putting the bot out of one makes room and ends its posts there."""
    for number in (GROUP, GROUP - 1, GROUP - 2):
        stage.world.groups.invite_bot(number)
    with pytest.raises(ImpossibleError, match="is in 3 groups"):
        stage.world.groups.invite_bot(FULL)
    stage.world.groups.invite_bot(GROUP)
    stage.world.groups.remove_bot(GROUP)
    assert (await stage.text(GROUP)).error == 400
    stage.world.groups.invite_bot(FULL)
    assert (await stage.text(FULL)).result


async def test_a_bot_hears_only_what_is_meant_for_it(stage: Stage) -> None:
    """Talk and a typed name are not heard; a mention picked from the list and a quote of the bot's words are."""
    people = stage.world.people
    stage.world.groups.invite_bot(GROUP)
    post = (await stage.text(GROUP, "Bảng xếp hạng")).result["message_id"]
    talk = people.say_in(GROUP, HANH, "Chào cả nhà")
    people.say_in(GROUP, HANH, "@Bot Nước Rút bảng")
    people.say_in(GROUP, HANH, "Hay quá", quote=talk.id)
    assert await stage.texts() == []
    people.say_in(GROUP, HANH, "bảng", mention=True)
    people.say_in(GROUP, HANH, "Hay quá", quote=post)
    people.say_in(GROUP, HANH, "xem", mention=True, quote=post)
    assert await stage.texts() == ["@Bot Nước Rút bảng", "Hay quá", "@Bot Nước Rút xem"]


async def test_a_mention_goes_to_the_bot_it_names(stage: Stage) -> None:
    """With two bots in a group each hears its own mention; a quote is for the bot that wrote the words."""
    other = stage.world.tokens[OTHER_TOKEN]
    for bot in (stage.world.bot, other):
        stage.world.groups.invite_bot(GROUP, bot=bot)
    post = (await stage.text(GROUP)).result["message_id"]
    stage.world.people.say_in(GROUP, HANH, "bảng", mention=True, bot=other)
    stage.world.people.say_in(GROUP, HANH, "bảng", quote=post)
    event = await stage.update(token=OTHER_TOKEN)
    assert event["message"]["text"] == "@Bot Khác bảng"
    assert event["message"]["chat"]["id"] == stage.world.address(GROUP, other)
    assert await stage.texts() == ["bảng"]


async def test_a_picture_is_heard_by_the_mention_in_its_caption(stage: Stage) -> None:
    """A picture in a group needs the mention as well; it stands before the caption."""
    stage.world.groups.invite_bot(GROUP)
    stage.world.people.photo_in(GROUP, HANH, flat_png(2, 2), "ảnh chụp")
    stage.world.people.photo_in(GROUP, HANH, flat_png(2, 2), "ảnh chụp", mention=True)
    event = await stage.update()
    assert event["message"]["caption"] == "@Bot Nước Rút ảnh chụp"
    assert await stage.texts() == []


@pytest.mark.parametrize("same", [False, True])
async def test_who_speaks_in_a_group(stage: Stage, same: bool) -> None:
    """The chat is the group's; the person's id is another one than in private, unless the switch says the same."""
    stage.world.switches.same_id_in_groups = same
    stage.world.groups.invite_bot(GROUP)
    stage.world.people.say_in(GROUP, HANH, "bảng", mention=True)
    message = (await stage.update())["message"]
    assert message["chat"] == {"id": stage.world.address(GROUP), "chat_type": "GROUP"}
    assert (message["from"]["id"] == stage.world.address(HANH)) is same
    assert message["from"]["id"] == stage.world.address(HANH, group=GROUP)
    assert (await stage.call("sendMessage", chat_id=message["from"]["id"], text="x")).body["ok"] is same


async def test_speaking_in_a_group_opens_no_private_chat(stage: Stage) -> None:
    """Who has only mentioned the bot in a group cannot be written to in private."""
    stage.world.switches.same_id_in_groups = True
    stranger = stage.world.add_person("Người lạ").number
    stage.world.groups.invite_bot(GROUP)
    stage.world.groups.join(GROUP, stranger)
    stage.world.people.say_in(GROUP, stranger, "bảng", mention=True)
    event = await stage.update()
    assert (await stage.call("sendMessage", chat_id=event["message"]["from"]["id"], text="x")).error == 400


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ([{"id": -1, "title": "T", "leader": 9}], "people who are not there"),
        ([{"id": -1, "title": "T", "leader": SANG, "bots": ["1:x"]}], "a bot that is not there"),
        ([{"id": -n, "title": "T", "leader": SANG, "bots": [TOKEN]} for n in range(1, 5)], "more groups"),
    ],
)
def test_a_scenario_that_cannot_be(groups: list[dict[str, Any]], reason: str) -> None:
    """Groups of strangers, with unknown bots or beyond the plan are refused before anything stands."""
    with pytest.raises(ValidationError, match=reason):
        scenario(groups=groups)
