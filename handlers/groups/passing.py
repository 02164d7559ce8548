"""A group that no bot can join any more: a cadre gets its posts in private and passes them on, until he stops."""

from __future__ import annotations

from dataclasses import replace

from campaign.definition import Unit
from handlers import figures
from handlers.outcome import Outcome, column, say
from handlers.states import IDLE
from handlers.turn import Turn
from storage.records import Audit, Chat, GroupLink


def take_on(turn: Turn, unit: Unit) -> Outcome:
    """From now on the posts of a group of this unit come to whoever asked for its code."""
    text = turn.t("nhom-handed-how", unit=unit.name, bot=turn.channel.bot_name)
    told = say(text, choices=column(turn.button("nhom-stop", "!thoitin")))
    if any(link.unit == unit.code for link in _mine(turn)):
        return Outcome((told,), (), IDLE)
    chat = Chat(
        id=turn.new_id("chat"),
        channel=turn.chat.channel,
        bot=turn.chat.bot,
        address=f"handed/{turn.me().id}/{unit.code}/{turn.now.timestamp():.0f}",
        kind="group",
        title=unit.name,
        state="active",
        person_id=None,
        created_at=turn.now,
    )
    known = figures.snapshot(turn, unit.code)
    link = GroupLink(
        chat_id=chat.id,
        unit=unit.code,
        state="handed",
        board_at=None,
        linked_at=turn.now,
        linked_by=turn.me().id,
        news_at=turn.now,
        news_done=known.done if known is not None else 0,
    )
    return Outcome((told,), (chat, link, _noted(turn, "group_handed", unit.code)), IDLE)


def stop(turn: Turn) -> Outcome:
    """`/thoitin`: no posts to pass on any more; the daily text can still be asked for."""
    mine = _mine(turn)
    if not mine:
        return Outcome((say(turn.t("thoitin-none")),))
    ended = [replace(link, state="unlinked") for link in mine]
    noted = [_noted(turn, "group_unlinked", link.unit) for link in mine]
    units = ", ".join(turn.unit_name(link.unit) for link in mine)
    return Outcome((say(turn.t("thoitin-done", units=units)),), (*ended, *noted))


def _mine(turn: Turn) -> list[GroupLink]:
    me = turn.me().id
    return [link for link in turn.records.group_links() if link.state == "handed" and link.linked_by == me]


def _noted(turn: Turn, action: str, unit: str) -> Audit:
    return Audit(id=turn.new_id("audit"), at=turn.now, person_id=turn.me().id, action=action, subject=unit)
