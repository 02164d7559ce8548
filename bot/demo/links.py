"""The demo's database before the bot starts: the campaign applied, and links ready to be opened on the telephones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.applying import apply_campaign, fresh_code
from bot.demo.cast import Cast
from storage.database import Database
from storage.inspection import unit_links
from storage.migrating import migrate
from storage.records import Invite, InviteKind
from storage.writing import write


@dataclass(frozen=True, slots=True)
class Links:
    """Codes of links: `units` by unit code (lasting), the others work once. `owners`: one on each platform."""

    units: Mapping[str, str]
    owners: Mapping[str, str]
    cadre: str
    campaign_group: str
    unit_group: str


async def prepare(url: str, cast: Cast) -> Links:
    """Make the database of a demo with everything that a telephone can open; the app finds it as it wants it."""
    await migrate(url)
    database = Database(url)
    await database.open()
    try:
        await apply_campaign(database, cast.campaign, cast.start)
        return await _mint(database, cast)
    finally:
        await database.close()


async def _mint(database: Database, cast: Cast) -> Links:
    owners = {platform: _invite(database, "owner", None, cast.start) for platform in cast.platforms}
    others = (
        _invite(database, "cadre", cast.unit.code, cast.start),
        _invite(database, "group", cast.root.code, cast.start),
        _invite(database, "group", cast.unit.code, cast.start),
    )
    async with database.write() as connection:
        await write(connection, (*owners.values(), *others))
        units = await unit_links(connection)
    cadre, campaign_group, unit_group = (invite.code for invite in others)
    codes = {platform: invite.code for platform, invite in owners.items()}
    return Links(units, codes, cadre, campaign_group, unit_group)


def _invite(database: Database, kind: InviteKind, unit: str | None, now: datetime) -> Invite:
    """A code that works once, however far time is turned."""
    return Invite(
        id=database.ids.take("invite"),
        code=fresh_code(),
        kind=kind,
        unit=unit,
        created_by=None,
        created_at=now,
        expires_at=None,
        revoked_at=None,
        max_uses=1,
        uses=0,
    )
