"""The offices of two people who are one: all of them, none twice, and nobody stands in for himself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from storage.records import Role

_NEVER = datetime.max.replace(tzinfo=UTC)


def common_roles(roles: Sequence[Role], stays: int, goes: int, now: datetime) -> list[Role]:
    """Every office that named the one who goes as it is afterwards, and those of the other that are longer by his."""
    before = {role.id: role for role in roles}
    after = {role.id: _renamed(role, stays, goes, now) for role in roles}
    for taken in [role for role in after.values() if before[role.id].person_id == goes]:
        twin = next(
            (role for role in after.values() if _is_same(role, taken, stays, goes, before, now)), None
        )
        if twin is not None:
            after[twin.id] = replace(
                twin, since=min(twin.since, taken.since), until=_later(twin.until, taken.until)
            )
            after[taken.id] = _ended(taken, now)
    return [role for number, role in after.items() if role != before[number]]


def _renamed(role: Role, stays: int, goes: int, now: datetime) -> Role:
    def one(person: int | None) -> int | None:
        return stays if person == goes else person

    renamed = replace(
        role,
        person_id=stays if role.person_id == goes else role.person_id,
        granted_by=one(role.granted_by),
        substitutes=one(role.substitutes),
    )
    for_himself = renamed.substitutes == renamed.person_id and _lasts(renamed, now)
    return _ended(renamed, now) if for_himself else renamed


def _is_same(role: Role, taken: Role, stays: int, goes: int, before: dict[int, Role], now: datetime) -> bool:
    """Whether this is the other one's same office, at the same time, now or to come."""
    if before[role.id].person_id != stays or goes == stays or not (_lasts(role, now) and _lasts(taken, now)):
        return False
    office = (role.role, role.unit, role.substitutes) == (taken.role, taken.unit, taken.substitutes)
    return office and role.since <= (taken.until or _NEVER) and taken.since <= (role.until or _NEVER)


def _lasts(role: Role, now: datetime) -> bool:
    return role.until is None or role.until > max(now, role.since)


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    return None if first is None or second is None else max(first, second)


def _ended(role: Role, now: datetime) -> Role:
    return replace(role, until=max(now, role.since))
