"""`/hieuqua`: what nudges do, for owners: of the whole, never of a person (domain.md 5.3)."""

from __future__ import annotations

from datetime import timedelta

from campaign.calendar import day_bounds, last_day
from campaign.holdout import FEWEST_UNITS, LAST_DAYS
from campaign.vietnamese.numbers import count, percent
from handlers.browsing import offer
from handlers.outcome import Outcome
from handlers.rights import allowed, refuse
from handlers.turn import Turn
from storage.effects import Effect


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
    lines = [turn.t("hieuqua-sent", **_words(found.sent))]
    if len(turn.campaign.units) < FEWEST_UNITS:
        lines.append(turn.t("hieuqua-few-units", units=count(FEWEST_UNITS)))
    else:
        lines.append(turn.t("hieuqua-held-out", **_words(found.held_out)))
    lines.append(turn.t("hieuqua-note"))
    return offer(turn, "\n".join(lines), heading=turn.t("hieuqua-heading", sprint=sprint.name))


def _words(effect: Effect) -> dict[str, str]:
    share = percent(effect.followed, effect.nudges) or "–"
    return {"n": count(effect.nudges), "followed": count(effect.followed), "share": share}
