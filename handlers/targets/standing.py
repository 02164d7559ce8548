"""What a unit is measured against in a phase now, said in words; and what waits for a decision about it."""

from __future__ import annotations

from collections.abc import Iterable

from campaign.amending import TargetChange
from campaign.boards.phrases import inside_sentence
from campaign.definition import Phase, TargetKind, Unit
from campaign.targets import Denominator
from campaign.vietnamese.numbers import count
from handlers.counting import counts_of, denominator
from handlers.turn import Turn
from storage.records import Amendment


def phase_at(turn: Turn, place: str) -> Phase:
    """The phase at this place of the campaign; the one that is open, to come next, or was last where none is meant."""
    phases = turn.campaign.phases
    if place.isdecimal() and len(place) < 4 and int(place) < len(phases):
        return phases[int(place)]
    ahead = (phase for phase in phases if turn.now < phase.ends_at)
    return turn.phase() or next(ahead, phases[-1])


def place_of(turn: Turn, phase: Phase) -> int:
    """Where the phase stands in the campaign: what buttons carry."""
    return [each.code for each in turn.campaign.phases].index(phase.code)


def token(turn: Turn, command: str, unit: Unit, phase: Phase) -> str:
    """A button's token about this unit and phase."""
    return f"!{command}:{unit.code}~{place_of(turn, phase)}"


def is_closed(turn: Turn, phase: Phase) -> bool:
    """Whether the phase's figures stand for good, and with them its targets (I3)."""
    return turn.now >= phase.closes_at


def value_now(turn: Turn, unit: Unit, phase: Phase) -> int:
    """What the unit is measured against now; 0 where it has no target."""
    found = denominator(turn, unit.code, phase)
    return found.value if found is not None else 0


def named(turn: Turn, kind: TargetKind, phase: Phase) -> str:
    """What a percent of this target is of: "chỉ tiêu được giao giai đoạn 1"."""
    return turn.t(Denominator(1, kind, phase.code).text_id, phase=inside_sentence(phase.name))


def said(turn: Turn, found: Denominator | None, phase: Phase) -> str:
    """A number with its name, or that there is none."""
    if found is None:
        return turn.t("chitieu-no-number")
    return turn.t("chitieu-number", value=count(found.value), named=named(turn, found.kind, phase))


def measured(turn: Turn, unit: Unit, phase: Phase) -> int:
    """How many count towards the target so far."""
    return counts_of(turn, unit.code, phase).measured(turn.campaign.measure)


def about(turn: Turn, unit: Unit) -> list[tuple[Amendment, TargetChange]]:
    """Everything that was proposed or decided in chat about this unit's targets, oldest first."""
    return changes(turn.records.amendments_about(unit.code))


def changes(rows: Iterable[Amendment]) -> list[tuple[Amendment, TargetChange]]:
    """Those of these that are about targets."""
    read = ((each, each.change()) for each in rows if each.kind == "target")
    return [(each, change) for each, change in read if isinstance(change, TargetChange)]
