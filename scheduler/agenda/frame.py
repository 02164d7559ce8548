"""What the agenda looks up: the campaign's sprints with their timetables, and which of them a unit follows."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from campaign.calendar import local_day
from scheduler.agenda.timetable import Timetable

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.definition import Campaign, Sprint
    from campaign.tree import TreeView, UnitTree

_INSTANT = timedelta(microseconds=1)


class Frame:
    """A campaign and its tree, ready to be asked about any instant; keep one as long as the campaign stays."""

    def __init__(self, campaign: Campaign, tree: UnitTree) -> None:
        """Take a checked campaign and the tree of its units."""
        self.campaign = campaign
        self.policy = campaign.policy
        self.zone = campaign.time_zone
        self._tree = tree
        self._paths: dict[tuple[str, TreeView], tuple[str, ...]] = {}

    @cached_property
    def timetables(self) -> tuple[Timetable, ...]:
        """Every sprint's timetable, the earliest sprint first."""
        ordered = sorted(self.campaign.sprints, key=lambda sprint: (sprint.starts_at, sprint.code))
        return tuple(self._timetable(sprint) for sprint in ordered)

    def follows(self, unit: str, table: Timetable, moment: datetime) -> bool:
        """Whether this unit follows this sprint at an instant: no sprint nearer to it runs then.

        The instant is moved into the sprint, so that launch and end ask about its first and its last moment.
        """
        sprint = table.sprint
        inside = min(max(moment, sprint.starts_at), sprint.ends_at - _INSTANT)
        return sprint.unit == self._nearest(unit, inside)

    def table_of_draft(self, unit: str, touched_at: datetime) -> Timetable | None:
        """The sprint a draft is written for: the first to end after it was touched, the nearest of several."""
        path = self._path(unit, touched_at)
        ahead = [
            each for each in self.timetables if each.sprint.unit in path and touched_at < each.sprint.ends_at
        ]
        return min(ahead, key=lambda table: _starting_last(table, path, touched_at), default=None)

    def _nearest(self, unit: str, moment: datetime) -> str | None:
        """The unit of the sprint running at this instant that is nearest above, if there is one."""
        path = self._path(unit, moment)
        running = [each.unit for each in self.campaign.sprints if each.starts_at <= moment < each.ends_at]
        return max((one for one in running if one in path), key=path.index, default=None)

    def _path(self, unit: str, moment: datetime) -> tuple[str, ...]:
        view = self._tree.at(local_day(moment, self.zone))
        if (unit, view) not in self._paths:
            self._paths[unit, view] = tuple(each.code for each in view.path(unit)) if unit in view else ()
        return self._paths[unit, view]

    def _timetable(self, sprint: Sprint) -> Timetable:
        phase = self.campaign.phase(sprint.phase)
        return Timetable(sprint, self.policy, self.zone, max(phase.closes_at, sprint.ends_at))


def _starting_last(table: Timetable, path: tuple[str, ...], moment: datetime) -> tuple[bool, int, datetime]:
    """A running sprint before one that is still to come, the nearer before the farther, the earlier first."""
    sprint = table.sprint
    return moment < sprint.starts_at, -path.index(sprint.unit), sprint.starts_at
