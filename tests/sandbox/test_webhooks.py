"""Webhooks against a real HTTP receiver."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import FormData, web

from tests.sandbox.stage import HANH, SANG, TOKEN, Stage, open_stage, wait_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

SECRET = "s3cret_-"
KEYBOARD = {"inline_keyboard": [[{"text": "Gửi", "callback_data": "n:1"}]]}


class Receiver:
    """The bot's side: notes what comes and answers as told."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.url = ""
        self.answer: Callable[[dict[str, Any]], Awaitable[web.StreamResponse]] = self.take

    async def take(self, _: dict[str, Any]) -> web.StreamResponse:
        return web.json_response({})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        update = await request.json()
        self.got.append(update)
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return await self.answer(update)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got if "message" in update]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with open_receiver() as opened:
        yield opened


@asynccontextmanager
async def open_receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()


async def test_updates_are_pushed_with_the_secret(lifted: Stage, receiver: Receiver) -> None:
    """Waiting and new updates arrive in order with the secret header; then nothing is pending."""
    lifted.world.people.say(SANG, "trước")
    answer = await lifted.call("setWebhook", url=receiver.url, secret_token=SECRET, max_connections=500)
    assert answer.body == {"ok": True, "result": True, "description": "Webhook was set"}
    lifted.world.people.say(SANG, "sau")
    await wait_for(lambda: not lifted.world.pending_updates())
    assert receiver.texts() == ["trước", "sau"]
    assert receiver.secrets == {SECRET}
    info = (await lifted.call("getWebhookInfo")).result
    assert info == {
        "url": receiver.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 100,
        "ip_address": "127.0.0.1",
    }


async def test_an_update_in_flight_does_not_take_the_next_one_s_place(
    lifted: Stage, receiver: Receiver
) -> None:
    """The webhook is deleted and set again while an update is being pushed: the one after it still comes."""
    gate = asyncio.Event()

    async def wait(_: dict[str, Any]) -> web.StreamResponse:
        await gate.wait()
        return web.json_response({})

    receiver.answer = wait
    await lifted.call("setWebhook", url=receiver.url)
    lifted.world.people.say(SANG, "một")
    await wait_for(receiver.texts)
    await lifted.call("deleteWebhook")
    (first,) = (await lifted.call("getUpdates")).result
    await lifted.call("getUpdates", offset=first["update_id"] + 1)
    await asyncio.sleep(0.02)  # set again within the pace it would be refused
    assert (await lifted.call("setWebhook", url=receiver.url)).result is True
    lifted.world.people.say(SANG, "hai")
    gate.set()
    await wait_for(lambda: not lifted.world.pending_updates())
    assert receiver.texts() == ["một", "hai"]


async def test_polling_and_webhook_exclude_each_other(lifted: Stage, receiver: Receiver) -> None:
    """SetWebhook ends a waiting poll; polling is refused until it is deleted; every change has its sentence."""
    poll = asyncio.create_task(lifted.call("getUpdates", timeout=50, allowed_updates=[]))
    await asyncio.sleep(0.05)
    await lifted.call("setWebhook", url=receiver.url)
    assert (await poll).error == "Conflict: terminated by setWebhook request"
    assert (await lifted.call("getUpdates")).error == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await asyncio.sleep(0.02)
    assert (await lifted.call("setWebhook", url=receiver.url)).body["description"] == "Webhook is already set"
    assert (await lifted.call("deleteWebhook")).body["description"] == "Webhook was deleted"
    assert (await lifted.call("deleteWebhook")).body["description"] == "Webhook is already deleted"
    lifted.world.people.say(SANG, "Chào")
    assert len(await lifted.updates(1)) == 1


