"""Who may what: one question, asked where data is read or changed (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from campaign.tree import TreeView
from handlers.outcome import Outcome, say
from handlers.turn import Turn
from storage.records import Role

Action = Literal[
    "see_unit",  # figures, initiatives with their authors, drafts left lying, open questions, the joining link
    "forward",  # the text that any group may read
    "answer_worker",
    "enter_for",  # submit for a worker of the unit who has no telephone
    "link_group",
    "name_substitute",
    "invite_cadre",
    "invite_owner",
    "see_offices",
    "end_office",
    "announce",
    "propose_target",
    "decide_target",
    "change_units",
    "award",
    "pause_all",
    "close_phase",
    "see_audit",
    "edit_texts",
    "edit_policy",
]
_CADRES: frozenset[Action] = frozenset(
    {"propose_target", "see_unit", "link_group", "answer_worker", "enter_for"}
)


def holds(role: Role, now: datetime) -> bool:
    """Whether an office is in force at this instant (half-open [since, until))."""
    return role.is_held(now)


def may(roles: Sequence[Role], action: Action, unit: str, units: TreeView, now: datetime) -> bool:
    """Whether somebody with these offices may do this for this unit: an owner all, a cadre his part in his subtree.

    Anybody with an office may forward what groups read anyway. Only a cadre of his own right names a substitute.
    """
    return any(holds(role, now) and _allows(role, action, unit, units) for role in roles)


def _allows(role: Role, action: Action, unit: str, units: TreeView) -> bool:
    within = unit in units and role.unit in units and units.is_under(unit, role.unit)
    if action == "name_substitute":
        return within and role.role != "owner" and role.substitutes is None
    if role.role == "owner" or action == "forward":
        return True
    return within and action in _CADRES


def allowed(turn: Turn, action: Action, unit: str = "") -> bool:
    """Whether the person speaking may do this now, for this unit or (left out) for the whole campaign."""
    units = turn.scene.units
    return may(turn.records.roles_of(turn.me().id), action, unit or units.root.code, units, turn.now)


def refuse(turn: Turn) -> Outcome:
    """A kind no, which leaves whatever was going on."""
    text = turn.t("office-refused", contact=turn.campaign.owner.contact)
    return Outcome((say(text, choices=((turn.button("button-ask", "!hoi"),),)),))


def scopes(roles: Sequence[Role], units: TreeView, now: datetime) -> tuple[str, ...]:
    """The tops of the subtrees these offices are for, none under another: the root for an owner."""
    live = [role for role in roles if holds(role, now)]
    if any(role.role == "owner" for role in live):
        return (units.root.code,)
    held = dict.fromkeys(role.unit for role in live if role.unit in units)
    return tuple(
        code for code in held if not any(units.is_under(code, other) for other in held if other != code)
    )


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
    return owners(live, now)


def owners(roles: Sequence[Role], now: datetime) -> list[Role]:
    """The offices of owners in force."""
    return [role for role in roles if role.role == "owner" and holds(role, now)]


def without_cadre(roles: Sequence[Role], units: TreeView, now: datetime) -> list[str]:
    """The units at the bottom of the tree that no cadre is in charge of, in the order of the tree."""
    held = {role.unit for role in roles if role.role != "owner" and holds(role, now)}
    return [
        unit.code
        for unit in units.units
        if not units.children(unit.code)
        and unit.code not in held
        and not any(above.code in held for above in units.ancestors(unit.code))
    ]
