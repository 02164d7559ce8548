"""Which units get no workers' nudges this week, so that it can be seen what nudges do (domain.md 5.3).

In campaigns of many units a tenth of them, drawn anew each ISO week by a hash, the same for every planner; never in the
last days of a sprint. Digests and groups are not touched.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from campaign.calendar import days_left

if TYPE_CHECKING:
    from datetime import date

    from campaign.definition import Campaign, Sprint

FEWEST_UNITS = 200
LAST_DAYS = 7
_ONE_IN = 10


def is_held_out(campaign: Campaign, sprint: Sprint, unit: str, day: date) -> bool:
    """Whether this unit's workers get no nudge on this local day."""
    if len(campaign.units) < FEWEST_UNITS or days_left(sprint, day, campaign.time_zone) < LAST_DAYS:
        return False
    year, week, _ = day.isocalendar()
    drawn = sha256(f"{campaign.code}/{year}-W{week:02d}/{unit}".encode()).digest()
    return int.from_bytes(drawn[:8]) % _ONE_IN == 0
