"""`/danhapho`: what one entered for others, and which of it its author has taken over."""

from __future__ import annotations

import json

from campaign.vietnamese.numbers import count
from handlers.browsing import offer, page_of, pages, pairs
from handlers.form.reading import spell_authors
from handlers.mine.listing import status_name
from handlers.outcome import Outcome, column
from handlers.room import shorten
from handlers.submission import number_of
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Initiative

PAGE = 6
_TITLE, _NAMES = 60, 60


def show(turn: Turn) -> Outcome:
    """The newest first; what nobody has taken over yet can be opened and changed."""
    made = turn.records.entered_by(turn.me().id)
    begin = column(turn.button("nhapho-again", "!nhapho"))
    if not made:
        return offer(turn, turn.t("danhapho-none"), begin)
    _, page = page_of(turn.incoming.argument)
    last = (len(made) - 1) // PAGE
    page = min(page, last)
    shown = made[page * PAGE : (page + 1) * PAGE]
    mine = [Choice(number_of(turn, each.id), f"!cuatoi:{each.id}") for each in shown if each.is_unclaimed]
    turning = pages(turn, "danhapho", "", page, last)
    rows = (*pairs(mine), *((turning,) if turning else ()), *begin)
    text = "\n".join(_line(turn, each) for each in shown)
    return offer(turn, text, rows, heading=turn.t("danhapho-heading", n=count(len(made))))


def _line(turn: Turn, made: Initiative) -> str:
    authors = json.loads(made.authors)
    words = {
        "number": number_of(turn, made.id),
        "title": shorten(made.title, _TITLE),
        "authors": shorten(spell_authors(authors), _NAMES) if authors else "–",
        "status": status_name(turn, made),
    }
    return turn.t("danhapho-line" if made.is_unclaimed else "danhapho-line-claimed", **words)
