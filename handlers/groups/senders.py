"""Who speaks in a group, and whether he holds the scope it is about."""

from __future__ import annotations

from handlers.outcome import Outcome, say
from handlers.rights import may
from handlers.turn import Turn
from storage.records import Person


def sender(turn: Turn) -> Person | None:
    """The person behind this message, known by his private chat with the bot; None for whoever cannot be told."""
    incoming, here = turn.incoming, turn.chat
    if not incoming.identified or not incoming.sender:
        return None
    chat = turn.records.chat_at(here.channel, here.bot, incoming.sender)
    if chat is None or chat.person_id is None:
        return None
    person = turn.records.person(chat.person_id)
    return person if person is not None and person.erased_at is None else None


def holder(turn: Turn, unit: str) -> Person | None:
    """The person speaking, if he may link groups to this unit and steer them."""
    person = sender(turn)
    if person is None:
        return None
    roles = turn.records.roles_of(person.id)
    return person if may(roles, "link_group", unit, turn.scene.units, turn.now) else None


def refuse(turn: Turn) -> Outcome:
    """A kind no to somebody who cannot be told, or who does not hold the scope."""
    text_id = "group-not-yours" if turn.incoming.identified else "group-anonymous"
    return Outcome((say(turn.t(text_id, bot=turn.channel.bot_name)),))
