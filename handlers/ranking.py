"""Where my unit stands, told in private, and how the whole campaign stands (domain.md 5.3)."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.boards import Post, Snapshot, board, end
from campaign.boards.headings import board_heading
from campaign.boards.names import shorten
from campaign.boards.phrases import (
    deadline,
    encouragement,
    ends,
    inside_sentence,
    stamp,
    standing_line,
    standing_of_scope,
    states,
    today,
)
from campaign.boards.post import Part, assemble
from campaign.boards.single import first_step, pace
from campaign.calendar import first_day
from campaign.standings import Standing, leaders, rank
from campaign.vietnamese.dates import say_date, say_instant_end
from campaign.vietnamese.numbers import count
from handlers import figures
from handlers.browsing import offer
from handlers.outcome import Outcome, Rows
from handlers.turn import Turn


def show_rank(turn: Turn) -> Outcome:
    """`/xephang`: my unit against its target and inside its cluster; its place is always told here."""
    unit = turn.unit(turn.me().unit)
    found = None if unit is None else figures.snapshot(turn, unit.code)
    if found is None:
        return _nothing(turn)
    post = _standing(turn, found)
    return offer(turn, post.text, _rows(turn, "button-progress", "!tiendo"), heading=post.heading)


def show_progress(turn: Turn) -> Outcome:
    """`/tiendo`: the standing of the whole campaign."""
    found = figures.snapshot(turn, turn.scene.units.root.code)
    if found is None:
        return _nothing(turn)
    post = progress(turn, found)
    return offer(turn, post.text, _rows(turn, "button-rank", "!xephang"), heading=post.heading)


def progress(turn: Turn, snapshot: Snapshot) -> Post:
    """A scope's standing now: before the sprint what was there before it, within it the board, after it the result."""
    texts = turn.scene.texts
    if turn.now < snapshot.sprint.starts_at:
        parts = [*_figures(turn, snapshot), Part(_ahead(turn, snapshot), gap=True)]
        return assemble(shorten(snapshot.sprint.name, texts, 80), parts)
    if turn.now < snapshot.sprint.ends_at:
        return board(snapshot, (), texts)
    closes_at = turn.campaign.phase(snapshot.sprint.phase).closes_at
    return end(snapshot, texts, is_provisional=turn.now < closes_at)


def _nothing(turn: Turn) -> Outcome:
    return offer(turn, turn.t("rank-no-sprint"), _rows(turn, "button-help", "!trogiup"))


def _rows(turn: Turn, other: str, token: str) -> Rows:
    register = (turn.button("button-register", "!dangky"),) if turn.phase() is not None else ()
    return tuple((choice,) for choice in (*register, turn.button(other, token)))


# My unit


def _standing(turn: Turn, snapshot: Snapshot) -> Post:
    is_running = snapshot.sprint.starts_at <= turn.now < snapshot.sprint.ends_at
    parts = [
        *_figures(turn, snapshot),
        *(_on_the_way(turn, snapshot) if is_running else ()),
        Part(_place(turn, snapshot), weight=90, gap=True),
        Part(_leaders(turn, snapshot), weight=60, gap=True),
        Part(_until(turn, snapshot), gap=True),
    ]
    texts = turn.scene.texts
    day = board_heading(snapshot, (), texts) if is_running else shorten(snapshot.sprint.name, texts, 60)
    return assemble(turn.t("rank-heading", day=day), parts)


def _figures(turn: Turn, snapshot: Snapshot) -> list[Part]:
    texts = turn.scene.texts
    return [
        Part(f"{_as_of(turn, snapshot)}:"),
        Part(standing_of_scope(snapshot, texts)),
        Part(states(snapshot.counts, texts), weight=80),
    ]


def _as_of(turn: Turn, snapshot: Snapshot) -> str:
    if turn.now < snapshot.sprint.ends_at:
        return stamp(snapshot, turn.scene.texts)
    return turn.t("board-as-of", moment=ends(snapshot))


def _on_the_way(turn: Turn, snapshot: Snapshot) -> list[Part]:
    """What came today, and what is missing: thanks and no urging once the target is met."""
    texts = turn.scene.texts
    return [
        Part(today(snapshot, texts)),
        Part(encouragement(snapshot, texts)),
        Part(pace(snapshot, texts)),
        Part(first_step(snapshot, texts), weight=85, gap=True),
    ]


def _until(turn: Turn, snapshot: Snapshot) -> str:
    """Until when; before the sprint from when, and after it when the figures are final."""
    if turn.now < snapshot.sprint.starts_at:
        return _ahead(turn, snapshot)
    if turn.now < snapshot.sprint.ends_at:
        return deadline(snapshot, turn.scene.texts)
    closes_at = turn.campaign.phase(snapshot.sprint.phase).closes_at
    closes = say_instant_end(closes_at, turn.scene.zone)
    return turn.t("rank-provisional" if turn.now < closes_at else "rank-final", closes=closes)


def _ahead(turn: Turn, snapshot: Snapshot) -> str:
    starts = say_date(first_day(snapshot.sprint, turn.campaign.time_zone))
    name = shorten(snapshot.sprint.name, turn.scene.texts, 80)
    return turn.t("rank-ahead", sprint=name, starts=starts, end=ends(snapshot))


# The cluster


def _place(turn: Turn, snapshot: Snapshot) -> str:
    ranked = _ranked(snapshot)
    own = next((each for each in ranked if each.row.code == snapshot.scope.code), None)
    if own is None:
        return ""
    if own.rank is None:
        least = snapshot.campaign.policy.leader_min_target
        return turn.t("rank-none-small", least=count(least)) if own.target else turn.t("rank-none")
    placed = [each for each in ranked if each.rank is not None]
    if not any(each.done for each in placed):
        return turn.t("rank-nobody", cluster=_cluster(turn, snapshot))
    words = {"rank": str(own.rank), "of": count(len(placed)), "cluster": _cluster(turn, snapshot)}
    equals = sum(each.rank == own.rank for each in placed) - 1
    if equals:
        return turn.t("rank-place-equal", **words, n=count(equals))
    return turn.t("rank-first" if own.rank == 1 else "rank-place", **words)


def _ranked(snapshot: Snapshot) -> Sequence[Standing]:
    """The cluster of a unit on its own; of a unit with others below it, those."""
    rows = snapshot.peers if snapshot.is_single else snapshot.rows
    return rank(rows, snapshot.measure, snapshot.campaign.policy.leader_min_target)


def _leaders(turn: Turn, snapshot: Snapshot) -> str:
    best = leaders(_ranked(snapshot), snapshot.campaign.policy.leaders)
    if not best:
        return ""
    texts = turn.scene.texts
    lines = [turn.t("leader-place", rank=str(each.rank), unit=standing_line(each, texts)) for each in best]
    title = (
        turn.t("rank-leaders", cluster=_cluster(turn, snapshot)) if snapshot.is_single else turn.t("leaders")
    )
    return "\n".join([title, *lines])


def _cluster(turn: Turn, snapshot: Snapshot) -> str:
    names = {term.code: term.name for term in snapshot.campaign.clusters}
    name = names.get(snapshot.scope.cluster or "", turn.t("cluster-whole"))
    return inside_sentence(shorten(name, turn.scene.texts))
