"""A campaign's folder, read and checked: campaign.toml, units.csv, and what may go with them."""

from campaign.file.problems import CampaignFileError, Problem
from campaign.file.reading import campaign_hash, check_campaign, read_campaign, revision_hash
from campaign.file.summary import describe

__all__ = [
    "CampaignFileError",
    "Problem",
    "campaign_hash",
    "check_campaign",
    "describe",
    "read_campaign",
    "revision_hash",
]
