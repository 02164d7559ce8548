"""What was decided in chat over the campaign file, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from campaign.amending import Change as CampaignChange
from campaign.amending import ChangeKind, Decision, read_change

AmendmentState = Literal["proposed", "in_force", "refused", "undone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What was decided in chat over the campaign file, or is proposed; `body` is JSON of `campaign.amending.Change`.

    `subject`: the unit, the phase or the key it is about. `reason`: why, in the words of who proposed it.
    """

    table: ClassVar[str] = "amendment"
    id: int
    kind: ChangeKind
    subject: str
    body: str
    state: AmendmentState
    by_person: int | None
    at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""

    def change(self) -> CampaignChange:
        """What it changes."""
        return read_change(self.body)

    def decision(self) -> Decision:
        """It as a decision of its moment."""
        return Decision(self.change(), self.decided_at or self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What somebody with a role changed."""

    table: ClassVar[str] = "audit"
    id: int
    at: datetime
    person_id: int | None
    action: str
    subject: str
    detail: str = ""
