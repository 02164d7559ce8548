"""Which initiatives the person speaking may decide on."""

from __future__ import annotations

from campaign import review
from campaign.definition import Look
from handlers.rights import holds
from handlers.turn import Turn
from storage.records import Initiative


def look_at(turn: Turn, made: Initiative) -> Look:
    """The look it waits for; the last one where the campaign has fewer than it has passed."""
    looks = turn.campaign.review
    return looks[min(made.looks, len(looks) - 1)]


def is_last(turn: Turn, made: Initiative) -> bool:
    """Whether who says yes now makes it valid."""
    return made.looks + 1 >= len(turn.campaign.review)


def may_review(turn: Turn, made: Initiative) -> bool:
    """Whether the person speaking may decide on it now; nobody decides on his own or on what he entered."""
    if made.concerns(turn.me().id) or not turn.campaign.review:
        return False
    look, units = look_at(turn, made), turn.scene.units
    return any(review.gives(office, look, made.unit, units) for office in _offices(turn))


def desks(turn: Turn) -> list[tuple[int, tuple[str, ...]]]:
    """What waits for this person: (how many looks it has passed, in which units; none: in all of them)."""
    return review.desks(turn.campaign.review, _offices(turn), turn.scene.units)


def _offices(turn: Turn) -> list[review.Office]:
    roles = turn.records.roles_of(turn.me().id)
    return [(role.role, role.unit) for role in roles if holds(role, turn.now)]
