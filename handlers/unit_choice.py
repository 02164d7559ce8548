"""Finding a unit: searched without diacritics, picked from a list in pages, never typed freely."""

from __future__ import annotations

from campaign.search import Found
from campaign.vietnamese.text import fold
from handlers.choosing import chosen, plain_label
from handlers.outcome import Outcome, Reply, Rows, ask, go
from handlers.rights import scopes
from handlers.states import ChoosingUnit
from handlers.turn import Turn
from storage.messages import Choice

PAGE = 6


def present(turn: Turn, state: ChoosingUnit) -> Reply:
    """Ask for the unit, with the page of what was found so far."""
    found = _found(turn, state)
    choices = (*_rows(turn, state, found), *_way_out(turn, state))
    if not state.query and found.total > PAGE:
        return ask(turn.t(_text(state, "unit-ask")), choices=choices)
    if found.total == 0:
        return ask(turn.t(_text(state, "unit-none"), query=state.query[:40]), choices=choices)
    text = turn.t(_text(state, "unit-pick")) if found.total <= PAGE else _page_text(turn, state, found)
    return ask(text, choices=choices)


def _text(state: ChoosingUnit, text_id: str) -> str:
    """The text to a worker about his unit, or to a cadre ("unit-ask-cadre", "unit-ask-group")."""
    return f"{text_id}-{state.purpose}" if state.purpose in {"cadre", "group", "behalf"} else text_id


def _way_out(turn: Turn, state: ChoosingUnit) -> Rows:
    return ((turn.button("nav-cancel", "cancel"),),) if state.purpose != "join" else ()


def _page_text(turn: Turn, state: ChoosingUnit, found: Found) -> str:
    pages = -(-found.total // PAGE)
    numbers = {"page": str(state.page + 1), "pages": str(pages), "total": str(found.total)}
    return turn.t(_text(state, "unit-pick-page"), **numbers)


def _found(turn: Turn, state: ChoosingUnit) -> Found:
    query, offset = "" if state.query == "*" else state.query, state.page * PAGE
    if state.purpose not in {"group", "behalf"}:
        return turn.scene.units.find(query, limit=PAGE, offset=offset)
    return find_mine(turn, query, limit=PAGE, offset=offset)


def find_mine(turn: Turn, query: str, *, limit: int, offset: int = 0) -> Found:
    """A page of a search among the units the person speaking holds an office for."""
    units = turn.scene.units
    held = scopes(turn.records.roles_of(turn.me().id), units, turn.now)
    if len(held) == 1:
        return units.find(query, limit, offset, held[0])
    every = units.find(query, len(units)).units
    mine = tuple(unit for unit in every if any(units.is_under(unit.code, top) for top in held))
    return Found(mine[offset : offset + limit], len(mine))


def _rows(turn: Turn, state: ChoosingUnit, found: Found) -> Rows:
    """The page of what was found; where nothing was looked for, or found, the way to the whole list."""
    if not _lists(state, found):
        return ((turn.button("nav-browse", "browse"),),)
    rows: list[tuple[Choice, ...]] = [(Choice(unit.name, f"u:{unit.code}"),) for unit in found.units]
    turning = []
    if state.page > 0:
        turning.append(turn.button("nav-earlier", "earlier"))
    if (state.page + 1) * PAGE < found.total:
        turning.append(turn.button("nav-more", "more"))
    return (*rows, tuple(turning)) if turning else tuple(rows)


def _lists(state: ChoosingUnit, found: Found) -> bool:
    """Whether units are shown to pick from."""
    return found.total > 0 and (bool(state.query) or found.total <= PAGE)


def picked(turn: Turn, state: ChoosingUnit) -> str | Outcome:
    """The code of the unit that was picked, or the next page or search."""
    found = _found(turn, state)
    token = chosen(turn, _rows(turn, state, found))
    if token.startswith("u:") and turn.unit(token[2:]) is not None:
        return token[2:]
    if token in {"more", "earlier"}:
        return go(state.model_copy(update={"page": max(0, state.page + (1 if token == "more" else -1))}))
    if token == "browse" and _is_plainly_browse(turn):
        return go(state.model_copy(update={"query": "*", "page": 0}))
    if turn.incoming.kind != "text":
        return go(state, turn.t(_text(state, "unit-needs-text")))
    if _lists(state, found) and _is_of_a_list(turn):
        return go(state, turn.t(_text(state, "unit-unclear")))
    return _searched(turn, state)


def _called_so(turn: Turn, state: ChoosingUnit, said: str) -> str:
    """The code of the one unit that is called so, of those that may be picked."""
    found = _found(turn, state.model_copy(update={"query": said[:100], "page": 0}))
    named = [unit.code for unit in found.units if fold(unit.name) == fold(said)]
    return named[0] if len(named) == 1 else ""


def _is_plainly_browse(turn: Turn) -> bool:
    """Whether the list itself is wanted: pressed, its number, its whole label; words out of it are searched for."""
    said = fold(turn.incoming.text).strip(" .")
    return turn.incoming.kind == "press" or said.isdecimal() or said == fold(turn.t("nav-browse"))


def _is_of_a_list(turn: Turn) -> bool:
    """A number, or a way through the pages: what is not on the list that is shown is no search."""
    said = fold(turn.incoming.text).strip(" .")
    ways = (plain_label(turn.button(way, "")) for way in ("nav-more", "nav-earlier", "nav-browse"))
    return said.isdecimal() or said in map(fold, ways)


def _searched(turn: Turn, state: ChoosingUnit) -> str | Outcome:
    """A new search; the very code of a unit picks it, and where messages are counted its very name as well."""
    said = turn.incoming.text.strip()
    by_code = turn.unit(said.upper())
    if by_code is not None:
        return by_code.code
    if turn.channel.frugal and (code := _called_so(turn, state, said)):
        return code
    return go(state.model_copy(update={"query": said[:100] or "*", "page": 0}))
