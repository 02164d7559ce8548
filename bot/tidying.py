"""What is kept no longer than needed is let go (DESIGN 8)."""

from __future__ import annotations

from datetime import datetime, timedelta

from campaign.definition import Campaign
from storage import inbox, outbox, served, uploads
from storage.database import Database
from storage.instants import to_micros
from storage.papers.orders import forget as forget_papers
from storage.rates import forget_rates
from storage.retention import forget_drafts, forget_invited, forget_pictures, forget_proof

RATES_KEPT = timedelta(minutes=5)  # longer than any limit of the pacer looks back
_PROOF_KEPT = timedelta(days=5 * 366)  # what was agreed to, after its person was erased (domain.md 4.3)
_UNSENT_KEPT = timedelta(days=7)


async def tidy(database: Database, campaign: Campaign, now: datetime) -> None:
    """Let go at this moment what has been kept long enough."""
    async with database.write() as connection:
        connection.queue(inbox.forget, now)
        connection.queue(outbox.clear_bodies, now)
        connection.queue(forget_drafts, campaign.drafts_kept_from(now))
        connection.queue(forget_proof, now - _PROOF_KEPT)
        connection.queue(forget_pictures, now - _UNSENT_KEPT)
        connection.queue(forget_invited, now - _UNSENT_KEPT)
        connection.queue(served.forget, now)
        connection.queue(uploads.forget_pages, now)
        connection.queue(forget_papers, now - _UNSENT_KEPT)
        connection.queue(forget_rates, to_micros(now - RATES_KEPT))
