"""Whose look an initiative waits for: the campaign's looks and the offices that give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from campaign.definition import Look
    from campaign.tree import TreeView

OWNER = "owner"
Office = tuple[str, str]  # what one is, and the unit whose subtree it is for


def gives(office: Office, look: Look, unit: str, units: TreeView) -> bool:
    """Whether this office gives this look at an initiative of this unit: an owner's does, everywhere.

    A report is nobody's look.
    """
    name, held_at = office
    if look.report:
        return False
    if name == OWNER:
        return True
    if unit not in units or held_at not in units or not units.is_under(unit, held_at):
        return False
    return _is_of(look, held_at, units)


def _is_of(look: Look, held_at: str, units: TreeView) -> bool:
    return not look.by or units.unit(held_at).kind == look.by


def desks(
    looks: Sequence[Look], offices: Iterable[Office], units: TreeView
) -> list[tuple[int, tuple[str, ...]]]:
    """What waits for somebody with these offices: (how many looks it has passed, in which units; none: in all)."""
    held = [(name, unit) for name, unit in offices if name == OWNER or unit in units]
    if any(name == OWNER for name, _ in held):
        return [(place, ()) for place, look in enumerate(looks) if not look.report]
    found = []
    for place, look in enumerate(looks):
        if look.report:
            continue
        tops = [unit for _, unit in held if _is_of(look, unit, units)]
        below = tuple(dict.fromkeys(each.code for top in tops for each in units.subtree(top)))
        if below:
            found.append((place, below))
    return found
