from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.world.entities import automatic_entities
from sandbox.world.members import ADMIN_RIGHTS, GROUP_ANONYMOUS_BOT, Member

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sandbox.world.bots import Bot
    from sandbox.world.chats import Chat
    from sandbox.world.members import Status, User
    from sandbox.world.messages import Message
    from sandbox.world.state import World


class Groups:
    """What happens to groups. `by` is the person who does it (None: the group's first present member).

    A bot whose own standing changes is told by my_chat_member; other bots that are administrators and named the
    kind get chat_member. Raises KeyError for an unknown group or person.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def create(self, title: str, by: int, members: Iterable[int] = (), *, supergroup: bool = False) -> Chat:
        """A new group; `by` is its creator."""
        return self._world.add_group(title, (by, *members), supergroup=supergroup)

    def add_bot(
        self, chat_id: int, *, by: int | None = None, bot: Bot | None = None, payload: str | None = None
    ) -> Chat:
        """Add a bot as a plain member. With `payload` by a `?startgroup=` link: `/start@bot payload` follows."""
        bot = bot or self._world.bot
        chat = self._world.groups_by_id[chat_id]
        actor = self._actor(chat, by)
        self._change(chat, bot.user, Member(bot.user), actor)
        self._world.post(chat, actor.wire(), {"new_chat_members": [bot.user.wire()]})
        if payload is not None:
            text = f"/start@{bot.username} {payload}".rstrip()
            self._world.post(chat, actor.wire(), {"text": text, "entities": automatic_entities(text)})
        return chat

    def join(self, chat_id: int, user_id: int) -> Chat:
        """A person comes into the group."""
        chat, user = self._world.groups_by_id[chat_id], self._world.users[user_id]
        self._change(chat, user, Member(user), user)
        self._world.post(chat, user.wire(), {"new_chat_members": [user.wire()]})
        return chat

    def leave(self, chat_id: int, user_id: int) -> Chat:
        """A person leaves the group."""
        chat, user = self._world.groups_by_id[chat_id], self._world.users[user_id]
        self._world.post(chat, user.wire(), {"left_chat_member": user.wire()})
        self._change(chat, user, Member(user, "left"), user)
        return chat

    def promote(
        self,
        chat_id: int,
        who: int | None = None,
        *,
        rights: Collection[str] = ADMIN_RIGHTS,
        by: int | None = None,
        anonymous: bool = False,
    ) -> Chat:
        """Make a person or bot (None: the first bot) an administrator with these rights."""
        return self._set(chat_id, who, "administrator", rights, by, anonymous=anonymous)

    def demote(self, chat_id: int, who: int | None = None, *, by: int | None = None) -> Chat:
        """Back to a plain member, from administrator or restricted."""
        return self._set(chat_id, who, "member", (), by)

    def restrict(
        self, chat_id: int, who: int | None = None, *, allowed: Collection[str] = (), by: int | None = None
    ) -> Chat:
        """Leave only the `allowed` permissions (see members.PERMISSIONS); a supergroup's privilege."""
        return self._set(chat_id, who, "restricted", allowed, by)

    def kick(self, chat_id: int, who: int | None = None, *, by: int | None = None) -> Chat:
        """Remove a person or bot (None: the first bot) for good."""
        return self._set(chat_id, who, "kicked", (), by)

    def migrate(self, chat_id: int) -> Chat:
        """Turn a basic group into a supergroup; returns the new chat. The old id fails from now on."""
        world, old = self._world, self._world.groups_by_id[chat_id]
        new = world.add_group(old.title, supergroup=True)
        new.members, new.last_bot = dict(old.members), old.last_bot
        actor = self._actor(old, None)
        world.post(old, actor.wire(), {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        world.post(new, GROUP_ANONYMOUS_BOT, {"migrate_from_chat_id": old.id}, sender_chat=new)
        world.tell("chat", old, detail="migrated")
        return new

    def speak_anonymously(self, chat_id: int, text: str, *, reply_to: int | None = None) -> Message:
        """An administrator who hides behind the group says something: `from` is GroupAnonymousBot."""
        chat = self._world.groups_by_id[chat_id]
        fields: dict[str, Any] = {"text": text}
        if entities := automatic_entities(text):
            fields["entities"] = entities
        if reply_to is not None:
            fields["reply_to_message"] = chat.messages[reply_to].shown_inside()
        return self._world.post(chat, GROUP_ANONYMOUS_BOT, fields, sender_chat=chat)

    def retitle(self, chat_id: int, title: str, *, by: int | None = None) -> Chat:
        """Give the group another title."""
        chat = self._world.groups_by_id[chat_id]
        chat.retitle(title)
        self._world.post(chat, self._actor(chat, by).wire(), {"new_chat_title": title})
        return chat

    def pin(self, chat_id: int, message_id: int, *, by: int | None = None) -> None:
        """A person pins a message."""
        chat = self._world.groups_by_id[chat_id]
        self._world.pin(chat, chat.messages[message_id], self._actor(chat, by).wire())

    def bot_left(self, chat: Chat, bot: Bot) -> None:
        """The bot went by itself (leaveChat)."""
        self._change(chat, bot.user, Member(bot.user, "left"), bot.user)

    def _set(
        self,
        chat_id: int,
        who: int | None,
        status: Status,
        rights: Collection[str],
        by: int | None,
        *,
        anonymous: bool = False,
    ) -> Chat:
        chat = self._world.groups_by_id[chat_id]
        user = self._user(who)
        self._change(chat, user, Member(user, status, frozenset(rights), anonymous), self._actor(chat, by))
        return chat

    def _user(self, who: int | None) -> User:
        if who is None:
            return self._world.bot.user
        bot = self._world.bots.get(who)
        return bot.user if bot else self._world.users[who]

    def _actor(self, chat: Chat, by: int | None) -> User:
        if by is not None:
            return self._world.users[by]
        return next(m.user for m in chat.members.values() if m.present and not m.user.is_bot)

    def _change(self, chat: Chat, user: User, new: Member, actor: User) -> None:
        old = chat.members.get(user.id) or Member(user, "left")
        chat.members[user.id] = new
        world = self._world
        body = {
            "chat": chat.wire(),
            "from": actor.wire(),
            "date": int(world.clock.timestamp()),
            "old_chat_member": old.wire(),
            "new_chat_member": new.wire(),
        }
        for bot in world.bots.values():
            if bot.id == user.id:
                world.push(bot, "my_chat_member", body, chat=chat, key=chat.id + (5 << 33))
            elif (member := chat.member(bot.id)) is not None and member.status == "administrator":
                world.push(bot, "chat_member", body, chat=chat, key=user.id + (6 << 33))
        world.tell("chat", chat, detail=f"{user.first_name}: {new.status}")
