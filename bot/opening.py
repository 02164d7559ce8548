"""The database as commands open it: at the right schema, with the campaign it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.settings import Settings
from campaign.definition import Campaign
from storage.campaigns import standing
from storage.database import Database
from storage.migrating import current, newest


@asynccontextmanager
async def opened(
    settings: Settings, refused: Callable[[str], Exception]
) -> AsyncIterator[tuple[Database, Campaign]]:
    """The database and its campaign; what `refused` makes of a sentence for the operator where there is none."""
    if await current(settings.database_url) != newest():
        raise refused("The database is not at the schema this program needs (nuocrut migrate).")
    database = Database(settings.database_url)
    await database.open()
    try:
        async with database.read() as connection:
            campaign = await standing(connection)
        if campaign is None:
            raise refused("The database holds no campaign yet (nuocrut run applies one).")
        yield database, campaign
    finally:
        await database.close()
