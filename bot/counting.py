"""The months of the bots whose messages are counted: going on after a start, following changes, telling the owners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from campaign.quota import Standing
from campaign.texts import Texts
from scheduler.quota import Meter, Meters
from scheduler.warning import warnings
from storage import outbox
from storage.database import Database
from storage.messages import Message
from storage.quota import groups_of, left_sending, load_quotas, store_quotas, users_of
from storage.records import Change, Chat, GroupLink, Reopen
from storage.transaction import Statements

Parts = Callable[[Message], int]


class Counting:
    """What the program has to do with the meters; nothing where there are none."""

    def __init__(self, meters: Meters, database: Database) -> None:
        self._meters = meters
        self._database = database
        self._has_new_links = True

    def standings(self) -> tuple[Standing, ...]:
        """How the bots stand now."""
        return tuple(meter.standing() for meter in self._meters.values())

    async def take_up(self, connection: Statements, parts: Parts) -> None:
        """Fill the meters from the database, in the transaction that settles what a stopped process was sending.

        That may have been sent, and counts: one too many rather than one too few. `parts`: how many a row is.
        """
        if not self._meters:
            return
        rows, left = await load_quotas(connection), await left_sending(connection)
        for place, meter in self._meters.items():
            meter.restore(rows.get(place, ()))
            meter.seen(await users_of(connection, *place))
            meter.follow(*await groups_of(connection, *place))
            for body in left.get(place, ()):
                meter.spent(parts(Message.from_json(body)))
        await store_quotas(connection, [meter.row() for meter in self._meters.values() if meter.changed()])

    def follow(self, changes: Sequence[Change]) -> bool:
        """Take in what a batch has changed; whether something that waited may go now."""
        opened = False
        for change in changes:
            match change:
                case Chat(kind="private") if meter := self._meters.get((change.channel, change.bot)):
                    meter.seen([change.id])
                case GroupLink():
                    self._has_new_links = True
                case Reopen() if meter := self._meters.get((change.channel, change.bot)):
                    meter.reopen()
                    opened = True
        return opened

    async def tick(self, now: datetime, loud: datetime, texts: Texts) -> bool:
        """Look at the groups again if links changed, and tell the owners what they do not know yet; whether any."""
        if not self._meters:
            return False
        if self._has_new_links:
            self._has_new_links = False
            async with self._database.read() as connection:
                for place, meter in self._meters.items():
                    meter.follow(*await groups_of(connection, *place))
        untold = [meter for meter in self._meters.values() if meter.untold() is not None]
        for meter in untold:
            await self._tell(meter, now, loud, texts)
        return bool(untold)

    async def _tell(self, meter: Meter, now: datetime, loud: datetime, texts: Texts) -> None:
        meter.told(meter.standing().stage)
        async with self._database.write() as connection:
            rows = await connection.at_once(
                warnings, self._database.ids, self._meters, meter, texts, (now, loud)
            )
            connection.queue(outbox.insert_new, rows)
            connection.queue(store_quotas, [meter.row()])
