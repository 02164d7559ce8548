"""Sending: every answer of Zalo is the outcome that zalo.md 2.3 names, and messages look right in plain text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.zalo.rendering import texts_of
from bot.zalo.sending import ZaloSender
from campaign.boards import utf16_length
from campaign.quota import UNLIMITED
from campaign.texts import Texts
from scheduler.civil import TurnedClock
from scheduler.quota import Meter
from scheduler.sending import Declined, Exhausted, Later, Outcome, Refused, Sent, Stopped, Unsure
from storage.messages import Choice, Message
from storage.records import Chat
from tests.bot.zalo.wire import GROUP, LAN, NOW, Stand, open_api, open_stand, place

TEXTS = Texts()


@asynccontextmanager
async def open_sender() -> AsyncIterator[tuple[Stand, ZaloSender, Chat, Chat]]:
    """A sender before the stand-in, with the private chat of Lan, who wrote first, and a group."""
    async with open_stand() as stand, open_api(stand.url) as api:
        stand.world.people.say(LAN, "chào")
        private, group = place(stand.world.address(LAN)), place(stand.world.address(GROUP), "group")
        meter = Meter("zalo", "1", UNLIMITED, TurnedClock(NOW))
        yield stand, ZaloSender(api, lambda: TEXTS, 0.0, meter), private, group
        assert [each.reason for each in stand.world.violations] == []


async def test_a_message_is_sent() -> None:
    """Heading and text, under Zalo's own id."""
    async with open_sender() as (stand, sender, lan, group):
        outcome = await sender.send(lan, Message("nội dung", "Tiêu đề"))
        assert outcome == Sent(stand.world.messages(LAN)[-1].id)
        assert stand.world.messages(LAN)[-1].text == "Tiêu đề\nnội dung"
        assert isinstance(await sender.send(group, Message("bảng")), Sent)
        assert stand.world.messages(GROUP)[-1].text == "bảng"


@pytest.mark.parametrize(
    ("fault", "private", "group"),
    [
        ({"drop": "before"}, Unsure("ServerDisconnectedError"), Unsure("ServerDisconnectedError")),
        ({"drop": "after"}, Unsure("ServerDisconnectedError"), Unsure("ServerDisconnectedError")),
        (
            {"status": 502},
            Unsure("HTTP 502, no answer of the API"),
            Unsure("HTTP 502, no answer of the API"),
        ),
        ({"code": 408}, Unsure("error 408"), Unsure("error 408")),
        ({"code": 403}, Later(2.0, "error 403"), Unsure("error 403")),
        ({"code": 400}, Refused("error 400"), Refused("error 400")),
        ({"code": 404}, Refused("error 404"), Refused("error 404")),
        ({"code": 418}, Refused("error 418"), Refused("error 418")),
        ({"code": 401}, Stopped("the token is refused"), Stopped("the token is refused")),
        ({"code": 429}, Exhausted("quota"), Exhausted("quota")),
    ],
)
async def test_every_answer_has_its_outcome(
    fault: dict[str, object], private: Outcome, group: Outcome
) -> None:
    """By the table, to a person and to a group."""
    for kind, expected in ((0, private), (1, group)):
        async with open_sender() as (stand, sender, lan, people):
            stand.fault(method="sendMessage", **fault)
            assert await sender.send((lan, people)[kind], Message("chào")) == expected


async def test_a_server_fault_is_tried_three_times() -> None:
    """The third 403 is the last one of this message; the next message has three tries of its own."""
    async with open_sender() as (stand, sender, lan, _):
        stand.fault(method="sendMessage", code=403, times=4)
        outcomes = [await sender.send(lan, Message("chào")) for _ in range(3)]
        assert outcomes == [Later(2.0, "error 403"), Later(4.0, "error 403"), Refused("error 403")]
        assert await sender.send(lan, Message("khác")) == Later(2.0, "error 403")
        assert isinstance(await sender.send(lan, Message("khác")), Sent)


@pytest.mark.parametrize("code", [401, 429])
async def test_nothing_is_sent_after_a_refused_token_or_an_exceeded_quota(code: int) -> None:
    """Not even what was waiting for its turn at that moment."""
    async with open_sender() as (stand, sender, lan, group):
        stand.fault(method="sendMessage", code=code)
        outcomes = await asyncio.gather(
            *(sender.send(chat, Message("chào")) for chat in (lan, group, lan, group))
        )
        assert all(isinstance(outcome, Stopped | Exhausted) for outcome in outcomes)
        assert stand.world.sent == []


async def test_what_zalo_cannot_do_is_declined() -> None:
    """No pins, and no edits in groups; an edit to a person is a new message."""
    async with open_sender() as (stand, sender, lan, group):
        for message in (
            Message("", action="pin", target="1"),
            Message("", action="unpin", target="1"),
            Message("bảng", action="edit", target="1"),
        ):
            assert isinstance(await sender.send(group, message), Declined)
        assert isinstance(await sender.send(lan, Message("mới", action="edit", target="1")), Sent)
        assert [each.text for each in stand.world.sent] == ["mới"]


