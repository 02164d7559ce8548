"""What a list of assignments would change: nothing is decided here that the preview does not show.

Somebody is known again by his name at a unit he is in charge of already; whoever is not gets an invitation, for a name
in a list proves nothing. Two people of one name are told apart by words in brackets behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from campaign.assigning.reading import Assigned, Person, read_assigned
from campaign.definition import Campaign
from campaign.importing.faults import Fault
from campaign.importing.lines import Listing
from campaign.importing.values import Reader
from campaign.tree import UnitTree

Office = Literal["cadre", "head"]
Kind = Literal["invited", "added", "changed", "ended"]


@dataclass(frozen=True, slots=True)
class Held:
    """An office that is held or is to be, on local days: from the first to the last (None: open).

    `stands_in`: for whom, when it is a substitute's.
    """

    id: int
    person: int
    name: str
    unit: str
    role: Office
    since: date
    until: date | None
    stands_in: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits behind an invitation that nobody has opened yet and that still works."""

    id: int
    invite: int
    name: str
    unit: str
    role: Office
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """One assignment that would be made or made otherwise.

    `person`: to whom, where he is known; `held`, `waiting`: the one that is there already; `stands_in`: the person he
    is to stand in for. Days as the list says them; of "ended" `until` is the last one.
    """

    kind: Kind
    name: str
    unit: str
    role: Office
    since: date | None = None
    until: date | None = None
    person: int | None = None
    invite: int | None = None
    held: int | None = None
    waiting: int | None = None
    stands_in: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a list asks for; faults: then nothing is done. `absent` and `absent_waiting`: not in the list."""

    listing: Listing
    names: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    kept: int = 0
    waits: int = 0
    absent: tuple[Held, ...] = ()
    absent_waiting: tuple[Waiting, ...] = ()
    in_own_right: tuple[str, ...] = ()  # substitutes of people the bot does not know yet


def make_plan(
    campaign: Campaign, held: Sequence[Held], waiting: Sequence[Waiting], listing: Listing, today: date
) -> Plan:
    """Compare the list with who is in charge of what today, or will be."""
    if listing.faults:
        return Plan(listing, faults=listing.faults)
    reader = Reader(campaign, listing)
    view = UnitTree(campaign.units, campaign.successions).at(today)
    assigned = read_assigned(reader, view, listing)
    planning = _Planning(reader, held, waiting, assigned, today)
    planning.run()
    return planning.plan(listing)


class _Planning:
    def __init__(
        self,
        reader: Reader,
        held: Sequence[Held],
        waiting: Sequence[Waiting],
        assigned: Sequence[Assigned],
        today: date,
    ) -> None:
        self._read = reader
        self._held = held
        self._waiting = waiting
        self._assigned = assigned
        self._today = today
        self._changes: list[Change] = []
        self._met: set[int] = set()
        self._met_waiting: set[int] = set()
        self._known: dict[str, int] = {}
        self._in_own_right: list[str] = []
        self._kept = self._waits = 0

    def run(self) -> None:
        found = [(each, self._holding(each)) for each in self._assigned]
        for each, office in found:
            if office is not None:
                self._met.add(office.id)
                self._recognise(each, office)
        for each, office in found:
            if office is not None:
                self._compare(each, office)
            elif (person := self._known.get(each.who.key)) is not None:
                self._change("added", each, person=person)
            else:
                self._invite(each)

    def plan(self, listing: Listing) -> Plan:
        changes = tuple(self._changes)
        return Plan(
            listing,
            self._read.names,
            changes,
            tuple(self._read.faults),
            self._kept,
            self._waits,
            tuple(each for each in self._held if each.id not in self._met and each.stands_in is None),
            tuple(each for each in self._waiting if each.id not in self._met_waiting),
            tuple(dict.fromkeys(self._in_own_right)),
        )

    def _holding(self, each: Assigned) -> Held | None:
        """The office at this very unit by somebody of this name; one of the same kind first."""
        here = [
            office for office in self._held if office.unit == each.unit and each.who.is_called(office.name)
        ]
        if len({office.person for office in here}) > 1:
            told = {"name": each.who.name, "unit": self._read.names[each.unit]}
            self._read.refuse(each.line, each.column, "assign-two-of-a-name", **told)
            return None
        alike = [office for office in here if office.role == each.role]
        if alike:
            return alike[0]
        others = {
            other.role
            for other in self._assigned
            if other.unit == each.unit and other.who.key == each.who.key and other is not each
        }
        return next((office for office in here if office.role not in others), None)

    def _recognise(self, each: Assigned, office: Held) -> None:
        person = self._known.setdefault(each.who.key, office.person)
        if person != office.person:
            told = {"name": each.who.name, "unit": self._read.names[each.unit]}
            self._read.refuse(each.line, each.column, "assign-two-of-a-name", **told)

    def _compare(self, each: Assigned, office: Held) -> None:
        """An office that has begun keeps its beginning; its end and its kind may be set anew."""
        begun = office.since <= self._today
        if begun and each.since is not None and each.since > self._today and each.since != office.since:
            self._read.refuse(each.line, "since", "assign-begun", name=office.name)
            return
        since = office.since if begun or each.since is None else each.since
        until = each.until if each.until_said else office.until
        if (since, until, each.role) == (office.since, office.until, office.role):
            self._kept += 1
            return
        ends = until is not None and until < self._today
        self._change(
            "ended" if ends else "changed",
            each,
            since=since,
            until=until,
            person=office.person,
            held=office.id,
        )

    def _invite(self, each: Assigned) -> None:
        if each.until is not None and each.until < self._today:
            self._read.refuse(each.line, "until", "assign-over")
            return
        if each.for_whom is not None and each.for_whom.key not in self._known:
            self._in_own_right.append(each.who.name)
        his = [waits for waits in self._waiting if each.who.key == Person.of(waits.name).key]
        here = [waits for waits in his if (waits.unit, waits.role) == (each.unit, each.role)]
        if not here:
            self._change("invited", each, invite=his[0].invite if his else None)
            return
        self._met_waiting.add(here[0].id)
        if (here[0].since, here[0].until) == (each.since, each.until):
            self._waits += 1
        else:
            self._change("changed", each, invite=here[0].invite, waiting=here[0].id)

    def _change(
        self,
        kind: Kind,
        each: Assigned,
        *,
        since: date | None = None,
        until: date | None = None,
        person: int | None = None,
        invite: int | None = None,
        held: int | None = None,
        waiting: int | None = None,
    ) -> None:
        if kind == "added" and each.until is not None and each.until < self._today:
            self._read.refuse(each.line, "until", "assign-over")
            return
        first, last = (since, until) if held is not None else (each.since, each.until)
        stands_in = None if each.for_whom is None else self._known.get(each.for_whom.key)
        self._changes.append(
            Change(
                kind,
                each.who.name,
                each.unit,
                each.role,
                first,
                last,
                person,
                invite,
                held,
                waiting,
                stands_in,
            )
        )
