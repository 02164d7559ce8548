"""Everything that goes out, and what becomes of it.

A row goes
due -> sending -> sent | due again (not before) | unknown | missed | dropped | handed_over | dead

and its `key`, if it has one, is unique for ever: a planned message is inserted once whoever plans it how often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import BindParameter, bindparam, func, insert, select, update

from storage.loading import table_of
from storage.messages import KINDS
from storage.transaction import Statements

State = Literal["due", "sending", "sent", "unknown", "missed", "dropped", "handed_over", "dead"]
FINAL: frozenset[str] = frozenset({"sent", "unknown", "missed", "dropped", "handed_over", "dead"})
# As literals, so that the partial index "ix_outbox_waiting" is used: with thousands waiting a look takes milliseconds.
_IN_THE_WAY: BindParameter[Any] = bindparam(
    "in_the_way", ("due", "sending"), expanding=True, literal_execute=True
)
_BODY_KEPT = timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One row. `body` is a stored `Message`; instants are aware UTC; `message` is the channel's id once sent."""

    id: int
    chat_id: int
    person_id: int | None
    kind: str
    key: str | None
    body: str
    priority: int
    state: State
    not_before: datetime
    useful_until: datetime
    attempts: int
    created_at: datetime
    done_at: datetime | None = None
    message: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """How a row came out: its new state, and what goes with it. `tried`: it counts as one more attempt."""

    id: int
    state: State
    at: datetime
    message: str | None = None
    reason: str = ""
    not_before: datetime | None = None
    tried: bool = False


_NAMES = tuple(field.name for field in fields(Outgoing))


def _row(outgoing: Outgoing) -> dict[str, Any]:
    return {name: getattr(outgoing, name) for name in _NAMES}


async def insert_new(connection: Statements, rows: Sequence[Outgoing]) -> None:
    """Insert rows whose keys are known to be new (replies have none)."""
    if rows:
        await connection.execute(insert(table_of("outbox")), [_row(row) for row in rows])


async def planned_already(connection: Statements, keys: Sequence[str]) -> set[str]:
    """Those of these keys that were ever planned."""
    outbox = table_of("outbox")
    found: set[str] = set()
    for start in range(0, len(keys), 5000):
        part = keys[start : start + 5000]
        found.update(
            key for key in await connection.scalars(select(outbox.c.key).where(outbox.c.key.in_(part))) if key
        )
    return found


async def record(connection: Statements, results: Sequence[Result]) -> None:
    """Write how sends came out."""
    if not results:
        return
    outbox = table_of("outbox")
    written = update(outbox).where(outbox.c.id == bindparam("row"))
    final = [result for result in results if result.state in FINAL]
    again = [result for result in results if result.state not in FINAL]
    if final:
        values = written.values(
            state=bindparam("new"),
            done_at=bindparam("at"),
            message=bindparam("sent_as"),
            reason=bindparam("why"),
        )
        await connection.execute(
            values,
            [
                {
                    "row": each.id,
                    "new": each.state,
                    "at": each.at,
                    "sent_as": each.message,
                    "why": each.reason,
                }
                for each in final
            ],
        )
    if again:
        values = written.values(
            state=bindparam("new"),
            not_before=bindparam("later"),
            attempts=outbox.c.attempts + bindparam("tries"),
            reason=bindparam("why"),
        )
        await connection.execute(
            values,
            [
                {
                    "row": each.id,
                    "new": each.state,
                    "later": each.not_before or each.at,
                    "why": each.reason,
                    "tries": int(each.tried),
                }
                for each in again
            ],
        )


async def due(connection: Statements, now: datetime, limit: int) -> list[Outgoing]:
    """What may go out now, by priority, within a chat in its order; a blocked row blocks its chat."""
    outbox = table_of("outbox")
    columns = [outbox.c[name] for name in _NAMES]
    ahead = outbox.alias("ahead")
    in_the_way = (
        ahead.c.chat_id == outbox.c.chat_id,
        ahead.c.state.in_(_IN_THE_WAY),
        ahead.c.id < outbox.c.id,
    )
    first = ~select(ahead.c.id).where(*in_the_way).exists()
    ready = select(*columns).where(outbox.c.state == "due", outbox.c.not_before <= now, first)
    rows = await connection.execute(ready.order_by(outbox.c.priority, outbox.c.id).limit(limit))
    return [Outgoing(**row._mapping) for row in rows]  # noqa: SLF001  # a Row's own documented mapping


async def any_due(connection: Statements, now: datetime) -> bool:
    """Whether any row's time has come, even if another is in its way."""
    outbox = table_of("outbox")
    waiting = select(outbox.c.id).where(outbox.c.state == "due", outbox.c.not_before <= now).limit(1)
    return await connection.scalar(waiting) is not None


async def claim(connection: Statements, numbers: Sequence[int]) -> None:
    """Mark due rows as being sent; only what is claimed and committed is sent."""
    if numbers:
        outbox = table_of("outbox")
        await connection.execute(update(outbox).where(outbox.c.id.in_(numbers)).values(state="sending"))


async def next_due(connection: Statements, after: datetime) -> datetime | None:
    """The earliest instant after `after` at which a waiting row may go out."""
    outbox = table_of("outbox")
    waiting = select(func.min(outbox.c.not_before)).where(
        outbox.c.state == "due", outbox.c.not_before > after
    )
    found: datetime | None = await connection.scalar(waiting)
    return found


async def miss_overdue(connection: Statements, now: datetime) -> int:
    """Mark what is not useful any more as missed; how many."""
    outbox = table_of("outbox")
    late = update(outbox).where(outbox.c.state == "due", outbox.c.useful_until < now)
    done = await connection.execute(late.values(state="missed", done_at=now, reason="useful_until"))
    return int(done.rowcount)


async def settle_after_crash(connection: Statements, now: datetime) -> tuple[int, int]:
    """Decide rows left `sending` by a stopped process: (due again, unknown) by what their kind promises."""
    outbox = table_of("outbox")
    again = [name for name, kind in KINDS.items() if kind.again_when_unknown]
    left = update(outbox).where(outbox.c.state == "sending")
    resent = await connection.execute(
        left.where(outbox.c.kind.in_(again)).values(
            state="due", attempts=outbox.c.attempts + 1, not_before=now
        )
    )
    unknown = await connection.execute(
        left.values(state="unknown", done_at=now, reason="stopped while sending")
    )
    return int(resent.rowcount), int(unknown.rowcount)


async def in_states(connection: Statements) -> dict[tuple[str, str], int]:
    """How many rows there are by (kind, state)."""
    outbox = table_of("outbox")
    counted = select(outbox.c.kind, outbox.c.state, func.count()).group_by(outbox.c.kind, outbox.c.state)
    return {(kind, state): number for kind, state, number in await connection.execute(counted)}


async def state_of(connection: Statements, row: int | None) -> str | None:
    """What has become of this row; None when there is none."""
    outbox = table_of("outbox")
    found: str | None = await connection.scalar(select(outbox.c.state).where(outbox.c.id == row))
    return found


async def clear_bodies(connection: Statements, now: datetime) -> None:
    """Let personal texts go 48 hours after they were sent."""
    outbox = table_of("outbox")
    old = (outbox.c.person_id.is_not(None), outbox.c.done_at < now - _BODY_KEPT, outbox.c.body != "")
    await connection.execute(update(outbox).where(*old).values(body=""))
