"""What is decided in chat lies over the campaign file: a target, a value of the policy, a text, the close of a phase.

The file is never written; the campaign in force is the file with the decisions on it, in the order they were taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter, ValidationError

from campaign.definition import WHOLE, Campaign, Code, Policy, Target, TargetKind, Value
from campaign.policy import faults
from campaign.targets import in_force
from campaign.texts import mistake_in

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
    """Other values of keys of the policy, as the campaign file would say them; None: what the file says."""

    of: Literal["policy"] = "policy"
    values: dict[str, Any]


class TextChange(Value):
    """One text said differently: its Fluent source, "id = words"; empty: as the file says it."""

    of: Literal["text"] = "text"
    id: str
    source: str = ""


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

    What is about a unit, a phase, a key or a text that the file or the program does not have any more changes nothing,
    nor does a value that does not go together with what the file says now.
    """
    filed, said = campaign, dict[str, str]()
    for decision in decisions:
        match decision.change:
            case TargetChange() as change:
                campaign = _with_target(campaign, change, decision.at)
            case PolicyChange(values=values):
                campaign = _with_policy(campaign, values, filed.policy)
            case TextChange(id=text_id, source=source):
                said[text_id] = source
            case PhaseClose() as change:
                campaign = _with_close(campaign, change)
    return _with_texts(campaign, said)


def _with_policy(campaign: Campaign, values: dict[str, Any], filed: Policy) -> Campaign:
    """Each value was possible when it was decided; where the file has moved away from under it, the file holds."""
    if not values.keys() <= Policy.model_fields.keys():
        return campaign
    given = {key: getattr(filed, key) if value is None else value for key, value in values.items()}
    try:
        policy = Policy.model_validate(campaign.policy.model_dump() | given)
    except ValidationError:
        return campaign
    return campaign if any(faults(policy)) else campaign.model_copy(update={"policy": policy})


def _with_texts(campaign: Campaign, said: dict[str, str]) -> Campaign:
    """After the file's own, so that they win over them."""
    sources = [source for source in said.values() if source and mistake_in(source) is None]
    if not sources:
        return campaign
    return campaign.model_copy(update={"texts": "\n".join([campaign.texts, *sources, ""])})


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
