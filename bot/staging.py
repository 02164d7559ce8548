"""The campaign made ready for planning and for conversations."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.channels import Channels
from bot.overlay import Overlay
from campaign.definition import Campaign
from campaign.targets import Denominator, denominators
from campaign.tree import UnitTree
from scheduler.agenda import frame_of
from scheduler.delivery import Place
from scheduler.quota import Meters
from scheduler.staging import Staging
from storage import campaigns
from storage.database import Database


async def stage(
    overlay: Overlay,
    database: Database,
    channels: Channels,
    meters: Meters,
    stopped: Callable[[], AbstractSet[Place]],
) -> Staging:
    """The campaign with every form revision that drafts may have, on these channels, those `stopped` among them."""
    campaign = overlay.campaign
    async with database.read() as connection:
        forms = await campaigns.forms(connection)
    names = [channel.contact for channel in channels.values()]
    return Staging(
        campaign=campaign,
        frame=frame_of(campaign),
        tree=UnitTree(campaign.units, campaign.successions),
        texts=overlay.texts,
        zone=ZoneInfo(campaign.time_zone),
        goals=goals_of(campaign),
        forms=forms,
        bot=", ".join(names) or campaign.owner.contact,
        frugal=frozenset(place for place, channel in channels.items() if channel.frugal),
        meters=meters,
        bot_for=channels.contact,
        stopped=stopped,
        paused=overlay.is_paused,
    )


def goals_of(campaign: Campaign) -> dict[str, dict[str, Denominator]]:
    """What each unit is measured against, by phase."""
    return {phase.code: denominators(campaign.targets, phase.code) for phase in campaign.phases}


def restaged(staging: Staging, overlay: Overlay) -> Staging:
    """The same with the campaign as something decided in chat has made it; units and forms stay."""
    campaign = overlay.campaign
    return replace(
        staging,
        paused=overlay.is_paused,
        campaign=campaign,
        frame=frame_of(campaign),
        texts=overlay.texts,
        goals=goals_of(campaign),
    )
