"""What a group gets from a sprint: launch, boards with their edits, milestones, last call, end (DESIGN 5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from campaign.calendar import local_day
from scheduler.agenda.occurrences import Group, Kind, Occurrence, Reason, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scheduler.agenda.frame import Frame
    from scheduler.agenda.timetable import Timetable

_KEPT = timedelta(days=3)  # DESIGN 6: how long a milestone or an end is still worth sending


class _Place(NamedTuple):
    frame: Frame
    group: Group
    table: Timetable


def posts(
    frame: Frame, group: Group, table: Timetable, since: datetime, now: datetime
) -> Iterator[Occurrence]:
    """Every post of this group in this sprint that may be due in (since, now]; the caller cuts to the instants."""
    at = _Place(frame, group, table)
    day_posts = (post for day in table.days(since, now) for post in _on(at, day))
    for post in (*_once(at), *day_posts):
        if post.due > group.linked_at and frame.follows(group.scope, table, post.due):
            yield post


def _once(at: _Place) -> Iterator[Occurrence]:
    table = at.table
    if table.launch is not None:
        yield _post(at, "launch", table.launch, _evening(table, table.launch))
    if not at.group.one_post_a_day:
        until = min(_evening(table, table.last_call), table.sprint.ends_at)
        yield _post(at, "last_call", table.last_call, until)
    if table.end is not None:
        marks = ("provisional",) if table.official else ()
        yield _post(at, "end", table.end, table.end + _KEPT, marks=marks)
    if table.official is not None:
        yield _post(at, "official", table.official, table.official + _KEPT)


def _on(at: _Place, day: date) -> Iterator[Occurrence]:
    group, table = at.group, at.table
    due = table.at(day, group.board_at or table.policy.board_at)
    has_launch = table.launch is not None and local_day(table.launch, table.zone) == day
    if not table.sprint.starts_at <= due < table.sprint.ends_at or (group.one_post_a_day and has_launch):
        return
    board = _post(at, "board", due, _evening(table, due), marks=_marks(at, day))
    yield board
    if board.dropped is None:
        yield from _edits(at, due)
        if not group.one_post_a_day:
            yield _post(at, "milestone", due, due + _KEPT, slot="milestones")


def _marks(at: _Place, day: date) -> tuple[str, ...]:
    marks = at.table.marks(day)
    return (*marks, "last_call") if at.group.one_post_a_day and day == at.table.last_day else marks


def _edits(at: _Place, posted: datetime) -> Iterator[Occurrence]:
    """An edit is superseded by the next; none comes after `board_until` or after the end of the sprint."""
    table = at.table
    step = timedelta(minutes=table.policy.board_edit_minutes)
    due, until = posted + step, _evening(table, posted)
    while due <= until and due < table.sprint.ends_at:
        slot = f"board_edit_{due.astimezone(ZoneInfo(table.zone)):%H%M}"
        yield _post(at, "edit", due, due + step, slot=slot)
        due += step


def _evening(table: Timetable, due: datetime) -> datetime:
    return table.at(local_day(due, table.zone), table.policy.board_until)


def _post(
    at: _Place,
    kind: Kind,
    due: datetime,
    until: datetime,
    *,
    slot: str = "",
    marks: Iterable[str] = (),
) -> Occurrence:
    day = local_day(due, at.table.zone)
    return Occurrence(
        kind=kind,
        slot=slot or kind,
        scope=at.group.scope,
        to="group",
        recipient=at.group.chat,
        due=due,
        useful_until=until,
        key=key_of(at.frame.campaign, at.group.scope, at.group.chat, slot or kind, day),
        marks=tuple(marks),
        dropped=_reason(at, kind, due),
    )


def _reason(at: _Place, kind: Kind, due: datetime) -> Reason | None:
    """An edit makes no sound, so it knows no quiet."""
    if kind != "edit" and at.table.quiet.is_quiet(due):
        return "quiet_hours" if at.table.quiet.is_quiet_hour(due) else "quiet_day"
    return "paused" if at.group.paused else None
