from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from pydantic import ValidationError

from sandbox.scenario import Scenario
from sandbox.server import WORLD, build
from sandbox.world import World, flat_png
from tests.sandbox.scripted_bot import ScriptedBot, polling

TOKEN = "77:abc"
WORKER, CADRE, GROUP = 1001, 1002, -4001
SCENARIO: dict[str, Any] = {
    "now": "2022-04-27T08:00:00",
    "bots": [{"token": TOKEN, "username": "da_bot", "name": "Sáng kiến"}],
    "people": [{"id": WORKER, "first_name": "Hạnh"}, {"id": CADRE, "first_name": "Bình"}],
    "groups": [{"id": GROUP, "title": "Tổ 1", "members": [CADRE, WORKER]}],
    "starts_at": "2022-04-27T00:00:00",
    "ends_at": "2022-06-01T00:00:00",
    "runs_until": "2022-06-01T08:05:00",
    "limits": "lifted",
}


class Control:
    """The control API as the page uses it, and the world behind it."""

    def __init__(self, session: aiohttp.ClientSession, world: World, bot: ScriptedBot) -> None:
        self.session, self.world, self.bot = session, world, bot

    async def post(self, path: str, **body: Any) -> Any:
        """An action; its answer."""
        async with self.session.post(f"/sandbox/api{path}", json=body) as answer:
            return await self._body(answer)

    async def get(self, path: str) -> Any:
        """A look; its answer."""
        async with self.session.get(f"/sandbox/api{path}") as answer:
            return await self._body(answer)

    async def texts(self, chat: int) -> list[str]:
        """What stands in a chat, when the bot has worked everything off."""
        await self.world.wait_quiet()
        return [
            message.get("text", "") for message in (await self.get(f"/chats/{chat}/messages"))["messages"]
        ]

    @staticmethod
    async def _body(answer: aiohttp.ClientResponse) -> Any:
        return (
            {"status": answer.status, **await answer.json()} if answer.status != 200 else await answer.json()
        )


@pytest.fixture
async def control() -> AsyncIterator[Control]:
    """A sandbox with a polling bot."""
    app = build(Scenario.model_validate(SCENARIO))
    async with TestServer(app, host="127.0.0.1") as server:
        url = str(server.make_url("")).rstrip("/")
        async with polling(url, TOKEN) as bot, aiohttp.ClientSession(url) as session:
            yield Control(session, app[WORLD], bot)


async def test_what_a_person_does_reaches_the_bot_over_the_wire(control: Control) -> None:
    """Start with a payload, press, say: the bot gets each as an update and answers in the chat."""
    await control.post("/start", person=WORKER, payload="UNIT1")
    await control.world.wait_quiet()
    card = (await control.get(f"/chats/{WORKER}/messages"))["messages"][-1]
    await control.post("/press", person=WORKER, message=card["message_id"], label="Đồng ý")
    await control.world.wait_quiet()
    await control.post("/say", person=WORKER, text="Nguyễn Thị Hạnh")
    texts = await control.texts(WORKER)
    assert texts[0] == "/start UNIT1"
    assert texts[-1] == "Tên sáng kiến là gì?"
    assert control.bot.names == ["Nguyễn Thị Hạnh"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "192.168.1.10:8080"}, 403),
        ({}, 200),
    ],
)
@pytest.mark.parametrize("path", ["/", "/sandbox/api/state", "/sandbox/page/index.html"])
async def test_only_our_own_page_is_served(
    control: Control, path: str, headers: dict[str, str], status: int
) -> None:
    """A foreign Origin, a rebound name and another machine's address are refused, for page and API."""
    async with control.session.get(path, headers=headers) as answer:
        assert answer.status == status


async def test_an_action_of_another_site_does_nothing(control: Control) -> None:
    """A post with a foreign Origin is refused before it says anything."""
    body = {"person": WORKER, "text": "Tôi không viết câu này"}
    headers = {"Origin": "https://evil.example"}
    async with control.session.post("/sandbox/api/say", json=body, headers=headers) as answer:
        assert answer.status == 403
    assert await control.texts(WORKER) == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/say", {"person": "z1001", "text": "a"}, 404),
        ("/say", {"person": "z", "text": "a"}, 400),
        ("/people", {"name": "Lan", "platform": "zalo"}, 404),
        ("/say", {"person": WORKER}, 400),
        ("/say", {"person": WORKER, "text": ""}, 400),
        ("/say", {"person": WORKER, "text": "a", "unknown": 1}, 400),
        ("/say", {"person": 9999, "text": "a"}, 404),
        ("/say", {"person": WORKER, "text": "a", "chat": -9}, 404),
        ("/press", {"person": WORKER, "message": 77, "label": "Có"}, 409),
        ("/start", {"person": WORKER, "payload": "a b"}, 400),
        ("/photo", {"person": 9999}, 404),
        ("/groups", {"title": " "}, 400),
        ("/groups/-4001/bot", {"person": WORKER, "action": "remove"}, 409),
        ("/groups/-9/bot", {"person": WORKER, "action": "add"}, 404),
        ("/clock/advance", {"days": -1}, 400),
        ("/clock/speed", {"seconds_per_day": -1}, 400),
        ("/crowd", {"on": True}, 404),
        ("/faults", {"status": 500, "wrong": 1}, 400),
    ],
)
async def test_a_mistake_is_named(control: Control, path: str, body: dict[str, Any], status: int) -> None:
    """Malformed, unknown and impossible actions are answered with their own status and a reason."""
    answer = await control.post(path, **body)
    assert answer["status"] == status
    assert answer["error"]


