"""A campaign's folder, as it was read, put into the database."""

from __future__ import annotations

import secrets
from datetime import datetime

from campaign.definition import Campaign
from campaign.file import revision_hash
from storage import campaigns
from storage.database import Database

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def fresh_code() -> str:
    """An opaque code of ten readable characters, without those that look alike (DESIGN 8)."""
    return "".join(secrets.choice(_READABLE) for _ in range(10))


async def apply_campaign(database: Database, campaign: Campaign, now: datetime) -> bool:
    """Make this the campaign in force, new units with their lasting codes; whether it was not already.

    WrongCampaignError, UnitsInUseError: then everything stays as it was.
    """
    codes = {unit.code: fresh_code() for unit in campaign.units}
    return await campaigns.apply(database, campaign, revision_hash(campaign), now, codes)
