"""Lists sent to the bot: looked at beside the turns, put into the campaign's folder when an owner has agreed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from bot.cadre_lists import Answer, CadreLists, fitting, undoing
from bot.journal import place_of
from bot.receiving import OPEN_FOR_MINUTES
from campaign.assigning import is_assignments
from campaign.definition import Campaign
from campaign.file import CampaignFileError
from campaign.file.lists import target_columns_of
from campaign.importing import Grid, tell
from campaign.importing.heading import meanings_of
from campaign.importing.telling import tell_fault
from campaign.texts import Texts
from campaign.vietnamese.numbers import count
from scheduler.civil import Clock
from storage import campaigns
from storage.assigning.memory import newest_list
from storage.database import Database
from storage.exporting.units import write_units
from storage.importing import folder as files
from storage.importing.orders import file_of, newest_put, newest_shown, remember_shown
from storage.importing.workbook import UnreadableFileError, read_file
from storage.messages import Choice, File, Message
from storage.papers import orders
from storage.records import LIST_KINDS, Audit, Change, PaperOrder
from storage.uploads import Page
from storage.writing import write

_log = structlog.get_logger(__name__)
_EVERY = 1.0  # seconds, while a file is still on its way


class _NotFetchedError(Exception):
    """The platform did not give the file, or it is kept no longer."""


class Lists:
    """Works off one order after the other. `reload` lets the bot go on with the folder as it is now."""

    def __init__(
        self,
        database: Database,
        place: tuple[Path, Path],
        clock: Clock,
        campaign: Callable[[], Campaign],
        reload: Callable[[], Awaitable[None]],
        cadres: CadreLists,
    ) -> None:
        """`place`: the campaign's folder, and the one where files that were sent are kept. `cadres`: the other kind."""
        self._database = database
        self._folder, self._kept = place
        self._clock = clock
        self._campaign = campaign
        self._reload = reload
        self._cadres = cadres
        self._wanted = asyncio.Event()
        self.on_due: Callable[[], None] = lambda: None
        self.open_page: Callable[[Page], Awaitable[str]] | None = None
        self.at_work = False

    def follow(self, changes: Sequence[Change]) -> bool:
        """Look soon when an order has come; whether one has."""
        if any(isinstance(each, PaperOrder) and each.kind in LIST_KINDS for each in changes):
            self._wanted.set()
            self.at_work = True
            return True
        return False

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; what a stopped process left is looked at first."""
        self._wanted.set()
        while not stop.is_set():
            self._wanted.clear()
            waits = await self.work()
            self.at_work = self._wanted.is_set()
            await self._rest(stop, _EVERY if waits else None)

    async def _rest(self, stop: asyncio.Event, longest: float | None) -> None:
        waits = [asyncio.create_task(event.wait()) for event in (stop, self._wanted)]
        await asyncio.wait(waits, timeout=longest, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def work(self) -> bool:
        """Work off every order that can be; whether one waits for its file."""
        waits = False
        for kind in LIST_KINDS:
            while (order := await self._take(kind)) is not None:
                answer = await self._answered(order)
                if answer is None:
                    waits = True
                    break
                await self._settle(order, answer)
        return waits

    async def _take(self, kind: str) -> PaperOrder | None:
        async with self._database.write() as connection:
            return await connection.at_once(orders.take, kind)

    async def _answered(self, order: PaperOrder) -> Answer | None:
        texts = Texts(self._campaign().texts)
        try:
            return await self._carried_out(order, texts)
        except UnreadableFileError as error:
            return Answer(Message(tell_fault(error.fault, texts)))
        except files.FolderChangedError:
            return Answer(Message(texts("list-changed")))
        except files.NothingToUndoError:
            return Answer(Message(texts("list-nothing-to-undo")))
        except campaigns.UnitsInUseError as error:
            return Answer(Message(texts("list-in-use", codes=", ".join(error.codes[:10]))))
        except _NotFetchedError:
            return Answer(Message(texts("list-not-fetched")))
        except (CampaignFileError, campaigns.WrongCampaignError, OSError) as error:
            _log.error("list not put in", reason=str(error))
            return Answer(Message(texts("list-folder")))
        except Exception as error:  # noqa: BLE001  # whatever a file makes of it, the bot and the other lists go on
            _log.error("list failed", order=order.id, error=type(error).__name__, at=place_of(error))
            return Answer(Message(texts("list-folder")))

    async def _carried_out(self, order: PaperOrder, texts: Texts) -> Answer | None:
        match order.kind:
            case "list":
                return await self._look(order, texts)
            case "list_put":
                return await self._put(order, texts)
            case "list_out":
                return await self._given_out(texts)
            case "list_page":
                return await self._page(order, texts)
        return await self._undo(order, texts)

    async def _page(self, order: PaperOrder, texts: Texts) -> Answer:
        """The address of a page on which the file can be given, where there is a web server for it."""
        if self.open_page is None:
            return Answer(Message(texts("list-page-none")))
        address = await self.open_page(Page(order.person_id, order.chat_id))
        return Answer(Message(texts("list-page", link=address, minutes=count(OPEN_FOR_MINUTES))), made=True)

    async def _given_out(self, texts: Texts) -> Answer:
        """The list as it is today, with a word to it."""
        local = self._clock.now().astimezone(ZoneInfo(self._campaign().time_zone))
        content = await asyncio.to_thread(write_units, self._folder, local, texts)
        name = f"danh-sach-don-vi-{local:%Y%m%d-%H%M}.xlsx"
        return Answer(Message(texts("list-out"), file=File(name, content)), made=True)

    async def _look(self, order: PaperOrder, texts: Texts) -> Answer | None:
        """The preview; None while the file is still on its way."""
        grids = await self._grids(order, order.about)
        if grids is None:
            return None
        if self._is_assignments(grids):
            return await self._cadres.look(grids, order.about, texts)
        prepared = await self._prepared(grids)
        plan = prepared.plan
        if plan.faults or not plan.changes:
            return Answer(Message(fitting(lambda most: tell(plan, texts, most))))
        shown = _shown(prepared)
        rows = (
            (Choice(texts("list-button-put"), f"!nhapds:{order.about}:{shown}", "success"),),
            (Choice(texts("list-button-leave"), "!thoids"),),
        )
        told = fitting(lambda most: tell(plan, texts, most))
        return Answer(Message(f"{told}\n\n{texts('list-ask')}", choices=rows), shown=shown)

    async def _put(self, order: PaperOrder, texts: Texts) -> Answer | None:
        about, _, day = order.about.partition("/")
        if not about:
            async with self._database.read() as connection:
                about = await newest_shown(connection, order)
        number, _, shown = about.partition(":")
        if not number:
            return Answer(Message(texts("list-none")))
        grids = await self._grids(order, number)
        if grids is None:
            return None
        if self._is_assignments(grids):
            return await self._cadres.put(order, grids, shown, day, texts)
        prepared = await self._prepared(grids)
        if not prepared.texts or _shown(prepared) != shown:
            raise files.FolderChangedError
        await asyncio.to_thread(files.put, self._folder, prepared, self._clock.now())
        try:
            await self._reload()
        except BaseException:
            files.restore(self._folder)
            raise
        said = texts("list-done", count=count(len(prepared.plan.changes)))
        return Answer(Message(said, choices=undoing(texts)), made=True, action="units_imported")

    async def _undo(self, order: PaperOrder, texts: Texts) -> Answer:
        """Of lists of both kinds the one that was put in last."""
        async with self._database.read() as connection:
            units, cadres = await newest_put(connection), await newest_list(connection)
        if cadres is not None and cadres > (units or 0):
            return await self._cadres.undo(order, texts)
        try:
            return await self._undo_units(texts)
        except files.NothingToUndoError:
            if cadres is None:
                raise
            return await self._cadres.undo(order, texts)

    async def _undo_units(self, texts: Texts) -> Answer:
        before = await asyncio.to_thread(files.former, self._folder)
        await asyncio.to_thread(files.check_former, self._folder)
        present = files.texts_of(self._folder)
        files.put_back(self._folder, before)
        try:
            await self._reload()
        except BaseException:
            files.put_back(self._folder, present)
            raise
        files.forget(self._folder)
        return Answer(Message(texts("list-undone")), made=True, action="units_import_undone")

    async def _grids(self, order: PaperOrder, number: str) -> Sequence[Grid] | None:
        """What is in the file with this number; None while it is still on its way."""
        async with self._database.read() as connection:
            file = await file_of(connection, order, number)
        if file is not None and file.state == "pending":
            return None
        if file is None or file.sha256 is None:
            raise _NotFetchedError
        return await asyncio.to_thread(read_file, self._kept / file.sha256[:2] / file.sha256)

    def _is_assignments(self, grids: Sequence[Grid]) -> bool:
        campaign = self._campaign()
        return is_assignments(grids, meanings_of(campaign, target_columns_of(self._folder)))

    async def _prepared(self, grids: Sequence[Grid]) -> files.Prepared:
        """What a list of units would change today."""
        today = self._clock.now().astimezone(ZoneInfo(self._campaign().time_zone)).date()
        return await asyncio.to_thread(files.prepare, self._folder, grids, today)

    async def _settle(self, order: PaperOrder, answer: Answer) -> None:
        now: datetime = self._clock.now()
        made = answer.made or bool(answer.shown)
        async with self._database.write() as connection:
            sent = await connection.at_once(
                orders.settle, self._database, order.id, answer.message, now, made=made
            )
            if sent and answer.action:
                noted = Audit(
                    id=self._database.ids.take("audit"), at=now, person_id=order.person_id,
                    action=answer.action, subject=self._campaign().root, detail=str(order.id),
                )  # fmt: skip
                connection.queue(write, (noted,))
            if answer.shown:
                connection.queue(remember_shown, order, answer.shown)
        self.on_due()


def _shown(prepared: files.Prepared) -> str:
    """What tells one preview from another: exactly what would be written."""
    told = "\0".join(f"{name}\0{text}" for name, text in sorted(prepared.texts.items()))
    return sha256(told.encode()).hexdigest()[:12]
