"""The 17:00 board: of the whole campaign or of a subtree, and of a single unit (DESIGN 4 and 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.boards.headings import board_heading
from campaign.boards.leading import improved, leaderboard, none_yet
from campaign.boards.phrases import (
    deadline,
    encouragement,
    ends,
    hours_left,
    scope_name,
    stamp,
    standing_of_scope,
    states,
    take_part,
    to_audience,
    today,
)
from campaign.boards.post import NOTHING, Part, Post, assemble
from campaign.boards.single import first_step, pace, place
from campaign.vietnamese.numbers import count, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.boards.snapshot import Snapshot
    from campaign.texts import Texts


def board(snapshot: Snapshot, marks: Sequence[str], texts: Texts, news: Part = NOTHING) -> Post:
    """The board with the headings of its day; its content is that of the scope: a single unit or a subtree.

    Where a group gets one post a day, the board also carries the day's `news` and, marked so, the last call.
    """
    parts = (
        _of_unit(snapshot, news, texts) if snapshot.is_single else _of_subtree(snapshot, marks, news, texts)
    )
    until = last_call_line(snapshot, texts) if "last_call" in marks else deadline(snapshot, texts)
    return assemble(
        board_heading(snapshot, [mark for mark in marks if mark != "last_call"], texts),
        [*parts, Part(until, gap=True), Part(take_part(snapshot, texts))],
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
        Part.of(of_clusters, weight=50, gap=True),
        Part.of(of_all, weight=20 if of_clusters[0] else 50, gap=True),
        Part(best, weight=40, gap=True),
        Part(none_yet(snapshot, texts), weight=70, gap=not best),
    ]


def last_call_line(snapshot: Snapshot, texts: Texts) -> str:
    """How long one can still send, and what to do with a draft."""
    hours = count(hours_left(snapshot))
    return texts(to_audience("board-last-call", snapshot), hours=hours, end=ends(snapshot))


def _of_subtree(snapshot: Snapshot, marks: Sequence[str], news: Part, texts: Texts) -> list[Part]:
    week = texts("board-week", gain=signed(snapshot.gained_since("week_ago"))) if "week" in marks else ""
    return [
        *progress_parts(snapshot, texts),
        Part(today(snapshot, texts)),
        Part(week, weight=55),
        Part(encouragement(snapshot, texts), weight=65),
        news,
        *leading_parts(snapshot, texts),
    ]


def _of_unit(snapshot: Snapshot, news: Part, texts: Texts) -> list[Part]:
    return [
        *progress_parts(snapshot, texts),
        Part(today(snapshot, texts)),
        Part(encouragement(snapshot, texts)),
        news,
        Part(pace(snapshot, texts), weight=65),
        Part(place(snapshot, scope_name(snapshot, texts), texts), weight=60),
        Part(first_step(snapshot, texts), weight=50, gap=True),
    ]
