"""What people do, as it arrives."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.world import ImpossibleError, flat_png
from tests.sandbox.zalo.stage import BINH, GROUP, OTHER_TOKEN, SANG, Stage

PICTURE = flat_png(4, 3)


@pytest.mark.parametrize(
    ("field", "names"),
    [("photo", {"photo"}), ("photo_url", {"photo_url"}), ("both", {"photo", "photo_url"})],
)
async def test_a_picture_has_an_address_that_serves_and_ends(
    stage: Stage, field: Any, names: set[str]
) -> None:
    """The field is named as the switch says; the address gives the picture until its civil time is over."""
    stage.world.switches.photo_field = field
    stage.world.people.photo(SANG, PICTURE, "Sáng kiến của tôi")
    event = await stage.update()
    message = event["message"]
    assert event["event_name"] == "message.image.received"
    assert message["caption"] == "Sáng kiến của tôi"
    assert {"photo", "photo_url"} & set(message) == names
    [address] = {message[name] for name in names}
    async with stage.http.get(address) as served:
        assert (served.status, served.content_type) == (200, "image/png")
        assert await served.read() == PICTURE
    stage.turn(hours=1)
    async with stage.http.get(address) as served:
        assert served.status == 404


async def test_a_picture_without_words(stage: Stage) -> None:
    """Without a caption there is no such field."""
    stage.world.people.photo(SANG, PICTURE)
    assert "caption" not in (await stage.update())["message"]


async def test_stickers_and_voices(stage: Stage) -> None:
    """A sticker has its id and picture, a voice message an address that serves."""
    stage.world.people.sticker(SANG, "0e07")
    stage.world.people.voice(SANG, b"\xff\xf1 speech")
    sticker, voice = await stage.update(), await stage.update()
    assert sticker["event_name"] == "message.sticker.received"
    assert sticker["message"]["sticker"] == "0e07"
    assert voice["event_name"] == "message.voice.received"
    assert voice["message"]["voice_url"].endswith(".aac")
    async with stage.http.get(voice["message"]["voice_url"]) as served:
        assert await served.read() == b"\xff\xf1 speech"


@pytest.mark.parametrize("bare", [False, True])
async def test_what_bots_do_not_get(stage: Stage, bare: bool) -> None:
    """A file, and everything a protected person says, arrives as unsupported: who and where, or not even that."""
    stage.world.switches.bare_unsupported = bare
    stage.world.people.unsupported(SANG, "file")
    stage.world.people.say(BINH, "Tôi có sáng kiến")
    stage.world.people.photo(BINH, PICTURE, "Đây")
    for person in (SANG, BINH, BINH):
        event = await stage.update()
        assert event["event_name"] == "message.unsupported.received"
        if bare:
            assert event == {"event_name": "message.unsupported.received"}
        else:
            assert event["message"]["chat"]["id"] == stage.world.address(person)
            assert set(event["message"]) == {"from", "chat", "message_id", "date"}
    assert (await stage.text(BINH)).result


async def test_an_event_nobody_has_heard_of(stage: Stage) -> None:
    """An event of a newer platform comes under its own name with its own fields."""
    stage.world.people.event(SANG, "message.reaction.received", {"reaction": "heart"})
    event = await stage.update()
    assert event["event_name"] == "message.reaction.received"
    assert event["message"]["reaction"] == "heart"
    assert event["message"]["from"]["id"] == stage.world.address(SANG)


async def test_fields_that_are_missing_new_or_of_another_type(stage: Stage) -> None:
    """Date, name and id can be left out, the date can be text, and unknown fields can stand beside the known."""
    switches = stage.world.switches
    switches.missing = frozenset({"date", "display_name", "message_id"})
    stage.world.people.say(SANG, "Chào")
    message = (await stage.update())["message"]
    assert set(message) == {"from", "chat", "text"}
    assert set(message["from"]) == {"id", "is_bot"}
    switches.missing, switches.extra_fields, switches.date_as = frozenset(), True, "text"
    stage.world.people.photo(SANG, PICTURE)
    event = await stage.update()
    assert event["feature"] == {"since": "9.9"}
    assert event["message"]["tags"] == [1, None]
    assert event["message"]["message_type"] == "CHAT_PHOTO"
    assert event["message"]["date"] == str(int(stage.world.clock.timestamp() * 1000))


async def test_every_bot_knows_a_person_by_another_id(stage: Stage) -> None:
    """The same person has one id with one bot and another one with the other; both come again the same."""
    other = stage.world.tokens[OTHER_TOKEN]
    stage.world.people.say(SANG, "Chào")
    stage.world.people.say(SANG, "Chào", bot=other)
    first = (await stage.update())["message"]["from"]["id"]
    second = (await stage.update(token=OTHER_TOKEN))["message"]["from"]["id"]
    assert first != second
    assert (first, second) == (stage.world.address(SANG), stage.world.address(SANG, other))


async def test_people_do_only_what_they_can(stage: Stage) -> None:
    """Nobody writes to a bot they blocked, or in a group they are not in, or mentions a bot that is not there."""
    people = stage.world.people
    people.block(SANG)
    with pytest.raises(ImpossibleError):
        people.say(SANG, "Chào")
    with pytest.raises(ImpossibleError):
        people.say_in(GROUP, SANG, "Chào", mention=True)
    with pytest.raises(ImpossibleError):
        people.say_in(GROUP, SANG, "Chào", quote="không có")
    stranger = stage.world.add_person("Người lạ")
    with pytest.raises(ImpossibleError):
        people.say_in(GROUP, stranger.number, "Chào")
    with pytest.raises(ValueError, match="picture"):
        people.photo(stranger.number, b"PDF")
    assert await stage.texts() == []