async def test_a_failing_update_is_repeated_and_holds_only_its_own_queue(
    lifted: Stage, receiver: Receiver
) -> None:
    """Errors are repeated until 2xx; later messages of that chat wait in order, other chats and presses go on."""
    sent = (await lifted.text(reply_markup=KEYBOARD)).result["message_id"]
    failures = 3

    async def refuse_sang(update: dict[str, Any]) -> web.StreamResponse:
        nonlocal failures
        if update.get("message", {}).get("text") == "một" and failures:
            failures -= 1
            return web.Response(status=500)
        return web.json_response({})

    receiver.answer = refuse_sang
    await lifted.call("setWebhook", url=receiver.url)
    lifted.world.people.say(SANG, "một")
    lifted.world.people.say(SANG, "hai")
    lifted.world.people.say(HANH, "ba")
    lifted.world.people.press(SANG, sent, data="n:1")
    await wait_for(lambda: not lifted.world.pending_updates())
    assert receiver.texts().count("một") == 4
    of_sang = [text for text in receiver.texts() if text != "ba"]
    assert of_sang == ["một"] * 4 + ["hai"]
    order = [update.get("message", {}).get("text", "press") for update in receiver.got]
    assert order.index("ba") < order.index("hai") > order.index("press")
    info = (await lifted.call("getWebhookInfo")).result
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_an_update_nobody_takes_grows_old(lifted: Stage) -> None:
    """With nobody at the address the update stays pending, can be fetched later, or expires after a day."""
    await lifted.call("setWebhook", url="http://127.0.0.1:1/hook")
    lifted.world.people.say(SANG, "một")
    await wait_for(lambda: lifted.telegram.webhook(lifted.world.bot).last_error == "Connection refused")
    assert (await lifted.call("getWebhookInfo")).result["pending_update_count"] == 1
    lifted.turn(hours=25)
    await wait_for(lambda: not lifted.world.pending_updates())
    lifted.world.people.say(SANG, "hai")
    await lifted.call("deleteWebhook")
    assert [u["message"]["text"] for u in await lifted.updates(1)] == ["hai"]
    lifted.world.people.say(SANG, "ba")
    await lifted.call("deleteWebhook", drop_pending_updates=True)
    assert lifted.world.pending_updates() == 0


async def test_an_address_that_is_gone_is_forgotten(lifted: Stage, receiver: Receiver) -> None:
    """After 23 hours of 410 the webhook is removed and its update waits for getUpdates."""

    async def gone(_: dict[str, Any]) -> web.StreamResponse:
        return web.Response(status=410)

    receiver.answer = gone
    await lifted.call("setWebhook", url=receiver.url)
    lifted.world.people.say(SANG, "một")
    await wait_for(lambda: len(receiver.got) > 2)
    assert (await lifted.call("getWebhookInfo")).result["url"] == receiver.url
    lifted.turn(hours=23)
    await wait_for(lambda: lifted.telegram.webhook(lifted.world.bot).address is None)
    assert [u["message"]["text"] for u in await lifted.updates(1)] == ["một"]


def as_json(arguments: dict[str, str]) -> web.Response:
    return web.json_response(arguments)


def as_form(arguments: dict[str, str]) -> web.Response:
    return web.Response(body=FormData(arguments)()._value, content_type="application/x-www-form-urlencoded")


def as_multipart(arguments: dict[str, str]) -> web.Response:
    parts = "".join(
        f'--webhookBoundary1\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in arguments.items()
    )
    return web.Response(
        body=(parts + "--webhookBoundary1--\r\n").encode(),
        headers={"Content-Type": "multipart/form-data; boundary=webhookBoundary1"},
    )


@pytest.mark.parametrize("encode", [as_json, as_form, as_multipart])
async def test_a_call_in_the_answer_is_done(
    lifted: Stage, receiver: Receiver, encode: Callable[[dict[str, str]], web.Response]
) -> None:
    """A method in the webhook's answer is carried out, in every encoding; one that reads or sets the webhook is not."""

    async def reply(update: dict[str, Any]) -> web.StreamResponse:
        if update["message"]["text"] == "xóa":
            return encode({"method": "deleteWebhook"})
        return encode({"method": "sendMessage", "chat_id": str(SANG), "text": "Đã nhận"})

    receiver.answer = reply
    await lifted.call("setWebhook", url=receiver.url)
    lifted.world.people.say(SANG, "xóa")
    lifted.world.people.say(SANG, "Chào")
    await wait_for(lambda: not lifted.world.pending_updates())
    assert lifted.world.messages(SANG)[-1].text == "Đã nhận"
    assert (await lifted.call("getWebhookInfo")).result["url"] == receiver.url
    assert lifted.violations == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"url": "http://a.vn/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://a.vn:8080/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://127.0.0.1/hook"}, "bad webhook: IP address 127.0.0.1 is reserved"),
        ({"url": "https://a.vn/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://a.vn/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_addresses_are_checked(arguments: dict[str, str], error: str) -> None:
    """Without the loopback flag only https on Telegram's ports and public addresses pass."""
    async with open_stage(plain_webhooks=False) as stage:
        assert (await stage.call("setWebhook", **arguments)).error == f"Bad Request: {error}"


async def test_setting_the_webhook_twice_a_second_is_flood(receiver: Receiver) -> None:
    """More than one setWebhook a second gets 429 with one second."""
    async with open_stage(pace=1.0) as stage:
        assert (await stage.call("setWebhook", url=receiver.url)).status == 200
        assert (await stage.call("setWebhook", url=receiver.url)).error == "Too Many Requests: retry after 1"
        assert TOKEN in stage.world.tokens
