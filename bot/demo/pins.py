"""Boards as they must stand in a group: the newest pinned silently, the one before left as it was, edits seldom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.demo.cast import CAMPAIGN_GROUP, UNIT_GROUP
from bot.demo.ledger import Deed, Played

_SOON = timedelta(minutes=1)
_BETWEEN_EDITS = timedelta(minutes=29)  # half an hour, less what a message may wait for its place


def faults_of_boards(played: Played) -> list[str]:
    """What is wrong with pins and edits in the groups, in plain sentences."""
    return [fault for group in (CAMPAIGN_GROUP, UNIT_GROUP) for fault in _of_group(list(played.of({group})))]


def _of_group(deeds: Sequence[Deed]) -> Iterator[str]:
    pinned: list[int] = []
    boards: dict[int, Deed] = {}
    edited: dict[int, Deed] = {}
    for deed in deeds:
        if deed.is_post:
            boards[deed.message] = deed
            if deed.silent:
                yield f"What was posted at {deed.at:%d/%m %H:%M} in group {deed.chat} made no sound."
        elif deed.method == "pinchatmessage":
            yield from _of_pin(deed, boards, pinned)
            pinned.append(deed.message)
        elif deed.method == "unpinchatmessage":
            pinned.remove(deed.message)
        elif deed.is_edit:
            yield from _of_edit(deed, edited, pinned)
            edited[deed.message] = deed
    if len(pinned) > 1:
        yield f"{len(pinned)} messages are pinned in group {deeds[0].chat}."


def _of_pin(deed: Deed, boards: dict[int, Deed], pinned: list[int]) -> Iterator[str]:
    board = boards.get(deed.message)
    if board is None or deed.at - board.at > _SOON:
        yield f"What was pinned at {deed.at:%d/%m %H:%M} in group {deed.chat} is no new post."
    if not deed.silent:
        yield f"The pin at {deed.at:%d/%m %H:%M} in group {deed.chat} was not silent."
    if pinned:
        yield f"At {deed.at:%d/%m %H:%M} the old board was still pinned in group {deed.chat}."


def _of_edit(deed: Deed, edited: dict[int, Deed], pinned: list[int]) -> Iterator[str]:
    before = edited.get(deed.message)
    if before is not None and deed.at - before.at < _BETWEEN_EDITS:
        yield f"The board of group {deed.chat} was edited twice within half an hour at {deed.at:%d/%m %H:%M}."
    if before is not None and deed.text == before.text:
        yield f"The edit of group {deed.chat} at {deed.at:%d/%m %H:%M} changed nothing."
    if deed.message not in pinned:
        yield f"At {deed.at:%d/%m %H:%M} an old board of group {deed.chat} was edited."
