"""`/duyet`: what waits for one's look, oldest first, one card at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.browsing import offer
from handlers.outcome import Outcome, Rows, column
from handlers.review import card, history
from handlers.review.competence import awaits_report, desks, may_review
from handlers.rights import refuse
from handlers.states import IDLE
from handlers.turn import Turn
from storage.records import Initiative

_AFTER = "sau-"
_LONGEST = 17  # digits


def show(turn: Turn) -> Outcome:
    """The oldest that waits; after a number the next one ("sau-123"), with a number alone that one."""
    if not desks(turn):
        return refuse(turn)
    about = turn.incoming.argument.strip()
    after = about.startswith(_AFTER)
    number = about.removeprefix(_AFTER).rpartition("-")[2]
    known = int(number) if number.isdecimal() and len(number) <= _LONGEST else 0
    if known and not after:
        return one(turn, known)
    return following(turn, known)


def one(turn: Turn, number: int, note: str = "") -> Outcome:
    """The card of this one, if it waits for this person's look."""
    made = turn.records.initiative(number)
    if made is None:
        return ended(turn, turn.t("sangkien-gone"))
    if not may_review(turn, made):
        if made.concerns(turn.me().id):
            return ended(turn, turn.t("duyet-own"))
        return ended(turn, turn.t("duyet-is-report")) if awaits_report(turn, made) else refuse(turn)
    if made.status != "submitted":
        return ended(turn, turn.t(f"duyet-is-{made.status.replace('_', '-')}"))
    return shown(turn, made, note)


def following(
    turn: Turn, after: int = 0, note: str = "", extra: Rows = (), *, decided: bool = False
) -> Outcome:
    """The next card after this number under a note; from the beginning again once the end is reached.

    `decided`: the one with this number is decided on in this very turn, and waits no more.
    """
    waits = [made for made in _waiting(turn, 0) if not (decided and made.id == after)]
    made = next(_waiting(turn, after), None) or next((one for one in waits if one.id != after), None)
    if made is None:
        return _ended(turn, note, extra)
    return _shown(turn, made, (note, len(waits), history.stamp(turn, made)), extra)


def _waiting(turn: Turn, after: int) -> Iterator[Initiative]:
    """What waits for this person with a number above that one, oldest first; neither his own nor what he entered."""
    me = turn.me().id
    found = [
        made
        for looks, units in desks(turn)
        for made in turn.records.awaiting(units, looks, after)
        if not made.concerns(me)
    ]
    yield from sorted(found, key=lambda made: made.id)


def shown(turn: Turn, made: Initiative, note: str = "") -> Outcome:
    """A card, under what was done before; it leaves whatever was being asked."""
    return _shown(turn, made, (note, len(list(_waiting(turn, 0))), history.stamp(turn, made)), ())


def restored(turn: Turn, made: Initiative, stamp: int, note: str) -> Outcome:
    """The card of what waits again by this very turn, of this moment of its history."""
    others = sum(one.id != made.id for one in _waiting(turn, 0))
    return _shown(turn, made, (note, others + 1, stamp), ())


def _shown(turn: Turn, made: Initiative, of: tuple[str, int, int], extra: Rows) -> Outcome:
    note, left, stamp = of
    said, heading = card.text(turn, made, left), card.heading(turn, made)
    if note:
        said, heading = f"{note}\n\n{heading}\n{said}", ""
    return offer(replace(turn, state=IDLE), said, (*card.rows(turn, made, stamp), *extra), heading=heading)


def ended(turn: Turn, note: str = "") -> Outcome:
    """Nothing more to be shown."""
    return _ended(turn, note, ())


def _ended(turn: Turn, note: str, extra: Rows) -> Outcome:
    said = turn.t("duyet-none")
    text = f"{note}\n\n{said}" if note else said
    rows = (*extra, *column(turn.button("donvi-all", "!donvi")))
    return offer(replace(turn, state=IDLE), text, rows)
