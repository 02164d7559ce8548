"""Who somebody is, asked in one message where messages are counted: name, unit and kind of member together.

What is understood is kept, what is unclear is asked again together with its reasons. Only where the words for a unit
fit several does a list follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from campaign.vietnamese.answers import parse_choice
from campaign.vietnamese.labelled import split_labelled
from campaign.vietnamese.names import NameProblem, check_person_name, propose_name
from campaign.vietnamese.text import fold
from handlers.outcome import Reply, ask
from handlers.states import Introducing
from handlers.turn import Turn
from storage.records import Person

_PARTS = re.compile(r"[,;\n]+|\s[-–—]\s")
_BULLET = re.compile(r"^\s*(?:\d{1,2}\s*[.)]\s+|[-–—•+*]\s*)")


def missing(turn: Turn, person: Person) -> tuple[str, ...]:
    """What is not known of this person yet, in the order it is asked: name, unit, kind."""
    known = {
        "name": bool(person.name),
        "unit": turn.unit(person.unit) is not None,
        "kind": person.member_kind is not None,
    }
    return tuple(what for what, is_known in known.items() if not is_known)


def wanted(turn: Turn, person: Person, query: str) -> tuple[str, ...]:
    """What this message asks: the unit is picked from a list later where words for it were said already."""
    return tuple(what for what in missing(turn, person) if what != "unit" or not query)


def present(turn: Turn, state: Introducing) -> Reply:
    """All that is wanted in one message: an example, the kinds by number, and lines to copy and fill in."""
    asked = wanted(turn, turn.me(), state.query)
    example = ", ".join(_example(turn, what) for what in asked)
    named = ", ".join(turn.t(f"introduce-what-{what}") for what in asked)
    told = [turn.t("introduce-ask" if len(asked) > 1 else "introduce-ask-one", what=named, example=example)]
    if "kind" in asked:
        kinds = "; ".join(f"{number}. {label}" for number, label in enumerate(_kinds(turn), 1))
        told.append(turn.t("introduce-kinds", kinds=kinds))
    lines = "\n".join(f"{turn.t(f'introduce-line-{what}')}: ".rstrip(" ") for what in asked)
    return ask("\n\n".join(["\n".join(told), lines]))


def _example(turn: Turn, what: str) -> str:
    """What could be said here; of the unit what people call one of this campaign's."""
    if what != "unit":
        return turn.t(f"introduce-example-{what}")
    units = turn.scene.units
    unit = next((each for each in units.units if not units.children(each.code)), units.root)
    short = min((unit.name, *unit.aliases), key=len)
    return unit.code if "," in short else short


def _kinds(turn: Turn) -> list[str]:
    return [kind.short or kind.name for kind in turn.campaign.member_kinds]


