"""Chats, access, rights, migration, privacy mode, memberships."""

from __future__ import annotations

import pytest

from sandbox.judge import judge
from sandbox.world import ImpossibleError
from tests.sandbox.stage import BINH, GROUP, HANH, OTHER_TOKEN, SANG, SUPERGROUP, TOKEN, Stage

MIGRATED = "Bad Request: group chat was upgraded to a supergroup chat"


async def test_people_who_cannot_be_reached(lifted: Stage) -> None:
    """Unknown, never started, blocked, deleted: each has its own answer."""
    people = lifted.world.people
    assert (await lifted.call("sendMessage", text="a")).error == "Bad Request: chat_id is empty"
    assert (await lifted.text(999)).error == "Bad Request: chat not found"
    assert (
        await lifted.call("sendMessage", chat_id="@sang_nguyen", text="a")
    ).error == "Bad Request: chat not found"
    assert (await lifted.text(BINH)).error == "Bad Request: chat not found"
    lifted.world.groups.join(GROUP, BINH)
    assert (await lifted.text(BINH)).error == "Forbidden: bot can't initiate conversation with a user"
    people.block(SANG)
    assert (await lifted.text(SANG)).error == "Forbidden: bot was blocked by the user"
    people.unblock(SANG)
    assert (await lifted.text(SANG)).status == 200
    people.delete_account(HANH)
    assert (await lifted.text(HANH)).error == "Forbidden: user is deactivated"
    assert (await lifted.text(7800)).error == "Forbidden: the bot can't send messages to the bot"


async def test_blocking_is_told_by_my_chat_member(stage: Stage) -> None:
    """Blocking and unblocking change the bot's own standing in the private chat."""
    stage.world.people.block(SANG)
    with pytest.raises(ImpossibleError):
        stage.world.people.say(SANG, "Chào")
    stage.world.people.start(SANG)
    changes = [u["my_chat_member"] for u in await stage.updates() if "my_chat_member" in u]
    assert [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert changes[0]["chat"]["id"] == SANG


@pytest.mark.parametrize(("chat_id", "kind"), [(GROUP, "group chat"), (SUPERGROUP, "supergroup chat")])
async def test_groups_that_cannot_be_reached(lifted: Stage, chat_id: int, kind: str) -> None:
    """Never a member, kicked and gone: each has its own answer, by kind of group."""
    other = await lifted.call("sendMessage", token=OTHER_TOKEN, chat_id=chat_id, text="a")
    assert other.error == f"Forbidden: bot is not a member of the {kind}"
    assert (await lifted.call("leaveChat", chat_id=chat_id)).result is True
    assert (await lifted.text(chat_id)).error == f"Forbidden: bot is not a member of the {kind}"
    lifted.world.groups.add_bot(chat_id)
    lifted.world.groups.kick(chat_id)
    assert (await lifted.text(chat_id)).error == f"Forbidden: bot was kicked from the {kind}"
    assert (await lifted.text(-12345)).error == "Bad Request: chat not found"


async def test_a_muted_bot_is_told_what_it_may_not_send(lifted: Stage) -> None:
    """Restricted, the bot is refused by kind of content; an administrator may again."""
    groups = lifted.world.groups
    groups.restrict(SUPERGROUP, allowed={"can_send_documents"})
    assert (await lifted.text(SUPERGROUP)).error == (
        "Bad Request: not enough rights to send text messages to the chat"
    )
    groups.restrict(SUPERGROUP, allowed={"can_send_messages"})
    assert (await lifted.text(SUPERGROUP)).status == 200
    document = await lifted.call("sendDocument", chat_id=SUPERGROUP, files={"document": ("a.txt", b"a")})
    assert document.error == "Bad Request: not enough rights to send documents to the chat"
    groups.promote(SUPERGROUP)
    document = await lifted.call("sendDocument", chat_id=SUPERGROUP, files={"document": ("a.txt", b"a")})
    assert document.status == 200


async def test_migration(stage: Stage) -> None:
    """The old id fails for ever with the new one; two service messages tell of it; ids begin anew."""
    new = stage.world.groups.migrate(GROUP)
    refused = await stage.text(GROUP)
    assert refused.error == MIGRATED
    assert refused.body["parameters"] == {"migrate_to_chat_id": new.id}
    assert str(new.id).startswith("-100")
    messages = [update["message"] for update in await stage.updates()]
    assert messages[0]["chat"]["id"] == GROUP
    assert messages[0]["migrate_to_chat_id"] == new.id
    assert messages[1]["chat"] == {"id": new.id, "type": "supergroup", "title": "Tổ 1"}
    assert messages[1]["migrate_from_chat_id"] == GROUP
    assert (await stage.text(new.id)).result["message_id"] == 2
    with pytest.raises(ImpossibleError):
        stage.world.people.say(SANG, "Còn ai không?", chat_id=GROUP)


async def texts(stage: Stage) -> list[str]:
    """The texts of the waiting updates, confirmed."""
    updates = await stage.updates()
    if updates:
        await stage.updates(updates[-1]["update_id"] + 1)
    return [update["message"]["text"] for update in updates if "text" in update.get("message", {})]


async def test_privacy_mode(lifted: Stage) -> None:
    """In a group only its commands, bare commands after its own post, and replies to it arrive; an admin sees all."""
    people = lifted.world.people
    people.say(SANG, "Chào cả tổ", chat_id=GROUP)
    people.say(SANG, "/tiendo", chat_id=GROUP)
    people.say(SANG, "/tiendo@khac_bot", chat_id=GROUP)
    people.say(SANG, "Hỏi @nuocrut_bot", chat_id=GROUP)
    assert await texts(lifted) == []
    people.say(SANG, "/tiendo@NuocRut_bot", chat_id=GROUP)
    assert await texts(lifted) == ["/tiendo@NuocRut_bot"]
    posted = (await lifted.text(GROUP, "Bảng")).result["message_id"]
    people.say(SANG, "/tiendo", chat_id=GROUP)
    people.say(SANG, "Hay quá", chat_id=GROUP, reply_to=posted)
    assert await texts(lifted) == ["/tiendo", "Hay quá"]
    lifted.world.groups.promote(GROUP)
    people.say(SANG, "Chào cả tổ", chat_id=GROUP)
    lifted.world.groups.speak_anonymously(GROUP, "/tiendo@nuocrut_bot")
    assert await texts(lifted) == ["Chào cả tổ", "/tiendo@nuocrut_bot"]


async def test_at_most_one_bot_in_privacy_mode_gets_a_message(lifted: Stage) -> None:
    """A bare command goes to the bot that posted last; a reply goes before a command."""
    world = lifted.world
    other = world.tokens[OTHER_TOKEN]
    world.groups.add_bot(GROUP, bot=other)
    other.queue.clear()
    world.bot.queue.clear()
    mine = (await lifted.text(GROUP, "Của tôi")).result["message_id"]
    await lifted.call("sendMessage", token=OTHER_TOKEN, chat_id=GROUP, text="Của nó")
    world.people.say(SANG, "/tiendo", chat_id=GROUP)
    assert (world.bot.queue.pending, other.queue.pending) == (0, 1)
    world.people.say(SANG, "/tiendo@khac_bot", chat_id=GROUP, reply_to=mine)
    assert (world.bot.queue.pending, other.queue.pending) == (1, 1)


async def test_service_messages_always_arrive(stage: Stage) -> None:
    """Joining, leaving, pins, titles and being added are told in privacy mode too."""
    world = stage.world
    world.groups.join(GROUP, BINH)
    world.groups.leave(GROUP, BINH)
    world.groups.retitle(GROUP, "Tổ 2")
    said = world.people.say(SANG, "Quan trọng", chat_id=GROUP)
    world.groups.pin(GROUP, said.id)
    kinds = [
        set(update["message"]) - {"message_id", "from", "chat", "date"} for update in await stage.updates()
    ]
    assert kinds == [{"new_chat_members"}, {"left_chat_member"}, {"new_chat_title"}, {"pinned_message"}]


async def test_membership_of_the_bot_and_of_others(stage: Stage) -> None:
    """my_chat_member tells every change of the bot; chat_member of others only when it is administrator and asked."""
    groups = stage.world.groups
    assert await stage.updates(offset=1) == []
    groups.join(SUPERGROUP, BINH)
    for change in (groups.promote, groups.demote, groups.restrict, groups.kick):
        change(SUPERGROUP)
    groups.add_bot(SUPERGROUP, payload="ma_lien_ket")
    groups.promote(SUPERGROUP)
    groups.promote(SUPERGROUP, BINH)
    updates = await stage.updates()
    own = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u]
    assert own == ["administrator", "member", "restricted", "kicked", "member", "administrator"]
    others = [u["chat_member"]["new_chat_member"] for u in updates if "chat_member" in u]
    assert [(member["user"]["id"], member["status"]) for member in others] == [(BINH, "administrator")]
    said = [u["message"]["text"] for u in updates if "text" in u.get("message", {})]
    assert said == ["/start@nuocrut_bot ma_lien_ket"]


