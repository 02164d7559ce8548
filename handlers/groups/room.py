"""How many groups a bot may serve: what is beyond has its posts passed on by a cadre (zalo.md 1.9, 6.2)."""

from __future__ import annotations

from handlers.turn import Turn


def is_beyond(turn: Turn) -> bool:
    """Whether this bot serves as many other groups as it may, so that one more gets its posts through a cadre."""
    most = turn.channel.max_groups
    if not most:
        return False
    links = turn.records.group_links()
    others = [link.chat_id for link in links if link.chat_id != turn.chat.id and link.state != "handed"]
    chats = turn.records.chats(tuple(sorted(others)))
    place = turn.chat.channel, turn.chat.bot
    served = [chat for chat in chats.values() if (chat.channel, chat.bot) == place and chat.state == "active"]
    return len(served) >= most
