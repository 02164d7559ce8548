"""Which initiatives the person speaking may decide on."""

from __future__ import annotations

from dataclasses import replace

from campaign import review
from campaign.definition import Form, Look
from handlers.form.answers import Answers, missing
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


def awaits_report(turn: Turn, made: Initiative) -> bool:
    """Whether nobody looks at it before its author has reported."""
    return (
        bool(turn.campaign.review) and made.looks < len(turn.campaign.review) and look_at(turn, made).report
    )


def wants_report(turn: Turn, made: Initiative) -> bool:
    """Whether its author may still report on it: now, when its turn has come, or sooner by himself."""
    looks = turn.campaign.review[made.looks :]
    return made.status == "submitted" and any(look.report for look in looks) and not _is_reported(turn, made)


def report_form(turn: Turn) -> Form:
    """What a report is asked, as a form of its own."""
    form = turn.campaign.form
    return Form(revision=form.revision, steps=form.report)


def _is_reported(turn: Turn, made: Initiative) -> bool:
    return not missing(report_form(turn), Answers.read(made.answers))


def after_report(turn: Turn, made: Initiative) -> Initiative:
    """The initiative past the author's turn, if that is where it stands and its report is in."""
    there = awaits_report(turn, made) and _is_reported(turn, made)
    return replace(made, looks=made.looks + 1) if there else made


def after_look(turn: Turn, made: Initiative) -> Initiative:
    """The initiative one look further; past the author's turn as well where he has reported already."""
    return after_report(turn, replace(made, looks=made.looks + 1))


def before_look(turn: Turn, made: Initiative) -> Initiative:
    """The initiative as it was before the look that was given last."""
    back = replace(made, looks=made.looks - 1)
    return replace(back, looks=back.looks - 1) if awaits_report(turn, back) else back


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
