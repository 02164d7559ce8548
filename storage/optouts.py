"""How many of those nudged turned reminders off, and the sprints in which the bot asks less often for it (5.3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import distinct, func, select

from storage.models import table_of
from storage.parties import beat
from storage.transaction import Statements
from storage.writing import REMINDING

_EASED = "eased/"


@dataclass(frozen=True, slots=True)
class OptOuts:
    """Of a span of time: how many people were nudged, and how many of them turned reminders off after it."""

    nudged: int = 0
    stopped: int = 0


async def opt_outs(
    connection: Statements, keys: Collection[tuple[datetime, datetime]]
) -> Mapping[tuple[datetime, datetime], OptOuts]:
    """Of each [since, until): counted in the whole, by the answers people gave and by nothing else."""
    return {(since, until): await _between(connection, since, until) for since, until in keys}


async def _between(connection: Statements, since: datetime, until: datetime) -> OptOuts:
    outbox, consent, person = table_of("outbox"), table_of("consent"), table_of("person")
    came = (
        outbox.c.kind == "nudge",
        outbox.c.state == "sent",
        outbox.c.not_before >= since,
        outbox.c.not_before < until,
        outbox.c.person_id.is_not(None),
    )
    nudged = await connection.scalar(select(func.count(distinct(outbox.c.person_id))).where(*came))
    after = (
        consent.c.purpose == REMINDING,
        ~consent.c.granted,
        consent.c.given_at >= since,
        consent.c.given_at < until,
        ~person.c.reminders,
        person.c.erased_at.is_(None),
        select(outbox.c.id)
        .where(*came, outbox.c.person_id == consent.c.person_id, outbox.c.not_before <= consent.c.given_at)
        .exists(),
    )
    said = select(func.count(distinct(consent.c.person_id))).join(person, person.c.id == consent.c.person_id)
    return OptOuts(nudged or 0, await connection.scalar(said.where(*after)) or 0)


async def eased(connection: Statements, keys: Collection[None] = (None,)) -> Mapping[None, frozenset[str]]:
    """The codes of the sprints in which workers are asked half as often."""
    beats = table_of("heartbeat")
    names = await connection.scalars(select(beats.c.name).where(beats.c.name.like(f"{_EASED}%")))
    return dict.fromkeys(keys, frozenset(name.removeprefix(_EASED) for name in names))


async def ease(connection: Statements, sprint: str, at: datetime) -> None:
    """From now on workers of this sprint are asked half as often."""
    await beat(connection, f"{_EASED}{sprint}", at)
