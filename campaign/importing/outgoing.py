"""The list of units as a sheet to be changed and sent back, in the words by which lists are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from campaign.definition import Campaign, Unit
from campaign.reports.table import Cell, Column, Table
from campaign.texts import Texts
from campaign.tree import UnitTree
from campaign.vietnamese.dates import say_date
from campaign.vietnamese.numbers import parse_count


def units_table(
    campaign: Campaign,
    rows: Mapping[str, Mapping[str, str]],
    target_columns: Iterable[str],
    day: date,
    texts: Texts,
) -> Table:
    """The units of this day, each parent before its children. `rows`: units.csv as it is written, by code."""
    view = UnitTree(campaign.units, campaign.successions).at(day)
    units = view.subtree(view.root.code) if view.units else ()
    targets = tuple(dict.fromkeys(target_columns))
    namesakes = Counter(unit.name for unit in units)
    terms = {term.code: term.name for term in (*campaign.clusters, *campaign.blocks)}

    def parent(unit: Unit) -> str:
        if unit.parent is None:
            return ""
        above = view.unit(unit.parent)
        return above.name if namesakes[above.name] == 1 else above.code

    return Table(
        texts("list-sheet"),
        texts("list-title", campaign=campaign.name),
        (texts("list-note-day", day=say_date(day)), texts("list-note-how")),
        (*_columns(texts), *(Column(_target(campaign, each, texts)) for each in targets), *_ends(texts)),
        tuple(
            (
                unit.code, unit.name, parent(unit), _kind(unit.kind, texts),
                terms.get(unit.cluster or "", ""), terms.get(unit.block or "", ""), unit.members,
                "|".join(unit.aliases), *_numbers(rows.get(unit.code, {}), targets), "", "", "",
            )
            for unit in units
        ),
    )  # fmt: skip


def _columns(texts: Texts) -> tuple[Column, ...]:
    named = ("code", 14), ("name", 44), ("parent", 34), ("kind", 14), ("cluster", 24), ("block", 24)
    first = tuple(Column(texts(f"list-column-{name}"), "text", width) for name, width in named)
    return (*first, Column(texts("list-column-members")), Column(texts("list-column-aliases"), "text", 28))


def _ends(texts: Texts) -> tuple[Column, ...]:
    """Empty ones, for what is to happen with a unit."""
    named = ("into", 28), ("until", 14), ("on", 14)
    return tuple(Column(texts(f"list-column-{name}"), "text", width) for name, width in named)


def _kind(kind: str, texts: Texts) -> str:
    """As people say it; the campaign's own kinds as they are."""
    text_id = f"list-kind-{kind.replace('_', '-')}"
    return texts(text_id) if texts.has(text_id) else kind


def _target(campaign: Campaign, column: str, texts: Texts) -> str:
    phases = {phase.code: phase.name for phase in campaign.phases}
    return texts("list-column-target", phase=phases.get(column, column))


def _numbers(row: Mapping[str, str], columns: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(parse_count(row.get(column, "")) if row.get(column) else None for column in columns)
