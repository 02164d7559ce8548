"""A list of who is in charge of which unit, from a spreadsheet: what it says and what it would change."""

from campaign.assigning.planning import Held, Plan, Waiting, make_plan
from campaign.assigning.sheet import is_assignments, read_assignments
from campaign.assigning.telling import tell

__all__ = ["Held", "Plan", "Waiting", "is_assignments", "make_plan", "read_assignments", "tell"]
