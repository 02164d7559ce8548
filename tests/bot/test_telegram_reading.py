"""What Telegram sends becomes what a person did; what does not concern the bot is dropped before it is stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from bot.batch import Update
from bot.telegram.reading import Reader
from handlers.incoming import Given, Incoming
from sandbox.world import World, flat_png
from tests.bot.wire import BINH, GROUP, LAN, NOW, USERNAME, scenario, waiting

BOT = 5000000003


@pytest.fixture
def world() -> World:
    """Everybody is there, nothing has happened yet."""
    made = scenario().world()
    made.people.start(LAN)
    made.groups.add_bot(GROUP, by=BINH)
    made.bot.queue.clear()
    return made


def read(world: World) -> list[Update | None]:
    return [Reader(str(BOT), USERNAME).read(raw, NOW) for raw in waiting(world)]


def happened(world: World) -> Incoming:
    found = read(world)
    assert len(found) == 1
    assert found[0] is not None
    return found[0].incoming


def test_a_text_is_what_was_typed(world: World) -> None:
    """In NFC, without white space around it, with who said it, when, and the platform's own key."""
    world.people.say(LAN, f"  {unicodedata.normalize('NFD', 'đăng ký sáng kiến')} \n")
    [update] = read(world)
    assert update is not None
    incoming = update.incoming
    assert (incoming.kind, incoming.text, incoming.command) == ("text", "đăng ký sáng kiến", "")
    assert (incoming.sender, incoming.sender_name, incoming.identified) == (str(LAN), "Nguyễn Thị Lan", True)
    assert (update.address, update.chat_kind, update.arrival.bot) == (str(LAN), "private", str(BOT))
    assert incoming.key == update.arrival.key
    assert incoming.at == NOW


COMMANDS = [
    ("/dangky", "dangky", ""),
    ("/DangKy", "dangky", ""),
    (f"/hoi@{USERNAME} Có được không?", "hoi", "Có được không?"),
    (f"/hoi@{USERNAME.upper()}  hai  chữ ", "hoi", "hai  chữ"),
]


@pytest.mark.parametrize(("said", "command", "argument"), COMMANDS)
def test_a_command_is_its_name_and_argument(world: World, said: str, command: str, argument: str) -> None:
    """In small letters, without the bot's name."""
    world.people.say(LAN, said)
    incoming = happened(world)
    assert (incoming.command, incoming.argument) == (command, argument)


def test_a_start_link_carries_its_payload(world: World) -> None:
    """A deep link is a start with an argument; a plain start has none."""
    world.people.start(LAN, "abc234")
    world.people.start(LAN)
    found = [update.incoming for update in read(world) if update]
    assert [(each.kind, each.command, each.argument) for each in found] == [
        ("start", "", "abc234"),
        ("start", "", ""),
    ]


@pytest.mark.parametrize("said", ["/dangky@BotKhac", "/start@BotKhac abc", f"/dangky@{USERNAME}2"])
def test_a_command_for_another_bot_is_not_ours(world: World, said: str) -> None:
    """Whoever it is for, it is not answered, in private and in groups."""
    world.people.say(LAN, said)
    world.people.say(LAN, said, chat_id=GROUP)
    found = read(world)
    assert found
    assert all(each is None for each in found)


def test_a_slash_alone_is_a_text(world: World) -> None:
    """It is no command without a name."""
    world.people.say(LAN, "/")
    incoming = happened(world)
    assert (incoming.kind, incoming.command, incoming.text) == ("text", "", "/")


KINDS: list[tuple[str, Callable[[World], Any], str]] = [
    ("photo", lambda world: world.people.photo(LAN, flat_png(300, 300), "chú thích"), "chú thích"),
    ("document", lambda world: world.people.document(LAN, b"%PDF", "so đồ.pdf", "tệp"), "tệp"),
    ("voice", lambda world: world.people.voice(LAN), ""),
    ("sticker", lambda world: world.people.sticker(LAN), ""),
    ("contact", lambda world: world.people.contact(LAN), ""),
    ("location", lambda world: world.people.location(LAN), ""),
]


@pytest.mark.parametrize(("kind", "deed", "said"), KINDS, ids=[kind for kind, _, _ in KINDS])
def test_everything_else_is_named(world: World, kind: str, deed: Callable[[World], Any], said: str) -> None:
    """A photo, a file and what else people send, with their captions."""
    deed(world)
    incoming = happened(world)
    assert (incoming.kind, incoming.text) == (kind, said)
    assert (incoming.file is not None) == (kind in {"photo", "document"})


def test_of_a_photo_the_largest_is_kept(world: World) -> None:
    """Its reference and size; a document brings its name too."""
    sent = world.people.photo(LAN, flat_png(1000, 1000))
    largest = sent.payload["photo"][-1]
    assert happened(world).file == Given("photo", largest["file_id"], size=largest["file_size"])
    sent = world.people.document(LAN, b"%PDF", "sơ đồ.pdf")
    assert happened(world).file == Given("document", sent.payload["document"]["file_id"], "sơ đồ.pdf", 4)


def test_pictures_of_an_album_know_each_other(world: World) -> None:
    """Each is an update of its own with the album's mark."""
    world.people.album(LAN, [flat_png(8, 8), flat_png(9, 9)])
    albums = {update.incoming.album for update in read(world) if update}
    assert len(albums) == 1
    assert albums != {""}


