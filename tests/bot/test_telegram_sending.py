"""Sending over the real wire: what each answer of Telegram means for the message (telegram.md 10.2)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.telegram.api import connect
from bot.telegram.sending import TelegramSender, base36, keyboard_of, with_heading
from scheduler.sending import Declined, Gone, Later, Moved, Outcome, Refused, Sent, Stopped, Unsure
from storage.messages import Choice, File, Message
from storage.pins import NO_RIGHT
from tests.bot.wire import BINH, GROUP, LAN, TOKEN, Wire, answering, open_wire, place

HELLO = Message("Chào anh/chị")


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """A stand-in; whatever a test does, the wire's rules must not be broken."""
    async with open_wire() as opened:
        yield opened
        assert [f"{each.method}: {each.reason}" for each in opened.world.violations] == []


async def test_a_message_arrives_as_it_is(wire: Wire) -> None:
    """Plain text with whatever signs, its heading in bold, buttons in their rows with token and revision."""
    rows = (
        (Choice("Có", "yes", "success"), Choice("Không", "no")),
        (Choice("Trang", url="https://example.org"),),
    )
    sent = await wire.sender.send(place(LAN), Message("<b>&amp; *_`[ x", "🎉 Xong rồi 🎉", rows, revision=71))
    assert isinstance(sent, Sent)
    message = wire.world.messages(LAN)[-1]
    assert message.id == int(sent.message)
    assert message.text == "🎉 Xong rồi 🎉\n<b>&amp; *_`[ x"
    assert message.entities == [{"type": "bold", "offset": 0, "length": 14}]
    assert [[button["text"] for button in row] for row in message.buttons] == [["Có", "Không"], ["Trang"]]
    assert [button.get("callback_data") for row in message.buttons for button in row] == [
        "1z:yes",
        "1z:no",
        None,
    ]


async def test_a_text_is_never_too_long_to_send(wire: Wire) -> None:
    """At most 4,096 signs go over the wire, whatever a campaign's own texts make of it."""
    sent = await wire.sender.send(place(LAN), Message("ệ" * 5000))
    assert isinstance(sent, Sent)
    assert len(wire.world.messages(LAN)[-1].text) == 4096


async def test_a_text_of_emoji_is_cut_as_telegram_counts(wire: Wire) -> None:
    """4,096 UTF-16 units, an emoji counting two and never cut in half, the heading's length within the text."""
    sent = await wire.sender.send(place(LAN), Message("🎉" * 3000, "x" + "🎉" * 2500))
    assert isinstance(sent, Sent)
    text = wire.world.messages(LAN)[-1].text
    assert text == "x" + "🎉" * 2047
    assert with_heading(Message("a", "🎉" * 3000))[1] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_a_file_is_sent_as_a_document(wire: Wire) -> None:
    """With its name, its content and a caption."""
    message = Message("Mọi thông tin em đang lưu", file=File("du-lieu.txt", "Họ tên: Lan\n"))
    assert isinstance(await wire.sender.send(place(LAN), message), Sent)
    document = wire.world.messages(LAN)[-1].document
    assert document is not None
    assert (document["file_name"], document["file_size"]) == ("du-lieu.txt", len("Họ tên: Lan\n".encode()))


async def test_a_file_of_bytes_arrives_as_it_was_made(wire: Wire) -> None:
    """A paper or a report: what was kept in the outbox and sent is the same, byte for byte."""
    made = bytes(range(256)) * 3
    stored = Message("Báo cáo", file=File("bao-cao.xlsx", made)).to_json()
    assert isinstance(await wire.sender.send(place(LAN), Message.from_json(stored)), Sent)
    document = wire.world.messages(LAN)[-1].document
    assert document is not None
    assert document["file_name"] == "bao-cao.xlsx"
    kept = wire.world.files.find(document["file_id"], wire.bot.id)
    assert kept is not None
    assert kept.content == made


async def test_an_edit_replaces_the_card(wire: Wire) -> None:
    """The same message shows the new text; editing it to what it is already counts as done."""
    first = await wire.sender.send(place(LAN), HELLO)
    assert isinstance(first, Sent)
    edit = Message("Mới", action="edit", target=first.message)
    assert await wire.sender.send(place(LAN), edit) == first
    assert await wire.sender.send(place(LAN), edit) == first
    assert [message.text for message in wire.world.messages(LAN) if message.bot_id] == ["Mới"]


async def test_an_edit_of_nothing_is_sent(wire: Wire) -> None:
    """The card was deleted: the message comes as a new one, so that the question is not lost."""
    sent = await wire.sender.send(place(LAN), Message("Hỏi tiếp", action="edit", target="99999"))
    assert isinstance(sent, Sent)
    assert sent.message != "99999"
    assert wire.world.messages(LAN)[-1].text == "Hỏi tiếp"


async def test_a_board_is_pinned_silently_where_it_may_be(wire: Wire) -> None:
    """Without the right to pin it is let be; with it, it is pinned and unpinned."""
    board = await wire.sender.send(place(GROUP), Message("Bảng", silent=True))
    assert isinstance(board, Sent)
    pin = Message("", action="pin", target=board.message)
    refused = await wire.sender.send(place(GROUP), pin)
    assert refused == Declined(NO_RIGHT)
    nowhere = replace(pin, target="99999")
    wire.world.groups.promote(GROUP)
    assert await wire.sender.send(place(GROUP), nowhere) == Declined("Bad Request: message to pin not found")
    assert isinstance(await wire.sender.send(place(GROUP), pin), Sent)
    assert wire.world.chat(GROUP).pinned == [int(board.message)]
    assert isinstance(await wire.sender.send(place(GROUP), replace(pin, action="unpin")), Sent)
    assert wire.world.chat(GROUP).pinned == []


