"""`nuocrut qr`: a sheet of QR codes for all units of a subtree; the bot may go on running meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.bots import channels_of
from bot.opening import opened
from bot.papers import PaperError, keep
from bot.settings import Settings
from bot.ways import ways_of
from campaign.file import CampaignFileError, read_campaign
from campaign.texts import Texts
from campaign.tree import UnitTree
from campaign.vietnamese.numbers import count
from storage.papers.codes import Card, codes_of, make_sheets


async def print_codes(settings: Settings, folder: Path, path: Path, unit: str = "") -> str:
    """Write the sheet; a sentence that says what was written. PaperError when it cannot be."""
    if path.suffix.lower() != ".pdf":
        raise PaperError(f"A sheet of codes is a .pdf, not {path.name}.")
    try:
        code = read_campaign(folder).code
    except CampaignFileError as error:
        raise PaperError(str(error)) from error
    channels = await channels_of(settings)
    now = datetime.now(UTC)
    async with opened(settings, PaperError) as (database, campaign):
        if campaign.code != code:
            raise PaperError(f"The database belongs to the campaign {campaign.code}, the folder to {code}.")
        async with database.read() as connection:
            codes = await codes_of(connection)
        view = UnitTree(campaign.units, campaign.successions).at(
            now.astimezone(ZoneInfo(campaign.time_zone)).date()
        )
        scope = unit or view.root.code
        if scope not in view:
            raise PaperError(f"There is no unit {scope} today.")
        units = [each for each in view.subtree(scope) if each.code in codes]
        if not units:
            raise PaperError("No unit has a link yet: nuocrut run makes them.")
        cards = [Card(each.name, ways_of(channels, each.code, codes[each.code])) for each in units]
        keep(path, await make_sheets(cards, campaign.short_name, Texts(campaign.texts), now, folder))
    return f"{path}: units with a card: {count(len(cards))}."
