"""Edits, deletes, pins, forwards, answers to presses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.stage import GROUP, HANH, SANG, SUPERGROUP, Stage

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {"inline_keyboard": [[{"text": "Gửi", "callback_data": "n:1"}]]}


async def edit(stage: Stage, message_id: int, text: str, **more: Any) -> Any:
    return await stage.call("editMessageText", chat_id=SANG, message_id=message_id, text=text, **more)


async def test_edit_replaces_text_and_keyboard(lifted: Stage) -> None:
    """An edit changes the text, dates itself, and without a keyboard takes the old one away."""
    number = (await lifted.text(reply_markup=KEYBOARD)).result["message_id"]
    lifted.turn(minutes=1)
    edited = (await edit(lifted, number, "<b>Mới</b>", parse_mode="HTML")).result
    assert (edited["text"], edited["entities"][0]["type"]) == ("Mới", "bold")
    assert edited["edit_date"] - edited["date"] == 60
    assert "reply_markup" not in edited
    assert lifted.world.messages(SANG)[-1].text == "Mới"
    assert [entry.method for entry in lifted.world.delivered(SANG)] == ["sendMessage", "editMessageText"]


async def test_what_cannot_be_edited(lifted: Stage) -> None:
    """Unknown, foreign, unchanged, pictures, messages with a reply keyboard: each has its sentence."""
    own = (await lifted.text(text="Một", reply_markup=KEYBOARD)).result["message_id"]
    theirs = lifted.world.people.say(SANG, "Hai").id
    keyed = (await lifted.text(reply_markup={"force_reply": True})).result["message_id"]
    assert (await edit(lifted, 999, "a")).error == "Bad Request: message to edit not found"
    assert (await edit(lifted, theirs, "a")).error == "Bad Request: message can't be edited"
    assert (await edit(lifted, keyed, "a")).error == "Bad Request: message can't be edited"
    assert (await edit(lifted, own, "Một", reply_markup=KEYBOARD)).error == SAME
    assert (await edit(lifted, own, "Một", reply_markup={"force_reply": True})).error == (
        "Bad Request: inline keyboard expected"
    )
    caption = await lifted.call("editMessageCaption", chat_id=SANG, message_id=own, caption="a")
    assert caption.error == "Bad Request: there is no caption in the message to edit"
    lifted.world.people.delete(SANG, own)
    assert (await edit(lifted, own, "a")).error == "Bad Request: message to edit not found"


async def test_a_keyboard_alone_can_be_edited(lifted: Stage) -> None:
    """EditMessageReplyMarkup leaves the text; the same keyboard again is no change."""
    number = (await lifted.text(text="Một")).result["message_id"]
    arguments = {"chat_id": SANG, "message_id": number}
    shown = (await lifted.call("editMessageReplyMarkup", reply_markup=KEYBOARD, **arguments)).result
    assert (shown["text"], shown["reply_markup"]) == ("Một", KEYBOARD)
    assert (await lifted.call("editMessageReplyMarkup", reply_markup=KEYBOARD, **arguments)).error == SAME
    assert "reply_markup" not in (await lifted.call("editMessageReplyMarkup", **arguments)).result


async def test_deleting(lifted: Stage) -> None:
    """Own messages go, others' in a group only with the right, old ones not for everyone, unknown ones never."""
    own = (await lifted.text()).result["message_id"]
    assert (await lifted.call("deleteMessage", chat_id=SANG, message_id=own)).result is True
    assert (await lifted.call("deleteMessage", chat_id=SANG, message_id=own)).error == (
        "Bad Request: message to delete not found"
    )
    assert (
        await lifted.call("deleteMessage", message_id=1)
    ).error == "Bad Request: chat identifier is not specified"
    assert (await lifted.call("deleteMessage", chat_id=SANG)).error == (
        "Bad Request: message identifier is not specified"
    )
    said = lifted.world.people.say(SANG, "a", chat_id=GROUP).id
    arguments = {"chat_id": GROUP, "message_id": said}
    assert (await lifted.call("deleteMessage", **arguments)).error == "Bad Request: message can't be deleted"
    lifted.world.groups.promote(GROUP)
    assert (await lifted.call("deleteMessage", **arguments)).result is True
    old = (await lifted.text()).result["message_id"]
    lifted.turn(hours=49)
    assert (await lifted.call("deleteMessage", chat_id=SANG, message_id=old)).error == (
        "Bad Request: message can't be deleted for everyone"
    )
    new = (await lifted.text()).result["message_id"]
    assert (await lifted.call("deleteMessages", chat_id=SANG, message_ids=[new, 98765])).result is True
    assert [m.id for m in lifted.world.messages(SANG) if m.bot_id] == [old]


async def test_pinning(lifted: Stage) -> None:
    """Without the right it is refused; with it the pin stands, tells the group, and can be taken back."""
    posted = (await lifted.text(SUPERGROUP, "Bảng")).result["message_id"]
    arguments = {"chat_id": SUPERGROUP, "message_id": posted}
    refused = "Bad Request: not enough rights to manage pinned messages in the chat"
    assert (await lifted.call("pinChatMessage", **arguments)).error == refused
    lifted.world.groups.promote(SUPERGROUP, rights={"can_manage_chat"})
    assert (await lifted.call("pinChatMessage", **arguments)).error == refused
    lifted.world.groups.promote(SUPERGROUP)
    assert (await lifted.call("pinChatMessage", disable_notification=True, **arguments)).result is True
    service = (await lifted.updates())[-1]["message"]
    assert (service["from"]["id"], service["pinned_message"]["text"]) == (7700, "Bảng")
    assert lifted.world.chat(SUPERGROUP).pinned == [posted]
    missing = await lifted.call("pinChatMessage", chat_id=SUPERGROUP, message_id=999)
    assert missing.error == "Bad Request: message to pin not found"
    again = await lifted.call("pinChatMessage", chat_id=SUPERGROUP, message_id=service["message_id"])
    assert again.error == "Bad Request: message can't be pinned"
    assert (await lifted.call("unpinChatMessage", **arguments)).result is True
    assert (
        await lifted.call("unpinChatMessage", **arguments)
    ).error == "Bad Request: message to unpin not found"
    await lifted.call("pinChatMessage", **arguments)
    assert (await lifted.call("unpinAllChatMessages", chat_id=SUPERGROUP)).result is True
    assert lifted.world.chat(SUPERGROUP).pinned == []
    methods = [entry.method for entry in lifted.world.delivered(SUPERGROUP)]
    assert methods == [
        "sendMessage",
        "pinChatMessage",
        "unpinChatMessage",
        "pinChatMessage",
        "unpinAllChatMessages",
    ]


