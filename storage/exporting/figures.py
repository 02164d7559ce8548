"""The figures of a report, read in one transaction; what was submitted in a unit that ended counts for its heir."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, and_, case, cast, func, select

from campaign.counts import NOTHING, Counts
from campaign.definition import Campaign, Phase
from campaign.reports import Benefit, Day, Facts
from campaign.tree import UnitTree
from storage.loading import table_of
from storage.transaction import Statements

_STATES = ("valid", "needs_info", "rejected", "withdrawn")
_MANY_UNITS = 500
_COUNTS_FOR_NOBODY = ("rejected", "withdrawn")


def as_counted() -> ColumnElement[str]:
    """The state in which an initiative counts: the one it had when its phase was closed (I3)."""
    made = table_of("initiative")
    return func.coalesce(made.c.closed_status, made.c.status)


async def read_facts(
    connection: Statements,
    campaign: Campaign,
    phases: Sequence[Phase],
    scope: str,
    *,
    now: datetime,
    tree_day: date,
) -> Facts:
    """Everything of a scope's phases as it stands; units are arranged as on `tree_day`. KeyError: no such unit then."""
    tree = UnitTree(campaign.units, campaign.successions)
    view = tree.at(tree_day)
    below = {unit.code for unit in view.subtree(scope)}
    codes = tuple(phase.code for phase in phases)

    def heir(code: str) -> str | None:
        standing = tree.heir(code, tree_day) or view.root.code
        return standing if standing in below else None

    ours = _Ours(codes, heir, _units_of(campaign, heir))
    return Facts(
        campaign=campaign,
        view=view,
        tree_day=tree_day,
        scope=view.unit(scope),
        phases=tuple(phases),
        as_of=now,
        counts=await _counts(connection, ours),
        kinds=await _by(connection, ours, "member_kind"),
        fields=await _by(connection, ours, "field"),
        days=await _days(connection, ours),
        people=await _people(connection, ours),
        benefits=await _benefits(connection, ours),
    )


class _Ours:
    """Which rows are wanted: the phases, the units (those that ended too), and for whom each unit counts."""

    def __init__(
        self, phases: tuple[str, ...], heir: Callable[[str], str | None], units: frozenset[str] | None
    ) -> None:
        self.phases = phases
        self.heir = heir
        self.units = units

    def where(self, table: Any) -> list[ColumnElement[bool]]:
        """The rows of a table with a unit and a phase."""
        wanted = [table.c.phase.in_(self.phases)]
        return wanted if self.units is None else [*wanted, table.c.unit.in_(sorted(self.units))]


def _units_of(campaign: Campaign, heir: Callable[[str], str | None]) -> frozenset[str] | None:
    """The codes that count for the scope; None when all do."""
    ours = frozenset(unit.code for unit in campaign.units if heir(unit.code) is not None)
    return None if len(ours) == len(campaign.units) else ours


def counts_of(row: Row[Any] | Sequence[int]) -> Counts:
    """Counts of (submitted, valid, needs info, rejected, withdrawn)."""
    submitted, valid, needs_info, rejected, withdrawn = map(int, row)
    known = valid + needs_info + rejected + withdrawn
    return Counts(submitted, valid, submitted - known, needs_info, rejected, withdrawn)


async def _counts(connection: Statements, ours: _Ours) -> Mapping[tuple[str, str], Counts]:
    tally = table_of("tally")
    columns = (tally.c.unit, tally.c.phase, tally.c.submitted, *(tally.c[name] for name in _STATES))
    found: defaultdict[tuple[str, str], Counts] = defaultdict(lambda: NOTHING)
    for unit, phase, *numbers in await connection.execute(select(*columns).where(*ours.where(tally))):
        if (standing := ours.heir(unit)) is not None:
            found[standing, phase] += counts_of(numbers)
    return dict(found)


async def _by(connection: Statements, ours: _Ours, column: str) -> Mapping[str | None, Counts]:
    made = table_of("initiative")
    states = [func.sum(case((as_counted() == name, 1), else_=0)) for name in _STATES]
    asked = select(made.c[column], func.count(), *states).where(*ours.where(made)).group_by(made.c[column])
    return {code: counts_of(numbers) for code, *numbers in await connection.execute(asked)}


async def _days(connection: Statements, ours: _Ours) -> Mapping[date, Day]:
    days = table_of("tally_day")
    names = ("submitted", "valid", "rejected", "withdrawn")
    asked = select(days.c.day, *(func.sum(days.c[name]) for name in names)).where(*ours.where(days))
    rows = await connection.execute(asked.group_by(days.c.day))
    return {day: Day(*map(int, numbers)) for day, *numbers in rows}


async def _people(connection: Statements, ours: _Ours) -> Mapping[str, int]:
    """How many people sent something that counts, by unit; somebody who sent in two units is one in each.

    Of those for whom a cadre entered and who have not come yet, who has the same name in a unit is the same.
    """
    made = table_of("initiative")
    unclaimed = and_(made.c.person_id.is_(None), made.c.entered_by.is_not(None), made.c.draft_id.is_not(None))
    somebody = case((unclaimed, made.c.authors), else_=cast(made.c.person_id, Text))
    asked = select(made.c.unit, func.count(somebody.distinct())).where(
        *ours.where(made), as_counted().not_in(_COUNTS_FOR_NOBODY)
    )
    found: defaultdict[str, int] = defaultdict(int)
    for unit, people in await connection.execute(asked.group_by(made.c.unit)):
        if (standing := ours.heir(unit)) is not None:
            found[standing] += people
    return dict(found)


async def _benefits(connection: Statements, ours: _Ours) -> Mapping[str, Benefit]:
    """What the initiatives that count earn; those without a value are not in it (I15)."""
    made = table_of("initiative")
    asked = select(made.c.unit, func.sum(made.c.benefit_vnd), func.count(made.c.benefit_vnd)).where(
        *ours.where(made), made.c.benefit_vnd.is_not(None), as_counted().not_in(_COUNTS_FOR_NOBODY)
    )
    found: defaultdict[str, Benefit] = defaultdict(Benefit)
    for unit, vnd, initiatives in await connection.execute(asked.group_by(made.c.unit)):
        if (standing := ours.heir(unit)) is not None:
            found[standing] += Benefit(int(vnd), initiatives)
    return dict(found)
