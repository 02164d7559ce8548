"""The days of a rehearsal as values: each occurrence with the post it would be, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from campaign.boards import Post, board, end, good_news, last_call, launch, news_part, official
from campaign.calendar import first_day, last_day, local_day
from campaign.digests import Charge, digest
from scheduler.agenda import Cadre, Group, Occurrence, Parties, agenda, frame_of, is_due_unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from campaign.boards import Snapshot
    from campaign.definition import Campaign, Sprint
    from campaign.texts import Texts

Unsent = Literal[
    "quiet_day", "quiet_hours", "paused", "one_a_day", "held_out", "unchanged", "nothing_to_do", "no_news"
]  # fmt: skip
_DAY = timedelta(days=1)
_CADRE = "rehearsal"


@dataclass(frozen=True, slots=True)
class Planned:
    """An occurrence and its post; without one, `reason` says why nothing is sent."""

    occurrence: Occurrence
    post: Post | None
    reason: Unsent | None = None


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """A local day with everything that would be sent on it or left unsent, in the order of time."""

    day: date
    planned: tuple[Planned, ...]


@dataclass(slots=True)
class _Memory:
    """What the planner would remember between posts, by chat."""

    boards: dict[str, str] = field(default_factory=dict)
    news: dict[str, tuple[datetime, int]] = field(default_factory=dict)


def default_parties(campaign: Campaign, sprint: Sprint, unit: str) -> Parties:
    """A group of the sprint's unit, a group of one grassroots unit, and a cadre in charge of all."""
    linked = sprint.starts_at - _DAY
    groups = (Group(sprint.unit, sprint.unit, linked), Group(unit, unit, linked))
    return Parties(groups=groups, cadres=(Cadre(_CADRE, (campaign.root,)),))


def rehearse(
    campaign: Campaign,
    sprint: Sprint,
    parties: Parties,
    figures: Callable[[str, datetime], Snapshot],
    texts: Texts,
) -> Iterator[RehearsedDay]:
    """Every day from day 1 to the end post and the official figures; edits of boards are left out.

    `figures` gives a scope's figures at an instant.
    """
    frame, memory = frame_of(campaign), _Memory()
    zone = campaign.time_zone
    first, last = first_day(sprint, zone), last_day(sprint, zone)
    found = agenda(frame, parties, sprint.starts_at - timedelta(microseconds=1), sprint.ends_at + 62 * _DAY)
    wanted = [each for each in found if each.kind != "edit"]
    planned = [_plan(each, figures, memory, texts) for each in wanted]
    days = {first + n * _DAY for n in range((last - first).days + 1)}
    days |= {local_day(each.due, zone) for each in wanted}
    for day in sorted(days):
        yield RehearsedDay(
            day, tuple(each for each in planned if local_day(each.occurrence.due, zone) == day)
        )


def _plan(
    occurrence: Occurrence, figures: Callable[[str, datetime], Snapshot], memory: _Memory, texts: Texts
) -> Planned:
    if occurrence.dropped is not None:
        return Planned(occurrence, None, occurrence.dropped)
    snapshot = figures(occurrence.scope, occurrence.due)
    match occurrence.kind:
        case "board":
            return _board(occurrence, snapshot, memory, texts)
        case "milestone":
            return _news(occurrence, snapshot, memory, texts)
        case "digest":
            found = digest(snapshot, Charge(texts("rehearsal-name")), texts)
            return Planned(occurrence, found.post) if found else Planned(occurrence, None, "nothing_to_do")
        case "launch":
            return Planned(occurrence, launch(snapshot, texts))
        case "last_call":
            return Planned(occurrence, last_call(snapshot, texts))
        case "end":
            provisional = "provisional" in occurrence.marks
            news = news_part(snapshot, *_told(occurrence, snapshot, memory), texts)
            return Planned(occurrence, end(snapshot, texts, is_provisional=provisional, news=news))
        case _:
            return Planned(occurrence, official(snapshot, texts))


def _board(occurrence: Occurrence, snapshot: Snapshot, memory: _Memory, texts: Texts) -> Planned:
    figures = snapshot.figures_hash()
    same = memory.boards.get(occurrence.recipient) == figures
    if same and not is_due_unchanged(occurrence.marks, snapshot.campaign.policy):
        return Planned(occurrence, None, "unchanged")
    memory.boards[occurrence.recipient] = figures
    return Planned(occurrence, board(snapshot, occurrence.marks, texts))


def _news(occurrence: Occurrence, snapshot: Snapshot, memory: _Memory, texts: Texts) -> Planned:
    post = good_news(snapshot, *_told(occurrence, snapshot, memory), texts)
    memory.news[occurrence.recipient] = occurrence.due, snapshot.done
    return Planned(occurrence, post) if post else Planned(occurrence, None, "no_news")


def _told(occurrence: Occurrence, snapshot: Snapshot, memory: _Memory) -> tuple[datetime, int]:
    """Since when, and from which count on, there is news for this group."""
    at_start = snapshot.sprint.starts_at, snapshot.done - snapshot.gained_since("sprint_start")
    return memory.news.get(occurrence.recipient, at_start)
