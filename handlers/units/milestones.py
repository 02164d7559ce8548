"""`/cotmoc`: the milestones that the units in charge have reached, as they are written down."""

from __future__ import annotations

from dataclasses import replace

from campaign.vietnamese.dates import say_date
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import is_wordless
from handlers.browsing import offer, page_of, pages, pairs
from handlers.choosing import is_cancel
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome, Reply, Rows, ask, go
from handlers.owner.noting import noted
from handlers.rights import allowed, refuse, scopes
from handlers.room import utf16_length
from handlers.states import IDLE, ClaimingMilestone
from handlers.submission import number_of
from handlers.turn import Turn
from storage.records import Milestone, MilestoneClaim

PAGE = 12
MOST, LEAST, LONGEST = 6, 10, 300


def show(turn: Turn) -> Outcome:
    """The newest first: the unit, the number or share, and which initiative it was; never a person."""
    units = turn.scene.units
    held = scopes(turn.records.roles_of(turn.me().id), units, turn.now)
    if not held:
        return refuse(turn)
    everywhere = units.root.code in held
    below = () if everywhere else tuple(each.code for top in held for each in units.subtree(top))
    reached = turn.records.milestones(below)
    _, page = page_of(turn.incoming.argument)
    last = max(0, len(reached) - 1) // PAGE
    page = min(page, last)
    lines = [_line(turn, each) for each in reached[page * PAGE : (page + 1) * PAGE]]
    turning = pages(turn, "cotmoc", "", page, last)
    said = [*lines, turn.t("cotmoc-rule")] if lines else [turn.t("cotmoc-none")]
    claims = live_claims(turn) if everywhere and page == last else ()
    said += ["", turn.t("cotmoc-claims"), *(_claim(turn, n, each) for n, each in claims)] if claims else []
    heading = turn.t("cotmoc-heading", n=count(len(reached))) if lines else ""
    rows: Rows = (*((turning,) if turning else ()), *_ways(turn, claims))
    return offer(turn, "\n".join(said), rows, heading=heading)


# What people say beside it (domain.md 0, #13)


def live_claims(turn: Turn) -> tuple[tuple[int, MilestoneClaim], ...]:
    """The words that stand, numbered."""
    standing = [each for each in turn.records.milestone_claims() if each.revoked_at is None]
    return tuple(enumerate(standing[-MOST:], 1))


def _claim(turn: Turn, n: int, each: MilestoneClaim) -> str:
    day = say_date(each.at.astimezone(turn.scene.zone).date())
    return turn.t("cotmoc-claim", n=str(n), day=day, words=each.words)


def _ways(turn: Turn, claims: tuple[tuple[int, MilestoneClaim], ...]) -> Rows:
    if not allowed(turn, "award"):
        return ()
    taken_back = [turn.button("cotmoc-revoke", f"!bomoc:{each.id}", n=str(n)) for n, each in claims]
    return (*pairs(taken_back), (turn.button("cotmoc-add", "!ghimoc"),))


def begin(turn: Turn) -> Outcome:
    """`/ghimoc`: ask an owner what is to be kept."""
    return go(ClaimingMilestone()) if allowed(turn, "award") else refuse(turn)


def present(turn: Turn, state: ClaimingMilestone) -> Reply:
    """Await the words."""
    del state
    return ask(turn.t("cotmoc-ask"), choices=((turn.button("nav-cancel", "cancel"),),))


def answer(turn: Turn, state: ClaimingMilestone) -> Outcome:
    """Keep the words as they are; the milestones that were counted stay what they are."""
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    if not allowed(turn, "award"):
        return refuse(turn)
    said = " ".join(turn.incoming.text.split())
    if turn.incoming.kind != "text" or is_wordless(said) or len(said) < LEAST:
        return go(state, turn.t("duyet-words-unclear"))
    if (now := utf16_length(said)) > LONGEST:
        return go(state, turn.t("question-too-long", now=count(now), most=count(LONGEST)))
    made = MilestoneClaim(id=turn.new_id("milestone_claim"), at=turn.now, by_person=turn.me().id, words=said)
    rows = ((turn.button("cotmoc-button", "!cotmoc"),),)
    kept = offer(replace(turn, state=IDLE), turn.t("cotmoc-kept"), rows)
    return kept.after(made, noted(turn, "milestone_claimed", turn.campaign.root))


def revoke(turn: Turn) -> Outcome:
    """`!bomoc:<id>`: take the words back."""
    if not allowed(turn, "award"):
        return refuse(turn)
    asked = number_in(turn.incoming.argument)
    found = next((each for _, each in live_claims(turn) if each.id == asked), None)
    if found is None:
        return offer(turn, turn.t("cotmoc-gone"))
    told = offer(turn, turn.t("cotmoc-revoked"), ((turn.button("cotmoc-button", "!cotmoc"),),))
    gone = replace(found, revoked_at=turn.now)
    return told.after(gone, noted(turn, "milestone_claim_revoked", turn.campaign.root))


def _where(turn: Turn, reached: Milestone) -> str:
    """The unit, with the phase where there are several: each has its own count."""
    phase = next((each.name for each in turn.campaign.phases if each.code == reached.phase), reached.phase)
    unit = turn.unit_name(reached.unit)
    return f"{unit} ({phase})" if len(turn.campaign.phases) > 1 else unit


def _line(turn: Turn, reached: Milestone) -> str:
    day = say_date(reached.reached_at.astimezone(turn.scene.zone).date())
    unit = _where(turn, reached)
    if reached.initiative_id is None:
        return turn.t("cotmoc-percent", day=day, unit=unit, percent=f"{reached.threshold}%")
    number = number_of(turn, reached.initiative_id)
    return turn.t("cotmoc-number", day=day, unit=unit, n=count(reached.threshold), number=number)
