"""What a person gets from a sprint: a cadre's digest, a worker's nudges and last call (domain.md 5.3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from campaign.calendar import instant, local_day
from campaign.holdout import is_held_out
from scheduler.agenda.occurrences import Cadre, Draft, Kind, Occurrence, Worker, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.definition import Policy
    from scheduler.agenda.frame import Frame
    from scheduler.agenda.timetable import Timetable

_DAY = timedelta(hours=24)


def digests(
    frame: Frame, cadre: Cadre, table: Timetable, since: datetime, now: datetime
) -> Iterator[Occurrence]:
    """One digest on every posting day of the sprint; whether there is something to do is decided at planning."""
    for day in table.days(since, now):
        due = table.at(day, table.policy.digest_at)
        scope = next((scope for scope in cadre.scopes if frame.follows(scope, table, due)), None)
        if scope is not None and table.sprint.starts_at <= due < table.sprint.ends_at:
            until = table.at(day, table.policy.digest_until)
            if not table.quiet.is_quiet(due):
                yield _message(frame, "digest", "digest", to=(scope, cadre.person), when=(due, until))


def last_calls(frame: Frame, worker: Worker, table: Timetable) -> Iterator[Occurrence]:
    """The last call goes to those with an open draft or with nothing submitted; the others have done their part."""
    due = table.last_call
    wanted = bool(worker.drafts) or not worker.submitted
    if wanted and not table.quiet.is_quiet(due) and frame.follows(worker.unit, table, due):
        evening = table.at(local_day(due, table.zone), table.policy.board_until)
        until = min(evening, table.sprint.ends_at)
        yield _message(frame, "nudge", "last_call", to=(worker.unit, worker.person), when=(due, until))


def hours_of(policy: Policy) -> tuple[time, ...]:
    """The hours workers may have: everybody's first, then those that can be chosen instead."""
    return tuple(dict.fromkeys((policy.worker_at, *policy.worker_hours)))


def has_worker_slot(frame: Frame, since: datetime, now: datetime) -> bool:
    """Whether a worker's hour of any day lies in (since, now]: at other times nobody's drafts are looked at."""
    if now - since >= _DAY:
        return True
    today = local_day(since, frame.zone)
    slots = (
        instant(day, hour, frame.zone) for day in (today, today + _DAY) for hour in hours_of(frame.policy)
    )
    return any(since < slot <= now for slot in slots)


@dataclass(frozen=True, slots=True)
class _Nudge:
    order: int
    draft: Draft
    slot: str
    due: datetime
    until: datetime
    held_out: bool = False


def draft_nudges(frame: Frame, worker: Worker) -> Iterator[Occurrence]:
    """The nudges about drafts left lying, each at the first worker slot at or after its time, each once.

    A person gets one nudge a day: of several the one nearest to the end of the sprint, about the draft touched
    last; the others are dropped and not made up for, as are those of units that are held out this week.
    """
    by_due: defaultdict[datetime, list[_Nudge]] = defaultdict(list)
    for draft in worker.drafts:
        for nudge in _nudges(frame, worker, draft):
            by_due[nudge.due].append(nudge)
    for due, nudges in by_due.items():
        ordered = sorted(
            nudges, key=lambda each: (each.order, each.draft.touched_at, each.draft.id), reverse=True
        )
        for place, nudge in enumerate(ordered):
            told = _draft_message(frame, worker, nudge, due)
            yield replace(told, dropped="one_a_day" if place else "held_out" if nudge.held_out else None)


def within_cap(told: Iterable[datetime], due: datetime, policy: Policy) -> bool:
    """Whether one more message by the bot at `due` keeps the ceiling per person and 24 hours.

    `told` are the instants of what the bot sent or planned for this person by itself, over all channels.
    """
    return sum(due - _DAY < each <= due for each in told) < policy.bot_messages_per_day


def _nudges(frame: Frame, worker: Worker, draft: Draft) -> Iterator[_Nudge]:
    table = frame.table_of_draft(worker.unit, draft.touched_at)
    hours = frame.policy.draft_after_hours
    if table is None or draft.nudges > len(hours):
        return
    wanted = [(f"draft_{each}h", draft.touched_at + timedelta(hours=each)) for each in hours]
    chosen = worker.nudge_at if worker.nudge_at in frame.policy.worker_hours else None
    before_end = table.sprint.ends_at - timedelta(hours=frame.policy.draft_before_end_hours)
    if draft.touched_at < before_end:
        wanted.append(("draft_before_end", before_end))
    for order, (slot, moment) in enumerate(wanted):
        due = table.worker_slot(moment, chosen)
        if due is not None:
            day = local_day(due, frame.zone)
            held_out = is_held_out(frame.campaign, table.sprint, worker.unit, day)
            yield _Nudge(order, draft, slot, due, table.evening(due), held_out)


def _draft_message(frame: Frame, worker: Worker, nudge: _Nudge, due: datetime) -> Occurrence:
    to = worker.unit, worker.person
    message = _message(frame, "nudge", nudge.slot, to=to, when=(due, nudge.until))
    return replace(message, about=nudge.draft.id, key=f"{message.key}/{nudge.draft.id}")


def _message(
    frame: Frame, kind: Kind, slot: str, *, to: tuple[str, str], when: tuple[datetime, datetime]
) -> Occurrence:
    (scope, person), (due, until) = to, when
    return Occurrence(
        kind=kind,
        slot=slot,
        scope=scope,
        to="person",
        recipient=person,
        due=due,
        useful_until=until,
        key=key_of(frame.campaign, scope, person, slot, local_day(due, frame.zone)),
    )
