"""The posts of one sprint as slots, the same for every group with the same hour: so each is worked out once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from campaign.calendar import local_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.agenda.occurrences import Kind, Reason
    from scheduler.agenda.timetable import Timetable

_KEPT = timedelta(days=3)  # DESIGN 6: how long a milestone or an end is still worth sending


class Slot(NamedTuple):
    """One post of a sprint. `dropped`: it falls into a quiet time."""

    kind: Kind
    name: str
    due: datetime
    until: datetime
    marks: tuple[str, ...] = ()
    dropped: Reason | None = None


class Rhythm(NamedTuple):
    """How a group wants its posts: at which hour the board, and whether its channel carries one post a day."""

    board_at: time
    one_post_a_day: bool


def slots_of_sprint(table: Timetable, rhythm: Rhythm) -> Iterator[Slot]:
    """The posts that come once: launch, last call, end, official figures."""
    if table.launch is not None:
        yield Slot("launch", "launch", table.launch, _evening(table, table.launch))
    if not rhythm.one_post_a_day or not _has_its_post(table, rhythm, table.last_day):
        due, ends = table.last_call, table.sprint.ends_at
        yield Slot("last_call", "last_call", due, min(_evening(table, due), ends), (), _quiet(table, due))
    if table.end is not None:
        marks = ("provisional",) if table.official else ()
        yield Slot("end", "end", table.end, table.end + _KEPT, marks)
    if table.official is not None:
        yield Slot("official", "official", table.official, table.official + _KEPT)


def slots_of_day(table: Timetable, rhythm: Rhythm, day: date) -> Iterator[Slot]:
    """The board of a day, and where it is not dropped its edits and the good news; of one post a day the board."""
    due = table.at(day, rhythm.board_at)
    launched = rhythm.one_post_a_day and _is_launched_on(table, day)
    if launched or not _is_inside(table, due):
        return
    dropped = _quiet(table, due)
    marks = _marks(table, rhythm, day)
    yield Slot("board", "board", due, _evening(table, due), marks, dropped)
    if dropped is None and not rhythm.one_post_a_day:
        yield from _edits(table, due, marks)
        yield Slot("milestone", "milestones", due, due + _KEPT)


def _has_its_post(table: Timetable, rhythm: Rhythm, day: date) -> bool:
    """Whether launch or board is this day's one post, which a last call would be the second of."""
    return _is_launched_on(table, day) or _is_inside(table, table.at(day, rhythm.board_at))


def _is_launched_on(table: Timetable, day: date) -> bool:
    return table.launch is not None and local_day(table.launch, table.zone) == day


def _is_inside(table: Timetable, due: datetime) -> bool:
    return table.sprint.starts_at <= due < table.sprint.ends_at


def _marks(table: Timetable, rhythm: Rhythm, day: date) -> tuple[str, ...]:
    marks = table.marks(day)
    return (*marks, "last_call") if rhythm.one_post_a_day and day == table.last_day else marks


def _edits(table: Timetable, posted: datetime, marks: tuple[str, ...]) -> Iterator[Slot]:
    """An edit makes no sound and is superseded by the next; none comes after `board_until` or after the end.

    The heading stays the board's own, so an edit has the same marks.
    """
    step, until = timedelta(minutes=table.policy.board_edit_minutes), _evening(table, posted)
    due = posted + step
    while due <= until and due < table.sprint.ends_at:
        yield Slot("edit", f"board_edit_{due.astimezone(ZoneInfo(table.zone)):%H%M}", due, due + step, marks)
        due += step


def _evening(table: Timetable, due: datetime) -> datetime:
    return table.at(local_day(due, table.zone), table.policy.board_until)


def _quiet(table: Timetable, due: datetime) -> Reason | None:
    if not table.quiet.is_quiet(due):
        return None
    return "quiet_hours" if table.quiet.is_quiet_hour(due) else "quiet_day"
