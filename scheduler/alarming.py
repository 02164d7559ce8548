"""Telling the owners on another platform that a bot is stopped: its token is refused, and only a person can help."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from campaign.texts import Words
from scheduler.delivery import Place
from scheduler.quota import Meters
from scheduler.warning import to_owners
from storage import outbox
from storage.database import Database
from storage.messages import Message
from storage.records import Chat

_USEFUL_FOR = timedelta(days=3)


class Alarms:
    """Says once of each stopped bot what has happened to it, with every owner whom another bot reaches."""

    def __init__(
        self,
        database: Database,
        texts: Words,
        names: Mapping[Place, str],
        meters: Meters,
        stopped: Callable[[], AbstractSet[Place]],
    ) -> None:
        """`names`: how to speak of each bot that is set up; `stopped`: those that do nothing any more."""
        self._database = database
        self._texts = texts
        self._names = names
        self._meters = meters
        self._stopped = stopped
        self._told: set[Place] = set()

    async def tick(self, now: datetime, loud: datetime) -> bool:
        """Tell what the owners do not know yet, from `loud` on; whether there was anything."""
        news = sorted(self._stopped() - self._told)
        for place in news:
            said = Message(self._texts()("bot-stopped", bot=self._names[place]))
            moments = now, loud, loud + _USEFUL_FOR
            async with self._database.write() as connection:
                rows = await connection.at_once(to_owners, self._database.ids, said, self._nearest, moments)
                connection.queue(outbox.insert_new, rows)
            self._told.add(place)
        return bool(news)

    def _nearest(self, live: Sequence[Chat]) -> Chat | None:
        """The chat with a bot that works, if possible one whose messages are not counted."""
        working = [chat for chat in live if (chat.channel, chat.bot) in self._names.keys() - self._stopped()]
        return min(working, key=lambda chat: (chat.channel, chat.bot) in self._meters, default=None)
