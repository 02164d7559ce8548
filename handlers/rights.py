"""Who may what: one question, asked where data is read or changed (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from campaign.tree import TreeView
from storage.records import Role

Action = Literal["see_unit", "link_group", "answer_worker", "invite_cadre", "invite_owner", "announce"]
_CADRES: frozenset[Action] = frozenset({"see_unit", "link_group", "answer_worker"})


def holds(role: Role, now: datetime) -> bool:
    """Whether an office is in force at this instant (half-open [since, until))."""
    return role.since <= now and (role.until is None or now < role.until)


def may(roles: Sequence[Role], action: Action, unit: str, units: TreeView, now: datetime) -> bool:
    """Whether somebody with these offices may do this for this unit: an owner all, a cadre his part in his subtree."""
    return any(holds(role, now) and _allows(role, action, unit, units) for role in roles)


def _allows(role: Role, action: Action, unit: str, units: TreeView) -> bool:
    if role.role == "owner":
        return True
    within = unit in units and role.unit in units and units.is_under(unit, role.unit)
    return within and action in _CADRES


def in_charge(roles: Sequence[Role], unit: str, units: TreeView, now: datetime) -> list[Role]:
    """The cadres in charge of a unit: those of the nearest unit above it (or itself) that has any, else the owners.

    A substitute comes beside the one he stands in for.
    """
    live = [role for role in roles if holds(role, now)]
    line = [unit, *(each.code for each in units.ancestors(unit))] if unit in units else []
    for code in line:
        here = [role for role in live if role.role in {"cadre", "head"} and role.unit == code]
        if here:
            return here
    return [role for role in live if role.role == "owner"]
