"""The report of a campaign as tables of values, before any file format: what stands on which sheet, and why."""

from campaign.reports.facts import Benefit, Day, Facts
from campaign.reports.sheets import list_table, sheets
from campaign.reports.table import Column, Table

__all__ = ["Benefit", "Column", "Day", "Facts", "Table", "list_table", "sheets"]
