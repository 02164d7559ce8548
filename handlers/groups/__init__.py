"""Groups: what the bot answers there, and how a group is linked to a unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from campaign.vietnamese.text import is_wordless
from handlers.accounts.codes import exposed
from handlers.groups import linking, membership, standing, steering
from handlers.groups.addressing import meant
from handlers.outcome import NOTHING, Outcome
from handlers.turn import Turn

_EVENTS: Mapping[str, Callable[[Turn], Outcome]] = {
    "added": membership.added,
    "removed": membership.removed,
    "migrated": membership.migrated,
}
_COMMANDS: Mapping[str, Callable[[Turn], Outcome]] = {
    "lienket": linking.link,
    "huylienket": linking.unlink,
    "tamdung": steering.pause,
    "tieptuc": steering.resume,
    "gio": steering.change_hour,
    "xephang": standing.show,
    "tiendo": standing.show,
    "trogiup": membership.show_help,
}


def respond(turn: Turn) -> Outcome:
    """What an update of a group leads to. Only what was addressed to the bot comes here."""
    incoming = turn.incoming
    if (event := _EVENTS.get(incoming.kind)) is not None:
        return event(turn)
    if incoming.kind == "start":
        return _heard(turn, linking.link if incoming.argument else membership.show_help)
    if incoming.kind == "press":
        name, _, argument = incoming.token.removeprefix("!").partition(":")
        turn = replace(turn, incoming=replace(incoming, argument=argument))
        return _heard(turn, _COMMANDS[name]) if name in _COMMANDS else NOTHING
    if (shown := exposed(turn)) is not None:
        return _heard(turn, lambda _: shown)
    name, argument = meant(turn)
    if name in _COMMANDS:
        told = replace(incoming, command=name, argument=argument)
        return _heard(replace(turn, incoming=told), _COMMANDS[name])
    if incoming.kind != "text" or is_wordless(incoming.text):
        return NOTHING
    return _heard(turn, membership.point_to_private)


def _heard(turn: Turn, do: Callable[[Turn], Outcome]) -> Outcome:
    """Whoever is heard in a group shows that the bot is in it."""
    if turn.chat.state == "active":
        return do(turn)
    chat = replace(turn.chat, state="active")
    return do(replace(turn, chat=chat)).after(chat)
