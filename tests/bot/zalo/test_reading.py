"""From an event to what a person did: every shape that Zalo is known or said to send, and what is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.batch import Update
from bot.intake import Unreadable
from bot.zalo.reading import PASSED_OVER, Reader, events

NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)
SENT = NOW - timedelta(seconds=3)
READER = Reader("1459232241454765289", ["Bot Sáng Kiến", "bot.VDKyGxQvc", ""])


def event(name: str = "message.text.received", /, **message: Any) -> dict[str, Any]:
    """The documents' own sample; None leaves a field out."""
    usual: dict[str, Any] = {
        "from": {"id": "6ede9afa66b88fe6d6a9", "display_name": "Ted", "is_bot": False},
        "chat": {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"},
        "text": "Xin chào",
        "message_id": "2d758cb5e222177a4e35",
        "date": int(SENT.timestamp() * 1000),
    }
    told = {key: value for key, value in (usual | message).items() if value is not None}
    return {"message": told, "event_name": name}


def read(told: dict[str, Any]) -> Update:
    update = READER.take(told, NOW)
    assert isinstance(update, Update)
    return update


def in_group(text: str) -> dict[str, Any]:
    return event(text=text, chat={"id": "g1", "chat_type": "GROUP"})


def test_a_text_is_read() -> None:
    """The documents' sample: who, where, what and when, under the message's own id."""
    update = read(event())
    assert (update.address, update.chat_kind, update.chat_title) == ("6ede9afa66b88fe6d6a9", "private", "")
    assert (update.arrival.channel, update.arrival.bot) == ("zalo", "1459232241454765289")
    incoming = update.incoming
    assert (incoming.kind, incoming.text, incoming.command) == ("text", "Xin chào", "")
    assert (incoming.sender, incoming.sender_name) == ("6ede9afa66b88fe6d6a9", "Ted")
    assert incoming.at == SENT
    assert update.arrival.key == incoming.key == "2d758cb5e222177a4e35"


@pytest.mark.parametrize(
    "body",
    [
        {"ok": True, "result": event()},
        event(),
        [event()],
        [{"ok": True, "result": event()}],
        {**event(), "tags": [1], "feature": {"since": "9"}},
    ],
)
def test_wrapped_or_flat_one_or_several(body: Any) -> None:
    """An event is found however it is packed, and what nobody has heard of does no harm."""
    assert [read(dict(each)).incoming.text for each in events(body)] == ["Xin chào"]


@pytest.mark.parametrize(
    "body",
    [{"ok": False, "result": event()}, {"ok": True}, {"message": {}}, {"event_name": ""}, {"event_name": 1},
     [], "text", 7, None, [event(), "x"]],
)  # fmt: skip
def test_what_is_no_event_is_refused(body: Any) -> None:
    """`ok: false` is no envelope, and an event has a name."""
    with pytest.raises(ValueError):
        events(body)


@pytest.mark.parametrize("field", ["photo", "photo_url"])
def test_a_picture_has_its_address_in_either_field(field: str) -> None:
    """As documented or as it really comes; its caption is what was said."""
    told = event("message.image.received", text=None, caption="sơ đồ", **{field: "https://x.vn/a.jpg"})
    incoming = read(told).incoming
    assert (incoming.kind, incoming.text) == ("photo", "sơ đồ")
    assert incoming.file is not None
    assert incoming.file.remote == "https://x.vn/a.jpg"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("message.sticker.received", "sticker"),
        ("message.voice.received", "voice"),
        ("message.unsupported.received", "unsupported"),
        ("message.link.received", "unsupported"),
        ("message.reaction.received", "unsupported"),
        ("whatever", "unsupported"),
        ("message.image.received", "unsupported"),
    ],
)
def test_every_other_event_has_its_kind(name: str, kind: str) -> None:
    """What Zalo keeps back, what is unknown, and a picture without an address are all the same: not readable."""
    assert read(event(name, text=None)).incoming.kind == kind


def test_commands_are_read_with_their_slash() -> None:
    """With an argument or without; START is a command like another."""
    assert read(event(text="/dangky")).incoming.command == "dangky"
    asked = read(event(text="/traloi 5")).incoming
    assert (asked.command, asked.argument) == ("traloi", "5")
    started = read(event(text="/start abcdefghjk")).incoming
    assert (started.kind, started.command, started.argument) == ("start", "", "abcdefghjk")


