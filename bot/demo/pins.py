"""Boards as they must stand in a group: the newest pinned silently, the one before left as it was, edits seldom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from bot.demo.cast import Company
from bot.demo.ledger import Deed, Played

_SOON = timedelta(minutes=1)
_BETWEEN_EDITS = timedelta(minutes=29)  # half an hour, less what a message may wait for its place


def faults_of_boards(played: Played, companies: Iterable[Company]) -> list[str]:
    """What is wrong with posts, pins and edits in the groups, in plain sentences."""
    return [
        fault
        for company in companies
        for group in company.groups
        for fault in (_of_dear if company.one_post_a_day else _of_group)(list(played.of({group})))
    ]


def _of_dear(deeds: Sequence[Deed]) -> Iterator[str]:
    """Where each message costs, a group gets one a day, and nothing is edited or pinned."""
    for day, number in Counter(deed.day for deed in deeds).items():
        if number > 1:
            yield f"Group {deeds[0].chat} got {number} posts on {day:%d/%m}, where one a day is the most."


def _of_group(deeds: Sequence[Deed]) -> Iterator[str]:
    pinned: list[int | str] = []
    boards: dict[int | str, Deed] = {}
    edited: dict[int | str, Deed] = {}
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


def _of_pin(deed: Deed, boards: dict[int | str, Deed], pinned: list[int | str]) -> Iterator[str]:
    board = boards.get(deed.message)
    if board is None or deed.at - board.at > _SOON:
        yield f"What was pinned at {deed.at:%d/%m %H:%M} in group {deed.chat} is no new post."
    if not deed.silent:
        yield f"The pin at {deed.at:%d/%m %H:%M} in group {deed.chat} was not silent."
    if pinned:
        yield f"At {deed.at:%d/%m %H:%M} the old board was still pinned in group {deed.chat}."


def _of_edit(deed: Deed, edited: dict[int | str, Deed], pinned: list[int | str]) -> Iterator[str]:
    before = edited.get(deed.message)
    if before is not None and deed.at - before.at < _BETWEEN_EDITS:
        yield f"The board of group {deed.chat} was edited twice within half an hour at {deed.at:%d/%m %H:%M}."
    if before is not None and deed.text == before.text:
        yield f"The edit of group {deed.chat} at {deed.at:%d/%m %H:%M} changed nothing."
    if deed.message not in pinned:
        yield f"At {deed.at:%d/%m %H:%M} an old board of group {deed.chat} was edited."