# What was said


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says of a person: `query`, words for the unit that fit several; `notes`, what to say of it."""

    person: Person
    query: str
    notes: tuple[str, ...]


def take(turn: Turn, state: Introducing) -> Told:
    """All that can be understood of a message."""
    me = turn.me()
    said = _labelled(turn) or _in_a_row(turn, wanted(turn, me, state.query))
    told = Told(me, state.query, () if said else (turn.t("introduce-unclear"),))
    for what, words in said.items():
        told = _TAKERS[what](turn, told, words)
    if told.query != state.query and wanted(turn, told.person, told.query):
        told = replace(told, notes=(*told.notes, turn.t("introduce-unit-later", query=told.query[:40])))
    kept = _kept(turn, me, told.person)
    return replace(told, notes=(turn.t("introduce-kept", what=kept), *told.notes)) if kept else told


def _kept(turn: Turn, before: Person, after: Person) -> str:
    """What is new about the person, in words."""
    kinds = {kind.code: kind.short or kind.name for kind in turn.campaign.member_kinds}
    told = {
        after.name: after.name != before.name,
        turn.unit_name(after.unit): after.unit != before.unit,
        kinds.get(after.member_kind or "", ""): after.member_kind != before.member_kind,
    }
    return ", ".join(words for words, is_new in told.items() if is_new)


def _take_name(turn: Turn, told: Told, words: str) -> Told:
    """The name; typed all small or all capitals it is written as usual, which the profile can change."""
    name = check_person_name(words)
    if isinstance(name, NameProblem):
        return replace(told, notes=(*told.notes, turn.t(f"name-problem-{name.reason.replace('_', '-')}")))
    usual = propose_name(name) if name.isupper() or name.islower() else name
    return replace(told, person=replace(told.person, name=usual))


def _take_unit(turn: Turn, told: Told, words: str) -> Told:
    """The unit, when the words fit one alone or are its very name; else they are kept to pick from what they fit.

    Words that fit the unit known already, as by its code, say no other.
    """
    words = words.strip()[:100]
    if _fits_the_known(turn, told.person, words):
        return told
    by_code = turn.unit_called(words)
    found = turn.scene.units.find(words, limit=2)
    called = [unit for unit in found.units if fold(unit.name) == fold(words)]
    fitting = [by_code] if by_code else called or (list(found.units) if found.total == 1 else [])
    if len(fitting) == 1:
        return replace(told, person=replace(told.person, unit=fitting[0].code), query="")
    if found.total:
        return replace(told, query=words)
    return replace(told, notes=(*told.notes, turn.t("unit-none", query=words[:40])))


def _fits_the_known(turn: Turn, person: Person, words: str) -> bool:
    unit = turn.unit(person.unit)
    return unit is not None and all(f" {word}" in f" {fold(unit.name)}" for word in fold(words).split())


def _take_kind(turn: Turn, told: Told, words: str) -> Told:
    code = _kind(turn, words)
    if not code:
        return replace(told, notes=(*told.notes, turn.t("introduce-kind-unclear")))
    return replace(told, person=replace(told.person, member_kind=code))


_TAKERS = {"name": _take_name, "unit": _take_unit, "kind": _take_kind}


def _kind(turn: Turn, words: str) -> str:
    """The code of the kind of member meant; empty when none was."""
    kinds = turn.campaign.member_kinds
    for labels in (_kinds(turn), [kind.name for kind in kinds]):
        place = parse_choice(words, labels)
        if isinstance(place, int):
            return kinds[place].code
    return ""


# Which words say what


def _labelled(turn: Turn) -> dict[str, str]:
    """Lines, or parts between commas, that begin with what they are: "Họ tên: …, đơn vị: …"; empty without any."""
    labels = {what: turn.t(f"introduce-labels-{what}").split(", ") for what in _TAKERS}
    return dict(split_labelled(_PARTS.sub("\n", turn.incoming.text), labels).found)


def _in_a_row(turn: Turn, asked: tuple[str, ...]) -> dict[str, str]:
    """What is wanted, in lines or between commas: the kind is known by its number or label, the name comes first."""
    lines = [_BULLET.sub("", line).strip() for line in turn.incoming.text.split("\n")]
    parts = [line for line in lines if line]
    if len(parts) < len(asked):
        parts = [part.strip() for part in _PARTS.split("\n".join(parts)) if part.strip()]
    said: dict[str, str] = {}
    if "kind" in asked and (at := _place_of_kind(turn, parts, alone=len(asked) == 1)) is not None:
        said["kind"] = parts.pop(at)
    rest = [what for what in asked if what != "kind"]
    if not parts or not rest:
        return said | ({"kind": " ".join(parts)} if parts and "kind" in asked else {})
    if rest == ["name"] and len(parts) > 1 and _is_unit(turn, " ".join(parts[1:])):
        return said | {"name": parts[0], "unit": " ".join(parts[1:])}
    if len(rest) == 1:
        return said | {rest[0]: " ".join(parts)}
    return said | _name_and_unit(turn, parts)


def _place_of_kind(turn: Turn, parts: list[str], *, alone: bool) -> int | None:
    """Where the kind is said, looked for from the end; among other answers its label must stand as it is.

    A number at the end is meant for it too where it is none of the list's: it is asked for again.
    """
    whole = {fold(label) for label in (*_kinds(turn), *(kind.name for kind in turn.campaign.member_kinds))}
    for at in reversed(range(len(parts))):
        if _kind(turn, parts[at]) and (alone or parts[at].isdecimal() or fold(parts[at]) in whole):
            return at
    return len(parts) - 1 if len(parts) > 1 and parts[-1].isdecimal() else None


def _name_and_unit(turn: Turn, parts: list[str]) -> dict[str, str]:
    """The name before the unit; the other way round, or the unit alone, when only that makes sense."""
    first, others = parts[0], " ".join(parts[1:])
    if _is_unit(turn, first) and not _is_like_the_account(turn, first) and not _is_unit(turn, others):
        return {"unit": first} | ({"name": others} if others else {})
    return {"name": first} | ({"unit": others} if others else {})


def _is_unit(turn: Turn, words: str) -> bool:
    return len(words) > 1 and turn.scene.units.find(words, limit=1).total > 0


def _is_like_the_account(turn: Turn, words: str) -> bool:
    """Whether a word of it is in the name the account shows: then it is a person's name, not a school's."""
    return bool(set(fold(words).split()) & set(fold(turn.incoming.sender_name).split()))
