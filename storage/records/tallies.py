"""The counts of units and what they reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from campaign.counts import Counts


@dataclass(frozen=True, slots=True)
class Count:
    """What changes in a unit's tally, booked on the local `day`; what is under review is what remains."""

    unit: str
    phase: str
    day: date
    submitted: int = 0
    valid: int = 0
    needs_info: int = 0
    rejected: int = 0
    withdrawn: int = 0

    def counts(self) -> Counts:
        """A whole tally as counts that hold invariant I1."""
        known = self.valid + self.needs_info + self.rejected + self.withdrawn
        return Counts(
            submitted=self.submitted,
            valid=self.valid,
            under_review=self.submitted - known,
            needs_info=self.needs_info,
            rejected=self.rejected,
            withdrawn=self.withdrawn,
        )


@dataclass(frozen=True, slots=True)
class Reached:
    """When a unit's measured count met its target; None when it fell below again."""

    unit: str
    phase: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneClaim:
    """Somebody's own words about a milestone, kept beside what was counted (domain.md 0, #13)."""

    table: ClassVar[str] = "milestone_claim"
    id: int
    at: datetime
    by_person: int | None
    words: str
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A milestone reached, written down once."""

    table: ClassVar[str] = "milestone"
    id: int
    unit: str
    phase: str
    kind: str
    threshold: int
    initiative_id: int | None
    reached_at: datetime
