"""The campaign on one page: the figures that are read out, each with what it is measured against, and as of when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.counts import NOTHING, Counts
from campaign.reports.facts import Benefit, Facts
from campaign.reports.sheets import notes
from campaign.vietnamese.money import spell_money
from campaign.vietnamese.numbers import count, percent

if TYPE_CHECKING:
    from campaign.definition import Term
    from campaign.texts import Texts

_STATES = ("submitted", "valid", "under-review", "needs-info", "rejected", "withdrawn")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that stands out: the number, what it is, and what it is measured against."""

    number: str
    label: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table, all of it as printed; the first column is words, the others are figures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page, from its title to its source."""

    title: str
    subtitle: str
    notes: tuple[str, ...]
    figures: tuple[Figure, ...]
    phases: Grid
    states: Grid
    kinds: Grid
    fields: Grid


def page(facts: Facts, texts: Texts) -> Page:
    """The page of a scope."""
    campaign = facts.campaign
    return Page(
        title=facts.scope.name,
        subtitle=campaign.name,
        notes=notes(facts, texts),
        figures=_figures(facts, texts),
        phases=_phases(facts, texts),
        states=_states(facts, texts),
        kinds=_shares(facts, texts, "kind", campaign.member_kinds, facts.kinds),
        fields=_shares(facts, texts, "field", campaign.fields, facts.fields),
    )


def _measured(facts: Facts, phase: str = "") -> int:
    return facts.total(phase).measured(facts.campaign.measure)


def _measure(facts: Facts, texts: Texts) -> str:
    return texts(f"column-{facts.campaign.measure}")


def _figures(facts: Facts, texts: Texts) -> tuple[Figure, ...]:
    done, held = _measured(facts), facts.held()
    said = [Figure(count(done), texts("page-initiatives", measure=_measure(facts, texts).lower()))]
    if held is not None:
        target = {"value": count(held.target), "kind": texts(f"target-kind-{held.kind}")}
        share = percent(held.done, held.target) or "–"
        said.append(Figure(share, texts("page-percent"), texts("page-target", **target)))
    of_units = texts("page-of-units", n=count(len(facts.bottom)))
    said.append(Figure(count(facts.taking_part()), texts("page-units"), of_units))
    benefit = sum((facts.benefits.get(unit.code, Benefit()) for unit in facts.below), Benefit())
    if benefit.initiatives:
        of = texts("page-with-benefit", n=count(benefit.initiatives))
        said.append(Figure(spell_money(benefit.vnd), texts("page-benefit"), of))
    return tuple(said)


def _phases(facts: Facts, texts: Texts) -> Grid:
    columns = tuple(
        texts(f"column-{name}") for name in ("phase", facts.campaign.measure, "target", "target-kind")
    )
    rows = [_phase(facts, texts, phase.code, phase.name) for phase in facts.phases]
    if len(rows) > 1:
        rows.append(_phase(facts, texts, "", texts("report-whole")))
    return Grid((*columns, texts("column-percent"), texts("column-met")), tuple(rows))


def _phase(facts: Facts, texts: Texts, phase: str, name: str) -> tuple[str, ...]:
    done, held = _measured(facts, phase), facts.held(phase)
    if held is None:
        return (name, count(done), "–", "–", "–", "")
    met = texts("met-yes") if held.done >= held.target else ""
    kind = texts(f"target-kind-{held.kind}")
    return (name, count(done), count(held.target), kind, percent(held.done, held.target) or "–", met)


def _states(facts: Facts, texts: Texts) -> Grid:
    counts = facts.total()
    numbers = (counts.submitted, counts.valid, counts.under_review, counts.needs_info, counts.rejected,
               counts.withdrawn)  # fmt: skip
    return Grid(tuple(texts(f"column-{state}") for state in _STATES), (tuple(map(count, numbers)),))


def _shares(
    facts: Facts, texts: Texts, name: str, terms: Sequence[Term], counted: Mapping[str | None, Counts]
) -> Grid:
    """By kind or field, the most first; what has none is said to have none, so that the sum is the whole."""
    measure = facts.campaign.measure
    known = {term.code: term.name for term in terms}
    found: dict[str, int] = {}
    for code, counts in counted.items():
        label = known.get(code or "", texts("report-unsorted"))
        found[label] = found.get(label, 0) + counts.measured(measure)
    whole = sum(counted.values(), NOTHING).measured(measure)
    most = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    rows = tuple((label, count(number), percent(number, whole) or "–") for label, number in most if number)
    columns = (texts(f"column-{name}"), _measure(facts, texts), texts("column-share"))
    return Grid(columns, rows)
