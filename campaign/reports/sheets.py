"""The sheets of the report, one function each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from campaign.counts import NOTHING, Counts
from campaign.reports.facts import Benefit, Facts
from campaign.reports.table import Cell, Column, Table
from campaign.vietnamese.dates import say_date, say_time
from campaign.vietnamese.numbers import tenths_of_percent

if TYPE_CHECKING:
    from campaign.definition import Term, Unit
    from campaign.targets import Denominator
    from campaign.texts import Texts

_STATES = ("submitted", "valid", "under-review", "needs-info", "rejected", "withdrawn", "counted")


_NARROWEST, _WIDEST = 30, 80  # characters, of a column of names


def sheets(facts: Facts, texts: Texts) -> list[Table]:
    """Every sheet but the list of initiatives, in the order of the file."""
    made = [_summary(facts, texts), _units(facts, texts)]
    if facts.campaign.blocks:
        made.append(_groups(facts, texts, "blocks", facts.campaign.blocks))
    if facts.campaign.clusters:
        made.append(_groups(facts, texts, "clusters", facts.campaign.clusters))
    made.append(_shares(facts, texts, "kinds", facts.campaign.member_kinds, facts.kinds))
    made.append(_shares(facts, texts, "fields", facts.campaign.fields, facts.fields))
    return [*made, _days(facts, texts)]


def notes(facts: Facts, texts: Texts) -> tuple[str, ...]:
    """As of when, of what, from where: on every sheet."""
    state = texts("report-state-closed" if facts.is_closed else "report-state-open")
    local = facts.as_of.astimezone(facts.zone)
    names = ", ".join(phase.name for phase in facts.phases)
    return (
        texts("report-as-of", time=say_time(local.time()), day=say_date(local.date()), state=state),
        texts("report-phases", phases=names),
        texts("report-tree", day=say_date(facts.tree_day)),
        texts("report-source"),
    )


def _table(
    facts: Facts,
    texts: Texts,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[tuple[Cell, ...]],
    total: tuple[Cell, ...] = (),
) -> Table:
    title = texts("report-title", scope=facts.scope.name, campaign=facts.campaign.name)
    return Table(texts(f"sheet-{name}"), title, notes(facts, texts), tuple(columns), rows, total)


def _states(texts: Texts) -> list[Column]:
    return [Column(texts(f"column-{state}")) for state in _STATES]


def _of(counts: Counts) -> tuple[int, ...]:
    return (
        counts.submitted, counts.valid, counts.under_review, counts.needs_info, counts.rejected,
        counts.withdrawn, counts.counted,
    )  # fmt: skip


def share(done: int, of: int) -> Fraction | None:
    """A share as it is printed: in tenths of a percent, half up from the integers, never 100 % before it is (I5)."""
    tenths = tenths_of_percent(done, of)
    return None if tenths is None else Fraction(tenths, 1000)


def _goal(facts: Facts, texts: Texts, goal: Denominator | None, counts: Counts) -> tuple[Cell, ...]:
    """The target, which one it is, the share of it, and whether it is met: said by the integers alone."""
    if goal is None:
        return (None, "", None, "")
    done = counts.measured(facts.campaign.measure)
    met = texts("met-yes") if done >= goal.value else ""
    return (goal.value, texts(f"target-kind-{goal.kind}"), share(done, goal.value), met)


def _held(facts: Facts, texts: Texts, phase: str) -> tuple[Cell, ...]:
    """The same of the scope; where it has no target of its own, of its units' together."""
    held = facts.held(phase)
    if held is None:
        return (None, "", None, "")
    met = texts("met-yes") if held.done >= held.target else ""
    return (held.target, texts(f"target-kind-{held.kind}"), share(held.done, held.target), met)


def _goal_columns(texts: Texts) -> list[Column]:
    return [
        Column(texts("column-target")),
        Column(texts("column-target-kind"), "text", 16),
        Column(texts("column-percent"), "percent"),
        Column(texts("column-met"), "text", 8),
    ]


# The whole


