"""One unit as its cadre sees it: how far, what it needs, what lies there, and what can be done about it."""

from __future__ import annotations

from datetime import timedelta

from campaign.boards.phrases import deadline, encouragement, stamp, standing_of_scope, states, today
from campaign.boards.snapshot import Snapshot
from campaign.calendar import day_bounds
from campaign.definition import Unit
from campaign.urgency import elapsed, level, missing, needed_per_day
from campaign.vietnamese.numbers import count
from handlers import figures
from handlers.browsing import offer
from handlers.outcome import Outcome, Rows
from handlers.turn import Turn


def show(turn: Turn, unit: Unit) -> Outcome:
    """The card of a unit at the bottom of the tree, with what can be done from here."""
    snapshot = figures.snapshot(turn, unit.code)
    lines = [turn.t("donvi-no-sprint")] if snapshot is None else _figures(turn, snapshot)
    text = "\n".join(line for line in [*lines, "", *_lying(turn, unit)] if line is not None).strip()
    return offer(turn, text, _rows(turn, unit), heading=unit.name)


def _figures(turn: Turn, snapshot: Snapshot) -> list[str]:
    texts = turn.scene.texts
    said = [
        f"{stamp(snapshot, texts)}:",
        standing_of_scope(snapshot, texts),
        states(snapshot.counts, texts),
        today(snapshot, texts),
        encouragement(snapshot, texts) if not _is_met(snapshot) else "",
        _need(turn, snapshot),
        _level(turn, snapshot),
        deadline(snapshot, texts),
    ]
    return [line for line in said if line]


def _is_met(snapshot: Snapshot) -> bool:
    """The thanks of a board are for the unit's people, not for its cadre."""
    return snapshot.progress is not None and snapshot.progress.is_met


def _need(turn: Turn, snapshot: Snapshot) -> str:
    """What is needed from today on: so many a day, or one every so many days."""
    row, days = snapshot.rows[0], snapshot.days_left + 1
    need = needed_per_day(missing(row, snapshot.measure), snapshot.sprint, turn.now, turn.campaign.time_zone)
    if not need:
        return ""
    lacking = missing(row, snapshot.measure)
    if days == 1:
        return turn.t("donvi-need-today", missing=count(lacking))
    if lacking > days:
        return turn.t("donvi-need", need=count(need), left=count(snapshot.days_left))
    apart = days // lacking
    return turn.t("unit-pace-every", days=count(apart)) if apart > 1 else turn.t("unit-pace-one")


def _level(turn: Turn, snapshot: Snapshot) -> str:
    """As of the last midnight, as the digest says it."""
    midnight, _ = day_bounds(turn.today, turn.campaign.time_zone)
    reached = level(snapshot.rows[0], snapshot.measure, elapsed(snapshot.sprint, midnight))
    return turn.t("donvi-level", level=turn.t(f"level-{reached.replace('_', '-')}"))


def _lying(turn: Turn, unit: Unit) -> list[str]:
    """Drafts left lying and questions without an answer, as numbers."""
    hours = min(turn.campaign.policy.draft_after_hours, default=0)
    before = turn.now - timedelta(hours=hours)
    drafts = sum(draft.touched_at <= before for draft in turn.records.drafts_in((unit.code,)))
    asked = len(turn.records.questions_open((unit.code,)))
    return [
        turn.t("donvi-drafts", n=count(drafts)) if drafts else turn.t("donvi-no-drafts"),
        turn.t("donvi-questions", n=count(asked)) if asked else turn.t("donvi-no-questions"),
    ]


def _rows(turn: Turn, unit: Unit) -> Rows:
    code = unit.code
    return (
        (
            turn.button("sangkien-button", f"!sangkien:{code}"),
            turn.button("cauhoi-button", f"!cauhoi:{code}"),
        ),
        (turn.button("moivao-button", f"!moivao:{code}"), turn.button("nhom-button", f"!nhom:{code}")),
        (
            turn.button("chitieu-button", f"!chitieu:{code}"),
            turn.button("chuyentiep-button", f"!chuyentiep:{code}"),
        ),
        (turn.button("donvi-all", "!donvi"),),
    )
