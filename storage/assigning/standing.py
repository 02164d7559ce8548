"""Who is in charge of what, and who is invited to be, as a list of assignments is compared with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select

from campaign.assigning import Held, Waiting
from campaign.calendar import local_day
from storage.models import table_of
from storage.records import Assignment, Invite, Role
from storage.transaction import Statements

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Offices that are held or will be, and what waits behind invitations that still work."""

    roles: Mapping[int, Role]
    names: Mapping[int, str]
    waiting: Mapping[int, Assignment]
    invites: Mapping[int, Invite]

    def held_in(self, zone: str) -> tuple[Held, ...]:
        """The offices of cadres and heads, on the local days of this zone."""
        return tuple(
            Held(
                role.id,
                role.person_id,
                self.names.get(role.person_id, ""),
                role.unit,
                role.role,
                local_day(role.since, zone),
                last_day_of(role.until, zone),
                role.substitutes,
            )
            for role in self.roles.values()
            if role.role != "owner"
        )

    def waiting_in(self, zone: str) -> tuple[Waiting, ...]:
        """What waits, on the local days of this zone."""
        return tuple(
            Waiting(
                line.id,
                line.invite_id or 0,
                line.name,
                line.unit,
                line.role,
                None if line.since is None else local_day(line.since, zone),
                last_day_of(line.until, zone),
            )
            for line in self.waiting.values()
        )


def last_day_of(until: datetime | None, zone: str) -> date | None:
    """The last local day of what ends (half-open) at this instant."""
    return None if until is None else local_day(until - _INSTANT, zone)


async def read_standing(connection: Statements, now: datetime) -> Standing:
    """As it stands at this instant."""
    role, person = table_of("role"), table_of("person")
    invite, line = table_of("invite"), table_of("assignment")
    live = (role.c.role.in_(("cadre", "head")), or_(role.c.until.is_(None), role.c.until > now))
    roles = await _records(connection, Role, select(*_columns(Role)).where(*live).order_by(role.c.id))
    called = select(person.c.id, person.c.name).where(person.c.id.in_({each.person_id for each in roles}))
    names: dict[int, str] = dict((await connection.execute(called)).all())
    usable = (
        invite.c.revoked_at.is_(None),
        invite.c.uses == 0,
        or_(invite.c.expires_at.is_(None), invite.c.expires_at > now),
        line.c.state == "waiting",
    )
    joined = line.join(invite, invite.c.id == line.c.invite_id)
    waits = select(*_columns(Assignment)).select_from(joined).where(*usable).order_by(line.c.id)
    waiting = await _records(connection, Assignment, waits)
    open_ones = select(*_columns(Invite)).where(invite.c.id.in_({each.invite_id for each in waiting}))
    invites = await _records(connection, Invite, open_ones)
    return Standing(
        {each.id: each for each in roles},
        names,
        {each.id: each for each in waiting},
        {each.id: each for each in invites},
    )


def _columns(record: type[Any]) -> list[Any]:
    return [table_of(record.table).c[field.name] for field in fields(record)]


async def _records(connection: Statements, record: type[Any], asked: Select[Any]) -> list[Any]:
    return [record(**row._mapping) for row in await connection.execute(asked)]  # noqa: SLF001  # a Row's own documented mapping
