"""Who speaks in a group, and whether he holds the scope it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.groups.addressing import said, with_code
from handlers.invitations import usable
from handlers.outcome import Outcome, say
from handlers.rights import may
from handlers.turn import Turn
from storage.records import Change, Invite, Person


@dataclass(frozen=True, slots=True)
class Holder:
    """Who may link groups to a unit and steer them; `used`: the code that proved it, used up."""

    person: Person
    used: tuple[Change, ...] = ()


def sender(turn: Turn) -> Person | None:
    """The person behind this message, known by his private chat with the bot; None for whoever cannot be told."""
    incoming, here = turn.incoming, turn.chat
    if not incoming.identified or not incoming.sender:
        return None
    chat = turn.records.chat_at(here.channel, here.bot, incoming.sender)
    return None if chat is None or chat.person_id is None else _living(turn, chat.person_id)


def _living(turn: Turn, person_id: int) -> Person | None:
    person = turn.records.person(person_id)
    return person if person is not None and person.erased_at is None else None


def holder(turn: Turn, unit: str) -> Holder | None:
    """Who wants this, if he holds the scope: the sender or, where senders cannot be told, whoever made the code."""
    person = sender(turn)
    if person is not None and _holds(turn, person, unit):
        return Holder(person)
    if turn.channel.known_in_groups:
        return None
    _, code = with_code(turn)
    invite = group_code(turn, code)
    return maker(turn, invite) if invite is not None and invite.unit == unit else None


def group_code(turn: Turn, code: str) -> Invite | None:
    """The one-time code for a group, if it may still be used."""
    invite = usable(turn, code)
    return invite if invite is not None and invite.kind == "group" else None


def maker(turn: Turn, invite: Invite) -> Holder | None:
    """Who made this code, if he still holds its scope; the code is used up with that."""
    person = _living(turn, invite.created_by) if invite.created_by is not None else None
    if person is None or invite.unit is None or not _holds(turn, person, invite.unit):
        return None
    return Holder(person, (used(invite),))


def used(invite: Invite) -> Invite:
    """The code after one more use."""
    return replace(invite, uses=invite.uses + 1)


def _holds(turn: Turn, person: Person, unit: str) -> bool:
    return may(turn.records.roles_of(person.id), "link_group", unit, turn.scene.units, turn.now)


def refuse(turn: Turn) -> Outcome:
    """A kind no to somebody who cannot be told, or who does not hold the scope."""
    bot = turn.channel.called
    if not turn.channel.known_in_groups:
        example = said(turn, turn.incoming.command or "lienket")
        return Outcome((say(turn.t("group-needs-code", bot=bot, example=example)),))
    text_id = "group-not-yours" if turn.incoming.identified else "group-anonymous"
    return Outcome((say(turn.t(text_id, bot=bot)),))
