"""Finding one's unit: searched without diacritics, picked from a list in pages, never typed freely."""

from __future__ import annotations

from campaign.search import Found
from handlers.choosing import chosen
from handlers.outcome import Outcome, Reply, Rows, ask, go
from handlers.states import ChoosingUnit
from handlers.turn import Turn
from storage.messages import Choice

PAGE = 6


def present(turn: Turn, state: ChoosingUnit) -> Reply:
    """Ask for the unit, with the page of what was found so far."""
    found = _found(turn, state)
    if not state.query and found.total > PAGE:
        return ask(turn.t("unit-ask"), choices=((turn.button("nav-browse", "browse"),),))
    if found.total == 0:
        return ask(
            turn.t("unit-none", query=state.query[:40]), choices=((turn.button("nav-browse", "browse"),),)
        )
    text = turn.t("unit-pick") if found.total <= PAGE else _page_text(turn, state, found)
    return ask(text, choices=_rows(turn, state, found))


def _page_text(turn: Turn, state: ChoosingUnit, found: Found) -> str:
    pages = -(-found.total // PAGE)
    return turn.t("unit-pick-page", page=str(state.page + 1), pages=str(pages), total=str(found.total))


def _found(turn: Turn, state: ChoosingUnit) -> Found:
    query = "" if state.query == "*" else state.query
    return turn.scene.units.find(query, limit=PAGE, offset=state.page * PAGE)


def _rows(turn: Turn, state: ChoosingUnit, found: Found) -> Rows:
    rows: list[tuple[Choice, ...]] = [(Choice(unit.name, f"u:{unit.code}"),) for unit in found.units]
    turning = []
    if state.page > 0:
        turning.append(turn.button("nav-earlier", "earlier"))
    if (state.page + 1) * PAGE < found.total:
        turning.append(turn.button("nav-more", "more"))
    return (*rows, tuple(turning)) if turning else tuple(rows)


def picked(turn: Turn, state: ChoosingUnit) -> str | Outcome:
    """The code of the unit that was picked, or the next page or search."""
    rows = _rows(turn, state, _found(turn, state)) if state.query else ()
    token = chosen(turn, rows)
    if token.startswith("u:") and turn.unit(token[2:]) is not None:
        return token[2:]
    if token in {"more", "earlier"}:
        return go(state.model_copy(update={"page": max(0, state.page + (1 if token == "more" else -1))}))
    if token == "browse":
        return go(state.model_copy(update={"query": "*", "page": 0}))
    if turn.incoming.kind != "text":
        return go(state, turn.t("unit-needs-text"))
    return _searched(turn, state)


def _searched(turn: Turn, state: ChoosingUnit) -> str | Outcome:
    """A new search; the very code of a unit picks it."""
    said = turn.incoming.text.strip()
    by_code = turn.unit(said.upper())
    if by_code is not None:
        return by_code.code
    return go(state.model_copy(update={"query": said[:100] or "*", "page": 0}))
