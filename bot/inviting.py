"""A link for the first owner, made by the running process or, when none runs, by the command."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.applying import fresh_code
from bot.bots import telegram_links, zalo_addresses
from bot.owning import ServiceError, ask, owning
from bot.settings import Settings
from storage.database import Database
from storage.migrating import current, newest
from storage.records import Invite
from storage.writing import write

_OWNER_DAYS = 7
_INVITE = {"do": "invite_owner"}


async def make_owner_invite(database: Database, now: datetime) -> str:
    """A fresh code that makes its first user an owner, good for seven days."""
    invite = Invite(
        id=database.ids.take("invite"),
        code=fresh_code(),
        kind="owner",
        unit=None,
        created_by=None,
        created_at=now,
        expires_at=now + timedelta(days=_OWNER_DAYS),
        revoked_at=None,
        max_uses=1,
        uses=0,
    )
    async with database.write() as connection:
        await write(connection, (invite,))
    return invite.code


async def invite_owner(settings: Settings) -> str:
    """A one-time link for an owner, made by the running process or, when none runs, here."""
    found = [*await telegram_links(settings), *await zalo_addresses(settings)]
    try:
        code = (await ask(settings, _INVITE))["code"]
    except OSError:
        code = await _invite_alone(settings)
    except KeyError as error:
        raise ServiceError("The running bot gave no link; its log may say why. Try again.") from error
    ways = "\n".join(way.format(code) for way in found)
    return f"{ways or f'/start {code}'}\nThe link works once, for {_OWNER_DAYS} days."


async def _invite_alone(settings: Settings) -> str:
    with owning(settings.database_url):
        if await current(settings.database_url) != newest():
            raise ServiceError("The database has no campaign yet: start nuocrut run first.")
        database = Database(settings.database_url)
        await database.open()
        try:
            return await make_owner_invite(database, datetime.now(UTC))
        finally:
            await database.close()
