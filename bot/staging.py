"""The campaign made ready for planning and for conversations."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.channels import Channels
from campaign.definition import Campaign
from campaign.targets import denominators
from campaign.texts import Texts
from campaign.tree import UnitTree
from scheduler.agenda import frame_of
from scheduler.quota import Meters
from scheduler.staging import Staging
from storage import campaigns
from storage.database import Database


async def stage(campaign: Campaign, database: Database, channels: Channels, meters: Meters) -> Staging:
    """The campaign with every form revision that drafts may have, on these channels."""
    async with database.read() as connection:
        forms = await campaigns.forms(connection)
    names = [channel.contact for channel in channels.values()]
    return Staging(
        campaign=campaign,
        frame=frame_of(campaign),
        tree=UnitTree(campaign.units, campaign.successions),
        texts=Texts(campaign.texts),
        zone=ZoneInfo(campaign.time_zone),
        goals={phase.code: denominators(campaign.targets, phase.code) for phase in campaign.phases},
        forms=forms,
        bot=", ".join(names) or campaign.owner.contact,
        frugal=frozenset(place for place, channel in channels.items() if channel.frugal),
        meters=meters,
        bot_for=channels.contact,
    )
