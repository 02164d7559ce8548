"""`/hieuqua`: what nudges do, for owners: of the whole, never of a person (domain.md 5.3)."""

from __future__ import annotations

from datetime import timedelta

from campaign.calendar import day_bounds, last_day
from campaign.definition import Sprint
from campaign.holdout import FEWEST_UNITS, LAST_DAYS
from campaign.vietnamese.numbers import count, percent
from handlers.browsing import offer
from handlers.outcome import Outcome
from handlers.rights import allowed, refuse
from handlers.turn import Turn
from storage.effects import Comparison, Effect

_WEEK = timedelta(days=7)


def show(turn: Turn) -> Outcome:
    """Since the sprint began until its last seven days, in which nobody is held out."""
    if not allowed(turn, "announce"):
        return refuse(turn)
    sprint = turn.sprint()
    if sprint is None:
        return offer(turn, turn.t("hieuqua-none"))
    zone = turn.campaign.time_zone
    until, _ = day_bounds(last_day(sprint, zone) - timedelta(days=LAST_DAYS - 1), zone)
    found = turn.records.effects(sprint.starts_at, until)
    compared = len(turn.campaign.units) >= FEWEST_UNITS
    lines = [
        turn.t("hieuqua-drafts"),
        *_lines(turn, found.drafts, compared=compared),
        turn.t("hieuqua-beginnings"),
        *_lines(turn, found.beginnings, compared=compared),
        turn.t("hieuqua-drawn") if compared else turn.t("hieuqua-few-units", units=count(FEWEST_UNITS)),
        turn.t("hieuqua-note"),
        *_opt_outs(turn, sprint),
    ]
    return offer(turn, "\n".join(lines), heading=turn.t("hieuqua-heading", sprint=sprint.name))


def _lines(turn: Turn, found: Comparison, *, compared: bool) -> list[str]:
    """Those who were nudged and, where units are held out, those who were not."""
    sent = turn.t("hieuqua-sent", **_words(found.sent))
    return [sent, turn.t("hieuqua-held-out", **_words(found.held_out))] if compared else [sent]


def _opt_outs(turn: Turn, sprint: Sprint) -> list[str]:
    """How many of last week's nudged turned reminders off, and whether workers are asked less often for it."""
    week = turn.records.opt_outs(turn.now - _WEEK, turn.now)
    words = {"stopped": count(week.stopped), "nudged": count(week.nudged)}
    share = percent(week.stopped, week.nudged) or "–"
    eased = [turn.t("hieuqua-eased")] if sprint.code in turn.records.eased() else []
    return [turn.t("hieuqua-opt-outs", **words, share=share), *eased]


def _words(effect: Effect) -> dict[str, str]:
    share = percent(effect.followed, effect.nudges) or "–"
    return {"n": count(effect.nudges), "followed": count(effect.followed), "share": share}
