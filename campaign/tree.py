"""The dated tree of units: who hung under whom on a day. Depth is free, no level has a name (domain.md 4.5).

A unit keeps its code through every renaming and re-parenting, and counts belong to codes: no change of the
tree changes a count (I13). A unit that ended is not in the tree of a later day; `UnitTree.heir` says who
stands for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from campaign.search import Found, SearchIndex
from campaign.vietnamese.sorting import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from campaign.definition import Succession, Unit


class CircleError(ValueError):
    """Some units hang under each other in a circle; `codes` names them."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        """Keep the codes that never reach a root."""
        super().__init__(f"units hang under each other in a circle: {', '.join(codes)}")
        self.codes = codes


class UnitTree:
    """All units of all days. `at(day)` is the tree as it stood on that local day; answers are cached."""

    def __init__(self, units: Iterable[Unit], successions: Iterable[Succession] = ()) -> None:
        """Take units with unique codes; what became of them is applied in the order of the days."""
        self._units = {unit.code: unit for unit in units}
        self._successions = sorted(successions, key=lambda succession: succession.on)
        self._changes = sorted(self._days_of_change())
        self._states: dict[int, _State] = {}
        self._views: dict[int, TreeView] = {}

    def at(self, day: date) -> TreeView:
        """The tree as of this local day. CircleError if on that day units hang under each other."""
        epoch = bisect_right(self._changes, day)
        if epoch not in self._views:
            state = self._state(day)
            self._views[epoch] = TreeView(state.units(), state.heirs())
        return self._views[epoch]

    def unit(self, code: str) -> Unit:
        """The unit as the file has it, whatever the day (KeyError if there is none)."""
        return self._units[code]

    def heir(self, code: str, day: date) -> str | None:
        """The unit that stands for this one on that day: itself, its successor or the one above, if any."""
        return self._state(day).standing(code)

    def root(self, day: date) -> Unit:
        """`at(day).root`."""
        return self.at(day).root

    def children(self, code: str, day: date) -> tuple[Unit, ...]:
        """`at(day).children(code)`."""
        return self.at(day).children(code)

    def subtree(self, code: str, day: date) -> tuple[Unit, ...]:
        """`at(day).subtree(code)`."""
        return self.at(day).subtree(code)

    def ancestors(self, code: str, day: date) -> tuple[Unit, ...]:
        """`at(day).ancestors(code)`."""
        return self.at(day).ancestors(code)

    def path(self, code: str, day: date) -> tuple[Unit, ...]:
        """`at(day).path(code)`."""
        return self.at(day).path(code)

    def is_under(self, code: str, ancestor: str, day: date) -> bool:
        """`at(day).is_under(code, ancestor)`."""
        return self.at(day).is_under(code, ancestor)

    def find(self, query: str, day: date, limit: int = 10, offset: int = 0) -> Found:
        """`at(day).find(query, limit, offset)`."""
        return self.at(day).find(query, limit, offset)

    def _state(self, day: date) -> _State:
        epoch = bisect_right(self._changes, day)
        if epoch not in self._states:
            self._states[epoch] = _State(self._units, self._successions, day)
        return self._states[epoch]

    def _days_of_change(self) -> set[date]:
        ends = {day for unit in self._units.values() for day in (unit.since, unit.until) if day is not None}
        return ends | {succession.on for succession in self._successions}


class TreeView:
    """The tree on one day: every `name` and `parent` as of that day, brothers in Vietnamese order."""

    def __init__(self, units: Mapping[str, Unit], heirs: Mapping[str, str] | None = None) -> None:
        """Arrange units whose parents are among them; CircleError if some never reach a root.

        `heirs`: who stands on this day for a unit that does not, by code.
        """
        self._inherited: defaultdict[str, list[str]] = defaultdict(list)
        for gone, heir in (heirs or {}).items():
            self._inherited[heir].append(gone)
        self._below: defaultdict[str | None, list[Unit]] = defaultdict(list)
        self._by_name = sorted(units.values(), key=lambda unit: (_name_key(unit.name), unit.code))
        for unit in self._by_name:
            self._below[unit.parent].append(unit)
        self._by_code = dict(units)
        self.units = tuple(self._walk())
        self._spans = self._number()
        if len(self.units) < len(units):
            raise CircleError(tuple(code for code in units if code not in self._spans))
        self._index: SearchIndex | None = None

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __len__(self) -> int:
        return len(self.units)

    def counted_for(self, code: str) -> tuple[str, ...]:
        """The codes whose initiatives are this very unit's on this day: its own, and those it stands for (I13)."""
        return (code, *self._inherited.get(code, ()))

    @property
    def root(self) -> Unit:
        """The unit that everything hangs under (the first of several, LookupError if the tree is empty)."""
        if not self.units:
            raise LookupError("no unit on this day")
        return self.units[0]

    @property
    def roots(self) -> tuple[Unit, ...]:
        """The units under no other; more than one only after the common top has ended."""
        return tuple(self._below[None])

    def unit(self, code: str) -> Unit:
        """The unit with the name and the parent of that day (KeyError if it is not in the tree)."""
        return self._by_code[code]

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units directly under this one (KeyError for a code that is not in the tree)."""
        return tuple(self._below.get(self._by_code[code].code, ()))

    def subtree(self, code: str) -> tuple[Unit, ...]:
        """This unit and everything under it, parents before children (KeyError for an unknown code)."""
        first, past = self._spans[code]
        return self.units[first:past]

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """The units above this one, the nearest first (KeyError for an unknown code)."""
        return tuple(self._above(self._by_code[code]))

    def path(self, code: str) -> tuple[Unit, ...]:
        """From the root down to this unit, both included (KeyError for an unknown code)."""
        return (*reversed(self.ancestors(code)), self._by_code[code])

    def is_under(self, code: str, ancestor: str) -> bool:
        """Whether `code` is `ancestor` or hangs anywhere under it; False for a code not in the tree."""
        if code not in self._spans or ancestor not in self._spans:
            return False
        first, past = self._spans[ancestor]
        return first <= self._spans[code][0] < past

    def find(self, query: str, limit: int = 10, offset: int = 0, under: str | None = None) -> Found:
        """A page of the units whose name, code and aliases hold every word of the query, the best first.

        Case and diacritics do not matter (they only break ties); an empty query finds every unit. `under`
        keeps to the subtree of that unit.
        """
        if self._index is None:
            self._index = SearchIndex(self._by_name)
        within = None if under is None else frozenset(unit.code for unit in self.subtree(under))
        return self._index.find(query, limit, offset, within)

    def _walk(self) -> Iterator[Unit]:
        waiting = list(reversed(self._below[None]))
        while waiting:
            unit = waiting.pop()
            yield unit
            waiting.extend(reversed(self._below.get(unit.code, [])))

    def _number(self) -> dict[str, tuple[int, int]]:
        """Where each unit's subtree lies in `units`: [first, past)."""
        past: dict[str, int] = {}
        for place in range(len(self.units) - 1, -1, -1):
            unit = self.units[place]
            below = self._below.get(unit.code)
            past[unit.code] = past[below[-1].code] if below else place + 1
        return {unit.code: (place, past[unit.code]) for place, unit in enumerate(self.units)}

    def _above(self, unit: Unit) -> Iterator[Unit]:
        while unit.parent is not None:
            unit = self._by_code[unit.parent]
            yield unit