def _summary(facts: Facts, texts: Texts) -> Table:
    columns = [
        Column(texts("column-phase"), "text", 24),
        *_states(texts),
        *_goal_columns(texts),
        Column(texts("column-children")),
        Column(texts("column-units")),
        Column(texts("column-units-taking-part")),
        Column(texts("column-people")),
        Column(texts("column-benefit"), "money", 20),
        Column(texts("column-with-benefit")),
    ]
    rows = [_phase_row(facts, texts, phase.code, phase.name) for phase in facts.phases]
    people = sum(facts.people.get(unit.code, 0) for unit in facts.below)
    benefit = sum((facts.benefits.get(unit.code, Benefit()) for unit in facts.below), Benefit())
    whole = _phase_row(facts, texts, "", texts("report-whole"))
    return _table(
        facts, texts, "summary", columns, rows, (*whole[:-3], people, benefit.vnd, benefit.initiatives)
    )


def _phase_row(facts: Facts, texts: Texts, phase: str, name: str) -> tuple[Cell, ...]:
    counts = facts.total(phase)
    children = [facts.goal(unit.code, phase) for unit in facts.bottom]
    taking_part = facts.taking_part(phase)
    below = sum(each.value for each in children if each is not None) or None
    return (
        name, *_of(counts), *_held(facts, texts, phase), below, len(facts.bottom), taking_part, None, None, None,
    )  # fmt: skip


# By unit


_CLUSTER, _BLOCK = 3, 4  # the columns of lists that a campaign may do without


def _units(facts: Facts, texts: Texts) -> Table:
    columns = [
        Column(texts("column-code"), "text", 12),
        Column(texts("column-unit"), "text", 40),
        Column(texts("column-parent"), "text", 28),
        Column(texts("column-cluster"), "text", 18),
        Column(texts("column-block"), "text", 18),
        Column(texts("column-members")),
        Column(texts("column-people")),
        *_states(texts),
        *_goal_columns(texts),
        Column(texts("column-benefit"), "money", 20),
        Column(texts("column-with-benefit")),
    ]
    names = _Names(facts)
    rows = [_unit_row(facts, texts, unit, names) for unit in facts.units]
    total = facts.total()
    benefit = sum((facts.benefits.get(unit.code, Benefit()) for unit in facts.units), Benefit())
    whole: tuple[Cell, ...] = (
        "", texts("report-total"), "", "", "",
        sum(unit.members or 0 for unit in facts.units),
        sum(facts.people.get(unit.code, 0) for unit in facts.units),
        *_of(total), *_held(facts, texts, ""), benefit.vnd, benefit.initiatives,
    )  # fmt: skip
    lists = {_CLUSTER: facts.campaign.clusters, _BLOCK: facts.campaign.blocks}
    said = [place for place in range(len(columns)) if lists.get(place, True)]
    shown = [tuple(row[place] for place in said) for row in (*rows, whole)]
    return _table(facts, texts, "units", [columns[place] for place in said], shown[:-1], shown[-1])


class _Names:
    """What the codes of lists stand for."""

    def __init__(self, facts: Facts) -> None:
        self._clusters = {term.code: term.short or term.name for term in facts.campaign.clusters}
        self._blocks = {term.code: term.short or term.name for term in facts.campaign.blocks}

    def cluster(self, unit: Unit) -> str:
        return self._clusters.get(unit.cluster or "", "")

    def block(self, unit: Unit) -> str:
        return self._blocks.get(unit.block or "", "")


def _unit_row(facts: Facts, texts: Texts, unit: Unit, names: _Names) -> tuple[Cell, ...]:
    counts = facts.of(unit.code)
    parent = facts.view.unit(unit.parent).name if unit.parent is not None else ""
    benefit = facts.benefits.get(unit.code, Benefit())
    goal = facts.goal(unit.code) if not facts.view.children(unit.code) else None
    return (
        unit.code, unit.name, parent, names.cluster(unit), names.block(unit), unit.members,
        facts.people.get(unit.code, 0), *_of(counts), *_goal(facts, texts, goal, counts),
        benefit.vnd if benefit.initiatives else None, benefit.initiatives,
    )  # fmt: skip


# By block and by cluster


