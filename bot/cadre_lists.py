"""Lists of assignments that were sent to the bot: the preview, putting one in with its invitations, taking it back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assigning import Assigning, Done, Looked
from campaign.assigning import tell
from campaign.definition import Campaign
from campaign.importing import Grid
from campaign.texts import Texts
from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count
from scheduler.civil import Clock
from storage.assigning.links import Ways
from storage.assigning.putting import Given
from storage.importing.folder import FolderChangedError
from storage.importing.workbook import read_file
from storage.messages import Choice, File, Message
from storage.records import Change, PaperOrder

_ROOM = 1400
_LINES = (12, 6, 3, 1)
Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to an order; `action`: what the audit log keeps of it."""

    message: Message
    made: bool = False
    action: str = ""
    shown: str = ""


def fitting(told: Callable[[int], str]) -> str:
    """A preview with as many lines of each kind as a message has room for."""
    said = ""
    for most in _LINES:
        said = told(most)
        if len(said) <= _ROOM:
            return said
    return f"{said[: _ROOM - 1]}…"


def undoing(texts: Texts) -> Rows:
    """The button that takes the last list back."""
    return ((Choice(texts("list-button-undo"), "!hoantacds"),),)


class CadreLists:
    """Answers for lists of assignments. `ways`: how a code leads into the bot; `on_change`: what was written."""

    def __init__(
        self,
        assigning: Assigning,
        campaign: Callable[[], Campaign],
        clock: Clock,
        ways: Ways,
        on_change: Callable[[Sequence[Change]], None],
    ) -> None:
        self._assigning = assigning
        self._campaign = campaign
        self._clock = clock
        self._ways = ways
        self._on_change = on_change

    async def look(self, grids: Sequence[Grid], file: str, texts: Texts) -> Answer:
        """The preview of what is in the file with this number."""
        looked = await self._assigning.look(grids, self._clock.now())
        plan = looked.plan
        told = fitting(lambda most: tell(plan, texts, most))
        absent = bool(plan.absent or plan.absent_waiting)
        if plan.faults or not (plan.changes or absent):
            return await self._nothing(looked, told, texts)
        about = f"{file}:{looked.shown}"
        asked = [texts("assign-ask"), *([texts("assign-ask-absent")] if absent else [])]
        rows = [(Choice(texts("list-button-put"), f"!nhapds:{about}", "success"),)] if plan.changes else []
        if absent:
            rows.append((Choice(texts("assign-button-end"), f"!nhapdsthoi:{about}", "danger"),))
        rows.append((Choice(texts("list-button-leave"), "!thoids"),))
        said = "\n\n".join((told, *asked))
        return Answer(Message(said, choices=tuple(rows)), shown=looked.shown)

    async def _nothing(self, looked: Looked, told: str, texts: Texts) -> Answer:
        """There is nothing to be put in; whose invitation was lost gets it again."""
        given = () if looked.plan.faults else looked.open_invitations
        if not given:
            return Answer(Message(told))
        again = texts("assign-links-again", people=count(len(given)))
        return Answer(Message(f"{told}\n\n{again}", file=await self._file(looked, given)))

    async def put(
        self, order: PaperOrder, grids: Sequence[Grid], shown: str, day: str, texts: Texts
    ) -> Answer:
        """Put in exactly what was shown. `day`: from which those not in the list are no more in charge, if any."""
        looked, done = await self._put(grids, shown, day, order)
        offices = count(done.offices)
        if not done.given:
            said = texts("assign-done", offices=offices)
            return Answer(Message(said, choices=undoing(texts)), made=True)
        expires = [each.invite.expires_at for each in done.given if each.invite.expires_at is not None]
        until = say_moment(min(expires), ZoneInfo(self._campaign().time_zone)) if expires else "–"
        said = texts("assign-done-links", offices=offices, people=count(len(done.given)), until=until)
        file = await self._file(looked, done.given)
        return Answer(Message(said, choices=undoing(texts), file=file), made=True)

    async def put_file(self, path: Path, links: Path, shown: str, day: str) -> tuple[int, int]:
        """The same for a file on this machine: the invitations are written to `links`. How many offices and people."""
        grids = await asyncio.to_thread(read_file, path)
        looked, done = await self._put(grids, shown, day, None)
        if done.given:
            file = await self._file(looked, done.given)
            await asyncio.to_thread(_keep, links, file.data)
        return done.offices, len(done.given)

    async def _put(
        self, grids: Sequence[Grid], shown: str, day: str, order: PaperOrder | None
    ) -> tuple[Looked, Done]:
        now = self._clock.now()
        looked = await self._assigning.look(grids, now)
        if looked.plan.faults or looked.shown != shown:
            raise FolderChangedError
        by, number = (None, None) if order is None else (order.person_id, order.id)
        ends_from = date.fromisoformat(day) if day else None
        done = await self._assigning.put(looked, by, now, number=number, ends_from=ends_from)
        self._on_change(done.changes)
        return looked, done

    async def undo(self, order: PaperOrder, texts: Texts) -> Answer:
        """Take the last one back."""
        done = await self._assigning.undo(order.person_id, self._clock.now())
        self._on_change(done.changes)
        return Answer(Message(texts("assign-undone", offices=count(done.offices))), made=True)

    async def _file(self, looked: Looked, given: Sequence[Given]) -> File:
        now = self._clock.now()
        content = await self._assigning.links(looked.plan.names, given, self._ways, now)
        local = now.astimezone(ZoneInfo(self._campaign().time_zone))
        return File(f"loi-moi-can-bo-{local:%Y%m%d-%H%M}.xlsx", content)


def _keep(path: Path, content: bytes) -> None:
    """For this user only: whoever has a link takes the office."""
    path.touch(0o600)
    path.chmod(0o600)
    path.write_bytes(content)
