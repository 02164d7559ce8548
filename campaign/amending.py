"""What is decided in chat lies over the campaign file: a target, a value of the policy, a text, the close of a phase.

The file is never written; the campaign in force is the file with the decisions on it, in the order they were taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter

from campaign.definition import WHOLE, Campaign, Code, Policy, Target, TargetKind, Value
from campaign.targets import in_force

ChangeKind = Literal["target", "policy", "text", "close", "pause"]


class TargetChange(Value):
    """A unit's target for a phase: a new version of its kind. `was`: what the unit was measured against before."""

    of: Literal["target"] = "target"
    unit: Code
    phase: Code
    kind: TargetKind
    value: Annotated[int, Field(ge=1)]
    was: int | None = None
    reached: datetime | None = (
        None  # when the unit had met its target before, to be known when this is taken back
    )


class PolicyChange(Value):
    """Another value of one key of the policy, as the campaign file would say it."""

    of: Literal["policy"] = "policy"
    key: str
    value: Any


class TextChange(Value):
    """One text said differently: its Fluent source, "id = words"."""

    of: Literal["text"] = "text"
    source: str


class PhaseClose(Value):
    """A phase is closed at this instant (aware); its figures stand from then on."""

    of: Literal["close"] = "close"
    phase: Code
    closes_at: datetime


class PauseChange(Value):
    """Nothing is posted and nobody reminded while it holds. It changes nothing in the campaign itself."""

    of: Literal["pause"] = "pause"


Change = Annotated[
    TargetChange | PolicyChange | TextChange | PhaseClose | PauseChange, Field(discriminator="of")
]
_CHANGE: TypeAdapter[Change] = TypeAdapter(Change)


@dataclass(frozen=True, slots=True)
class Decision:
    """A change, and the instant (aware) at which it was decided."""

    change: Change
    at: datetime


def read_change(stored: str) -> Change:
    """A change out of its JSON."""
    return _CHANGE.validate_json(stored)


def amended(campaign: Campaign, decisions: Iterable[Decision]) -> Campaign:
    """The campaign with these decisions on it, one after the other.

    What is about a unit, a phase or a key that the file does not have any more changes nothing.
    """
    for decision in decisions:
        campaign = _amended(campaign, decision)
    return campaign


def _amended(campaign: Campaign, decision: Decision) -> Campaign:
    match decision.change:
        case TargetChange() as change:
            return _with_target(campaign, change, decision.at)
        case PolicyChange(key=key, value=value) if key in Policy.model_fields:
            policy = Policy.model_validate(campaign.policy.model_dump() | {key: value})
            return campaign.model_copy(update={"policy": policy})
        case TextChange(source=source):
            return campaign.model_copy(update={"texts": f"{campaign.texts}\n{source}\n"})
        case PhaseClose() as change:
            return _with_close(campaign, change)
    return campaign


def _with_target(campaign: Campaign, change: TargetChange, at: datetime) -> Campaign:
    """The later decision is a later version of the same kind: it wins over whatever the file says (DESIGN 7)."""
    phases = {phase.code for phase in campaign.phases} | {WHOLE}
    if change.phase not in phases or all(unit.code != change.unit for unit in campaign.units):
        return campaign
    before = in_force(campaign.targets, change.phase, change.kind, unit=change.unit)
    target = Target(
        phase=change.phase,
        kind=change.kind,
        value=change.value,
        unit=change.unit,
        version=before.version + 1 if before is not None else 1,
        decided_on=at.astimezone(ZoneInfo(campaign.time_zone)).date(),
        decided_by=campaign.owner.name,
    )
    return campaign.model_copy(update={"targets": (*campaign.targets, target)})


def _with_close(campaign: Campaign, change: PhaseClose) -> Campaign:
    """A phase never closes before it ends."""
    phases = tuple(
        phase.model_copy(update={"closes_at": max(phase.ends_at, change.closes_at)})
        if phase.code == change.phase
        else phase
        for phase in campaign.phases
    )
    return campaign.model_copy(update={"phases": phases})


@dataclass(frozen=True, slots=True)
class Conflict:
    """The file was changed where something else was decided in chat: `filed` in the file, `decided` in chat."""

    change: TargetChange
    filed: int
    decided_at: datetime


def conflicts(before: Campaign, after: Campaign, decisions: Iterable[Decision]) -> tuple[Conflict, ...]:
    """Where a changed file says another target than was decided in chat over the file as it was `before`.

    Of several decisions on one target only the last matters. The file may repeat what was decided, or stay as it was.
    """
    last: dict[tuple[str, str, TargetKind], tuple[TargetChange, datetime]] = {}
    for decision in decisions:
        if isinstance(decision.change, TargetChange):
            change = decision.change
            last[change.unit, change.phase, change.kind] = change, decision.at
    found = []
    for (unit, phase, kind), (change, at) in last.items():
        old, new = (in_force(each.targets, phase, kind, unit=unit) for each in (before, after))
        if new is not None and new != old and new.value != change.value:
            found.append(Conflict(change, new.value, at))
    return tuple(found)
