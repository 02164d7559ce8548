from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sandbox.world.people import ImpossibleError
from sandbox.zalo.world.chats import Chat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sandbox.zalo.world.bots import Bot
    from sandbox.zalo.world.state import ZaloWorld


class Groups:
    """What happens to groups. Bots are told of none of it. Raises KeyError for an unknown group or person."""

    def __init__(self, world: ZaloWorld) -> None:
        self._world = world

    def create(
        self, title: str, leader: int, members: Iterable[int] = (), *, number: int | None = None
    ) -> Chat:
        """A new group with its leader. Without a number the next free one below -4000."""
        world = self._world
        number = number or next(-4000 - n for n in count(1) if -4000 - n not in world.groups_by_number)
        people = {each: world.persons[each] for each in (leader, *members)}
        chat = world.groups_by_number[number] = Chat(number, title, leader=leader, members=people)
        world.tell("chat", chat, detail="created")
        return chat

    def join(self, group: int, person: int) -> None:
        """A person comes into the group."""
        chat = self._world.groups_by_number[group]
        chat.members[person] = self._world.persons[person]
        self._world.tell("chat", chat, detail="joined")

    def invite_bot(self, group: int, *, by: int | None = None, bot: Bot | None = None) -> Chat:
        """Take the bot in by its invitation link. Only the leader can (None: the leader does).

        Raises ImpossibleError for anybody else, for a bot that cannot join groups, and when its plan is full.
        """
        world, chat = self._world, self._world.groups_by_number[group]
        bot = bot or world.bot
        if by is not None and by != chat.leader:
            raise ImpossibleError(f"{world.persons[by].display_name} does not lead {chat.title}")
        if not bot.can_join_groups:
            raise ImpossibleError(f"{bot.display_name} cannot join groups")
        if bot.id not in chat.bots and len(bot.groups) >= bot.plan.groups:
            raise ImpossibleError(
                f"{bot.display_name} is in {bot.plan.groups} groups, its plan allows no more"
            )
        chat.bots[bot.id] = bot
        bot.chats[world.address(group, bot)] = chat
        world.tell("chat", chat, detail="bot joined")
        return chat

    def remove_bot(self, group: int, *, bot: Bot | None = None) -> None:
        """The leader puts the bot out."""
        world, chat = self._world, self._world.groups_by_number[group]
        bot = bot or world.bot
        chat.bots.pop(bot.id, None)
        bot.chats.pop(world.address(group, bot), None)
        world.tell("chat", chat, detail="bot left")
