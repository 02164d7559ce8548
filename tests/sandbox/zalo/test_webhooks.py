"""Webhooks against a real HTTP receiver."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.stage import wait_for
from tests.sandbox.zalo.receiver import Receiver, open_receiver
from tests.sandbox.zalo.stage import HANH, SANG, Stage, open_stage, scenario

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SECRET = "s3cret_-x"


@pytest.fixture
async def receiver(stage: Stage) -> AsyncIterator[Receiver]:
    """Somebody who listens; the stand-in repeats without waiting."""
    stage.world.switches.redelivery_waits = (0.0,)
    async with open_receiver() as opened:
        yield opened


async def start(stage: Stage, receiver: Receiver) -> Any:
    return (await stage.call("setWebhook", url=receiver.url, secret_token=SECRET)).result


async def test_setting_asking_and_deleting(stage: Stage, receiver: Receiver) -> None:
    """Every answer has the address and milliseconds, setting also how the address answered; never the secret."""
    now = int(stage.world.clock.timestamp() * 1000)
    result = await start(stage, receiver)
    verification = result.pop("verification")
    assert verification.pop("latency_ms") >= 0
    assert verification == {"ok": True, "status_code": 200, "outcome": "webhook.ok", "hint": ""}
    assert result == {"url": receiver.url, "updated_at": now}
    assert (await stage.call("getWebhookInfo")).result == {"url": receiver.url, "updated_at": now}
    assert (await stage.call("deleteWebhook")).result == {"url": "", "updated_at": now}
    assert (await stage.call("deleteWebhook")).result["url"] == ""
    assert (receiver.tests, receiver.bodies) == (1, [])


async def test_without_a_webhook(stage: Stage) -> None:
    """Asking for none and deleting none are errors, or empty answers where the switches say so."""
    assert (await stage.call("getWebhookInfo")).error == 404
    assert (await stage.call("deleteWebhook")).error == 400
    assert (await stage.call("testWebhook")).error == 404
    stage.world.switches.no_webhook, stage.world.switches.delete_unset_webhook = "empty", 0
    assert (await stage.call("getWebhookInfo")).result["url"] == ""
    assert (await stage.call("deleteWebhook")).result["url"] == ""


@pytest.mark.parametrize("shape", ["wrapped", "flat"])
async def test_events_are_pushed(stage: Stage, receiver: Receiver, shape: str) -> None:
    """What waited and what is new arrives in order, wrapped or flat, with secret and agent, one event a request."""
    stage.world.switches.webhook_body = "wrapped" if shape == "wrapped" else "flat"
    stage.world.people.say(SANG, "trước")
    await start(stage, receiver)
    stage.world.people.say(SANG, "sau")
    await stage.world.wait_quiet()
    assert receiver.texts == ["trước", "sau"]
    for body, headers in zip(receiver.bodies, receiver.headers, strict=True):
        outer = json.loads(body)
        assert set(outer) == ({"ok", "result"} if shape == "wrapped" else {"message", "event_name"})
        assert headers["X-Bot-Api-Secret-Token"] == SECRET
        assert headers["User-Agent"] == "Java/1.8.0_192"
        assert headers["Content-Type"] == "application/json"


async def test_polling_ends_while_a_webhook_is_set(stage: Stage, receiver: Receiver) -> None:
    """A waiting poll and every new one are refused and get nothing, until the webhook is deleted."""
    poll = asyncio.create_task(stage.call("getUpdates", timeout=30))
    await wait_for(lambda: stage.world.bot.queue.polled)
    await start(stage, receiver)
    assert (await poll).error == 400
    receiver.refuse(99)
    stage.world.switches.redelivery_waits = (3600.0,)
    for person, text in ((SANG, "một"), (HANH, "hai"), (SANG, "ba")):
        stage.world.people.say(person, text)
    await wait_for(lambda: len(receiver.texts) == 2)
    assert (await stage.call("getUpdates", timeout=600)).error == 400
    await stage.call("deleteWebhook")
    assert await stage.texts() == ["một", "hai", "ba"]


async def test_a_refused_event_is_repeated_byte_by_byte(stage: Stage, receiver: Receiver) -> None:
    """Until it is taken the same bytes come again; later words of that chat wait, other chats go on."""
    stage.world.switches.redeliveries = 1000

    async def refuse_the_first(event: dict[str, Any]) -> int:
        others = "ba" in receiver.texts and receiver.texts.count("một") > 3
        return 200 if others or event.get("message", {}).get("text") != "một" else 500

    receiver.answer = refuse_the_first
    await start(stage, receiver)
    for person, text in ((SANG, "một"), (SANG, "hai"), (HANH, "ba")):
        stage.world.people.say(person, text)
    await stage.world.wait_quiet()
    own = [text for text in receiver.texts if text != "ba"]
    assert own == ["một"] * (len(own) - 1) + ["hai"]
    assert len(own) > 4
    assert len(set(receiver.bodies)) == 3
    assert stage.world.unheard == []


async def test_an_event_nobody_takes_is_lost(stage: Stage, receiver: Receiver) -> None:
    """After so many redeliveries Zalo gives up; the next event comes."""
    stage.world.switches.redeliveries = 2
    receiver.refuse(99, text="một", status=403)
    await start(stage, receiver)
    stage.world.people.say(SANG, "một")
    stage.world.people.say(SANG, "hai")
    await stage.world.wait_quiet()
    assert receiver.texts == ["một"] * 3 + ["hai"]
    assert [(lost.person, lost.text, lost.reason) for lost in stage.world.unheard] == [
        (SANG, "một", "redeliveries")
    ]


async def test_a_slow_answer_is_none(stage: Stage, receiver: Receiver) -> None:
    """Who does not answer in time gets the event again."""
    await start(stage, receiver)
    stage.world.switches.patience = 0.1
    receiver.answer = receiver.never
    stage.world.people.say(SANG, "Chào")
    await wait_for(lambda: receiver.texts)
    receiver.answer = receiver.take
    await stage.world.wait_quiet()
    assert len(receiver.texts) >= 2
    assert len(set(receiver.bodies)) == 1


async def test_three_deliveries_and_the_wrong_order(stage: Stage, receiver: Receiver) -> None:
    """A webhook too gets events three times, and in reverse after they were held back."""
    await start(stage, receiver)
    stage.world.switches.repeats = 2
    stage.world.people.say(SANG, "một")
    await stage.world.wait_quiet()
    assert receiver.texts == ["một"] * 3
    assert len(set(receiver.bodies)) == 1
    stage.world.switches.repeats = 0
    stage.world.bot.queue.hold()
    stage.world.people.say(SANG, "hai")
    stage.world.people.say(SANG, "ba")
    assert stage.world.pending_updates() == 2
    stage.world.bot.queue.release(reverse=True)
    await stage.world.wait_quiet()
    assert receiver.texts[3:] == ["ba", "hai"]


async def test_an_address_that_does_not_answer_is_saved(stage: Stage, receiver: Receiver) -> None:
    """The verification tells what is wrong, and the address is kept all the same."""
    secret = {"secret_token": SECRET}
    set_there = (await stage.call("setWebhook", url="http://127.0.0.1:1/hook", **secret)).result
    assert set_there["verification"]["outcome"] == "webhook.err.blocked"
    assert (await stage.call("getWebhookInfo")).result["url"] == "http://127.0.0.1:1/hook"
    wrong = await stage.call("setWebhook", url=receiver.url.replace("hook", "mat"), **secret)
    assert wrong.result["verification"]["outcome"] == "webhook.http.404"
    stage.world.switches.verify_webhooks = False
    assert "verification" not in await start(stage, receiver)


async def test_trying_the_address_a_few_times_a_day(stage: Stage, receiver: Receiver) -> None:
    """TestWebhook reports what the address says; beyond the day's number it is refused until tomorrow."""
    await start(stage, receiver)
    stage.world.switches.tests_a_day = 2

    async def broken(_: dict[str, Any]) -> int:
        return 503

    assert (await stage.call("testWebhook")).result["outcome"] == "webhook.ok"
    receiver.answer = broken
    tried = (await stage.call("testWebhook")).result
    assert (tried["ok"], tried["status_code"], tried["outcome"]) == (False, 503, "webhook.http.5xx")
    assert (await stage.call("testWebhook")).error == 426
    stage.turn(days=1)
    assert (await stage.call("testWebhook")).result["url"] == receiver.url


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"secret_token": SECRET}, "url is missing"),
        ({"url": "https://a.vn/hook"}, "secret_token is missing"),
        ({"url": "https://a.vn/hook", "secret_token": "seven77"}, "secret_token has 8 to 256 characters"),
        ({"url": "https://a.vn/hook", "secret_token": "a" * 257}, "secret_token has 8 to 256 characters"),
        ({"url": "http://a.vn/hook", "secret_token": SECRET}, "url is no https address"),
        ({"url": "a.vn/hook", "secret_token": SECRET}, "url is no https address"),
        ({"url": "https://localhost/h", "secret_token": SECRET}, "url is an address of a private network"),
        ({"url": "https://10.0.0.8/h", "secret_token": SECRET}, "url is an address of a private network"),
        ({"url": "https://192.168.1.2/h", "secret_token": SECRET}, "url is an address of a private network"),
    ],
)
async def test_addresses_are_checked(arguments: dict[str, str], reason: str) -> None:
    """Without the loopback flag only https, public addresses and a long enough secret pass."""
    async with open_stage(scenario().model_copy(update={"plain_webhooks": False})) as stage:
        assert (await stage.call("setWebhook", **arguments)).error == 400
        assert stage.violations == [f"setWebhook: {reason}"]
        assert (await stage.call("getWebhookInfo")).error == 404


async def test_deleting_in_the_middle_of_a_push_loses_nothing_that_comes_later(
    stage: Stage, receiver: Receiver
) -> None:
    """An event in flight while the webhook is deleted and set again does not take the next one's place."""
    await start(stage, receiver)
    gate = asyncio.Event()

    async def wait(event: dict[str, Any]) -> int:
        if "message" in event:
            await gate.wait()
        return 200

    receiver.answer = wait
    stage.world.people.say(SANG, "một")
    await wait_for(lambda: receiver.texts)
    await stage.call("deleteWebhook")
    assert await stage.texts() == ["một"]
    await start(stage, receiver)
    stage.world.people.say(SANG, "hai")
    gate.set()
    await stage.world.wait_quiet()
    assert receiver.texts == ["một", "hai"]
