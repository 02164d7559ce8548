"""The envelope, getMe, methods, and how parameters come."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import ClientSession, FormData, web

from sandbox.scenario import Scenario
from sandbox.server import ZALO, build
from tests.sandbox.zalo.stage import OTHER_TOKEN, SANG, TOKEN, Stage


async def test_an_unknown_token_is_an_error_with_http_200(stage: Stage) -> None:
    """The status says nothing; `ok` does."""
    answer = await stage.call("getMe", token="1:wrong")
    assert answer.status == 200
    assert answer.body == {"ok": False, "description": "Unauthorized", "error_code": 401}


async def test_who_the_bot_is(stage: Stage) -> None:
    """GetMe tells a number as text, and whether groups may take the bot in."""
    me = (await stage.call("getMe")).result
    assert me == {
        "id": stage.world.bot.id,
        "account_name": "bot.nuocrut",
        "account_type": "BASIC",
        "can_join_groups": True,
        "display_name": "Bot Nước Rút",
    }
    assert me["id"].isdecimal()
    assert me["id"] not in TOKEN
    assert (await stage.call("getMe", token=OTHER_TOKEN)).result["id"] != me["id"]


@pytest.mark.parametrize("name", ["getme", "GetMe", "sendDocument", "editMessageText", "getMe/", ""])
async def test_methods_that_do_not_exist(stage: Stage, name: str) -> None:
    """A method of Telegram's, a wrongly cased one and none are a bad request, noted as a violation."""
    assert (await stage.call(name)).error == 400
    assert stage.violations == [f"{name}: no such method"]
    stage.world.switches.unknown_method_status = 404
    answer = await stage.call(name)
    assert (answer.status, answer.body["error_code"]) == (404, 400)


async def test_every_way_to_send_parameters(stage: Stage) -> None:
    """Query string, form, multipart and JSON all work, by GET and POST; the body goes over the query."""
    chat = stage.world.address(SANG)
    address = f"{stage.url}/bot{TOKEN}/sendMessage"

    async def ok(verb: str, **how: Any) -> None:
        async with stage.http.request(verb, address, **how) as response:
            assert (await response.json())["ok"] is True

    await ok("GET", params={"chat_id": chat, "text": "một"})
    await ok("POST", data={"chat_id": chat, "text": "hai"})
    parts = FormData({"chat_id": chat, "text": "ba"})
    parts._is_multipart = True
    await ok("POST", data=parts)
    await ok("POST", json={"text": "bốn"}, params={"chat_id": chat, "text": "không"})
    assert [sent.text for sent in stage.world.sent] == ["một", "hai", "ba", "bốn"]
    assert stage.violations == []


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff\xfe"])
async def test_a_body_that_is_no_json_object(stage: Stage, body: bytes) -> None:
    """What cannot be read is a bad request."""
    headers = {"Content-Type": "application/json"}
    async with stage.http.post(f"{stage.url}/bot{TOKEN}/getMe", data=body, headers=headers) as response:
        assert response.status == 200
        assert (await response.json())["error_code"] == 400


async def test_a_reset_token_ends_the_old_one(stage: Stage) -> None:
    """From the reset on only the new token is the bot's; its people stay."""
    stage.world.reset_token(stage.world.bot, "12345689:new")
    assert (await stage.call("getMe")).error == 401
    sent = await stage.call(
        "sendMessage", token="12345689:new", chat_id=stage.world.address(SANG), text="Chào"
    )
    assert sent.result["message_id"]


async def test_a_scenario_without_zalo_has_no_zalo() -> None:
    """The stand-in is there only when it is asked for; Telegram's does not answer in its place."""
    app = build(Scenario())
    assert ZALO not in app
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        port = runner.addresses[0][1]
        async with (
            ClientSession() as http,
            http.post(f"http://127.0.0.1:{port}/zalo/bot{TOKEN}/getMe") as answer,
        ):
            assert answer.status == 404
    finally:
        await runner.cleanup()
