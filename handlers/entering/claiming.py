"""The code with which an author takes over what was entered for him: made once more, and what it does where typed."""

from __future__ import annotations

from dataclasses import replace

from handlers.browsing import offer
from handlers.mine import listing
from handlers.mine.ownership import number_in, own
from handlers.offices.ending import tell
from handlers.outcome import Outcome, column, say
from handlers.submission import mint_claim, number_of, say_claim
from handlers.turn import Turn
from storage.records import Change, Initiative, InitiativeEvent, Invite, Person


def renew(turn: Turn) -> Outcome:
    """`!maphieu:<id>`: a fresh code for what one entered; the one before does not work any more."""
    made = own(turn, number_in(turn.incoming.argument))
    if made is None or not made.is_unclaimed:
        return listing.gone(turn)
    claim = mint_claim(turn, made)
    back = column(turn.button("mine-to-card", f"!cuatoi:{made.id}"))
    return offer(turn, say_claim(turn, made, claim), back).after(*_taken_back(turn, made), claim)


def _taken_back(turn: Turn, made: Initiative) -> list[Invite]:
    unused = (
        claim for claim in turn.records.claims_of(made.id) if not claim.uses and claim.revoked_at is None
    )
    return [replace(claim, revoked_at=turn.now) for claim in unused]


def take(turn: Turn, person: Person, claim: Invite, then: Outcome) -> Outcome:
    """The author has come: from now on it is his, he corrects and withdraws it; who entered it is told."""
    made = turn.records.initiative(claim.initiative_id) if claim.initiative_id is not None else None
    if made is None or not made.is_unclaimed or made.entered_by is None:
        return then.preceded_by(say(turn.t("claim-over")))
    if made.entered_by == person.id:
        return then.preceded_by(say(turn.t("claim-is-your-own")))
    by = turn.records.person(made.entered_by)
    words = {
        "number": number_of(turn, made.id),
        "title": made.title,
        "by": by.name if by and by.name else "–",
    }
    look = column(turn.button("mine-to-card", f"!cuatoi:{made.id}"))
    told = tell(turn, made.entered_by, turn.t("claim-told", name=person.name, number=words["number"]))
    taken = then.preceded_by(say(turn.t("claim-done", **words), choices=look), *told)
    return taken.after(*_changes(turn, person, made, claim))


def _changes(turn: Turn, person: Person, made: Initiative, claim: Invite) -> list[Change]:
    assert made.entered_by is not None, "entered by nobody"
    drafts = turn.records.drafts_by(made.entered_by)
    noted = InitiativeEvent(
        id=turn.new_id("initiative_event"),
        initiative_id=made.id,
        kind="claimed",
        at=turn.now,
        by_person=person.id,
    )
    return [
        replace(made, person_id=person.id),
        *(replace(draft, person_id=person.id) for draft in drafts if draft.id == made.draft_id),
        *(each for each in _taken_back(turn, made) if each.id != claim.id),
        replace(claim, uses=claim.uses + 1),
        noted,
    ]
