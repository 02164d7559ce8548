"""A command of a cadre's said with a unit behind it: "chỉ tiêu mầm non Đông Hội"."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import fold
from handlers.browsing import offer
from handlers.outcome import Outcome, column
from handlers.rights import scopes
from handlers.turn import Turn
from handlers.unit_choice import find_mine
from storage.messages import Choice

COMMANDS = frozenset({"donvi", "chitieu", "baocao", "giaykhen", "maqr", "moi", "ghikhen"})
_OR_NUMBER = {"ghikhen"}  # may also be about an initiative
_LONGEST = 120  # characters
_FOUND = 6


def of_unit(turn: Turn, words: Mapping[str, str]) -> tuple[str, str] | Outcome | None:
    """The command and the code of the unit; which one, where several are called so; None where it is no such thing.

    `words`: what commands are called, folded. Only among the units the person speaking holds an office for.
    """
    name, query = _parted(turn.incoming.text, words)
    if not name or turn.incoming.kind != "text" or turn.person is None:
        return None
    if not scopes(turn.records.roles_of(turn.person.id), turn.scene.units, turn.now):
        return None
    found = find_mine(turn, query, limit=_FOUND)
    if found.total > 1:
        rows = column(*(Choice(unit.name, f"!{name}:{unit.code}") for unit in found.units))
        return offer(turn, turn.t("donvi-found", query=query[:40], n=count(found.total)), rows)
    if not found.total and name in _OR_NUMBER:
        return name, query
    return (name, found.units[0].code) if found.total else None


def _parted(said: str, words: Mapping[str, str]) -> tuple[str, str]:
    """The longest beginning that is such a command, and the rest."""
    parts = said.removeprefix("/").split() if len(said) <= _LONGEST else []
    for length in range(min(len(parts) - 1, 4), 0, -1):
        name = words.get(fold(" ".join(parts[:length])), "")
        if name in COMMANDS:
            return name, " ".join(parts[length:])
    return "", ""
