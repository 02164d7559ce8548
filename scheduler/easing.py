"""The stop rule: where too many turn reminders off, those who have begun nothing are asked half as often (5.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from campaign.calendar import QuietTimes
from campaign.nudging import is_too_much
from campaign.vietnamese.numbers import count, percent
from scheduler.staging import Staging
from scheduler.warning import to_owners
from storage import optouts, outbox
from storage.database import Database
from storage.messages import Message
from storage.optouts import OptOuts
from storage.records import Chat
from storage.transaction import Statements

_WEEK, _USEFUL_FOR = timedelta(days=7), timedelta(days=3)


class Easing:
    """Looks at the last seven days; in each sprint it eases once, and tells the owners in the same transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def look(self, staging: Staging, now: datetime) -> None:
        """Ease the sprints that run now, where it is time for it."""
        async with self._database.read() as connection:
            known = (await optouts.eased(connection))[None]
            running = [
                table.sprint.code
                for table in staging.frame.timetables
                if table.sprint.starts_at <= now < table.sprint.ends_at and table.sprint.code not in known
            ]
            week = (
                (await optouts.opt_outs(connection, [span := (now - _WEEK, now)]))[span]
                if running
                else OptOuts()
            )
        if running and is_too_much(staging.campaign.policy, week.nudged, week.stopped):
            async with self._database.write() as connection:
                await connection.at_once(self._ease, staging, running, week, now)

    async def _ease(
        self, connection: Statements, staging: Staging, sprints: Sequence[str], week: OptOuts, now: datetime
    ) -> None:
        for sprint in sprints:
            await optouts.ease(connection, sprint, now)

        def nearest(chats: Sequence[Chat]) -> Chat | None:
            """The chat used last with a bot that works."""
            live = [chat for chat in chats if (chat.channel, chat.bot) not in staging.stopped()]
            return max(live, key=lambda chat: chat.used_at or chat.created_at, default=None)

        loud = _quiet_times(staging, now).next_loud(now)
        said = Message(told(staging, week))
        moments = now, loud, loud + _USEFUL_FOR
        await outbox.insert_new(
            connection, await to_owners(connection, self._database.ids, said, nearest, moments)
        )


def told(staging: Staging, week: OptOuts) -> str:
    """What owners are told of it."""
    return staging.texts(
        "nudges-eased",
        stopped=count(week.stopped),
        nudged=count(week.nudged),
        share=percent(week.stopped, week.nudged) or "",
        limit=f"{staging.campaign.policy.opt_out_percent}%",
    )


def _quiet_times(staging: Staging, now: datetime) -> QuietTimes:
    campaign = staging.campaign
    return QuietTimes(campaign.policy, campaign.time_zone, campaign.sprint_at(now))