ANSWERS: list[tuple[dict[str, Any], Outcome | type[Outcome]]] = [
    ({"status": 429, "description": "Too Many Requests: retry after 17", "retry_after": 17}, Later(17, "429")),
    ({"status": 429, "description": "Too Many Requests"}, Later(5, "429")),
    ({"status": 400, "description": "Bad Request: chat not found"}, Gone("not_found")),
    ({"status": 400, "description": "Bad Request: group chat was upgraded to a supergroup chat",
      "migrate_to": -1005}, Moved("-1005")),
    ({"status": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}, Refused),
    ({"status": 403, "description": "Forbidden: bot was blocked by the user"}, Gone("blocked")),
    ({"status": 403, "description": "Forbidden: user is deactivated"}, Gone("deactivated")),
    ({"status": 403, "description": "Forbidden: bot was kicked from the group chat"}, Gone("kicked")),
    ({"status": 403, "description": "Forbidden: bot can't initiate conversation"}, Gone("gone")),
    ({"status": 401, "description": "Unauthorized"}, Stopped),
    ({"status": 404, "description": "Not Found"}, Stopped),
    ({"status": 413, "description": "Request Entity Too Large"}, Refused),
    ({"status": 409, "description": "Conflict: terminated"}, Unsure),
    ({"status": 500, "description": "Internal Server Error"}, Unsure),
    ({"status": 502, "description": "Bad Gateway"}, Unsure),
    ({"html": True, "status": 502}, Unsure),
    ({"truncated": True}, Unsure),
    ({"drop": "before"}, Unsure),
    ({"drop": "after"}, Unsure),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "expected"), ANSWERS, ids=lambda value: str(value)[:60])
async def test_every_answer_has_its_meaning(
    wire: Wire, fault: dict[str, Any], expected: Outcome | type[Outcome]
) -> None:
    """Sent, later, gone, moved, refused, stopped; and unsure wherever nobody can know whether it arrived."""
    wire.fault(method="sendMessage", **fault)
    outcome = await wire.sender.send(place(LAN), HELLO)
    assert isinstance(outcome, expected) if isinstance(expected, type) else outcome == expected


async def test_the_same_holds_for_edits_and_pins(wire: Wire) -> None:
    """A 429 or a broken answer of an edit or a pin is no other than that of a message."""
    for method, action in (
        ("editMessageText", "edit"),
        ("pinChatMessage", "pin"),
        ("unpinChatMessage", "unpin"),
    ):
        message = Message("x", action=action, target="1")  # type: ignore[arg-type]  # a table of literals
        wire.fault(method=method, status=429, description="Too Many Requests: retry after 3", retry_after=3)
        assert await wire.sender.send(place(GROUP), message) == Later(3, "429")
        wire.fault(method=method, drop="before")
        assert isinstance(await wire.sender.send(place(GROUP), message), Unsure)


async def test_real_refusals_of_the_world(wire: Wire) -> None:
    """Somebody who blocked the bot, never wrote to it, or deleted the account; a group that became a supergroup."""
    wire.world.people.block(LAN)
    assert await wire.sender.send(place(LAN), HELLO) == Gone("blocked")
    assert isinstance(await wire.sender.send(place(BINH), HELLO), Gone)
    wire.world.people.unblock(LAN)
    wire.world.people.delete_account(LAN)
    assert await wire.sender.send(place(LAN), HELLO) == Gone("deactivated")
    moved = wire.world.groups.migrate(GROUP)
    assert await wire.sender.send(place(GROUP), HELLO) == Moved(str(moved.id))


async def test_a_server_that_cannot_be_reached_has_taken_nothing() -> None:
    """The connection was never made: the message is certainly not sent and goes later."""
    bot = connect(TOKEN, "http://127.0.0.1:9")
    outcome = await TelegramSender(bot).send(place(LAN), HELLO)
    await bot.session.close()
    assert outcome == Later(2, "no connection")


@pytest.mark.parametrize("result", ["true", "[]", '{"message_id": "x"}', '{"chat": {"id": 1}}', "17"])
async def test_a_result_that_is_no_message_leaves_it_open_whether_it_arrived(result: str) -> None:
    """The server says yes and shows something else than a message: nobody knows, so it counts as unknown."""
    async with answering(f'{{"ok": true, "result": {result}}}') as address:
        bot = connect(TOKEN, address)
        outcome = await TelegramSender(bot).send(place(LAN), HELLO)
        await bot.session.close()
    assert isinstance(outcome, Unsure)


def test_a_heading_is_measured_as_telegram_measures() -> None:
    """In UTF-16 units, emoji counting two; without a heading nothing is formatted."""
    _, entities = with_heading(Message("chữ", "👩‍🏭 Bảng"))
    assert entities == [{"type": "bold", "offset": 0, "length": 10}]
    assert with_heading(Message("chữ")) == ("chữ", None)


def test_the_largest_button_fits() -> None:
    """The longest command with the longest unit code (8), a page, and a revision of a lifetime: within 64 bytes."""
    choice = Choice("x", "!chuyentiep:ABCDEFGH~99999")
    keyboard = keyboard_of(Message("x", choices=((choice,),), revision=36**6 - 1))
    assert keyboard is not None
    assert len(keyboard["inline_keyboard"][0][0]["callback_data"].encode()) <= 64


@pytest.mark.parametrize(("number", "digits"), [(0, "0"), (35, "z"), (36, "10"), (71, "1z"), (1295, "zz")])
def test_revisions_are_short(number: int, digits: str) -> None:
    """In base 36, as int() reads them back."""
    assert base36(number) == digits
    assert int(digits, 36) == number
