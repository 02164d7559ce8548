"""`/cotmoc`: the milestones that the units in charge have reached, as they are written down."""

from __future__ import annotations

from campaign.vietnamese.dates import say_date
from campaign.vietnamese.numbers import count
from handlers.browsing import offer, page_of, pages
from handlers.outcome import Outcome
from handlers.rights import refuse, scopes
from handlers.submission import number_of
from handlers.turn import Turn
from storage.records import Milestone

PAGE = 12


def show(turn: Turn) -> Outcome:
    """The newest first: the unit, the number or share, and which initiative it was; never a person."""
    units = turn.scene.units
    held = scopes(turn.records.roles_of(turn.me().id), units, turn.now)
    if not held:
        return refuse(turn)
    everywhere = units.root.code in held
    below = () if everywhere else tuple(each.code for top in held for each in units.subtree(top))
    reached = turn.records.milestones(below)
    if not reached:
        return offer(turn, turn.t("cotmoc-none"))
    _, page = page_of(turn.incoming.argument)
    last = (len(reached) - 1) // PAGE
    page = min(page, last)
    lines = [_line(turn, each) for each in reached[page * PAGE : (page + 1) * PAGE]]
    turning = pages(turn, "cotmoc", "", page, last)
    text = "\n".join([*lines, turn.t("cotmoc-rule")])
    heading = turn.t("cotmoc-heading", n=count(len(reached)))
    return offer(turn, text, (turning,) if turning else (), heading=heading)


def _where(turn: Turn, reached: Milestone) -> str:
    """The unit, with the phase where there are several: each has its own count."""
    phase = next((each.name for each in turn.campaign.phases if each.code == reached.phase), reached.phase)
    unit = turn.unit_name(reached.unit)
    return f"{unit} ({phase})" if len(turn.campaign.phases) > 1 else unit


def _line(turn: Turn, reached: Milestone) -> str:
    day = say_date(reached.reached_at.astimezone(turn.scene.zone).date())
    unit = _where(turn, reached)
    if reached.initiative_id is None:
        return turn.t("cotmoc-percent", day=day, unit=unit, percent=f"{reached.threshold}%")
    number = number_of(turn, reached.initiative_id)
    return turn.t("cotmoc-number", day=day, unit=unit, n=count(reached.threshold), number=number)