async def test_the_ledger_knows_what_made_no_sound(lifted: Stage) -> None:
    """A message or a pin that was asked to be silent is told apart from one that was heard."""
    lifted.world.groups.promote(SUPERGROUP)
    for silent in ({}, {"disable_notification": True}):
        sent = await lifted.call("sendMessage", chat_id=SUPERGROUP, text="Bảng", **silent)
        pin = {"chat_id": SUPERGROUP, "message_id": sent.result["message_id"]}
        assert (await lifted.call("pinChatMessage", **pin, **silent)).result is True
    heard = [(entry.method, entry.silent) for entry in lifted.world.delivered(SUPERGROUP)]
    assert heard == [
        ("sendMessage", False), ("pinChatMessage", False), ("sendMessage", True), ("pinChatMessage", True),
    ]  # fmt: skip


async def test_a_press_is_answered_once(lifted: Stage) -> None:
    """The answer reaches the telephone; a second one, an unknown id and a long text are refused."""
    number = (await lifted.text(reply_markup=KEYBOARD)).result["message_id"]
    query = lifted.world.people.press(SANG, number, label="Gửi")
    pressed = (await lifted.updates())[-1]["callback_query"]
    assert (pressed["id"], pressed["data"], pressed["message"]["message_id"]) == (query.id, "n:1", number)
    long = await lifted.call("answerCallbackQuery", callback_query_id=query.id, text="đ" * 201)
    assert long.error == "Bad Request: message is too long"
    done = await lifted.call(
        "answerCallbackQuery", callback_query_id=query.id, text="Đã gửi", show_alert=True
    )
    assert done.result is True
    assert (query.answered, query.text, query.show_alert) == (True, "Đã gửi", True)
    assert (await lifted.call("answerCallbackQuery", callback_query_id=query.id)).error == TOO_OLD
    assert (await lifted.call("answerCallbackQuery", callback_query_id="123")).error == TOO_OLD
    assert lifted.violations == []


async def test_an_old_press_cannot_be_answered(lifted: Stage) -> None:
    """Half a minute after the press it is too old; ten seconds after its delivery it is a violation."""
    number = (await lifted.text(reply_markup=KEYBOARD)).result["message_id"]
    query = lifted.world.people.press(SANG, number, data="n:1")
    await lifted.updates()
    lifted.turn(seconds=31)
    assert (await lifted.call("answerCallbackQuery", callback_query_id=query.id)).error == TOO_OLD
    assert lifted.violations == ["answerCallbackQuery: a press was not answered within 10 seconds"]


async def test_a_press_on_what_is_no_longer_there(lifted: Stage) -> None:
    """Stale data arrives as it is; of a deleted message only its place is left."""
    number = (await lifted.text(reply_markup=KEYBOARD)).result["message_id"]
    lifted.world.people.press(SANG, number, data="w:1:7:2")
    lifted.world.people.delete(SANG, number)
    lifted.world.people.press(SANG, number, data="n:1")
    stale, gone = [update["callback_query"] for update in await lifted.updates()]
    assert (stale["data"], stale["message"]["text"]) == ("w:1:7:2", "Xin chào")
    assert gone["message"] == {"chat": lifted.world.chat(SANG).wire(), "message_id": number, "date": 0}


async def test_forwarding_and_copying(lifted: Stage) -> None:
    """A forward tells its origin, a copy does not; protected messages stay where they are."""
    said = lifted.world.people.say(SANG, "Ý tưởng /hay").id
    arguments = {"chat_id": HANH, "from_chat_id": SANG}
    forwarded = (await lifted.call("forwardMessage", message_id=said, **arguments)).result
    assert forwarded["forward_origin"]["sender_user"]["id"] == SANG
    copied = (await lifted.call("copyMessage", message_id=said, **arguments)).result
    assert copied == {"message_id": forwarded["message_id"] + 1}
    assert [m.text for m in lifted.world.messages(HANH)][-2:] == ["Ý tưởng /hay"] * 2
    kept = (await lifted.text(protect_content=True)).result["message_id"]
    assert (await lifted.call("copyMessage", message_id=kept, **arguments)).error == (
        "Bad Request: message can't be copied"
    )
    assert (await lifted.call("forwardMessage", message_id=999, **arguments)).error == (
        "Bad Request: message to forward not found"
    )


@pytest.mark.parametrize(
    ("action", "error"), [("typing", ""), ("dance", "Bad Request: wrong parameter action in request")]
)
async def test_chat_actions(stage: Stage, action: str, error: str) -> None:
    """A known action is shown to who looks on, another is refused."""
    with stage.world.subscribe() as events:
        answer = await stage.call("sendChatAction", chat_id=SANG, action=action)
        if error:
            assert answer.error == error
        else:
            assert (await events.get()).detail == action