async def test_reading_chats(lifted: Stage) -> None:
    """getChat, members, administrators and counts show the world as it is."""
    lifted.world.groups.promote(GROUP)
    posted = (await lifted.text(GROUP, "Bảng")).result["message_id"]
    assert (await lifted.call("pinChatMessage", chat_id=GROUP, message_id=posted)).result is True
    chat = (await lifted.call("getChat", chat_id=GROUP)).result
    assert (chat["title"], chat["pinned_message"]["message_id"]) == ("Tổ 1", posted)
    assert (await lifted.call("getChat", chat_id=SANG)).result["username"] == "sang_nguyen"
    assert (await lifted.call("getChatMemberCount", chat_id=GROUP)).result == 3
    administrators = (await lifted.call("getChatAdministrators", chat_id=GROUP)).result
    assert [(m["user"]["id"], m["status"]) for m in administrators] == [
        (SANG, "creator"),
        (7700, "administrator"),
    ]
    statuses = [
        (await lifted.call("getChatMember", chat_id=GROUP, user_id=u)).result["status"] for u in (HANH, BINH)
    ]
    assert statuses == ["member", "left"]
    assert (await lifted.call("getChatAdministrators", chat_id=SANG)).error == (
        "Bad Request: there are no administrators in the private chat"
    )
    unknown = [(await lifted.call("getChatMember", chat_id=GROUP, user_id=u)).error for u in (0, 999)]
    assert unknown == ["Bad Request: invalid user_id specified", "Bad Request: user not found"]
    for user_id in (SANG, HANH, BINH, 7700):
        member = (await lifted.call("getChatMember", chat_id=GROUP, user_id=user_id)).result
        assert judge().type("ChatMember")(member) == ""


async def test_getme_tells_the_privacy_mode(stage: Stage) -> None:
    """GetMe carries the fields only getMe has."""
    me = (await stage.call("getMe")).result
    assert (me["id"], me["can_read_all_group_messages"], me["username"]) == (7700, False, "nuocrut_bot")
    assert TOKEN.startswith(f"{me['id']}:")
