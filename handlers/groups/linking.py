"""`/lienket` and `/huylienket`: a group follows one unit, by a one-time code of somebody who holds that scope."""

from __future__ import annotations

from dataclasses import replace

from campaign.definition import Unit
from handlers import figures
from handlers.groups.addressing import said
from handlers.groups.membership import live_link, private_button
from handlers.groups.room import is_beyond
from handlers.groups.schedule import promise
from handlers.groups.senders import group_code, holder, refuse, sender, used
from handlers.outcome import Outcome, say
from handlers.turn import Turn
from storage.records import Audit, Change, Chat, GroupLink, Invite, Person


def link(turn: Turn) -> Outcome:
    """Link this group to the unit of the code, and say what will be posted when; with that said it is linked.

    Who sends it is looked at before the code, so that a stranger learns nothing about codes; where senders cannot be
    told, the code is all there is.
    """
    if turn.channel.known_in_groups and sender(turn) is None:
        return refuse(turn)
    bot = turn.channel.called
    if not turn.incoming.argument:
        how = turn.t("group-link-how", bot=bot, lienket=said(turn, "lienket"))
        return Outcome((say(how, choices=private_button(turn)),))
    invite = group_code(turn, turn.incoming.argument)
    unit = turn.unit(invite.unit) if invite is not None else None
    if invite is None or unit is None:
        return Outcome((say(turn.t("group-code-unusable", bot=bot)),))
    held_by = holder(turn, unit.code)
    if held_by is None:
        return refuse(turn)
    known = live_link(turn, turn.chat.id)
    return _linked(turn, invite, unit, held_by.person) if known is None else _already(turn, known, unit)


def _already(turn: Turn, known: GroupLink, unit: Unit) -> Outcome:
    """One group, one scope; the code stays good."""
    text_id = "group-linked-already" if known.unit == unit.code else "group-linked-elsewhere"
    instead = {} if known.unit == unit.code else {"huylienket": said(turn, "huylienket")}
    return Outcome((say(turn.t(text_id, unit=turn.unit_name(known.unit), **instead)),))


def _linked(turn: Turn, invite: Invite, unit: Unit, person: Person) -> Outcome:
    made = GroupLink(
        chat_id=turn.chat.id,
        unit=unit.code,
        state="pending",
        board_at=None,
        linked_at=turn.now,
        linked_by=person.id,
        news_at=turn.now,
        news_done=_measured(turn, unit.code),
    )
    words = turn.t("group-beyond") if is_beyond(turn) else promise(turn, made, unit)
    told = say(words, heading=turn.t("group-linked-heading", unit=unit.name), kind="trial")
    changes: tuple[Change, ...] = (
        *_named(turn, unit),
        made,
        used(invite),
        noted(turn, "group_linked", made, person),
    )
    return Outcome((told,), changes)


def _named(turn: Turn, unit: Unit) -> tuple[Chat, ...]:
    """Where the platform does not tell what a group is called, it is called after its unit."""
    return () if turn.chat.title else (replace(turn.chat, title=unit.name),)


def _measured(turn: Turn, unit: str) -> int:
    """The scope's measured count now: what was reached before is no news to this group."""
    snapshot = figures.snapshot(turn, unit)
    return snapshot.done if snapshot is not None else 0


def noted(turn: Turn, action: str, changed: GroupLink, person: Person) -> Audit:
    """The line of the audit about a group."""
    return Audit(
        id=turn.new_id("audit"),
        at=turn.now,
        person_id=person.id,
        action=action,
        subject=changed.unit,
        detail=str(changed.chat_id),
    )


def unlink(turn: Turn) -> Outcome:
    """Post nothing here any more, until the group is linked anew."""
    known = live_link(turn, turn.chat.id)
    if known is None:
        return not_linked(turn)
    held_by = holder(turn, known.unit)
    if held_by is None:
        return refuse(turn)
    ended = replace(known, state="unlinked")
    told = say(turn.t("group-unlinked", unit=turn.unit_name(known.unit), bot=turn.channel.called))
    return Outcome((told,), (ended, *held_by.used, noted(turn, "group_unlinked", ended, held_by.person)))


def not_linked(turn: Turn) -> Outcome:
    """How this group gets linked."""
    text = turn.t("group-not-linked", bot=turn.channel.called)
    return Outcome((say(text, choices=private_button(turn)),))
