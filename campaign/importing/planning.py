"""What a list would change in a campaign: nothing is decided here that the preview does not show.

An empty cell changes nothing, a dash empties it; a unit that is not in the list stays as it is. Names, parents and
mergers become dated successions, so that boards of former days stay true (domain.md 4.5, I13).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from campaign.definition import Campaign, Succession, Unit
from campaign.importing.faults import Fault
from campaign.importing.lines import Line, Listing
from campaign.importing.values import FREE, Reader
from campaign.tree import CircleError, TreeView, UnitTree

Kind = Literal["new", "renamed", "moved", "merged", "closed", "begun", "members", "other", "target"]
EMPTY = "-"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be different: of which unit, from what to what, and from which day where it has one."""

    kind: Kind
    code: str
    name: str
    before: str = ""
    after: str = ""
    on: date | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a list asks for. `cells`: by unit the cells of units.csv to be written; faults: then nothing is.

    `targets`: the columns of the list that are targets, with the names of their phases.
    """

    listing: Listing
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    successions: tuple[Succession, ...] = ()
    untouched: int = 0
    targets: Mapping[str, str] = field(default_factory=dict)


def make_plan(
    campaign: Campaign, rows: Mapping[str, Mapping[str, str]], listing: Listing, today: date
) -> Plan:
    """Compare the list with the campaign. `rows`: units.csv as it is written, by code."""
    if listing.faults:
        return Plan(listing, faults=listing.faults)
    planning = _Planning(campaign, rows, listing, today)
    planning.run()
    return planning.plan()


class _Planning:
    def __init__(
        self, campaign: Campaign, rows: Mapping[str, Mapping[str, str]], listing: Listing, today: date
    ) -> None:
        self._campaign = campaign
        self._rows = rows
        self._listing = listing
        self._today = today
        self._units = {unit.code: unit for unit in campaign.units}
        self._tree = UnitTree(campaign.units, campaign.successions)
        self._read = Reader(campaign, listing)
        self._changes: list[Change] = []
        self._cells: dict[str, dict[str, str]] = {}
        self._successions: list[Succession] = []
        self._lines: dict[str, Line] = {}

    def run(self) -> None:
        for line in self._listing.lines:
            code = self._read.code(line, self._lines)
            if code is not None:
                self._lines[code] = line
        fresh = {code: line.text("name") for code, line in self._lines.items() if code not in self._units}
        self._read.learn(fresh)
        for code, line in self._lines.items():
            on = self._read.day(line, "on") or self._today
            if code in self._units:
                self._known(self._units[code], line, on)
            else:
                self._new(code, line, on)
        if not self._read.faults:
            self._judge_tree()

    def plan(self) -> Plan:
        missing = len(self._units.keys() - self._lines.keys())
        faults = tuple(self._read.faults)
        phases = {phase.code: phase.name for phase in self._campaign.phases}
        return Plan(
            self._listing,
            tuple(self._changes),
            faults,
            self._cells,
            tuple(self._successions),
            missing,
            {column: phases.get(column, column) for column in self._read.targets},
        )

    def _new(self, code: str, line: Line, on: date) -> None:
        name = self._read.name(line)
        parent = self._read.unit(line, "parent") or self._campaign.root
        if name is None:
            self._read.refuse(line, "name", "import-new-without-name", code=code)
            return
        if line.text("into"):
            self._read.refuse(line, "into", "import-new-merged", code=code)
        since = self._read.day(line, "since") or on
        self._changes.append(Change("new", code, name, after=self._name(parent), on=since))
        self._set(code, "code", code)
        self._set(code, "name", name)
        self._set(code, "parent", parent)
        self._set(code, "since", since.isoformat())
        if until := self._read.day(line, "until"):
            self._set(code, "until", until.isoformat())
            if until < since:
                self._read.refuse(line, "until", "import-ends-before")
        for column in self._read.plain_columns:
            value = self._read.plain(line, column)
            if value:
                self._set(code, column, value)

    def _known(self, unit: Unit, line: Line, on: date) -> None:
        view = self._tree.at(on)
        if unit.code in view:
            self._rename(view.unit(unit.code), line, on)
            self._move(view.unit(unit.code), line, on)
            self._merge(unit, line, on)
        elif unit.since is None or unit.since <= on:
            self._refuse_ended(unit, line)
        self._bound(unit, line)
        for column in self._read.plain_columns:
            self._change_plain(unit, line, column)

    def _rename(self, unit: Unit, line: Line, on: date) -> None:
        """Whoever is known by his name alone has no other."""
        name = self._read.name(line)
        if name is None or name == unit.name or not line.text("code"):
            return
        self._changes.append(Change("renamed", unit.code, unit.name, unit.name, name, on))
        self._successions.append(Succession(old=unit.code, kind="rename", on=on, name=name))

    def _move(self, unit: Unit, line: Line, on: date) -> None:
        parent = self._read.unit(line, "parent")
        if parent is None or parent == unit.parent:
            return
        if unit.code == self._campaign.root:
            self._read.refuse(line, "parent", "import-root-moved", code=unit.code)
            return
        if parent == unit.code:
            self._read.refuse(line, "parent", "import-own-parent", code=unit.code)
            return
        before = "" if unit.parent is None else self._name(unit.parent)
        self._changes.append(Change("moved", unit.code, unit.name, before, self._name(parent), on))
        self._successions.append(Succession(old=unit.code, kind="transfer", on=on, new=parent))

    def _merge(self, unit: Unit, line: Line, on: date) -> None:
        heir = self._read.unit(line, "into")
        if heir is None:
            return
        if unit.code in {heir, self._campaign.root}:
            self._read.refuse(line, "into", "import-own-heir", code=unit.code)
            return
        self._changes.append(Change("merged", unit.code, unit.name, after=self._name(heir), on=on))
        self._successions.append(Succession(old=unit.code, kind="merge", on=on, new=heir))

    def _refuse_ended(self, unit: Unit, line: Line) -> None:
        """A unit that is no more is not renamed, moved or merged; the line may say again what it was."""
        asked = self._read.name(line), self._read.unit(line, "parent"), self._read.unit(line, "into")
        last = self._last_seen(unit)
        heir = self._tree.heir(unit.code, self._today)
        known: tuple[set[str | None], ...] = ({last.name, unit.name}, {last.parent, unit.parent}, {heir})
        for meaning, value, same in zip(("name", "parent", "into"), asked, known, strict=True):
            if value is not None and value not in same:
                self._read.refuse(line, meaning, "import-ended", code=unit.code)

    def _last_seen(self, unit: Unit) -> Unit:
        days = [each.on for each in self._campaign.successions if each.old == unit.code]
        for day in sorted((*days, *([unit.until] if unit.until else ())), reverse=True):
            view = self._tree.at(day - timedelta(days=1))
            if unit.code in view:
                return view.unit(unit.code)
        return unit

    def _bound(self, unit: Unit, line: Line) -> None:
        """The first and the last day."""
        since, until = self._read.day(line, "since"), self._read.day(line, "until")
        last = None if unit.until is None else unit.until - timedelta(days=1)
        if since is not None and since != unit.since:
            self._changes.append(Change("begun", unit.code, unit.name, on=since))
            self._set(unit.code, "since", since.isoformat())
        if until is not None and until != last:
            if unit.code == self._campaign.root:
                self._read.refuse(line, "until", "import-root-closed", code=unit.code)
            self._changes.append(Change("closed", unit.code, unit.name, on=until))
            self._set(unit.code, "until", until.isoformat())
        starts, ends = since or unit.since, until or last
        if (since or until) and starts is not None and ends is not None and ends < starts:
            self._read.refuse(line, "until" if until else "since", "import-ends-before")

    def _change_plain(self, unit: Unit, line: Line, column: str) -> None:
        value = self._read.plain(line, column)
        if value is None:
            return
        before = self._rows.get(unit.code, {}).get(column, "")
        if self._read.is_same(column, before, value):
            return
        kind: Kind = (
            "target" if column in self._read.targets else "members" if column == "members" else "other"
        )
        self._changes.append(Change(kind, unit.code, unit.name, before, value, column=column))
        self._set(unit.code, column, value)

    def _set(self, code: str, column: str, value: str) -> None:
        self._cells.setdefault(code, {})[column] = value

    def _name(self, code: str) -> str:
        return self._read.names.get(code, code)

    # What only the whole can tell

    def _judge_tree(self) -> None:
        """Circles and brothers of one name, on every day on which the list changes something."""
        units = [*self._campaign.units, *self._made()]
        tree = UnitTree(units, merged_successions(self._campaign.successions, self._successions))
        days = {self._today, *(each.on for each in self._successions)}
        days |= {change.on for change in self._changes if change.on is not None}
        for day in sorted(days):
            try:
                self._refuse_namesakes(tree.at(day))
            except CircleError as circle:
                self._refuse_circle(circle.codes)
                return

    def _made(self) -> Iterable[Unit]:
        for code, cells in self._cells.items():
            if code not in self._units:
                until = cells.get("until")
                yield Unit(
                    code=code,
                    name=cells["name"],
                    parent=cells["parent"],
                    since=date.fromisoformat(cells["since"]),
                    until=None if until is None else date.fromisoformat(until) + timedelta(days=1),
                )

    def _refuse_circle(self, codes: Sequence[str]) -> None:
        asked = [code for code in codes if code in self._lines and self._lines[code].text("parent")]
        for code in asked[:5]:
            told = ", ".join(codes[:5])
            self._read.refuse(self._lines[code], "parent", "import-circle", codes=told)
        if not asked:
            self._read.faults.append(Fault("import-circle", {"codes": ", ".join(codes[:5])}))

    def _refuse_namesakes(self, view: TreeView) -> None:
        seen: dict[tuple[str | None, str], str] = {}
        for unit in view.units:
            other = seen.setdefault((unit.parent, unit.name.casefold()), unit.code)
            at = unit.code if unit.code in self._lines else other
            if other != unit.code and at in self._lines:
                told = other if at == unit.code else unit.code
                self._read.refuse(self._lines[at], "name", "import-namesake", code=told)


def merged_successions(former: Iterable[Succession], later: Iterable[Succession]) -> tuple[Succession, ...]:
    """All of them; what is said anew of a unit for the same day and of the same kind replaces what was said."""
    found = {(each.old, each.kind, each.on): each for each in former}
    found.update({(each.old, each.kind, each.on): each for each in later})
    return tuple(found.values())


__all__ = ["EMPTY", "FREE", "Change", "Plan", "make_plan", "merged_successions"]
