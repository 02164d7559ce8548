"""Going on counting after a start: the month so far, who makes use of a bot, and what nobody knows of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from campaign.quota import month_of
from scheduler.quota import ZONE, Meters
from storage.messages import Message
from storage.quota import left_sending, load_quotas, store_quotas, users_of
from storage.transaction import Statements

Parts = Callable[[Message], int]


async def take_up(connection: Statements, meters: Meters, now: datetime, parts: Parts) -> None:
    """Fill the meters from the database, in the transaction that settles what a stopped process was sending.

    That may have been sent, and counts: one too many rather than one too few. `parts`: how many a row is.
    """
    if not meters:
        return
    rows, left = await load_quotas(connection, month_of(now, ZONE)), await left_sending(connection)
    for place, meter in meters.items():
        meter.restore(rows.get(place))
        meter.seen(await users_of(connection, *place))
        for body in left.get(place, ()):
            meter.spent(parts(Message.from_json(body)))
    await store_quotas(connection, [meter.row() for meter in meters.values() if meter.changed()])