async def test_a_long_message_goes_on_where_it_was_cut_off() -> None:
    """Two parts; the second fails and comes again, the first does not."""
    async with open_sender() as (stand, sender, lan, _):
        long = Message("\n\n".join(f"Đoạn {number} " + "dài " * 200 for number in range(3)))
        fault = stand.fault(method="sendMessage", code=403, times=1)
        assert isinstance(await sender.send(lan, long), Later)
        assert fault.seen == 1
        stand.fault(method="getMe", code=403)
        parts = texts_of(long, TEXTS)
        assert len(parts) == 2
        assert isinstance(await sender.send(lan, long), Sent)
        assert [each.text for each in stand.world.sent] == parts
        assert isinstance(await sender.send(lan, long), Sent)
        assert [each.text for each in stand.world.sent] == parts * 2


async def test_the_second_part_alone_comes_again() -> None:
    """What was delivered is not repeated."""
    async with open_sender() as (stand, sender, lan, _):
        long = Message("Một. " * 300 + "Hai. " * 200)
        first, second = texts_of(long, TEXTS)
        sender._parts_sent[lan.address, long] = 1
        assert isinstance(await sender.send(lan, long), Sent)
        assert [each.text for each in stand.world.sent] == [second]
        assert first != second


# How a message looks


def card(*rows: tuple[Choice, ...], **more: object) -> Message:
    return replace(Message("Chọn đi ạ.", choices=rows, revision=3), **more)  # type: ignore[arg-type]  # fields by name


def test_choices_are_numbered_over_all_rows() -> None:
    """In the order in which the conversation counts them, without the signs that dress a button."""
    shown = card(
        (Choice("✏️ Đăng ký", "a"), Choice("Trợ giúp", "b")),
        (Choice("3. Mục ba", "c"),),
        (Choice("‹ Quay lại", "back"), Choice("Hủy", "cancel")),
    )
    assert texts_of(shown, TEXTS) == [
        "Chọn đi ạ.\n\nNhắn số để chọn:\n1. Đăng ký\n2. Trợ giúp\n3. Mục ba\nHoặc nhắn: “quay lại”, “hủy”"
    ]


def test_a_way_out_in_the_middle_keeps_the_numbers() -> None:
    """What comes after it has the number under which the conversation knows it."""
    shown = card((Choice("Để sau", "keep"),), (Choice("Quay lại", "back"),), (Choice("Bỏ hẳn", "drop"),))
    assert "1. Để sau\n3. Bỏ hẳn\nHoặc nhắn: “quay lại”" in texts_of(shown, TEXTS)[0]


def test_a_command_that_its_label_says_is_no_code_to_be_typed() -> None:
    """About what was shown last the words of the button are enough; nobody types "/nhapds 6:3f9a0c71"."""
    rows = (Choice("Nhập danh sách", "!nhapds:6:3f9a0c71"),), (Choice("Không nhập", "!thoids"),)
    said = texts_of(card(*rows, revision=None), TEXTS)
    assert said == ["Chọn đi ạ.\n\nCó thể nhắn: “nhập danh sách”, “không nhập”"]


def test_commands_without_a_place_in_the_talk_are_typed() -> None:
    """A reminder or a question passed on: a number could answer something else, so the command itself is shown."""
    shown = card((Choice("Trả lời", "!traloi:5"), Choice("Tiếp tục bản nháp", "!tieptuc")), revision=None)
    assert texts_of(shown, TEXTS) == [
        "Chọn đi ạ.\n\nĐể chọn, nhắn:\n• Trả lời: /traloi 5\nHoặc nhắn: “tiếp tục bản nháp”"
    ]


def test_links_are_shown_with_their_address() -> None:
    """A choice that opens something has no number."""
    shown = card((Choice("Mở nhóm", url="https://zalo.me/1"), Choice("Xong", "done")))
    assert texts_of(shown, TEXTS) == ["Chọn đi ạ.\n\nNhắn số để chọn:\n1. Xong\nMở nhóm: https://zalo.me/1"]


def test_choices_stay_together_below_a_long_text() -> None:
    """Where text and choices have no room in one message the choices are one of their own."""
    long = card((Choice("Xong", "done"),), text="dài " * 448)
    parts = texts_of(long, TEXTS)
    assert parts[1] == "Nhắn số để chọn:\n1. Xong"
    assert all(utf16_length(part) <= 1800 for part in parts)


def test_an_empty_message_is_nothing() -> None:
    """There is nothing to send."""
    assert texts_of(Message(" "), TEXTS) == []