def _name_key(name: str) -> tuple[tuple[object, ...], ...]:
    """The order of `sort_key(name)`, put together from its words, which thousands of names share and it remembers.

    Letters of all words come before tones of all words, as in a name taken as a whole.
    """
    return tuple(zip(*map(sort_key, name.split()), strict=True))


class _State:
    """What the successions up to a day made of the units: names, parents, who ended, who stands for them."""

    def __init__(self, units: Mapping[str, Unit], successions: Iterable[Succession], day: date) -> None:
        self._all = units
        self._day = day
        self._names: dict[str, str] = {}
        self._parents = {code: unit.parent for code, unit in units.items()}
        self._gone: dict[str, str | None] = {}
        for succession in successions:
            if succession.on <= day:
                self._apply(succession)

    def units(self) -> dict[str, Unit]:
        """The living units, each with its name and parent of the day."""
        return {code: self._as_of(unit) for code, unit in self._all.items() if self._lives(code)}

    def heirs(self) -> dict[str, str]:
        """Who stands for each unit that does not live, if anybody does."""
        standing = {code: self.standing(code) for code in self._all if not self._lives(code)}
        return {code: heir for code, heir in standing.items() if heir is not None}

    def standing(self, code: str | None) -> str | None:
        """The first living unit on the way from this code to its successors and those above it."""
        seen: set[str] = set()
        while code is not None and not self._lives(code):
            if code in seen or code not in self._all:
                return None
            seen.add(code)
            code = self._gone.get(code) or self._parents[code]
        return code

    def _apply(self, succession: Succession) -> None:
        if succession.kind == "rename":
            self._names[succession.old] = succession.name
        elif succession.kind == "transfer":
            self._parents[succession.old] = succession.new
        else:
            self._gone[succession.old] = succession.new

    def _lives(self, code: str) -> bool:
        unit = self._all.get(code)
        if unit is None or code in self._gone:
            return False
        begun = unit.since is None or unit.since <= self._day
        return begun and (unit.until is None or self._day < unit.until)

    def _as_of(self, unit: Unit) -> Unit:
        parent, name = self.standing(self._parents[unit.code]), self._names.get(unit.code, unit.name)
        if parent == unit.parent and name == unit.name:
            return unit
        return unit.model_copy(update={"parent": parent, "name": name})
