"""One contract, driven over HTTP by two independently written clients."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sandbox.telegram import Fault
from sandbox.world import flat_png
from tests.sandbox.clients import Client, RefusedError, open_client
from tests.sandbox.stage import BINH, GROUP, HANH, SANG, SUPERGROUP, Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

ROWS = [[("Gửi", "n:1"), ("Hủy", "n:2")]]
PICTURE = flat_png(200, 100)


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def client(request: pytest.FixtureRequest, lifted: Stage) -> AsyncIterator[Client]:
    """A client of the stand-in without flood limits."""
    async with open_client(request.param, lifted.url) as opened:
        yield opened


async def refusal(call: Awaitable[object]) -> tuple[str, int]:
    """How a call is refused."""
    with pytest.raises(RefusedError) as refused:
        await call
    return refused.value.kind, refused.value.detail


async def test_text_card_and_edit(client: Client, lifted: Stage) -> None:
    """A text with buttons arrives, is edited in place and deleted."""
    number = await client.send(SANG, "<b>Tên</b> sáng kiến?", html=True, rows=ROWS)
    message = lifted.world.messages(SANG)[-1]
    assert (message.id, message.text, message.entities[0]["type"]) == (number, "Tên sáng kiến?", "bold")
    assert [[button["text"] for button in row] for row in message.buttons] == [["Gửi", "Hủy"]]
    assert await client.edit(SANG, number, "Xong") == int(lifted.world.clock.timestamp())
    assert (message.text, message.buttons) == ("Xong", [])
    answer = await client.send(SANG, "Trả lời", reply_to=number)
    assert lifted.world.messages(SANG)[-1].payload["reply_to_message"]["message_id"] == number
    await client.delete(SANG, answer)
    assert lifted.world.messages(SANG)[-1].id == number
    assert lifted.violations == []


async def test_talk_and_presses(client: Client, lifted: Stage) -> None:
    """What people say and press is understood, and the press is answered."""
    lifted.world.people.say(SANG, "/dangky")
    number = await client.send(SANG, "Gửi?", rows=ROWS)
    query = lifted.world.people.press(SANG, number, label="Gửi")
    seen = await client.updates(1)
    assert [(u.kind, u.user_id, u.text) for u in seen] == [
        ("message", SANG, "/dangky"),
        ("callback_query", SANG, "n:1"),
    ]
    await client.answer(query.id, "Đã gửi")
    assert query.text == "Đã gửi"
    assert await client.updates(seen[-1].id + 1) == []
    assert lifted.world.pending_updates() == 0


async def test_files_up_and_down(client: Client, lifted: Stage) -> None:
    """Pictures and documents go up by the client's own encoding and come down byte for byte."""
    photo = await client.photo(SANG, PICTURE, "Bảng 17 giờ")
    assert lifted.world.messages(SANG)[-1].text == "Bảng 17 giờ"
    assert await client.download(photo) == PICTURE
    document = await client.document(SANG, b"{}", "dữ liệu.json")
    assert lifted.world.messages(SANG)[-1].payload["document"]["file_name"] == "dữ liệu.json"
    assert await client.download(document) == b"{}"
    assert len(await client.album(GROUP, [PICTURE, PICTURE])) == 2
    lifted.world.people.document(SANG, b"%PDF", "a.pdf")
    assert await client.download(lifted.world.messages(SANG)[-1].payload["document"]["file_id"]) == b"%PDF"
    assert lifted.violations == []


async def test_groups(client: Client, lifted: Stage) -> None:
    """Pinning, reading a group and its members."""
    lifted.world.groups.promote(SUPERGROUP)
    number = await client.send(SUPERGROUP, "Bảng")
    await client.pin(SUPERGROUP, number)
    assert lifted.world.chat(SUPERGROUP).pinned == [number]
    assert await client.chat_title(SUPERGROUP) == "Công đoàn Đông Anh"
    await client.unpin(SUPERGROUP, number)
    assert lifted.world.chat(SUPERGROUP).pinned == []
    assert [await client.status(SUPERGROUP, user) for user in (HANH, SANG, BINH)] == [
        "creator",
        "member",
        "left",
    ]


async def test_the_rest_of_the_daily_methods(client: Client, lifted: Stage) -> None:
    """getMe, commands, webhook, forward, copy and chat actions."""
    assert await client.me() == "nuocrut_bot"
    assert await client.commands([("dangky", "Đăng ký"), ("cuatoi", "Của tôi")]) == ["dangky", "cuatoi"]
    assert await client.webhook("http://127.0.0.1:1/hook", "s3cret") == "http://127.0.0.1:1/hook"
    said = lifted.world.people.say(SANG, "Ý hay").id
    assert await client.copy(HANH, SANG, said) == await client.forward(HANH, SANG, said) - 1
    await client.action(SANG)
    assert lifted.violations == []


async def test_refusals_reach_the_right_exception(client: Client, lifted: Stage) -> None:
    """Each kind of error becomes the exception the bot has to act on."""
    assert await refusal(client.send(999, "a")) == ("bad", 0)
    assert await refusal(client.send(SANG, "<b>", html=True)) == ("bad", 0)
    lifted.world.people.block(SANG)
    assert await refusal(client.send(SANG, "a")) == ("forbidden", 0)
    new = lifted.world.groups.migrate(GROUP)
    assert await refusal(client.send(GROUP, "a")) == ("migrated", new.id)
    lifted.telegram.faults.schedule(
        Fault("sendMessage", status=429, description="Too Many Requests: retry after 5", retry_after=5)
    )
    assert await refusal(client.send(HANH, "a")) == ("flood", 5)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("sendMessage", drop="before"),
        Fault("sendMessage", drop="after"),
        Fault("sendMessage", status=502, html=True),
        Fault("sendMessage", truncated=True),
        Fault("sendMessage", status=500, description="Internal Server Error: restart"),
    ],
    ids=["dropped before", "dropped after", "html", "truncated", "restart"],
)
async def test_what_is_broken_is_a_network_error(client: Client, lifted: Stage, fault: Fault) -> None:
    """Every broken answer becomes an unknown outcome for the bot, whatever really stands."""
    stands = bool(fault.drop == "after" or fault.truncated)
    lifted.telegram.faults.schedule(replace(fault))
    assert await refusal(client.send(HANH, "a")) == ("network", 0)
    assert len(lifted.world.delivered(HANH)) == int(stands)


async def test_flood_waits_reach_the_client(stage: Stage) -> None:
    """Both clients read the seconds of a real flood answer."""
    for number, name in enumerate(("aiogram", "python-telegram-bot")):
        async with open_client(name, stage.url) as client:
            await client.send((SANG, HANH)[number], "a")
            assert await refusal(client.send((SANG, HANH)[number], "b")) == ("flood", 1)
    assert not [v for v in stage.violations if re.search("retry_after", v)]
