"""Every kind of update and result the stand-in makes, read by the schema and by both libraries."""

from __future__ import annotations

import json
from typing import Any

import aiogram.types
import telegram
from pydantic import TypeAdapter

from sandbox.judge import judge
from sandbox.world import flat_png
from sandbox.world.members import ADMIN_RIGHTS
from tests.sandbox.stage import BINH, GROUP, HANH, OTHER_TOKEN, SANG, SUPERGROUP, Stage

PICTURE = flat_png(200, 100)
KEYBOARD = {"inline_keyboard": [[{"text": "Gửi", "callback_data": "n:1"}]]}

PTB_ADDS = {"group_chat_created", "supergroup_chat_created", "channel_chat_created", "delete_chat_photo"}
"""Fields python-telegram-bot 22.8 writes as false where Telegram leaves them out; the schema allows only true."""
PTB_DOES_NOT_KNOW = {"can_send_welcome_messages"}
"""Fields of Bot API 10.3 that its version, 10.0, carries along unread."""


async def everything(stage: Stage) -> list[dict[str, Any]]:
    """One update of each kind the stand-in can make, in JSON."""
    world, people, groups = stage.world, stage.world.people, stage.world.groups
    await stage.updates(1)
    people.start(SANG, "ma_don_vi")
    people.say(SANG, "😀 /dangky @nuocrut_bot https://a.vn/x #sk a@b.vn")
    people.edit(SANG, people.say(SANG, "cũ").id, "mới /x")
    people.photo(SANG, PICTURE, "Ảnh @sang_nguyen")
    people.album(SANG, [PICTURE, PICTURE], "Hai ảnh")
    people.document(SANG, b"%PDF", "a.pdf", mime="application/pdf")
    people.voice(SANG)
    people.sticker(SANG)
    people.contact(SANG)
    people.contact(SANG, of=HANH)
    people.location(SANG)
    card = (await stage.text(reply_markup=KEYBOARD)).result["message_id"]
    people.say(SANG, "Trả lời", reply_to=card)
    people.press(SANG, card, label="Gửi")
    people.delete(SANG, card)
    people.press(SANG, card, data="n:1")
    people.block(SANG)
    people.unblock(SANG)
    groups.add_bot(GROUP, bot=world.tokens[OTHER_TOKEN])
    for change in (groups.promote, groups.demote, groups.restrict, groups.kick):
        change(SUPERGROUP)
    groups.add_bot(SUPERGROUP, payload="ma")
    groups.promote(SUPERGROUP)
    groups.promote(SUPERGROUP, HANH, anonymous=True)
    groups.restrict(SUPERGROUP, SANG)
    groups.join(SUPERGROUP, BINH)
    groups.leave(SUPERGROUP, BINH)
    groups.speak_anonymously(SUPERGROUP, "/tiendo")
    posted = (await stage.text(SUPERGROUP, "Bảng")).result["message_id"]
    await stage.call("pinChatMessage", chat_id=SUPERGROUP, message_id=posted)
    groups.retitle(SUPERGROUP, "Tên mới")
    groups.migrate(GROUP)
    return await stage.updates(2)


async def test_every_update_is_read_by_all_three(lifted: Stage) -> None:
    """The schema, aiogram and python-telegram-bot all accept every kind of update."""
    updates = await everything(lifted)
    kinds = {key for update in updates for key in update if key != "update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member", "chat_member"}
    contents = {key for update in updates for key in update.get("message", {})}
    assert contents >= {
        "text",
        "photo",
        "document",
        "voice",
        "sticker",
        "contact",
        "location",
        "reply_to_message",
        "new_chat_members",
        "left_chat_member",
        "pinned_message",
        "new_chat_title",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "sender_chat",
        "media_group_id",
    }
    for update in updates:
        assert judge().update(update) == ""
        read = aiogram.types.Update.model_validate(update)
        assert read.event_type in kinds
        assert read.model_extra in (None, {})
        assert telegram.Update.de_json(update, None) is not None
    assert lifted.violations == []


async def test_aiogram_loses_nothing(lifted: Stage) -> None:
    """What aiogram reads and writes again is what the stand-in sent."""
    for update in await everything(lifted):
        read = aiogram.types.Update.model_validate(update)
        written = json.loads(read.model_dump_json(by_alias=True, exclude_unset=True))
        assert written == update


async def test_python_telegram_bot_lags_only_where_listed(lifted: Stage) -> None:
    """What the second library reads and writes again differs only by its known lags, and each of them is real."""
    differing, unread = set[str](), set[str]()
    for update in await everything(lifted):
        read = telegram.Update.de_json(update, None)
        assert read is not None
        differing |= differences(update, read.to_dict())
        unread |= not_understood(read)
    assert differing == PTB_ADDS
    assert unread == PTB_DOES_NOT_KNOW


async def test_results_are_read_by_both(lifted: Stage) -> None:
    """Full chats, members, files and webhook infos are read by both libraries too."""
    lifted.world.groups.promote(SUPERGROUP)
    posted = (await lifted.text(SUPERGROUP, "Bảng", reply_markup=KEYBOARD)).result
    await lifted.call("pinChatMessage", chat_id=SUPERGROUP, message_id=posted["message_id"])
    chat = (await lifted.call("getChat", chat_id=SUPERGROUP)).result
    administrators = (await lifted.call("getChatAdministrators", chat_id=SUPERGROUP)).result
    webhook = (await lifted.call("getWebhookInfo")).result
    me = (await lifted.call("getMe")).result
    assert aiogram.types.Message.model_validate(posted).text == "Bảng"
    assert aiogram.types.ChatFullInfo.model_validate(chat).pinned_message is not None
    assert telegram.ChatFullInfo.de_json(chat, None) is not None
    assert [TypeAdapter(aiogram.types.ChatMemberUnion).validate_python(a).status for a in administrators] == [
        "creator",
        "administrator",
    ]
    assert telegram.ChatMember.de_list(administrators, None)[1].status == "administrator"
    assert aiogram.types.WebhookInfo.model_validate(webhook).url == ""
    assert telegram.WebhookInfo.de_json(webhook, None) is not None
    assert aiogram.types.User.model_validate(me).can_join_groups


def test_an_administrator_built_by_the_older_library_is_refused() -> None:
    """The lag is real: an administrator as Bot API 10.0 knows him lacks a field that 10.3 requires."""
    flags: dict[str, Any] = dict.fromkeys(("can_be_edited", "is_anonymous", *ADMIN_RIGHTS[:10]), False)
    built = telegram.ChatMemberAdministrator(telegram.User(1, "Hạnh", is_bot=False), **flags)
    old = json.loads(built.to_json())
    assert judge().type("ChatMember")(old).startswith("can_send_welcome_messages: required field")


def not_understood(value: Any) -> set[str]:
    """The fields python-telegram-bot carries along without reading them."""
    if isinstance(value, telegram.TelegramObject):
        inside = value.to_dict(recursive=False).values()
        return set().union(value.api_kwargs, *(not_understood(each) for each in inside))
    if isinstance(value, list | tuple):
        return set().union(*(not_understood(each) for each in value))
    return set()


def differences(ours: Any, theirs: Any, name: str = "") -> set[str]:
    """The names of the fields that differ between two JSON values."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return set().union(
            *(differences(ours.get(k), theirs.get(k), k) for k in ours.keys() | theirs.keys()), set()
        )
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return set().union(*(differences(a, b, name) for a, b in zip(ours, theirs, strict=True)), set())
    return set() if ours == theirs else {name}
