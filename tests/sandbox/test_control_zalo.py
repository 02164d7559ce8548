"""The control API with Zalo beside Telegram: one interface, and what a platform lacks is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from sandbox.scenario import Scenario
from sandbox.server import ZALO_WORLD, build
from sandbox.zalo.world import ZaloWorld

TOKEN = "88:zalo-token"
SCENARIO: dict[str, Any] = {
    "now": "2022-04-27T08:00:00",
    "bots": [{"token": "77:abc", "username": "da_bot", "name": "Sáng kiến"}],
    "people": [{"id": 1001, "first_name": "Hạnh"}],
    "zalo": {
        "bots": [{"token": TOKEN, "display_name": "Bot Sáng Kiến", "plan": "lifted"}],
        "people": [{"id": 1001, "display_name": "Mai"}, {"id": 1002, "display_name": "Hùng"}],
        "groups": [{"id": -4001, "title": "Tổ 1", "leader": 1002, "members": [1001]}],
    },
}


@dataclass
class Control:
    """The API, and Zalo's world behind it."""

    session: aiohttp.ClientSession
    world: ZaloWorld

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"/sandbox/api{path}", json=body) as answer:
            return {"status": answer.status, **await answer.json()}

    async def get(self, path: str) -> Any:
        async with self.session.get(f"/sandbox/api{path}") as answer:
            return await answer.json()

    async def send(self, number: int, text: str) -> None:
        """Let the bot say something."""
        body = {"chat_id": self.world.address(number), "text": text}
        async with self.session.post(f"/zalo/bot{TOKEN}/sendMessage", json=body) as answer:
            assert (await answer.json())["ok"]


@pytest.fixture
async def control() -> AsyncIterator[Control]:
    app = build(Scenario.model_validate(SCENARIO))
    async with (
        TestServer(app, host="127.0.0.1") as server,
        aiohttp.ClientSession(server.make_url("")) as http,
    ):
        yield Control(http, app[ZALO_WORLD])


async def test_every_telephone_knows_its_platform(control: Control) -> None:
    """Without phones in the scenario everybody has one; equal numbers on two platforms are two keys."""
    state = await control.get("/state")
    assert [(phone["chat"], phone["platform"]) for phone in state["phones"]] == [
        (1001, "telegram"),
        ("z1001", "zalo"),
        ("z1002", "zalo"),
        ("z-4001", "zalo"),
    ]
    assert {person["id"]: person["name"] for person in state["people"]} == {
        1001: "Hạnh",
        "z1001": "Mai",
        "z1002": "Hùng",
    }
    assert {name: bot["platform"] for name, bot in state["bots"].items()} == {
        "telegram": "Telegram",
        "zalo": "Zalo",
    }


async def test_what_is_said_is_read_back_and_counted(control: Control) -> None:
    """Messages stand in the chat page by page, and the bot's are in Zalo's ledger and in the sum of what was sent."""
    for text in ("một", "hai"):
        assert (await control.post("/say", person="z1001", text=text))["status"] == 200
    await control.send(1001, "Dạ vâng")
    page = await control.get("/chats/z1001/messages?limit=2")
    assert ([each["text"] for each in page["messages"]], page["more"]) == (["hai", "Dạ vâng"], True)
    earlier = await control.get(f"/chats/z1001/messages?before={page['messages'][0]['message_id']}")
    assert [each["text"] for each in earlier["messages"]] == ["một"]
    ledger = await control.get("/ledger?chat=z1001")
    assert [each["payload"]["text"] for each in ledger["ledger"]] == ["Dạ vâng"]
    assert (await control.get("/ledger"))["ledger"] == []
    assert (await control.get("/state"))["counts"]["sent"] == 1


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/press", {"person": "z1001", "message": 1, "data": "x"}, 409),
        ("/start", {"person": "z1001", "payload": ""}, 409),
        ("/say", {"person": "z1001", "text": "a", "chat": 1001}, 400),
        ("/say", {"person": "z1001", "text": "a", "chat": "z1002"}, 409),
        ("/say", {"person": "z9", "text": "a"}, 404),
        ("/say", {"person": "z1001", "text": "a", "chat": "z-4001", "mention": True}, 409),
        ("/sticker", {"person": "z1001", "chat": "z-4001"}, 409),
        ("/groups/z-4001/bot", {"person": "z1001", "action": "add"}, 409),
        ("/groups/z-4001/bot", {"person": "z1002", "action": "promote"}, 409),
        ("/groups/z-4001/bot", {"person": "z1002", "action": "remove"}, 409),
        ("/groups/z-4001/upgrade", {}, 409),
        ("/groups/z-4001/members", {"person": "z1001"}, 409),
    ],
)
async def test_what_zalo_does_not_offer_is_refused(
    control: Control, path: str, body: dict[str, Any], status: int
) -> None:
    """Buttons, START, somebody else's chat, a mention of a bot that is not there, invitations by members."""
    answer = await control.post(path, **body)
    assert (answer["status"], bool(answer["error"])) == (status, True)


async def test_only_its_leader_puts_the_bot_out_of_a_group(control: Control) -> None:
    """Invited by the leader, heard when called, put out by nobody else."""
    where = "/groups/z-4001/bot"
    assert (await control.post(where, person="z1002", action="add"))["status"] == 200
    said = {"person": "z1001", "chat": "z-4001", "text": "tiến độ"}
    await control.post("/say", **said)
    assert control.world.pending_updates() == 0
    assert (await control.post("/say", **said, mention=True))["text"] == "@Bot Sáng Kiến tiến độ"
    assert control.world.pending_updates() == 1
    assert (await control.post(where, person="z1001", action="remove"))["status"] == 409
    assert (await control.post(where, person="z1002", action="remove"))["status"] == 200


async def test_pictures_are_served_and_what_is_no_picture_is_not(control: Control) -> None:
    """A picture is read back by its id; an id of nothing is not found."""
    photo = await control.post("/photo", person="z1001", sample=True)
    name = photo["photo"][-1]["file_id"]
    async with control.session.get(f"/sandbox/api/files/{name}") as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
    async with control.session.get("/sandbox/api/files/z1001.ab") as answer:
        assert answer.status == 404


async def test_a_blocked_bot_is_told_nothing_and_can_be_unblocked(control: Control) -> None:
    """The telephone shows it; the person writes no more until the block is taken back."""
    await control.post("/say", person="z1001", text="chào")
    await control.post("/block", person="z1001")
    assert next(each for each in (await control.get("/state"))["phones"] if each["chat"] == "z1001")[
        "blocked"
    ]
    assert (await control.post("/say", person="z1001", text="chào"))["status"] == 409
    await control.post("/unblock", person="z1001")
    assert (await control.post("/say", person="z1001", text="chào"))["status"] == 200
    assert await control.get("/unheard") == {"unheard": []}
