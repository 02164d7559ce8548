"""A list of units from a spreadsheet: what it says, what it would change, and the campaign's files after it."""

from campaign.importing.faults import Fault
from campaign.importing.grid import Cell, Grid
from campaign.importing.lines import Listing, read_listing
from campaign.importing.planning import Plan, make_plan
from campaign.importing.telling import tell

__all__ = ["Cell", "Fault", "Grid", "Listing", "Plan", "make_plan", "read_listing", "tell"]