@pytest.mark.parametrize(
    ("said", "text", "command"),
    [
        ("@Bot Sáng Kiến tiến độ", "tiến độ", ""),
        ("@bot sáng kiến   /tiendo", "/tiendo", "tiendo"),
        ("@Bot Sa\u0301ng Kiê\u0301n tiến độ", "tiến độ", ""),
        ("@bot.VDKyGxQvc tiến độ", "tiến độ", ""),
        ("@Bot Sáng Kiến", "", ""),
        ("cảm ơn bot", "cảm ơn bot", ""),
        ("@Lan xem này", "@Lan xem này", ""),
    ],
)
def test_the_mention_is_taken_off_in_groups(said: str, text: str, command: str) -> None:
    """What is left is what was said; a group hears its bot by name only, so everything that comes is for it."""
    update = read(in_group(said))
    assert (update.address, update.chat_kind) == ("g1", "group")
    assert (update.incoming.text, update.incoming.command) == (text, command)


def test_a_mention_stays_in_private() -> None:
    """There it is part of what was said."""
    assert read(event(text="@Bot Sáng Kiến hay")).incoming.text == "@Bot Sáng Kiến hay"


@pytest.mark.parametrize(
    ("date", "at"),
    [
        (None, NOW),
        ("1651715997000", SENT),
        ("hôm nay", NOW),
        (0, NOW),
        (10**20, NOW),
        (-1, NOW),
        ([], NOW),
        (int((NOW + timedelta(days=400)).timestamp() * 1000), NOW),
    ],
)
def test_a_date_that_is_missing_or_impossible_is_now(date: Any, at: datetime) -> None:
    """Milliseconds, as a number or a text; anything else is the moment it came."""
    assert read(event(date=date)).incoming.at == at


def test_a_message_without_an_id_is_known_by_its_content() -> None:
    """The same event twice has the same key, another event another one."""
    key = read(event(message_id=None)).arrival.key
    assert len(key) == 64
    again = dict(reversed(event(message_id=None).items()))
    assert read(again).arrival.key == key
    assert read(event(message_id=None, text="khác")).arrival.key != key
    assert read(event(message_id=17)).arrival.key == "17"


def test_a_missing_name_is_no_matter() -> None:
    """Whoever has none is asked for it like everybody."""
    assert read(event(**{"from": {"id": "a"}})).incoming.sender_name == ""
    assert read(event(**{"from": {"id": "a", "display_name": None}})).incoming.sender_name == ""


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"event_name": "message.unsupported.received"}, "no message"),
        ({"event_name": "webhook.test", "message": "String"}, "no message"),
        (event(**{"from": {"id": "b", "is_bot": True}}), "of a bot"),
        (event(chat={"id": "c", "chat_type": "COMMUNITY"}), "another chat"),
        (event(chat={"id": "c", "chat_type": ["PRIVATE"]}), "another chat"),
    ],
)
def test_what_does_not_concern_the_bot_is_counted_and_dropped(told: dict[str, Any], why: str) -> None:
    """It is not stored, and an operator sees how often it comes."""
    before = PASSED_OVER.labels(why)._value.get()
    assert not READER.concerns(told, NOW)
    assert READER.take(told, NOW) is None
    assert PASSED_OVER.labels(why)._value.get() == before + 1


@pytest.mark.parametrize(
    "told",
    [event(chat={"chat_type": "PRIVATE"}), event(**{"from": {"id": ""}}), event(text=["x"]),
     event(chat="g1"), {"event_name": "message.text.received", "message": {}}],
)  # fmt: skip
def test_what_cannot_be_read_is_kept(told: dict[str, Any]) -> None:
    """It is stored and set aside with the reason, without what a person wrote."""
    assert READER.concerns(told, NOW)
    found = READER.take(told, NOW)
    assert isinstance(found, Unreadable)
    assert json.loads(found.arrival.body) == told
    assert "Xin chào" not in found.error


def test_an_event_nested_too_deeply_ended_the_program() -> None:
    """What JSON's reader still takes and its writer does not is no event, for polling as for the webhook."""
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(ValueError, match="deeply"):
        events({"event_name": "message.text.received", "message": deep})


def test_half_a_character_stopped_a_whole_batch() -> None:
    """A lone surrogate, which no database takes, is replaced; the rest of the text stays."""
    body = json.loads('{"event_name":"message.text.received","message":{"text":"a\\ud83d b"}}')
    assert events(body)[0]["message"]["text"] == "a? b"
