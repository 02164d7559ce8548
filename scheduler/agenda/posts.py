"""What a group gets from a sprint: launch, boards with their edits, milestones, last call, end (DESIGN 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.calendar import local_day
from scheduler.agenda.occurrences import Group, Occurrence, key_of
from scheduler.agenda.slots import Rhythm, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scheduler.agenda.frame import Frame
    from scheduler.agenda.timetable import Timetable


def posts(
    frame: Frame, group: Group, table: Timetable, since: datetime, now: datetime
) -> Iterator[Occurrence]:
    """Every post of this group in this sprint that is due in (since, now] and after the group was linked."""
    rhythm = Rhythm(group.board_at or frame.policy.board_at, group.one_post_a_day)
    after = max(since, group.linked_at)
    for slot in table.slots(rhythm, since, now):
        if after < slot.due <= now and frame.follows(group.scope, table, slot.due):
            if slot.kind == "board" and slot.dropped is None and _is_taken(frame, group, rhythm, slot.due):
                yield _post(frame, group, table, slot._replace(dropped="one_a_day"))
                continue
            yield _post(frame, group, table, slot)


def _is_taken(frame: Frame, group: Group, rhythm: Rhythm, due: datetime) -> bool:
    """Whether another sprint's launch, end or official figures are the one post of this day."""
    if not rhythm.one_post_a_day:
        return False
    return any(
        slot.kind != "last_call"
        and group.linked_at < slot.due < due
        and local_day(slot.due, table.zone) == local_day(due, table.zone)
        and frame.follows(group.scope, table, slot.due)
        for table in frame.timetables
        for slot in table.slots_once(rhythm)
    )


def _post(frame: Frame, group: Group, table: Timetable, slot: Slot) -> Occurrence:
    day = local_day(slot.due, table.zone)
    return Occurrence(
        kind=slot.kind,
        slot=slot.name,
        scope=group.scope,
        to="group",
        recipient=group.chat,
        due=slot.due,
        useful_until=slot.until,
        key=key_of(frame.campaign, group.scope, group.chat, slot.name, day),
        marks=slot.marks,
        dropped=slot.dropped or ("paused" if group.paused else None),
    )
