"""The posts that come once: launch, last call, end, the official figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.boards.board import leading_parts
from campaign.boards.names import shorten
from campaign.boards.phrases import (
    encouragement,
    ends,
    figure,
    goal_name,
    hours_left,
    inside_sentence,
    scope_name,
    stamp,
    standing_of_scope,
    states,
    take_part,
    to_audience,
)
from campaign.boards.post import NOTHING, Part, Post, assemble
from campaign.calendar import first_day
from campaign.vietnamese.dates import say_date, say_instant_end, say_time
from campaign.vietnamese.numbers import count, percent, signed

if TYPE_CHECKING:
    from campaign.boards.snapshot import Snapshot
    from campaign.texts import Texts


def launch(snapshot: Snapshot, texts: Texts, board_at: str = "") -> Post:
    """08:00 of day 1: what begins, until when, for how many, and how to take part.

    `board_at` is the group's own hour as said ("17h00"); without it the policy's.
    """
    policy = snapshot.campaign.policy
    start = first_day(snapshot.sprint, snapshot.campaign.time_zone)
    slogan = snapshot.campaign.slogan
    parts = [
        Part(texts(to_audience("launch-greeting", snapshot))),
        Part(
            texts("launch-span", start=say_date(start), end=ends(snapshot), scope=scope_name(snapshot, texts))
        ),
        Part(_goal(snapshot, texts)),
        Part(texts("launch-how", bot=snapshot.bot), gap=True),
        Part(texts("launch-boards", time=board_at or say_time(policy.board_at)), weight=50),
        Part(texts("slogan", slogan=shorten(slogan, texts, 120)) if slogan else "", weight=40, gap=True),
    ]
    return assemble(texts("launch-heading", sprint=_sprint(snapshot, texts)), parts)


def last_call(snapshot: Snapshot, texts: Texts) -> Post:
    """A few hours before the end: what is missing and what to do with a draft; no urging where all is met."""
    parts = [
        Part(f"{stamp(snapshot, texts)}:"),
        Part(standing_of_scope(snapshot, texts)),
        Part(encouragement(snapshot, texts), weight=60),
        Part(texts(to_audience("last-call-drafts", snapshot), end=ends(snapshot)), gap=True),
        Part(take_part(snapshot, texts)),
    ]
    return assemble(
        texts("last-call-heading", hours=count(hours_left(snapshot))), parts, stamp(snapshot, texts)
    )


def end(snapshot: Snapshot, texts: Texts, *, is_provisional: bool, news: Part = NOTHING) -> Post:
    """The morning after: the figures at the end, called provisional where review still goes on, and thanks.

    The snapshot is of the instant of the end. `news` is what was reached after it was last told: no other post comes.
    """
    closes = say_instant_end(snapshot.campaign.phase(snapshot.sprint.phase).closes_at, snapshot.zone)
    later = [Part(texts("end-later", closes=closes))] if is_provisional else []
    heading = texts("end-heading" if is_provisional else "end-heading-final", sprint=_sprint(snapshot, texts))
    thanks, after = (
        Part(texts(to_audience("end-thanks", snapshot)), gap=True),
        Part(_next_phase(snapshot, texts), weight=50),
    )
    return _results(snapshot, heading, [news], [thanks, *later, after], texts)


def official(snapshot: Snapshot, texts: Texts) -> Post:
    """After the close: the figures that count."""
    heading = texts("official-heading", sprint=_sprint(snapshot, texts))
    return _results(snapshot, heading, [], [Part(texts("official-note"), gap=True)], texts)


def _results(snapshot: Snapshot, heading: str, news: list[Part], closing: list[Part], texts: Texts) -> Post:
    met = [row for row in snapshot.rows if snapshot.is_met(row)]
    of = [row for row in snapshot.rows if row.target]
    units = texts("end-met", n=count(len(met)), of=count(len(of))) if of and not snapshot.is_single else ""
    gained = texts(
        "end-gained", days=count(snapshot.days), gain=signed(snapshot.gained_since("sprint_start"))
    )
    leading = [] if snapshot.is_single else leading_parts(snapshot, texts)[:2]
    parts = [
        Part(texts("end-as-of", end=ends(snapshot))),
        Part(standing_of_scope(snapshot, texts)),
        Part(states(snapshot.counts, texts), weight=60),
        Part(gained, weight=70),
        Part(units, weight=70),
        *news,
        *leading,
        *closing,
    ]
    return assemble(heading, parts)


def _goal(snapshot: Snapshot, texts: Texts) -> str:
    progress, so_far = snapshot.progress, figure(count(snapshot.done), snapshot.campaign, texts)
    if progress is None:
        return texts("launch-so-far", figure=so_far) if snapshot.done else ""
    goal = texts("launch-goal", target=count(progress.target), goal=goal_name(progress, texts))
    if not progress.done:
        return goal
    so_far, share = (
        figure(count(progress.done), snapshot.campaign, texts),
        percent(progress.done, progress.target),
    )
    return f"{goal} {texts('launch-goal-so-far', figure=so_far, percent=share or '')}"


def _next_phase(snapshot: Snapshot, texts: Texts) -> str:
    ended = snapshot.sprint.ends_at
    later = (phase for phase in snapshot.campaign.phases if phase.starts_at <= ended < phase.ends_at)
    other = next((phase for phase in later if phase.code != snapshot.sprint.phase), None)
    return texts("end-next-phase", phase=inside_sentence(other.name)) if other else ""


def _sprint(snapshot: Snapshot, texts: Texts) -> str:
    return shorten(snapshot.sprint.name, texts, 80)
