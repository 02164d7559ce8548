"""What a bot sends: checks, results, and the record of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from sandbox.world import flat_png
from tests.sandbox.zalo.stage import BINH, GROUP, OTHER_TOKEN, SANG, Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def test_a_good_send(stage: Stage) -> None:
    """The answer has a hexadecimal id and milliseconds; the text is on the telephone and in the record."""
    result = (await stage.text(text="Chào anh Sáng")).result
    now = stage.world.clock.timestamp()
    assert set(result) == {"message_id", "date"}
    assert len(bytes.fromhex(result["message_id"])) == 10
    assert result["date"] == int(now * 1000)
    [sent] = stage.world.sent
    assert (sent.method, sent.bot_id, sent.chat, sent.chat_id, sent.message_id, sent.at, sent.text) == (
        "sendMessage",
        stage.world.bot.id,
        SANG,
        stage.world.address(SANG),
        result["message_id"],
        now,
        "Chào anh Sáng",
    )
    assert sent.delivered
    assert stage.world.messages(SANG)[-1].text == "Chào anh Sáng"
    assert stage.world.sent_to(SANG, methods=["sendMessage"]) == [sent]
    assert stage.world.sent_to(SANG, methods=["sendPhoto"]) == []
    assert stage.violations == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"text": "x"}, "chat_id is missing"),
        ({"chat_id": 7, "text": "x"}, "chat_id is no string"),
        ({"chat_id": "", "text": "x"}, "chat_id is empty"),
        ({"chat_id": "SANG"}, "text is missing"),
        ({"chat_id": "SANG", "text": " \n"}, "text is empty"),
        ({"chat_id": "SANG", "text": None}, "text is missing"),
        ({"chat_id": "SANG", "text": "x", "parse_mode": "HTML"}, "parse_mode is neither markdown nor html"),
        ({"chat_id": "SANG", "text": "a" * 2001}, "text is 2001 UTF-16 units long"),
        ({"chat_id": "SANG", "text": "🚀" * 1001}, "text is 2002 UTF-16 units long"),
    ],
)
async def test_texts_that_are_refused(stage: Stage, arguments: dict[str, Any], reason: str) -> None:
    """A text that is none, goes to nobody or is too long is a bad request and a violation; nothing is sent."""
    if arguments.get("chat_id") == "SANG":
        arguments = {**arguments, "chat_id": stage.world.address(SANG)}
    assert (await stage.call("sendMessage", **arguments)).error == 400
    assert stage.violations == [f"sendMessage: {reason}"]
    assert stage.world.sent == []


async def test_two_thousand_units_are_allowed(stage: Stage) -> None:
    """The limit itself passes, in letters and in pairs of surrogates, and so do the two parse modes."""
    assert (await stage.text(text="ạ" * 2000)).result
    assert (await stage.text(text="🚀" * 1000, parse_mode="html")).result
    assert (await stage.text(text="Chào", parse_mode="markdown")).result
    assert stage.violations == []


async def test_a_limit_in_characters_still_warns(stage: Stage) -> None:
    """Where Zalo counts characters, 1,001 rockets arrive; a careful client does not rely on it."""
    stage.world.switches.text_unit = "characters"
    assert (await stage.text(text="🚀" * 1001)).result
    assert stage.violations == ["sendMessage: text is 2002 UTF-16 units long"]


async def test_an_argument_no_document_names(stage: Stage) -> None:
    """The answer to a message is no argument of sendMessage: ignored, and a violation."""
    assert (await stage.text(reply_to_message_id="ab")).result
    assert stage.violations == ["sendMessage: sendMessage documents no reply_to_message_id"]


async def test_only_who_wrote_first_can_be_written_to(stage: Stage) -> None:
    """A stranger, another bot's person and a group without the bot are unknown; the code can be switched."""
    assert (await stage.text(BINH)).error == 400
    assert (await stage.text(GROUP)).error == 400
    foreign = stage.world.address(SANG, stage.world.tokens[OTHER_TOKEN])
    assert (await stage.call("sendMessage", chat_id=foreign, text="x")).error == 400
    own = stage.world.address(SANG)
    assert (await stage.call("sendMessage", token=OTHER_TOKEN, chat_id=own, text="x")).error == 400
    stage.world.switches.unknown_chat = 404
    assert (await stage.text(BINH)).error == 404
    assert stage.world.sent == []