def _groups(facts: Facts, texts: Texts, name: str, terms: Sequence[Term]) -> Table:
    columns = [
        Column(texts("column-block" if name == "blocks" else "column-cluster"), "text", _room(terms)),
        Column(texts("column-units")),
        Column(texts("column-units-taking-part")),
        Column(texts("column-members")),
        Column(texts("column-people")),
        *_states(texts),
        Column(texts("column-target")),
        Column(texts("column-percent"), "percent"),
    ]
    of: dict[str | None, list[Unit]] = {}
    known = {term.code for term in terms}
    for unit in facts.units:
        code = unit.block if name == "blocks" else unit.cluster
        of.setdefault(code if code in known else None, []).append(unit)
    rows = [_group_row(facts, term.name, of.get(term.code, [])) for term in terms]
    if of.get(None):
        rows.append(_group_row(facts, texts("report-unsorted"), of[None]))
    return _table(
        facts, texts, name, columns, rows, _group_row(facts, texts("report-total"), list(facts.units))
    )


def _room(terms: Sequence[Term]) -> int:
    """As wide as the longest of these names: what stands in the next column would cut it off."""
    return min(_WIDEST, max(_NARROWEST, *(len(term.name) + 3 for term in terms)))


def _group_row(facts: Facts, name: str, units: list[Unit]) -> tuple[Cell, ...]:
    counts = sum((facts.of(unit.code) for unit in units), NOTHING)
    bottom = [unit for unit in units if not facts.view.children(unit.code)]
    goals = [goal.value for goal in (facts.goal(unit.code) for unit in bottom) if goal is not None]
    target = sum(goals) or None
    with_goal = sum(
        (facts.of(unit.code) for unit in bottom if facts.goal(unit.code) is not None), NOTHING
    ).measured(facts.campaign.measure)
    return (
        name, len(bottom), sum(facts.of(unit.code).counted > 0 for unit in bottom),
        sum(unit.members or 0 for unit in units), sum(facts.people.get(unit.code, 0) for unit in units),
        *_of(counts), target, share(with_goal, target) if target else None,
    )  # fmt: skip


# By kind of member, by field, by day


def _shares(
    facts: Facts, texts: Texts, name: str, terms: Sequence[Term], counted: Mapping[str | None, Counts]
) -> Table:
    label = "column-kind" if name == "kinds" else "column-field"
    named_in = Column(texts(label), "text", _room(terms))
    columns = [named_in, *_states(texts), Column(texts("column-share"), "percent")]
    known = {term.code for term in terms}
    total = sum(counted.values(), NOTHING)
    others = sum((counts for code, counts in counted.items() if code not in known), NOTHING)
    named = [(term.name, counted.get(term.code, NOTHING)) for term in terms]
    if others.submitted:
        named.append((texts("report-unsorted"), others))
    rows: list[tuple[Cell, ...]] = [
        (label, *_of(counts), share(counts.counted, total.counted)) for label, counts in named
    ]
    whole = share(total.counted, total.counted)
    return _table(facts, texts, name, columns, rows, (texts("report-total"), *_of(total), whole))


def _days(facts: Facts, texts: Texts) -> Table:
    names = ("submitted", "valid", "rejected", "withdrawn", "counted-so-far", "valid-so-far")
    columns = [Column(texts("column-day"), "day", 14), *(Column(texts(f"column-{name}")) for name in names)]
    rows: list[tuple[Cell, ...]] = []
    counted = valid = 0
    for day, gained in sorted(facts.days.items()):
        counted += gained.submitted - gained.rejected - gained.withdrawn
        valid += gained.valid
        rows.append((day, gained.submitted, gained.valid, gained.rejected, gained.withdrawn, counted, valid))
    return _table(facts, texts, "days", columns, rows)


# One line an initiative


def list_table(facts: Facts, texts: Texts, rows: Iterable[tuple[Cell, ...]]) -> Table:
    """The list of initiatives: `rows` as they come, one each (`column` names of LIST)."""
    columns = [Column(texts(f"column-{name}"), kind, width) for name, kind, width in LIST]
    return _table(facts, texts, "list", columns, rows)


LIST: tuple[tuple[str, Literal["text", "count", "money", "day", "moment"], int], ...] = (
    ("number", "text", 16),
    ("phase", "text", 14),
    ("code", "text", 12),
    ("unit", "text", 36),
    ("title", "text", 60),
    ("authors", "text", 36),
    ("kind", "text", 22),
    ("field", "text", 22),
    ("solution-kind", "text", 20),
    ("effect", "text", 50),
    ("benefit", "money", 18),
    ("status", "text", 16),
    ("confidential", "text", 8),
    ("submitted-at", "moment", 18),
    ("validated-at", "moment", 18),
)

if TYPE_CHECKING:
    from typing import Literal
