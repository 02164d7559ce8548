"""The agenda: what is due to whom between two instants, as a pure function (DESIGN 5).

The planner inserts each occurrence once by its key; the same interval asked whole or in pieces gives the same
occurrences, so any number of planners, restarts and jumps of the clock is harmless.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from campaign.calendar import day_bounds, local_day
from campaign.tree import UnitTree
from scheduler.agenda.frame import Frame
from scheduler.agenda.occurrences import Cadre, Draft, Group, Kind, Occurrence, Parties, Reason, Worker
from scheduler.agenda.posts import posts
from scheduler.agenda.reminders import digests, draft_nudges, has_worker_slot, last_calls, within_cap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.definition import Campaign, Policy

__all__ = [
    "Cadre",
    "Draft",
    "Frame",
    "Group",
    "Kind",
    "Occurrence",
    "Parties",
    "Reason",
    "Worker",
    "agenda",
    "frame_of",
    "is_due_unchanged",
    "next_due",
    "within_cap",
]

_LATEST = timedelta(days=61)  # after the close: the official figures wait for a posting day


def frame_of(campaign: Campaign) -> Frame:
    """What `agenda` and `next_due` need of a campaign; keep it as long as the campaign's revision stays."""
    return Frame(campaign, UnitTree(campaign.units, campaign.successions))


def agenda(
    campaign: Campaign | Frame, parties: Parties, since: datetime, now: datetime
) -> tuple[Occurrence, ...]:
    """Everything due in (since, now], the earliest first; of boards also those dropped, with the reason.

    Instants are aware. Each key occurs once. Whether there is anything to say (a board that did not change, a
    digest with nothing to do, a milestone nobody reached) is decided at planning.
    """
    frame = campaign if isinstance(campaign, Frame) else frame_of(campaign)
    due = (each for each in _candidates(frame, parties, since, now) if since < each.due <= now)
    once = {each.key: each for each in sorted(due, key=_order)}
    return tuple(once.values())


def next_due(campaign: Campaign | Frame, parties: Parties, after: datetime) -> datetime | None:
    """When the earliest occurrence after this instant is due that is not dropped; None when nothing will be."""
    frame = campaign if isinstance(campaign, Frame) else frame_of(campaign)
    until = max((table.closes_at + _LATEST for table in frame.timetables), default=after)
    while after < until:
        _, midnight = day_bounds(local_day(after, frame.zone), frame.zone)
        for occurrence in agenda(frame, parties, after, midnight):
            if occurrence.dropped is None:
                return occurrence.due
        after = midnight
    return None


def is_due_unchanged(marks: Iterable[str], policy: Policy) -> bool:
    """Whether a board with these marks goes out even when nothing changed since the last one."""
    always = {f"T-{days}" for days in policy.board_always_on} | {"last_call"}
    return not always.isdisjoint(marks)


def _candidates(frame: Frame, parties: Parties, since: datetime, now: datetime) -> Iterator[Occurrence]:
    for table in frame.timetables:
        yield from chain.from_iterable(posts(frame, group, table, since, now) for group in parties.groups)
        yield from chain.from_iterable(digests(frame, cadre, table, since, now) for cadre in parties.cadres)
        if since < table.last_call <= now:
            yield from chain.from_iterable(last_calls(frame, worker, table) for worker in parties.workers)
    if has_worker_slot(frame, since, now):
        yield from chain.from_iterable(draft_nudges(frame, worker) for worker in parties.workers)


_KINDS: tuple[Kind, ...] = (
    *("launch", "board", "edit", "milestone", "last_call"),
    *("end", "official", "digest", "nudge"),
)


def _order(occurrence: Occurrence) -> tuple[datetime, int, str]:
    return occurrence.due, _KINDS.index(occurrence.kind), occurrence.key