def test_other_kinds_of_message_are_other() -> None:
    """A video is a video, a poll or a dice is something that cannot be read: neither is dropped."""
    base = {
        "message_id": 1,
        "date": 1651716000,
        "chat": {"id": LAN, "type": "private", "first_name": "Lan"},
        "from": {"id": LAN, "is_bot": False, "first_name": "Lan"},
    }
    note = {"file_id": "x", "file_unique_id": "y", "length": 1, "duration": 1}
    dice = {"emoji": "🎲", "value": 3}
    reader = Reader(str(BOT), USERNAME)
    for body, kind in (({"video_note": note}, "video"), ({"dice": dice}, "other")):
        update = reader.read({"update_id": 5, "message": base | body}, NOW)
        assert update is not None
        assert update.incoming.kind == kind


def _asked(world: World) -> int:
    chat = world.dialog(LAN)
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "1z:c:education"}]]}
    message = world.post(
        chat, world.bot.user.wire(), {"text": "Hỏi", "reply_markup": keyboard}, bot=world.bot
    )
    return message.id


def test_a_press_carries_token_and_revision(world: World) -> None:
    """What the button meant, the revision it was shown with, and the message it is on."""
    number = _asked(world)
    world.people.press(LAN, number, label="Có")
    incoming = happened(world)
    assert (incoming.kind, incoming.token, incoming.revision, incoming.card) == (
        "press",
        "c:education",
        71,
        str(number),
    )


def test_a_press_on_a_deleted_card_has_no_card(world: World) -> None:
    """It is read all the same; there is only nothing to edit."""
    number = _asked(world)
    world.people.delete(LAN, number)
    world.people.press(LAN, number, data="1z:c:education")
    incoming = happened(world)
    assert (incoming.token, incoming.card) == ("c:education", "")


@pytest.mark.parametrize("data", ["", "không:phải", "::", "x"])
def test_foreign_callback_data_is_no_revision(world: World, data: str) -> None:
    """Whatever somebody sends as callback data is read without complaint."""
    world.people.press(LAN, _asked(world), data=data or " ")
    incoming = happened(world)
    assert incoming.revision is None or incoming.revision >= 0


def test_group_talk_is_dropped(world: World) -> None:
    """What is not meant for the bot is not even stored, though an administrator bot receives all of it."""
    world.groups.promote(GROUP)
    world.bot.queue.clear()
    world.people.say(LAN, "Chào cả tổ, hôm nay họp lúc 9h", chat_id=GROUP)
    world.people.photo(LAN, flat_png(8, 8), chat_id=GROUP)
    world.people.say(LAN, "/dangky", chat_id=GROUP)
    found = read(world)
    assert len(found) == 3
    assert found == [None, None, None]


def test_in_a_group_the_bot_hears_its_name(world: World) -> None:
    """A command with its name, a mention anywhere, a reply to its message."""
    world.groups.promote(GROUP)  # in privacy mode Telegram does not pass mentions on
    world.bot.queue.clear()
    number = world.post(world.chat(GROUP), world.bot.user.wire(), {"text": "Bảng"}, bot=world.bot).id
    world.people.say(LAN, f"/xephang@{USERNAME}", chat_id=GROUP)
    world.people.say(LAN, f"@{USERNAME} xếp hạng", chat_id=GROUP)
    world.people.say(LAN, "ai đang dẫn đầu?", chat_id=GROUP, reply_to=number)
    found = [update for update in read(world) if update]
    assert [(each.incoming.command, each.incoming.text) for each in found] == [
        ("xephang", "/xephang"),
        ("", "xếp hạng"),
        ("", "ai đang dẫn đầu?"),
    ]
    assert {(each.address, each.chat_kind, each.chat_title) for each in found} == {
        (str(GROUP), "group", "Tổ 1")
    }


def test_an_anonymous_administrator_is_not_identified(world: World) -> None:
    """Nobody knows who stands behind the group's name."""
    world.groups.speak_anonymously(GROUP, f"/lienket@{USERNAME} abc")
    incoming = happened(world)
    assert (incoming.command, incoming.argument, incoming.identified) == ("lienket", "abc", False)


def test_memberships_are_what_changed(world: World) -> None:
    """Added and removed, blocked and unblocked; a change of rights is no news."""
    world.groups.promote(GROUP)
    world.groups.kick(GROUP, by=BINH)
    world.groups.add_bot(GROUP, by=BINH)
    world.people.block(LAN)
    world.people.unblock(LAN)
    kinds = [update.incoming.kind for update in read(world) if update]
    assert kinds == ["removed", "added", "blocked", "unblocked"]


def test_a_group_that_moves_says_where_to(world: World) -> None:
    """The service message of the old group names the new address."""
    moved = world.groups.migrate(GROUP)
    found = [update for update in read(world) if update]
    assert [(each.incoming.kind, each.incoming.moved_to, each.address) for each in found] == [
        ("migrated", str(moved.id), str(GROUP))
    ]


def test_edited_and_unknown_updates_are_dropped(world: World) -> None:
    """An edit changes nothing; a kind of update of next year is no mistake."""
    message = world.people.say(LAN, "Tên A")
    world.bot.queue.clear()
    world.people.edit(LAN, message.id, "Tên B")
    assert read(world) == [None]
    reader = Reader(str(BOT), USERNAME)
    assert reader.read({"update_id": 1, "hologram": {"x": 1}}, NOW) is None
    channel = {"message_id": 1, "date": 1, "chat": {"id": -100, "type": "channel", "title": "K"}, "text": "x"}
    assert reader.read({"update_id": 1, "channel_post": channel}, NOW) is None


def test_what_is_no_update_is_refused() -> None:
    """A body the models cannot read raises for itself alone; the others of its batch are read one by one."""
    reader = Reader(str(BOT), USERNAME)
    for body in ({"update_id": 1, "message": {"text": "x"}}, {"message": "x", "update_id": 2}, {}):
        with pytest.raises(ValidationError):
            reader.read(body, NOW)
