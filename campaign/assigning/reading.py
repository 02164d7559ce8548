"""The lines of a list of assignments as what they say: who, of which unit, as what, from when until when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from campaign.importing.lines import Line, Listing
from campaign.importing.values import Reader
from campaign.tree import TreeView
from campaign.vietnamese.person_names import NameProblem, check_person_name
from campaign.vietnamese.text import fold, nfc

_SEVERAL = re.compile(r"\s*[;,]\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_DASHES = {"-", "–", "—"}
_ROLES: dict[str, Literal["cadre", "head"]] = {
    "can bo phu trach": "cadre",
    "can bo": "cadre",
    "phu trach": "cadre",
    "can bo duoc phan cong": "cadre",
    "cadre": "cadre",
    "nguoi dung dau": "head",
    "nguoi dung dau don vi": "head",
    "thu truong": "head",
    "thu truong don vi": "head",
    "head": "head",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the list names him; `key` tells him from others, with what stands in brackets."""

    name: str
    key: str

    @classmethod
    def of(cls, said: str) -> Person:
        """Of a cell."""
        return cls(said, _key(said))

    @property
    def plain(self) -> str:
        """The name alone."""
        return _BRACKETS.sub("", self.name)

    def is_called(self, name: str) -> bool:
        """Whether somebody of this name may be meant."""
        return _key(self.plain) == _key(name)


def _key(name: str) -> str:
    """The same for Hòa and Hoà, in capitals or not; another one for Hoa: tones tell people apart."""
    words = [unicodedata.normalize("NFD", word) for word in nfc(name).casefold().split()]
    toneless = ["".join(sign for sign in word if sign not in _TONES) for word in words]
    tones = ["".join(sorted(sign for sign in word if sign in _TONES)) for word in words]
    return " ".join(letters + tone for letters, tone in zip(toneless, tones, strict=True))


@dataclass(frozen=True, slots=True)
class Assigned:
    """One assignment; `until_said`: the cell says until when, a dash meaning without end.

    `for_whom`: the one he stands in for, as a substitute. `column`: where his name stands.
    """

    line: Line
    column: str
    who: Person
    unit: str
    role: Literal["cadre", "head"]
    since: date | None
    until: date | None
    until_said: bool
    for_whom: Person | None = None


def read_assigned(reader: Reader, view: TreeView, listing: Listing) -> list[Assigned]:
    """Every assignment of the list; what cannot be one is noted with its cell."""
    called: dict[str, str] = {}
    every = [
        each for line in listing.lines for each in _of_line(reader, line, _units(reader, view, line, called))
    ]
    if _refuse_circles(reader, every):
        return every
    found: dict[tuple[str, str, str], Assigned] = {}
    for each in every:
        first = found.setdefault((each.who.key, each.unit, each.role), each)
        if first is not each:
            told = {"name": each.who.name, "cell": first.line.places[first.column]}
            reader.refuse(each.line, each.column, "assign-twice", **told)
    return list(found.values())


def _of_line(reader: Reader, line: Line, units: Sequence[str]) -> Iterator[Assigned]:
    """The people in charge, each with his substitute, for each unit of the line."""
    named = [(column, who) for column in ("person", "cadre", "head") for who in _people(reader, line, column)]
    substitutes = _people(reader, line, "substitute")
    if not named:
        if substitutes:
            reader.refuse(line, "substitute", "assign-nobody-to-stand-in-for")
        return
    since, until = reader.day(line, "since"), reader.day(line, "until")
    if since is not None and until is not None and until < since:
        reader.refuse(line, "until", "import-ends-before")
    role = _role(reader, line)
    for unit in units:
        for column, who in named:
            office: Literal["cadre", "head"] = "head" if column == "head" else role
            yield Assigned(line, column, who, unit, office, since, until, bool(line.text("until")))
        principal = named[0][1]
        for who in substitutes:
            if who.key == principal.key:
                reader.refuse(line, "substitute", "assign-own-substitute", name=who.name)
            else:
                yield Assigned(
                    line, "substitute", who, unit, role, since, until, bool(line.text("until")), principal
                )


def _units(reader: Reader, view: TreeView, line: Line, called: dict[str, str]) -> list[str]:
    """The units by their codes, or by their names. `called`: how the list itself has called units by code so far."""
    meaning = "code" if line.text("code") else "name"
    if not line.text(meaning):
        reader.refuse(line, "code" if "code" in line.places else "name", "assign-no-unit")
    found = _named_units(reader, line, meaning)
    if meaning == "code" and len(found) == 1 and line.text("name"):
        _check_name(reader, line, found[0], called)
    for code in found:
        if code not in view:
            reader.refuse(line, meaning, "assign-unit-ended", code=code)
    return [code for code in found if code in view]


def _check_name(reader: Reader, line: Line, code: str, called: dict[str, str]) -> None:
    """A name beside a code may be written freely, but not be another unit's, nor differ from line to line."""
    name = fold(line.text("name"))
    bearers = {other for other, official in reader.names.items() if fold(official) == name}
    if (bearers and code not in bearers) or called.setdefault(code, name) != name:
        reader.refuse(line, "name", "assign-code-and-name", code=code, name=line.text("name")[:60])


def _named_units(reader: Reader, line: Line, meaning: str) -> list[str]:
    parts = [part for part in line.text(meaning).split(";") if part.strip()]
    cells = [replace(line, cells={**line.cells, meaning: part.strip()}) for part in parts]
    found = [reader.unit(cell, meaning) for cell in cells]
    return list(dict.fromkeys(code for code in found if code is not None))


def _people(reader: Reader, line: Line, column: str) -> list[Person]:
    """Whom a cell names; several are parted by commas or semicolons, a dash names nobody."""
    said = line.text(column)
    if not said or said in _DASHES:
        return []
    found: list[Person] = []
    for part in _SEVERAL.split(said):
        checked = check_person_name(_BRACKETS.sub("", part)) if part else ""
        if isinstance(checked, NameProblem):
            reader.refuse(line, column, "assign-no-name", value=part[:60])
        elif checked:
            found.append(Person.of(part))
    return found


def _role(reader: Reader, line: Line) -> Literal["cadre", "head"]:
    said = line.text("role")
    if not said or said in _DASHES:
        return "cadre"
    found = _ROLES.get(" ".join(fold(said).split()))
    if found is None:
        reader.refuse(line, "role", "assign-unknown-role", value=said[:60])
    return found or "cadre"


def _refuse_circles(reader: Reader, assigned: Sequence[Assigned]) -> bool:
    """Two who stand in for each other at a unit: when both are away nobody is there. Whether there are any."""
    pairs = {(each.unit, each.who.key, each.for_whom.key) for each in assigned if each.for_whom is not None}
    circles = [
        (each, each.for_whom)
        for each in assigned
        if each.for_whom is not None and (each.unit, each.for_whom.key, each.who.key) in pairs
    ]
    for each, other in circles:
        reader.refuse(each.line, each.column, "assign-circle", name=each.who.name, other=other.name)
    return bool(circles)
