"""What a change of an initiative's state does to its unit's figures, booked in the same transaction (DESIGN 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from campaign.counts import Counts
from campaign.definition import Phase
from campaign.targets import Denominator
from handlers.turn import Turn
from storage.records import Change, Count, Initiative, Reached, Status

_INSTANT = timedelta(microseconds=1)
_NAMED = ("valid", "needs_info", "rejected", "withdrawn")  # the rest of what was submitted is under review


def phase_of(turn: Turn, made: Initiative) -> Phase | None:
    """The phase it counts in; None when the campaign has lost it."""
    return next((phase for phase in turn.campaign.phases if phase.code == made.phase), None)


def is_closed(turn: Turn, made: Initiative) -> bool:
    """Whether the figures of its phase stand for good (I3)."""
    phase = phase_of(turn, made)
    return phase is None or turn.now >= phase.closes_at


def moved(
    turn: Turn, made: Initiative, status: Status, *, on: date | None = None, reached: datetime | None = None
) -> tuple[Initiative, tuple[Change, ...]]:
    """The initiative in another state, and the change of the figures that goes with it.

    `on`: the local day it is booked on (today), the phase's last one at most. `reached`: when the unit's target had
    been met before, where a step back is being taken back. After the close no figure changes: the state the
    initiative had then is kept beside the new one.
    """
    phase = phase_of(turn, made)
    if phase is None or turn.now >= phase.closes_at:
        return replace(made, status=status, closed_status=made.closed_status or made.status), ()
    step = _step(turn, made, status, phase, on or turn.today)
    return replace(made, status=status), (step, *_reached(turn, step, phase, reached))


def submitted(turn: Turn, unit: str, phase: Phase) -> tuple[Change, ...]:
    """One initiative more of this unit: the change of the figures, booked today."""
    step = Count(unit, phase.code, _booked(turn, phase, turn.today), submitted=1)
    return (step, *_reached(turn, step, phase, None))


def _step(turn: Turn, made: Initiative, status: Status, phase: Phase, day: date) -> Count:
    numbers = {name: (status == name) - (made.status == name) for name in _NAMED}
    return Count(made.unit, phase.code, _booked(turn, phase, day), **numbers)


def _booked(turn: Turn, phase: Phase, day: date) -> date:
    """The local day in whose figures it is: the phase's last one at most."""
    return min(day, (phase.ends_at - _INSTANT).astimezone(turn.scene.zone).date())


def _reached(turn: Turn, step: Count, phase: Phase, reached: datetime | None) -> tuple[Reached, ...]:
    """The moment the unit meets its target by this step, or that it falls below it again."""
    target = denominator(turn, step.unit, phase)
    if target is None:
        return ()
    measure = turn.campaign.measure
    before = counts_of(turn, step.unit, phase).measured(measure)
    after = before + _measured(step, valid=measure == "valid")
    if before < target.value <= after:
        return (Reached(step.unit, phase.code, reached or turn.now),)
    return (Reached(step.unit, phase.code, None),) if after < target.value <= before else ()


def _measured(step: Count, *, valid: bool) -> int:
    return step.valid if valid else step.submitted - step.withdrawn - step.rejected


def counts_of(turn: Turn, unit: str, phase: Phase) -> Counts:
    """The counts of the unit, with all below it, now."""
    units = turn.scene.units
    standing = [each.code for each in units.subtree(unit)] if turn.unit(unit) else [unit]
    below = tuple(code for each in standing for code in units.counted_for(each))
    tallies = turn.records.tallies(phase.code, below).values()
    return sum((tally.counts() for tally in tallies), Counts())


def denominator(turn: Turn, unit: str, phase: Phase) -> Denominator | None:
    """What the unit is measured against in this phase."""
    return turn.scene.goals.get(phase.code, {}).get(unit)
