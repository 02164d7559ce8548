"""The list of units as Excel, with the headings by which it is read again: sent back unchanged it changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from campaign.file import read_campaign
from campaign.file.lists import target_columns_of
from campaign.importing.files import rows_of
from campaign.importing.outgoing import units_table
from campaign.texts import Texts
from storage.exporting.excel import Workbook


def write_units(folder: Path, now: datetime, texts: Texts) -> bytes:
    """The campaign's units as they stand on the day of `now` (local), by its folder. CampaignFileError."""
    campaign = read_campaign(folder)
    _, rows = rows_of((folder / "units.csv").read_text("utf-8"))
    day: date = now.date()
    table = units_table(campaign, rows, target_columns_of(folder), day, texts)
    with TemporaryDirectory() as place:
        path = Path(place) / "units.xlsx"
        book = Workbook(path, ZoneInfo(campaign.time_zone))
        book.add(table)
        book.close()
        return path.read_bytes()
