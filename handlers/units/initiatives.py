"""`/sangkien` and `/xemsk`: the initiatives of a unit in charge, and one of them."""

from __future__ import annotations

import json

from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count
from handlers.browsing import offer, page_of, pages, pairs
from handlers.form.answers import Answers, told
from handlers.form.card import spell
from handlers.form.reading import spell_authors
from handlers.mine import listing
from handlers.outcome import Outcome, column, say
from handlers.rights import allowed, refuse
from handlers.room import shorten
from handlers.submission import number_of
from handlers.turn import Turn
from storage.reading import MOST_LISTED
from storage.records import Initiative

PAGE = 6
_TITLE, _ROOM = 90, 1200
_ELSEWHERE = {"title", "confidential", "files", "authors"}


def show(turn: Turn) -> Outcome:
    """The newest first, a page at a time: number, title, status; never an author."""
    about, page = page_of(turn.incoming.argument)
    if not about:
        return listing.show(turn)
    unit = turn.unit_called(about)
    if unit is None or not allowed(turn, "see_unit", unit.code):
        return refuse(turn)
    made = turn.records.initiatives_in(unit.code)
    back = turn.button("donvi-back", f"!donvi:{unit.code}")
    if not made:
        return offer(turn, turn.t("sangkien-none", unit=unit.name), ((back,),))
    last = (len(made) - 1) // PAGE
    page = min(page, last)
    shown = made[page * PAGE : (page + 1) * PAGE]
    lines = [_line(turn, initiative) for initiative in shown]
    buttons = [
        turn.button("sangkien-one", f"!xemsk:{each.id}", number=number_of(turn, each.id)) for each in shown
    ]
    turning = pages(turn, "sangkien", unit.code, page, last)
    rows = (*pairs(buttons), *((turning,) if turning else ()), (back,))
    every = "sangkien-heading" if len(made) < MOST_LISTED else "sangkien-heading-newest"
    heading = turn.t(every, unit=unit.name, n=count(len(made)))
    return offer(turn, "\n".join(lines), rows, heading=heading)


def _line(turn: Turn, initiative: Initiative) -> str:
    words = {"number": number_of(turn, initiative.id), "title": shorten(initiative.title, _TITLE)}
    line = "sangkien-line-confidential" if initiative.confidential else "sangkien-line"
    return turn.t(line, **words, status=_status(turn, initiative))


def _status(turn: Turn, initiative: Initiative) -> str:
    return turn.t(f"sangkien-{initiative.status.replace('_', '-')}")


def show_one(turn: Turn) -> Outcome:
    """One initiative with its authors (P1 covers the unit's cadres); of a confidential one title and effect only."""
    number = turn.incoming.argument
    made = turn.records.initiative(int(number)) if number.isdecimal() and len(number) < 18 else None
    if made is None:
        return Outcome((say(turn.t("sangkien-gone")),))
    if not allowed(turn, "see_unit", made.unit):
        return refuse(turn)
    lines = _confidential(turn, made) if made.confidential else _open(turn, made)
    form = (turn.button("maudon-button", f"!maudon:{made.id}"),) if turn.campaign.application else ()
    rows = column(*form, turn.button("sangkien-back", f"!sangkien:{made.unit}"))
    return offer(turn, "\n".join(lines), rows, heading=number_of(turn, made.id))


def _top(turn: Turn, made: Initiative) -> list[str]:
    where = {"unit": turn.unit_name(made.unit), "at": say_moment(made.submitted_at, turn.scene.zone)}
    return [f"“{made.title}”", turn.t("sangkien-where", **where, status=_status(turn, made))]


def _confidential(turn: Turn, made: Initiative) -> list[str]:
    effect = Answers.read(made.answers).get("effect")
    form = turn.campaign.form
    step = next((step for step in (*form.steps, *form.report) if step.key == "effect"), None)
    told = [f"{step.label}: {shorten(str(effect), _ROOM)}"] if effect and step is not None else []
    return [*_top(turn, made), turn.t("sangkien-confidential"), *told]


def _open(turn: Turn, made: Initiative) -> list[str]:
    answers = Answers.read(made.answers)
    steps = [step for step in told(turn.campaign.form, answers) if step.key not in _ELSEWHERE]
    shown = [(step.label, spell(turn, step, answers.get(step.key))) for step in steps if step.key in answers]
    room = _ROOM // max(1, len(shown))
    authors = json.loads(made.authors)
    named = turn.t("sangkien-authors", authors=shorten(spell_authors(authors), 300)) if authors else ""
    return [line for line in [*_top(turn, made), named, *listing.entered_line(turn, made)] if line] + [
        f"{label}: {shorten(said, room)}" for label, said in shown
    ]
