"""`nuocrut health`: asked every half minute by whoever watches, so it loads the database's part and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.settings import Settings
from storage.database import Database
from storage.migrating import current, newest
from storage.parties import heartbeat

_FRESH = timedelta(seconds=60)


class UnwellError(Exception):
    """The bot is not well; the message is a plain sentence for the operator."""


async def look(settings: Settings) -> str:
    """How the running bot is; UnwellError when it is not well."""
    url = settings.database_url
    if await current(url) != newest():
        raise UnwellError("The database is not at the schema this program needs (nuocrut migrate).")
    database = Database(url)
    await database.open()
    try:
        async with database.read() as connection:
            alive, heard = [await heartbeat(connection, name) for name in ("alive", "heard")]
    finally:
        await database.close()
    if alive is None or datetime.now(UTC) - alive > _FRESH:
        raise UnwellError("The bot does not run: it gave no sign of life in the last minute.")
    if heard is None or alive - heard > _FRESH:
        raise UnwellError("The bot runs, but a platform does not answer it; /readyz and the log say which.")
    return "The bot is well."
