"""`nuocrut qr`: a sheet of QR codes for all units of a subtree; the bot may go on running meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.papers import PaperError, keep, opened
from bot.service import channels_of
from bot.settings import Settings
from campaign.file import CampaignFileError, read_campaign
from campaign.quota import shared
from campaign.texts import Texts
from campaign.tree import UnitTree
from campaign.vietnamese.numbers import count
from handlers.turn import Channel
from storage.papers.codes import Card, Way, codes_of, make_sheets


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
    async with opened(settings) as (database, campaign):
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


def ways_of(channels: Iterable[Channel], unit: str, code: str) -> tuple[Way, ...]:
    """The ways of one unit: of each platform one bot, always the same."""
    found: dict[str, list[Channel]] = {}
    for channel in channels:
        found.setdefault(channel.name, []).append(channel)
    return tuple(_way(shared(unit, bots, _contact), code) for bots in found.values())


def _way(channel: Channel, code: str) -> Way:
    if channel.link:
        return Way(channel.name, channel.link_to(code))
    return Way(channel.name, channel.address or channel.contact, code)


def _contact(channel: Channel) -> str:
    return channel.contact


__all__: Sequence[str] = ("print_codes", "ways_of")
