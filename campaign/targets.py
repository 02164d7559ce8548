"""Targets: versioned, of several kinds, and none of them forced to fit the others (facts #5, #6, #8, I2).

A percent always says which target it was measured against: `Denominator.text_id` is the text that says so
("chỉ tiêu phân bổ …"), with the phase's name as its variable `phase`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.definition import WHOLE, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from campaign.definition import Target

# Which one is the plan when there are several: what a unit took on comes before what it was given (#8).
PRECEDENCE: tuple[TargetKind, ...] = ("raised", "pledged", "allocated", "assigned", "floor")


@dataclass(frozen=True, slots=True)
class Denominator:
    """What a count is measured against: a positive number, its kind, and the phase it is for."""

    value: int
    kind: TargetKind
    phase: str

    @property
    def text_id(self) -> str:
        """The text that names this denominator beside a percent; its variable is `phase`."""
        return f"target-{self.kind}"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A parent's target beside the sum of its children's: shown as they are, never made equal (I2)."""

    parent: Denominator | None
    children_sum: int
    with_target: int
    without_target: int

    @property
    def difference(self) -> int | None:
        """Sum of the children less the parent's own; None where the parent has none."""
        return None if self.parent is None else self.children_sum - self.parent.value


def in_force(
    targets: Iterable[Target],
    phase: str,
    kind: TargetKind,
    *,
    unit: str | None = None,
    block: str | None = None,
    on: date | None = None,
) -> Target | None:
    """The latest version of one kind of target of a unit or a block, decided by the local day `on`."""
    same = (
        target
        for target in targets
        if (target.phase, target.kind, target.unit, target.block) == (phase, kind, unit, block)
        and _decided(target, on)
    )
    return max(same, key=_age, default=None)


def history(targets: Iterable[Target], unit: str, phase: str) -> tuple[Target, ...]:
    """Every target this unit ever had for the phase, the oldest decision first."""
    return tuple(sorted((one for one in targets if (one.unit, one.phase) == (unit, phase)), key=_age))


def current(targets: Iterable[Target], unit: str, phase: str, on: date | None = None) -> Denominator | None:
    """What the unit is measured against in a phase (or `WHOLE`) as of the local day `on`, None: the latest.

    raised before pledged before allocated before assigned before floor, of each the latest version. None
    where there is no target, or where it is 0: then there is no percent (I5).
    """
    own = [target for target in targets if target.unit == unit]
    for kind in PRECEDENCE:
        target = in_force(own, phase, kind, unit=unit, on=on)
        if target is not None:
            return Denominator(target.value, kind, phase) if target.value else None
    return None


def whole(
    targets: Iterable[Target], unit: str, phases: Iterable[str], on: date | None = None
) -> Denominator | None:
    """What the unit is measured against over the whole programme.

    That is the target set for it as a whole; without one, the sum of the phases' targets where every phase
    has one of the same kind (another sum could not be named truthfully); else None.
    """
    own = [target for target in targets if target.unit == unit]
    told = current(own, unit, WHOLE, on)
    parts = [current(own, unit, phase, on) for phase in phases]
    known = [part for part in parts if part is not None]
    if told is not None or not known or len(known) < len(parts) or len({part.kind for part in known}) > 1:
        return told
    return Denominator(sum(part.value for part in known), known[0].kind, WHOLE)


def denominators(targets: Iterable[Target], phase: str, on: date | None = None) -> dict[str, Denominator]:
    """`current` for every unit that has a target in this phase, in one pass over the targets."""
    by_unit: dict[str, list[Target]] = {}
    for target in targets:
        if target.unit is not None and target.phase == phase:
            by_unit.setdefault(target.unit, []).append(target)
    found = {unit: current(own, unit, phase, on) for unit, own in by_unit.items()}
    return {unit: one for unit, one in found.items() if one is not None}


def floor_of(
    targets: Iterable[Target], phase: str, *, unit: str | None = None, block: str | None = None
) -> int | None:
    """The floor ("ít nhất") of a unit or a block; with neither, of the campaign: the sum over its blocks."""
    if unit is None and block is None:
        floors = block_floors(targets, phase)
        return sum(floors.values()) if floors else None
    found = in_force(targets, phase, "floor", unit=unit, block=block)
    return None if found is None else found.value


def block_floors(targets: Iterable[Target], phase: str) -> dict[str, int]:
    """The floor of every block that has one in this phase, in the order of the file (G3)."""
    held = tuple(targets)
    blocks = dict.fromkeys(one.block for one in held if one.block is not None and one.phase == phase)
    floors = ((block, floor_of(held, phase, block=block)) for block in blocks)
    return {block: floor for block, floor in floors if floor is not None}


def side_by_side(
    targets: Iterable[Target], parent: str, children: Iterable[str], phase: str, on: date | None = None
) -> SideBySide:
    """The parent's target and the sum of these units' targets, each as decided (I2)."""
    by_unit = denominators(targets, phase, on)
    below = [by_unit.get(child) for child in children]
    known = [one.value for one in below if one is not None]
    return SideBySide(
        parent=by_unit.get(parent),
        children_sum=sum(known),
        with_target=len(known),
        without_target=len(below) - len(known),
    )


def _decided(target: Target, on: date | None) -> bool:
    return on is None or target.decided_on is None or target.decided_on <= on


def _age(target: Target) -> tuple[int, bool, str]:
    """Later versions after earlier ones; of the same version a dated decision after an undated one."""
    return target.version, target.decided_on is not None, str(target.decided_on)
