"""An occurrence as the row it becomes in the outbox, in whichever state it begins."""

from __future__ import annotations

from datetime import datetime

from scheduler.agenda import Occurrence
from storage.messages import KINDS, Message
from storage.outbox import Outgoing

_KINDS = {"official": "end"}  # what the outbox calls otherwise


def row_of(
    number: int,
    occurrence: Occurrence,
    to: tuple[int, int | None],
    message: Message | None,
    now: datetime,
    *,
    dropped: str = "",
    late: bool = False,
) -> Outgoing:
    """`number`: the row's; `to`: chat and person; `dropped`: why it does not go; `late`: it is of no use any more."""
    kind = _KINDS.get(occurrence.kind, occurrence.kind)
    chat, person = to
    return Outgoing(
        id=number,
        chat_id=chat,
        person_id=person,
        kind=kind,
        key=occurrence.key,
        body=message.to_json() if message is not None else "",
        priority=KINDS[kind].priority,
        state="dropped" if dropped else "missed" if late else "due",
        not_before=occurrence.due,
        useful_until=occurrence.useful_until,
        attempts=0,
        created_at=now,
        done_at=now if dropped or late else None,
        reason=dropped or ("planned too late" if late else ""),
    )
