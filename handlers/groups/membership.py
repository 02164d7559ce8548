"""The bot is added to a group, taken out of it, or the group moves to another address."""

from __future__ import annotations

from dataclasses import replace

from campaign.boards.phrases import inside_sentence
from campaign.vietnamese.dates import say_time
from handlers.outcome import NOTHING, Outcome, column, say
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Change, Chat, GroupLink


def added(turn: Turn) -> Outcome:
    """Say in one message what this bot is, what it will post, that nothing personal is posted, and how to link it."""
    chat = replace(turn.chat, state="active")
    if live_link(turn, chat.id) is not None:
        return Outcome((), (chat,))
    return Outcome((say(_introduction(turn), choices=private_button(turn)),), (chat,))


def _introduction(turn: Turn) -> str:
    return turn.t(
        "group-added",
        campaign=inside_sentence(turn.campaign.name),
        owner=turn.campaign.owner.name,
        at=say_time(turn.campaign.policy.board_at),
        bot=turn.channel.called,
    )


def private_button(turn: Turn) -> tuple[tuple[Choice, ...], ...]:
    """The way from a group to the private chat, where the platform has links."""
    channel = turn.channel.door()
    address = channel.address or (channel.link_to("") if channel.link else "")
    return column(Choice(turn.t("group-private-button"), url=address)) if address else ()


def show_help(turn: Turn) -> Outcome:
    """What can be done in a group; where messages are counted the one line about it."""
    if turn.channel.frugal:
        return point_to_private(turn)
    text = turn.t("help-group", bot=turn.channel.bot_name)
    return Outcome((say(text, choices=private_button(turn)),))


def point_to_private(turn: Turn) -> Outcome:
    """Anything else said to the bot in a group: one line, and the way to the private chat."""
    text = turn.t("group-hint-mention" if turn.channel.mention else "group-hint", bot=turn.channel.called)
    return Outcome((say(text, choices=private_button(turn)),))


def removed(turn: Turn) -> Outcome:
    """The bot was taken out: nothing is sent there any more, and the group is linked no longer."""
    chat = replace(turn.chat, state="gone")
    link = live_link(turn, chat.id)
    return Outcome((), (chat,) if link is None else (chat, replace(link, state="unlinked")))


def live_link(turn: Turn, chat_id: int) -> GroupLink | None:
    """The link of a group, active or paused."""
    link = turn.records.group_link(chat_id)
    return link if link is not None and link.state != "unlinked" else None


def migrated(turn: Turn) -> Outcome:
    """The group has a new address and stays the same group, with its link and its board.

    Where the new address is known already (the bot was added there, or linked there), the two become one: the old
    group goes on at the new address, unless only the new one is linked.
    """
    moved_to = turn.incoming.moved_to
    other = turn.records.chat_at(turn.chat.channel, turn.chat.bot, moved_to)
    if not moved_to or other is None or other.id == turn.chat.id:
        return Outcome((), _moved(turn, moved_to)) if moved_to else NOTHING
    mine, theirs = live_link(turn, turn.chat.id), live_link(turn, other.id)
    if mine is None and theirs is not None:
        return Outcome((), (replace(turn.chat, state="gone"),))
    unlinked = () if theirs is None else (replace(theirs, state="unlinked"),)
    return Outcome((), (_set_aside(other), *_moved(turn, moved_to), *unlinked))


def _moved(turn: Turn, address: str) -> tuple[Change, ...]:
    """The chat at its new address; what was posted at the old one can be neither edited nor unpinned there."""
    chat, link = replace(turn.chat, address=address, state="active"), live_link(turn, turn.chat.id)
    return (chat,) if link is None else (chat, replace(link, board_message=None))


def _set_aside(chat: Chat) -> Chat:
    """The chat that gives up its address to the one that moved there; nothing is sent to it any more."""
    return replace(chat, address=f"{chat.address}/{chat.id}", state="gone")