async def test_a_person_who_blocked_or_deleted_the_chat(stage: Stage) -> None:
    """The bot is refused, or believed to have sent, as the switch says; writing again opens a deleted chat."""
    people, world = stage.world.people, stage.world
    people.block(SANG)
    assert (await stage.text()).error == 400
    world.switches.gone = 0
    assert (await stage.text(text="vào hư không")).result
    assert not world.sent[-1].delivered
    people.unblock(SANG)
    assert (await stage.text(text="lại thấy")).result
    assert [message.text for message in world.messages(SANG)] == ["Chào", "lại thấy"]
    people.delete_chat(SANG)
    assert world.messages(SANG) == []
    world.switches.gone = 403
    assert (await stage.text()).error == 403
    people.say(SANG, "Quay lại")
    assert (await stage.text()).result


async def test_typing_has_no_result(stage: Stage) -> None:
    """SendChatAction answers `ok` and nothing else; another action than typing is refused."""
    chat = stage.world.address(SANG)
    assert (await stage.call("sendChatAction", chat_id=chat, action="typing")).body == {"ok": True}
    assert (await stage.call("sendChatAction", chat_id=chat, action="upload_photo")).error == 400
    assert stage.world.sent == []


async def test_stickers_and_voices(stage: Stage) -> None:
    """Both arrive in private; a voice message to a group is accepted and arrives nowhere."""
    stage.world.groups.invite_bot(GROUP)
    sang, group = stage.world.address(SANG), stage.world.address(GROUP)
    voice = "https://a.vn/x.aac"
    assert (await stage.call("sendSticker", chat_id=sang, sticker="0e07")).result
    assert (await stage.call("sendVoice", chat_id=sang, voice_url=voice)).result
    assert (await stage.call("sendVoice", chat_id=group, voice_url=voice)).result["message_id"]
    assert [(sent.method, sent.delivered) for sent in stage.world.sent] == [
        ("sendSticker", True),
        ("sendVoice", True),
        ("sendVoice", False),
    ]
    assert stage.world.messages(GROUP) == []
    assert (await stage.call("sendVoice", chat_id=sang, voice_url="https://a.vn/x.mp3")).error == 400
    assert (await stage.call("sendVoice", chat_id=sang, voice_url="x.aac")).error == 400


@pytest.mark.parametrize("address", ["bang.png", "/bang.png", "ftp://a.vn/bang.png", "https:///bang.png"])
async def test_a_picture_needs_a_whole_address(stage: Stage, address: str) -> None:
    """Anything but an absolute http or https address is a bad request."""
    assert (await stage.call("sendPhoto", chat_id=stage.world.address(SANG), photo=address)).error == 400
    assert stage.violations == ["sendPhoto: photo is no absolute http or https address"]


@pytest.fixture
async def gallery() -> AsyncIterator[str]:
    """A web server with one picture, one page, and one picture that is gone."""

    async def picture(_: web.Request) -> web.Response:
        return web.Response(body=flat_png(3, 2), content_type="image/png")

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="Không có")

    async def expired(_: web.Request) -> web.Response:
        return web.Response(status=410, body=flat_png(3, 2), content_type="image/png")

    app = web.Application()
    app.router.add_get("/bang.png", picture)
    app.router.add_get("/trang", page)
    app.router.add_get("/het.png", expired)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_pictures_are_fetched_from_this_machine_only(stage: Stage, gallery: str) -> None:
    """A picture of this machine is on the telephone as it was served; what is none is refused; the net is not asked."""
    chat = stage.world.address(SANG)
    sent = await stage.call("sendPhoto", chat_id=chat, photo=f"{gallery}/bang.png", caption="Bảng")
    assert sent.result["message_id"]
    shown = stage.world.messages(SANG)[-1]
    assert (shown.kind, shown.text, shown.content) == ("photo", "Bảng", flat_png(3, 2))
    for missing in ("trang", "het.png", "mat.png"):
        assert (await stage.call("sendPhoto", chat_id=chat, photo=f"{gallery}/{missing}")).error == 400
    assert (await stage.call("sendPhoto", chat_id=chat, photo="http://127.0.0.1:1/a.png")).error == 400
    assert (await stage.call("sendPhoto", chat_id=chat, photo="https://placehold.co/600x400")).result
    assert (
        await stage.call("sendPhoto", chat_id=chat, photo="https://a.vn/b", caption="a" * 2001)
    ).error == 400


async def test_groups_are_not_hurried(stage: Stage) -> None:
    """Two messages to a group within a civil second are a violation, later ones and private ones are none."""
    stage.world.groups.invite_bot(GROUP)
    await stage.text()
    await stage.text()
    await stage.text(GROUP)
    stage.turn(seconds=1)
    await stage.text(GROUP)
    assert stage.violations == []
    await stage.text(GROUP)
    assert stage.violations == ["sendMessage: more than one message a second to a group"]
