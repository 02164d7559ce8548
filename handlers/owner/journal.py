"""`/nhatky`: who changed what and when, the newest first; never anybody's words."""

from __future__ import annotations

from campaign.vietnamese.dates import say_moment
from handlers.browsing import offer
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome
from handlers.owner.policy.saying import label as named
from handlers.owner.policy.settings import BY_NAME
from handlers.owner.wording.card import label
from handlers.rights import allowed, refuse
from handlers.turn import Turn
from storage.messages import Choice
from storage.reading import AUDIT_PAGE
from storage.records import Audit

_QUOTED = 60


def show(turn: Turn) -> Outcome:
    """A page of the log; `~<n>`: what came before that line."""
    if not allowed(turn, "see_audit"):
        return refuse(turn)
    before = number_in(turn.incoming.argument.rpartition("~")[2])
    found = turn.records.audits(before)
    lines = found[:AUDIT_PAGE]
    if not lines:
        return offer(turn, turn.t("nhatky-none"))
    names = turn.records.people(
        tuple(sorted({each.person_id for each in lines if each.person_id is not None}))
    )
    told = {number: person.name for number, person in names.items() if person is not None}
    text = "\n".join(_line(turn, each, told.get(each.person_id or 0, "")) for each in lines)
    turning: list[Choice] = [turn.button("nhatky-newest", "!nhatky:~0")] if before else []
    if len(found) > AUDIT_PAGE:
        turning.append(turn.button("nhatky-older", f"!nhatky:~{lines[-1].id}"))
    return offer(turn, text, (tuple(turning),) if turning else (), heading=turn.t("nhatky-heading"))


def _line(turn: Turn, each: Audit, name: str) -> str:
    text_id = f"nhatky-{each.action.replace('_', '-')}"
    known = turn.scene.texts.has(text_id)
    what = turn.t(text_id) if known else turn.t("nhatky-other", action=each.action)
    about = _about(turn, each)
    at = say_moment(each.at, turn.scene.zone)
    return turn.t("nhatky-line", at=at, name=name or "–", what=f"{what} – {about}" if about else what)


def _about(turn: Turn, each: Audit) -> str:
    """The unit it is about, or the text as the bot says it now; empty where it is about neither."""
    if each.action.startswith("text_"):
        return f"“{label(turn, each.subject, _QUOTED)}”"
    if setting := BY_NAME.get(each.subject if each.action.startswith("policy_") else ""):
        return f"{named(turn, setting)} {each.detail}".strip()
    unit = turn.unit(each.subject)
    return unit.name if unit is not None else ""
