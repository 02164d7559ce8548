"""`/nhom` in a private chat: a one-time code to link a group to a unit one holds, and the groups linked so far."""

from __future__ import annotations

from campaign.definition import Unit
from handlers import unit_choice
from handlers.browsing import offer, page_of
from handlers.choosing import is_cancel
from handlers.groups.passing import take_on
from handlers.groups.room import is_beyond
from handlers.groups.schedule import hour_of, say_hour
from handlers.invitations import mint, say_expiry
from handlers.outcome import Outcome, go, say
from handlers.rights import allowed, refuse, scopes
from handlers.states import IDLE, ChoosingUnit
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import GroupLink

_LISTED = 10


def begin(turn: Turn) -> Outcome:
    """Ask for the unit, unless it was named or only one comes into question."""
    tops = scopes(turn.records.roles_of(turn.me().id), turn.scene.units, turn.now)
    if not tops:
        return refuse(turn)
    about, _ = page_of(turn.incoming.argument)
    named = turn.unit_called(about)
    if named is not None:
        return _minted(turn, named)
    if len(tops) == 1 and not turn.scene.units.children(tops[0]):
        return _minted(turn, turn.scene.units.unit(tops[0]))
    return go(ChoosingUnit(purpose="group", query=about[:100]), _linked_so_far(turn))


def answer_unit(turn: Turn, state: ChoosingUnit) -> Outcome:
    """Take the unit that was picked."""
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    picked = unit_choice.picked(turn, state)
    return picked if isinstance(picked, Outcome) else _minted(turn, turn.scene.units.unit(picked))


def _minted(turn: Turn, unit: Unit) -> Outcome:
    """The code, how it is used, and the line to send in the group as a message of its own.

    A mention is picked from a list and not copied, so that there is no such line where the bot is mentioned.
    """
    if not allowed(turn, "link_group", unit.code):
        return refuse(turn)
    if is_beyond(turn):
        return take_on(turn, unit)
    invite = mint(turn, "group", unit.code)
    until, bot = say_expiry(turn, invite), turn.channel.called
    if turn.channel.mention:
        words = {"unit": unit.name, "until": until, "bot": bot, "code": invite.code}
        return Outcome((say(turn.t("nhom-how-mention", **words)),), (invite,), IDLE)
    address = turn.channel.link_to_group(invite.code)
    rows = ((Choice(turn.t("nhom-choose"), url=address),),) if address else ()
    text_id = "nhom-how-link" if address else "nhom-how"
    how = say(turn.t(text_id, unit=unit.name, until=until, bot=bot), choices=rows)
    line = say(turn.t("nhom-line", bot=turn.channel.bot_name, code=invite.code))
    return Outcome((how, line), (invite,), IDLE)


def _linked_so_far(turn: Turn) -> str:
    """The groups that follow one's units, with their hours; empty when there are none."""
    links = [link for link in turn.records.group_links() if allowed(turn, "link_group", link.unit)]
    chats = turn.records.chats(tuple(sorted(link.chat_id for link in links)))
    lines = [
        _line(turn, link, chats[link.chat_id].title) for link in links[:_LISTED] if link.chat_id in chats
    ]
    return "\n".join([turn.t("nhom-linked", n=str(len(links))), *lines]) if lines else ""


def _line(turn: Turn, link: GroupLink, title: str) -> str:
    words = {"title": title or str(link.chat_id), "unit": turn.unit_name(link.unit)}
    return turn.t(f"nhom-{link.state}", **words, at=say_hour(hour_of(turn, link)))


def only_in_groups(turn: Turn) -> Outcome:
    """A group's command said in a private chat."""
    text_id = "group-only-mention" if turn.channel.mention else "group-only"
    return offer(turn, turn.t(text_id, bot=turn.channel.bot_name), ((turn.button("nhom-button", "!nhom"),),))
