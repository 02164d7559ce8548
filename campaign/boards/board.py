"""The 17:00 board: of the whole campaign or of a subtree, and of a single unit (DESIGN 4 and 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.boards.headings import board_heading
from campaign.boards.leading import improved, leaderboard, none_yet
from campaign.boards.phrases import (
    deadline,
    encouragement,
    scope_name,
    stamp,
    standing_of_scope,
    states,
    take_part,
    today,
)
from campaign.boards.post import Part, Post, assemble
from campaign.boards.single import first_step, pace, place
from campaign.vietnamese.numbers import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.boards.snapshot import Snapshot
    from campaign.texts import Texts


def board(snapshot: Snapshot, marks: Sequence[str], texts: Texts) -> Post:
    """The board with the headings of its day; its content is that of the scope: a single unit or a subtree."""
    parts = _of_unit(snapshot, texts) if snapshot.is_single else _of_subtree(snapshot, marks, texts)
    last_call = Part(texts("board-last-call") if "last_call" in marks else "", gap=True)
    return assemble(
        board_heading(snapshot, [mark for mark in marks if mark != "last_call"], texts),
        [*parts, last_call, Part(deadline(snapshot, texts), gap=True), Part(take_part(snapshot, texts))],
        stamp(snapshot, texts),
    )


def progress_parts(snapshot: Snapshot, texts: Texts) -> list[Part]:
    """As of when, how far, and the other counts."""
    return [
        Part(f"{stamp(snapshot, texts)}:"),
        Part(standing_of_scope(snapshot, texts)),
        Part(states(snapshot.counts, texts), weight=60),
    ]


def leading_parts(snapshot: Snapshot, texts: Texts) -> list[Part]:
    """Who leads, who improved most, and how many have none yet."""
    of_clusters, of_all = leaderboard(snapshot, texts)
    best = improved(snapshot, texts)
    return [
        Part(of_clusters, weight=50, gap=True),
        Part(of_all, weight=20 if of_clusters else 50, gap=True),
        Part(best, weight=40, gap=True),
        Part(none_yet(snapshot, texts), weight=70, gap=not best),
    ]


def _of_subtree(snapshot: Snapshot, marks: Sequence[str], texts: Texts) -> list[Part]:
    week = texts("board-week", gain=signed(snapshot.gained_since("week_ago"))) if "week" in marks else ""
    return [
        *progress_parts(snapshot, texts),
        Part(today(snapshot, texts)),
        Part(week, weight=55),
        Part(encouragement(snapshot, texts), weight=65),
        *leading_parts(snapshot, texts),
    ]


def _of_unit(snapshot: Snapshot, texts: Texts) -> list[Part]:
    return [
        *progress_parts(snapshot, texts),
        Part(today(snapshot, texts)),
        Part(encouragement(snapshot, texts)),
        Part(pace(snapshot, texts), weight=65),
        Part(place(snapshot, scope_name(snapshot, texts), texts), weight=60),
        Part(first_step(snapshot, texts), weight=50, gap=True),
    ]
