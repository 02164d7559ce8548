"""The different counts of initiatives, which are never mixed up (domain.md 0 #4, invariant I1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from campaign.definition import Measure


@dataclass(frozen=True, slots=True)
class Counts:
    """How many initiatives a unit, or a whole subtree, has in each state. The states sum to `submitted`."""

    submitted: int = 0
    valid: int = 0
    under_review: int = 0
    needs_info: int = 0
    rejected: int = 0
    withdrawn: int = 0

    def __post_init__(self) -> None:
        """ValueError when a count is negative or the states do not sum to what was submitted (I1)."""
        states = (self.valid, self.under_review, self.needs_info, self.rejected, self.withdrawn)
        if min(states) < 0:
            raise ValueError(f"a count is negative: {self}")
        if sum(states) != self.submitted:
            raise ValueError(f"the states do not sum to what was submitted: {self}")

    @property
    def counted(self) -> int:
        """What was submitted and neither withdrawn nor rejected."""
        return self.submitted - self.withdrawn - self.rejected

    def measured(self, measure: Measure) -> int:
        """The count that this campaign holds against its targets."""
        return self.valid if measure == "valid" else self.counted

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.submitted + other.submitted,
            self.valid + other.valid,
            self.under_review + other.under_review,
            self.needs_info + other.needs_info,
            self.rejected + other.rejected,
            self.withdrawn + other.withdrawn,
        )

    def __radd__(self, other: int) -> Counts:
        if other != 0:
            return NotImplemented
        return self


NOTHING = Counts()