async def test_no_json_at_all_is_named(control: Control) -> None:
    """A body that is no JSON is a malformed request, not a crash."""
    async with control.session.post("/sandbox/api/say", data=b"{") as answer:
        assert answer.status == 400


async def test_pictures_and_files_are_sent_and_read_back(control: Control) -> None:
    """An uploaded picture arrives with its size and can be read again; a page sent as a file is only downloaded."""
    form = aiohttp.FormData({"person": str(WORKER), "caption": "gá kẹp"})
    form.add_field("file", flat_png(40, 30), filename="gá.png", content_type="image/png")
    async with control.session.post("/sandbox/api/photo", data=form) as answer:
        photo = await answer.json()
    assert photo["caption"] == "gá kẹp"
    async with control.session.get(f"/sandbox/api/files/{photo['photo'][-1]['file_id']}") as answer:
        assert await answer.read() == flat_png(40, 30)
        assert answer.content_type == "image/png"
    form = aiohttp.FormData({"person": str(WORKER)})
    form.add_field("file", b"<script>alert(1)</script>", filename="a.html", content_type="text/html")
    async with control.session.post("/sandbox/api/document", data=form) as answer:
        document = (await answer.json())["document"]
    assert document["file_name"] == "a.html"
    async with control.session.get(f"/sandbox/api/files/{document['file_id']}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "contact"])
async def test_samples_of_every_kind_are_sent(control: Control, kind: str) -> None:
    """The ready-made picture, voice message, sticker and contact arrive at the bot as what they are."""
    await control.post(f"/{kind}", person=WORKER, sample=True)
    await control.world.wait_quiet()
    assert kind in control.bot.seen[-1]["message"]


async def test_a_group_goes_through_everything(control: Control) -> None:
    """Bot added by a startgroup link, promoted, the group upgraded, the bot removed: the phone shows each."""

    async def phone() -> dict[str, Any]:
        phones: list[dict[str, Any]] = (await control.get("/state"))["phones"]
        return next(phone for phone in phones if phone["kind"] == "group")

    assert (await phone())["bot"] == "left"
    await control.post(f"/groups/{GROUP}/bot", person=CADRE, action="add", payload="CODE1")
    assert "/start@da_bot CODE1" in await control.texts(GROUP)
    await control.post(f"/groups/{GROUP}/bot", person=CADRE, action="promote")
    assert (await phone())["bot"] == "administrator"
    await control.post(f"/groups/{GROUP}/bot", person=CADRE, action="demote")
    assert (await phone())["bot"] == "member"
    new = (await control.post(f"/groups/{GROUP}/upgrade"))["chat"]
    assert (await phone())["chat"] == new
    assert (await phone())["supergroup"]
    assert (await control.post(f"/groups/{GROUP}/upgrade"))["status"] == 409
    await control.post(f"/groups/{new}/bot", person=CADRE, action="remove")
    assert (await phone())["bot"] == "left"


async def test_links_that_were_seen_are_offered(control: Control) -> None:
    """Links in the bot's messages and buttons, and offered ones, are listed once, with what they do."""
    await control.post("/links", payload="OWNER1", label="Mời chủ chiến dịch")
    await control.post("/start", person=CADRE, payload="")
    await control.world.wait_quiet()
    await control.bot.say(CADRE, "Mời công nhân: https://t.me/da_bot?start=UNIT7 và t.me/da_bot?start=UNIT7")
    button = {"text": "Thêm vào nhóm", "url": "https://t.me/da_bot?startgroup=GROUP7"}
    await control.bot.say(CADRE, "Bấm nút", reply_markup={"inline_keyboard": [[button]]})
    links = (await control.get("/state"))["links"]
    assert sorted((link["url"], link["group"]) for link in links) == [
        ("https://t.me/da_bot?start=OWNER1", False),
        ("https://t.me/da_bot?start=UNIT7", False),
        ("https://t.me/da_bot?startgroup=GROUP7", True),
    ]


async def test_commands_are_those_of_the_narrowest_scope(control: Control) -> None:
    """A menu set for one chat hides the one for all private chats, which hides the default; groups see their own."""

    async def menu(chat: int, person: int) -> list[str]:
        return [
            each["command"]
            for each in (await control.get(f"/chats/{chat}/commands?person={person}"))["commands"]
        ]

    async def set_menu(name: str, scope: dict[str, Any]) -> None:
        commands = [{"command": name, "description": name}]
        assert await control.bot.call("setMyCommands", commands=commands, scope=scope)

    await control.post("/start", person=WORKER)
    await control.world.wait_quiet()
    assert await menu(WORKER, WORKER) == ["start", "tiendo"]
    await set_menu("private", {"type": "all_private_chats"})
    await set_menu("mine", {"type": "chat", "chat_id": WORKER})
    await set_menu("groups", {"type": "all_group_chats"})
    await set_menu("admins", {"type": "all_chat_administrators"})
    assert await menu(WORKER, WORKER) == ["mine"]
    assert await menu(CADRE, CADRE) == ["private"]
    assert await menu(GROUP, WORKER) == ["groups"]
    assert await menu(GROUP, CADRE) == ["admins"]


async def test_faults_strike_and_are_cleared(control: Control) -> None:
    """A planned error answers the next call; a cleared one does not; the ledger shows what was really sent."""
    await control.post("/start", person=WORKER)
    await control.world.wait_quiet()
    await control.post("/faults", method="sendMessage", status=500)
    await control.bot.say(WORKER, "không tới")
    await control.post("/faults", method="sendMessage", status=500)
    async with control.session.delete("/sandbox/api/faults") as answer:
        assert answer.status == 200
    await control.bot.say(WORKER, "tới nơi")
    ledger = await control.get(f"/ledger?chat={WORKER}")
    texts = [entry["payload"]["text"] for entry in ledger["ledger"]]
    assert "không tới" not in texts
    assert texts[-1] == "tới nơi"
    assert ledger["ledger"][-1]["silent"] is False
    assert (await control.get(f"/ledger?since={ledger['next']}"))["ledger"] == []


async def test_violations_are_listed(control: Control) -> None:
    """What the bot does wrong is counted in the state and listed with its instant."""
    await control.bot.call("sendNothing", chat_id=WORKER)
    assert (await control.get("/state"))["counts"]["violations"] == 1
    (violation,) = (await control.get("/violations"))["violations"]
    assert violation["rule"] == "sendNothing"
    assert violation["at"] == control.world.clock.timestamp()


async def test_live_changes_are_told_in_batches(control: Control) -> None:
    """The stream begins with the state, then tells new, edited and deleted messages and the bot's short answers."""
    async with control.session.get("/sandbox/api/events") as stream:
        assert (await next_update(stream))["state"]["clock"]["day"] == 1
        await control.post("/start", person=WORKER, payload="UNIT1")
        await control.world.wait_quiet()
        chats = await updates_until(stream, lambda text: "Bạn đồng ý chứ?" in text)
        card = next(m for m in chats[str(WORKER)]["messages"] if m["from"]["is_bot"])
        await control.post("/press", person=WORKER, message=card["message_id"], data="Không")
        await updates_until(stream, lambda text: "Bạn chọn: Không" in text)
        await control.bot.call("deleteMessage", chat_id=WORKER, message_id=card["message_id"])
        chats = await updates_until(stream, lambda text: '"gone": [' in text and '"gone": []' not in text)
        assert chats[str(WORKER)]["gone"] == [card["message_id"]]


async def test_a_stranger_s_chat_is_not_told(control: Control) -> None:
    """Chats without a telephone, the crowd's above all, are not sent to the page."""
    stranger = control.world.add_user("Người lạ").id
    async with control.session.get("/sandbox/api/events") as stream:
        await next_update(stream)
        control.world.people.start(stranger)
        await control.post("/start", person=WORKER)
        chats = await updates_until(stream, lambda text: "/start" in text)
        assert list(chats) == [str(WORKER)]


async def test_the_server_goes_down_with_a_page_open() -> None:
    """An open stream ends by itself when the server stops; nothing waits for the reader."""
    server = TestServer(build(Scenario.model_validate(SCENARIO)), host="127.0.0.1")
    await server.start_server()
    async with aiohttp.ClientSession(server.make_url("")) as session:
        stream = await session.get("/sandbox/api/events")
        await next_update(stream)
        async with asyncio.timeout(3):
            await server.close()
            assert (await stream.read()).strip() == b""


def test_unknown_keys_of_a_scenario_are_refused() -> None:
    """A mistyped key is named instead of being ignored."""
    with pytest.raises(ValidationError, match="seconds_a_day"):
        build(Scenario.model_validate({**SCENARIO, "seconds_a_day": 3}))


async def next_update(stream: aiohttp.ClientResponse) -> Any:
    """The next event of the stream."""
    async with asyncio.timeout(5):
        while True:
            line = (await stream.content.readline()).decode()
            if line.startswith("data: "):
                return json.loads(line.removeprefix("data: "))


async def updates_until(stream: aiohttp.ClientResponse, found: Any) -> Any:
    """Read on to the update whose text satisfies `found`; its chats."""
    while True:
        update = await next_update(stream)
        if found(json.dumps(update, ensure_ascii=False)):
            return update["chats"]
