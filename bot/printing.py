"""Making what was asked for in the chat, aside: reports one after the other, and beside them forms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.binding import MOST, TooManyError, make_certificates
from campaign.definition import Campaign
from campaign.texts import Texts
from campaign.tree import UnitTree
from campaign.vietnamese.dates import say_date, say_time
from campaign.vietnamese.numbers import count
from scheduler.civil import Clock
from storage.database import Database
from storage.exporting.apart import Asked, write_beside
from storage.exporting.figures import read_facts
from storage.messages import File, Message
from storage.papers.codes import Card, Way, codes_of, make_picture, make_sheets
from storage.papers.making import make_application, make_page
from storage.papers.orders import note, settle, take
from storage.papers.reading import subject_of, unit_name
from storage.papers.wanted import Wanted
from storage.records import PaperOrder

_log = structlog.get_logger(__name__)
_EVERY = 30.0
_NOTED_EACH = 2.0  # seconds between two notes of how far a report is
LARGEST = 20 * 2**20  # bytes: what the platforms take, with room to spare
A_FILE = 150_000  # initiatives a file: some 7 MB, far from what platforms, telephones and spreadsheets take
PRINTED = ("report", "form", "codes", "certificates")  # each is made beside the others


class UnwantedError(Exception):
    """Nobody wants this paper any more, or the program stops."""


@dataclass(slots=True)
class _Going:
    """How far a paper is; `stopped`: it is not to be finished."""

    done: int = 0
    whole: int = 0
    stopped: bool = False

    def tell(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole
        if self.stopped:
            raise UnwantedError


class Printer:
    """Makes papers and puts them into the outbox. `campaign` is asked for anew, because it may change."""

    def __init__(
        self, database: Database, campaign: Callable[[], Campaign], clock: Clock, on_due: Callable[[], None]
    ) -> None:
        """`on_due`: called when a paper lies in the outbox."""
        self._database = database
        self._campaign = campaign
        self._clock = clock
        self._on_due = on_due
        self._wanted = {kind: asyncio.Event() for kind in PRINTED}
        self.folder: Path | None = None  # the campaign's, with its own templates
        self.ways: Callable[[str, str], tuple[Way, ...]] = lambda _unit, _code: ()
        self._busy: set[str] = set()

    def expect(self, kind: str) -> None:
        """Somebody has asked for one."""
        self._wanted[kind].set()

    def is_quiet(self) -> bool:
        """Whether nothing is being made or waits to be."""
        return not self._busy and not any(event.is_set() for event in self._wanted.values())

    async def run(self, kind: str, stop: asyncio.Event) -> None:
        """Make whatever was asked for, until `stop` is set; what is half made then is made again at the next start."""
        while not stop.is_set():
            self._busy.add(kind)
            self._wanted[kind].clear()
            while not stop.is_set() and await self.make_one(kind, stop):
                pass
            self._busy.discard(kind)
            await _either(stop, self._wanted[kind])

    async def make_one(self, kind: str, stop: asyncio.Event) -> bool:
        """Make the oldest of a kind; False when there is none."""
        async with self._database.write() as connection:
            order = await connection.at_once(take, kind)
        if order is None:
            return False
        going = _Going()
        making = asyncio.create_task(self._made(order, going))
        over = asyncio.Event()
        watching = asyncio.create_task(self._watch(order, going, stop, over, making))
        try:
            messages, made = await making
        except UnwantedError:
            return not stop.is_set()
        except asyncio.CancelledError:
            if not going.stopped:
                raise
            return not stop.is_set()
        finally:
            over.set()
            await watching
        await self._hand_over(order, messages, made=made)
        return True

    async def _hand_over(self, order: PaperOrder, messages: Sequence[Message], *, made: bool) -> None:
        """Each by itself, so that the turns of others come between them: a part has megabytes."""
        for number, message in enumerate(messages, 1):
            now, last = self._clock.now(), number == len(messages)
            async with self._database.write() as connection:
                wanted = await settle(
                    connection, self._database, order.id, message, now, made=made, last=last
                )
            if not wanted:
                return
            self._on_due()

    async def _watch(
        self,
        order: PaperOrder,
        going: _Going,
        stop: asyncio.Event,
        over: asyncio.Event,
        making: asyncio.Task[Any],
    ) -> None:
        """Write down how far it is, and hear that it is cancelled, until it is over; what is cancelled ends at once."""
        while not going.stopped:
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), _NOTED_EACH)
                return
            async with self._database.write() as connection:
                wanted = await note(connection, order.id, going.done, going.whole)
            going.stopped = stop.is_set() or not wanted
            if going.stopped:
                making.cancel()

    async def _made(self, order: PaperOrder, going: _Going) -> tuple[Sequence[Message], bool]:
        """The file with a word to it, or several; or, when it cannot be made, what is said instead."""
        campaign = self._campaign()
        try:
            return await self._files(campaign, order, going), True
        except UnwantedError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever went wrong, who waits for it is told
            _log.error("paper not made", order=order.id, kind=order.kind, error=type(error).__name__)
            return [Message(Texts(campaign.texts)("paper-failed", contact=campaign.owner.contact))], False

    async def _files(self, campaign: Campaign, order: PaperOrder, going: _Going) -> Sequence[Message]:
        now = self._clock.now()
        if order.kind == "form":
            return [await self._form(campaign, order, now)]
        local = now.astimezone(ZoneInfo(campaign.time_zone))
        if order.kind == "codes":
            return [await self._codes(campaign, order, now, local.date())]
        if order.kind == "certificates":
            return await self._certificates(campaign, order, local, going)
        return await self._report(campaign, order, local, going)

    async def _report(
        self, campaign: Campaign, order: PaperOrder, now: datetime, going: _Going
    ) -> Sequence[Message]:
        """One file, or where the list is too long for one, several. `now` is local."""
        wanted = Wanted.read(order.about)
        day = wanted.tree or now.date()
        if wanted.unit not in UnitTree(campaign.units, campaign.successions).at(day):
            raise LookupError(f"no unit {wanted.unit} on {day}")
        texts, unit = Texts(campaign.texts), unit_name(campaign, wanted.unit, day)
        words = {"unit": unit, "time": say_time(now.time()), "day": say_date(now.date())}
        said = texts("baocao-file-portal" if wanted.portal else "baocao-file", **words)
        if wanted.tree is not None:
            said = texts("baocao-file-tree", said=said, tree=say_date(day))
        name = f"{'cong' if wanted.portal else 'bao-cao'}-{wanted.unit}-{now:%Y%m%d-%H%M}"
        if order.format == "pdf":
            async with self._database.read() as connection:
                facts = await read_facts(
                    connection, campaign, campaign.phases, wanted.unit, now=now, tree_day=day
                )
            return [Message(said, file=File(f"{name}.pdf", await make_page(facts, now)))]
        asked = Asked(wanted.unit, now, day, wanted.reader, wanted.portal, A_FILE)
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.xlsx"
            written = await write_beside(self._database, campaign, path, asked, going.tell)
            files = [await asyncio.to_thread(each.read_bytes) for each in written.files]
        if any(len(content) > LARGEST for content in files):
            return [Message(texts("baocao-too-large", unit=unit))]
        parts = [
            texts("baocao-part", said=said, n=str(number), parts=str(len(files))) if len(files) > 1 else said
            for number in range(1, len(files) + 1)
        ]
        return [
            Message(part, file=File(path.name, content))
            for part, path, content in zip(parts, written.files, files, strict=True)
        ]

    async def _certificates(
        self, campaign: Campaign, order: PaperOrder, now: datetime, going: _Going
    ) -> Sequence[Message]:
        """What hangs on walls and lies in folders afterwards. `now` is local."""
        texts = Texts(campaign.texts)
        unit, folder = unit_name(campaign, order.about, now.date()), self.folder or Path()
        try:
            files = await make_certificates(self._database, campaign, folder, order.about, now, going.tell)
        except TooManyError as error:
            return [Message(texts("giaykhen-too-many", unit=unit, n=count(error.number), most=count(MOST)))]
        if not files:
            return [Message(texts("giaykhen-none", unit=unit))]
        said = texts("giaykhen-file", unit=unit, n=count(going.done))
        name = f"giay-khen-{order.about}-{now:%Y%m%d-%H%M}"
        return [
            Message(
                texts("baocao-part", said=said, n=str(number), parts=str(len(files)))
                if len(files) > 1
                else said,
                file=File(f"{name}-{number}.pdf" if len(files) > 1 else f"{name}.pdf", content),
            )
            for number, content in enumerate(files, 1)
        ]

    async def _codes(self, campaign: Campaign, order: PaperOrder, now: datetime, day: date) -> Message:
        """The unit's card as a picture, or a sheet for it and all below it."""
        texts, view = Texts(campaign.texts), UnitTree(campaign.units, campaign.successions).at(day)
        async with self._database.read() as connection:
            codes = await codes_of(connection)
        units = view.subtree(order.about) if order.format == "pdf" else (view.unit(order.about),)
        cards = [
            Card(each.name, self.ways(each.code, codes[each.code])) for each in units if each.code in codes
        ]
        if order.format == "pdf":
            content = await make_sheets(cards, campaign.short_name, texts, now)
        else:
            content = await make_picture(cards[0], campaign.short_name, texts, now)
        said = texts("maqr-file", unit=view.unit(order.about).name, n=count(len(cards)))
        return Message(said, file=File(f"ma-qr-{order.about}.{order.format}", content))

    async def _form(self, campaign: Campaign, order: PaperOrder, now: datetime) -> Message:
        day = now.astimezone(ZoneInfo(campaign.time_zone)).date()
        async with self._database.read() as connection:
            subject = await subject_of(connection, campaign, int(order.about), day=day, to=order.person_id)
        if subject is None:
            raise LookupError(f"no initiative {order.about}")
        content = await make_application(campaign, subject, "docx" if order.format == "docx" else "pdf", now)
        said = Texts(campaign.texts)("maudon-file", number=subject.number)
        return Message(said, file=File(f"don-{subject.number}.{order.format}", content))


async def _either(stop: asyncio.Event, wanted: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in (stop, wanted)]
    await asyncio.wait(waits, timeout=_EVERY, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
