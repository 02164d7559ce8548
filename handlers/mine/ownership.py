"""Which initiatives are one's own, and until when something of them may be changed."""

from __future__ import annotations

from campaign.definition import Form
from campaign.vietnamese.dates import say_instant_end
from handlers.counting import phase_of
from handlers.form.drafting import form_of, speaking_for
from handlers.turn import Turn
from storage.records import Initiative

_OPEN = frozenset({"submitted", "needs_info"})


def own(turn: Turn, initiative_id: int) -> Initiative | None:
    """The initiative with this number if it is the speaker's, or he entered it for who has not come for it yet."""
    made = turn.records.initiative(initiative_id)
    return made if made is not None and made.is_kept_by(turn.me().id) else None


def speaking_for_author(turn: Turn, made: Initiative) -> Turn:
    """The turn as one about this initiative: until its author comes, who entered it speaks for him."""
    if not made.is_unclaimed:
        return turn
    drafts = turn.records.drafts_by(turn.me().id)
    return next((speaking_for(turn, draft) for draft in drafts if draft.id == made.draft_id), turn)


def number_in(said: str) -> int:
    """The running number in an argument: 123 out of "123" and "SK-DA-000123"; 0 when there is none."""
    digits = said.strip().rpartition("-")[2]
    return int(digits) if digits.isdecimal() and len(digits) < 18 else 0


def refusal(turn: Turn, made: Initiative) -> str:
    """Why nothing of it can be changed any more; empty while it can.

    Once a phase is closed its figures stand (I3); what was decided on is for the cadre to change.
    """
    phase = phase_of(turn, made)
    if phase is None or turn.now >= phase.closes_at:
        closes = say_instant_end(phase.closes_at, turn.scene.zone) if phase else "–"
        return turn.t("mine-closed", phase=phase.name if phase else made.phase, closes=closes)
    if made.status == "withdrawn":
        return turn.t("mine-withdrawn-already")
    if made.status in _OPEN and not is_untold(turn, made):
        return ""
    return turn.t("mine-looked-at" if is_untold(turn, made) else "mine-decided")


def is_untold(turn: Turn, made: Initiative) -> bool:
    """Whether a decision on it can still be taken back: until its author is told, it is under review for him."""
    events = turn.records.events_by(turn.me().id)
    return any(event.initiative_id == made.id and event.tell_from is not None for event in events)


def form_for(turn: Turn, made: Initiative) -> Form:
    """The form it was filled in with, and the report as it is asked today."""
    drafts, today = turn.records.drafts_by(turn.me().id), turn.campaign.form
    filled = next((form_of(turn, draft) for draft in drafts if draft.id == made.draft_id), today)
    return filled if filled.report == today.report else filled.model_copy(update={"report": today.report})
