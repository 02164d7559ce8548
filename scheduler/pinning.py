"""After a board is out: it is pinned silently, the one before is unpinned and left as it was (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from storage import outbox
from storage.loading import load
from storage.messages import KINDS, Action, Message
from storage.outbox import Outgoing
from storage.transaction import Statements
from storage.workspace import Ids, Workspace
from storage.writing import write

_USEFUL = timedelta(hours=12)


async def follow_boards(
    connection: Statements, ids: Ids, posted: Sequence[tuple[Outgoing, str]], now: datetime
) -> int:
    """Remember where new boards stand and plan their pinning; how many rows were planned."""
    boards = [(row, message) for row, message in posted if row.kind == "board"]
    if not boards:
        return 0
    workspace = Workspace(ids)
    await load(connection, workspace, {("group_link", row.chat_id) for row, _ in boards})
    rows = []
    for row, message in boards:
        link = workspace.group_link(row.chat_id)
        if link is None:
            continue
        if link.board_message is not None:
            rows.append(_row(ids, row, "unpin", link.board_message, now))
        rows.append(_row(ids, row, "pin", message, now))
        workspace.apply((replace(link, board_message=message),))
    await write(connection, workspace.changes)
    await outbox.insert_new(connection, rows)
    return len(rows)


def _row(ids: Ids, board: Outgoing, action: Action, target: str, now: datetime) -> Outgoing:
    return Outgoing(
        id=ids.take("outbox"),
        chat_id=board.chat_id,
        person_id=None,
        kind="pin",
        key=f"{board.key}/{action}" if board.key else None,
        body=Message("", action=action, target=target, silent=True).to_json(),
        priority=KINDS["pin"].priority,
        state="due",
        not_before=now,
        useful_until=now + _USEFUL,
        attempts=0,
        created_at=now,
    )
