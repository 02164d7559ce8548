"""What the bot begins by itself as civil time goes by, each part asked in turn at every tick."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from campaign.texts import Texts
from scheduler.alarming import Alarms
from scheduler.announcing import Announcing
from scheduler.delivery import Place
from scheduler.nudging import Nudging
from scheduler.outcomes import Outcomes
from scheduler.planner import Planner
from scheduler.quota import Meters
from scheduler.reporting import Reporting
from scheduler.staging import Staging
from scheduler.trials import Trials
from storage.database import Database
from storage.records import Change, GroupLink, InitiativeEvent, JudgeAgain, Role

_TICK = timedelta(seconds=1)


class Clockwork:
    """Posts, digests, nudges, reports that are asked for, outcomes, announcements, alarms: written to the outbox."""

    def __init__(
        self,
        database: Database,
        staging: Staging,
        loud_from: Callable[[datetime], datetime],
        *,
        names: Mapping[Place, str],
        meters: Meters,
        stopped: Callable[[], AbstractSet[Place]],
    ) -> None:
        """`loud_from`: the first instant from a given one on at which the bot may begin to speak by itself.

        `names`: how to speak of each bot that is set up; `stopped`: those that do nothing any more.
        """
        self._loud_from = loud_from
        self.planner = Planner(database, staging)
        self._trials = Trials(database, staging.campaign, self._texts)
        self._nudging = Nudging(database, self._staging)
        self._reporting = Reporting(database, self._staging)
        self._outcomes = Outcomes(database, self._staging, loud_from)
        self._announcing = Announcing(database, self._staging, loud_from)
        self._alarms = Alarms(database, self._texts, names, meters, stopped)

    def _staging(self) -> Staging:
        return self.planner.staging

    def _texts(self) -> Texts:
        return self.planner.staging.texts

    @property
    def staging(self) -> Staging:
        """The campaign it goes by."""
        return self.planner.staging

    def restage(self, staging: Staging) -> None:
        """Go by this campaign from now on."""
        self.planner.staging = staging
        self.planner.forget()
        self._trials.restage(staging.campaign)

    def follow(self, changes: Sequence[Change]) -> None:
        """Look again at what a unit of work has changed."""
        if any(isinstance(change, GroupLink | Role) for change in changes):
            self.planner.forget()
        self._trials.follow(changes)
        self._announcing.follow(changes)
        for change in changes:
            if isinstance(change, JudgeAgain):
                self._outcomes.expect(change.at)
            if isinstance(change, InitiativeEvent) and change.tell_from is not None:
                self._outcomes.expect(change.tell_from)

    async def tick(self, now: datetime) -> bool:
        """Write what has become due by now; whether there was anything."""
        decided = await self._trials.tick(now)
        if decided:
            self.planner.forget()
        planned = await self.planner.tick(now)
        planned += await self._nudging.tick(now)
        planned += await self._reporting.tick(now)
        planned += await self._outcomes.tick(now)
        planned += await self._announcing.tick(now)
        alarmed = await self._alarms.tick(now, self._loud_from(now))
        return decided or alarmed or planned > 0

    def moments(self, now: datetime) -> Sequence[datetime | None]:
        """When each part has something to do next; None: nothing it knows of."""
        return (
            now + _TICK if self.planner.has_to_look else self.planner.next_due,
            self._outcomes.next_due,
            self._announcing.next_due,
            self._nudging.next_due,
            self._reporting.next_due,
            self._trials.next_look(now),
        )
