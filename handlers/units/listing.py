"""`/donvi`: the units in charge, the most urgent first, or the one that was named."""

from __future__ import annotations

from fractions import Fraction

from campaign.boards.names import shorten
from campaign.boards.phrases import measure_name, stamp, standing_of_scope
from campaign.boards.snapshot import Snapshot
from campaign.calendar import day_bounds
from campaign.definition import Unit
from campaign.digests import Pace
from campaign.standings import UnitRow
from campaign.urgency import elapsed, level, missing, needed_per_day, progress
from campaign.vietnamese.numbers import count
from handlers import figures
from handlers.browsing import offer, page_of, pages
from handlers.outcome import Outcome, Rows, column
from handlers.rights import allowed, refuse, scopes
from handlers.turn import Turn
from handlers.unit_choice import find_mine
from handlers.units import card
from storage.messages import Choice

PAGE = 8
_FOUND = 6


def show(turn: Turn) -> Outcome:
    """The units by urgency, a page at a time; `/donvi <unit>` one unit, or what is under it."""
    tops = scopes(turn.records.roles_of(turn.me().id), turn.scene.units, turn.now)
    if not tops:
        return refuse(turn)
    about, page = page_of(turn.incoming.argument)
    named = turn.unit_called(about)
    if named is not None:
        return _shown(turn, named, page) if allowed(turn, "see_unit", named.code) else refuse(turn)
    if about:
        return _searched(turn, about)
    return (
        _shown(turn, turn.scene.units.unit(tops[0]), page)
        if len(tops) == 1
        else _listed(turn, tops, "", page)
    )


def _shown(turn: Turn, unit: Unit, page: int) -> Outcome:
    """One unit's card, or the list of what is under it."""
    if not turn.scene.units.children(unit.code):
        return card.show(turn, unit)
    return _listed(turn, (unit.code,), unit.code, page)


def _searched(turn: Turn, query: str) -> Outcome:
    found = find_mine(turn, query[:100], limit=_FOUND)
    if found.total == 1:
        return _shown(turn, found.units[0], 0)
    every = column(turn.button("donvi-all", "!donvi"))
    if not found.total:
        return offer(turn, turn.t("donvi-none", query=query[:40]), every)
    rows = column(*(Choice(unit.name, f"!donvi:{unit.code}") for unit in found.units))
    return offer(turn, turn.t("donvi-found", query=query[:40], n=count(found.total)), (*rows, *every))


def _listed(turn: Turn, tops: tuple[str, ...], about: str, page: int) -> Outcome:
    whole = figures.snapshot(turn, tops[0])
    if whole is None:
        return offer(turn, turn.t("donvi-no-sprint"), ())
    paces = by_urgency(turn, whole, tops)
    last = max(0, len(paces) - 1) // PAGE
    page = min(page, last)
    shown = list(enumerate(paces[page * PAGE : (page + 1) * PAGE], page * PAGE + 1))
    legend = turn.t("donvi-legend", stamp=stamp(whole, turn.scene.texts),
                    measure=measure_name(turn.campaign, turn.scene.texts))  # fmt: skip
    above = [standing_of_scope(whole, turn.scene.texts)] if len(tops) == 1 else []
    lines = [*above, legend, *(_line(turn, whole, pace, n) for n, pace in shown)]
    heading = turn.t("donvi-heading", n=count(len(paces)))
    return offer(
        turn,
        "\n".join(lines),
        _rows(turn, [pace for _, pace in shown], tops, (about, page, last)),
        heading=heading,
    )


def by_urgency(turn: Turn, whole: Snapshot, tops: tuple[str, ...]) -> list[Pace]:
    """The units at the bottom of these subtrees, paced as in the digest: as of the last midnight."""
    units = turn.scene.units
    below = [unit for top in tops for unit in units.subtree(top) if not units.children(unit.code)]
    midnight, _ = day_bounds(turn.today, turn.campaign.time_zone)
    share = elapsed(whole.sprint, midnight)
    known = {row.code: row for row in whole.rows}
    if any(unit.code not in known for unit in below):
        known = figures.rows(turn, dict.fromkeys(below), whole.sprint)
    rows = [known[code] for code in dict.fromkeys(unit.code for unit in below)]
    paces = [Pace(row, level(row, whole.measure, share), _done(row, whole)) for row in rows]
    return sorted(paces, key=lambda pace: pace.order)


def _done(row: UnitRow, whole: Snapshot) -> Fraction:
    now, at_start = (counts.measured(whole.measure) for counts in (row.now, row.sprint_start))
    return progress(now, at_start, row.target) if row.target else Fraction(0)


def _line(turn: Turn, whole: Snapshot, pace: Pace, number: int) -> str:
    row, texts = pace.row, turn.scene.texts
    words = {
        "n": str(number),
        "unit": shorten(row.name, texts),
        "done": count(row.now.measured(whole.measure)),
        "level": turn.t(f"level-{pace.level.replace('_', '-')}"),
    }
    need = needed_per_day(missing(row, whole.measure), whole.sprint, turn.now, turn.campaign.time_zone)
    if not row.target:
        return turn.t("donvi-line-count", **words)
    if not need:
        return turn.t("donvi-line-done", **words, target=count(row.target))
    numbers = {"target": count(row.target), "need": count(need)}
    return turn.t("donvi-line" if whole.days_left else "donvi-line-last", **words, **numbers)


def _rows(turn: Turn, shown: list[Pace], tops: tuple[str, ...], place: tuple[str, int, int]) -> Rows:
    about, page, last = place
    units = column(*(Choice(pace.row.name, f"!donvi:{pace.row.code}") for pace in shown))
    turning = pages(turn, "donvi", about, page, last)
    scope = tops[0] if len(tops) == 1 else turn.campaign.root
    passing = (
        turn.button("chuyentiep-button", f"!chuyentiep:{scope}"),
        turn.button("cauhoi-button", "!cauhoi"),
    )
    return (*units, *((turning,) if turning else ()), passing)
