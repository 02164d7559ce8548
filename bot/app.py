"""The composition root: everything is made here, started, and stopped in order."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Coroutine, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.applying import apply_campaign, fresh_code
from bot.assigning import Assigning
from bot.attachments import Attachments
from bot.cadre_lists import CadreLists
from bot.connecting import Means, connect
from bot.counting import Counting
from bot.intakes import Desk, Intakes
from bot.life import SignOfLife
from bot.lists import Lists
from bot.overlay import overlay
from bot.pictures import Pictures
from bot.printing import PRINTED, Printer
from bot.receiving import Receiving
from bot.serving import PATH as SERVED_PATH
from bot.serving import Serving
from bot.settings import Settings
from bot.staging import restaged, stage
from bot.telegram.menus import Menu, menus_in, set_menus
from bot.tidying import RATES_KEPT, tidy
from bot.turns import Turns
from bot.ways import ways_of
from bot.web import WebServer
from bot.zalo.rendering import texts_of
from campaign.calendar import QuietTimes
from campaign.definition import Campaign
from campaign.file import read_campaign
from campaign.texts import Texts
from handlers.turn import Scene
from scheduler.civil import Clock, RealClock
from scheduler.clockwork import Clockwork
from scheduler.delivery import Delivery, Place
from scheduler.handing import HandingOver
from scheduler.pace import Limits, Pacer
from scheduler.pump import Pump
from scheduler.quota import Meter
from storage import outbox
from storage.database import Database
from storage.instants import to_micros
from storage.migrating import migrate
from storage.rates import forget_rates, load_rates
from storage.records import (
    LIST_KINDS,
    Attachment,
    Change,
    Erase,
    PaperOrder,
)

_log = structlog.get_logger(__name__)
_PATIENCE = 10.0
_TIDY_EACH = timedelta(hours=1)


class App:
    """The running program: one database, one campaign, its channels."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        *,
        clock: Clock | None = None,
        limits: Limits | None = None,
        http: bool = False,
    ) -> None:
        """`folder`: the campaign's; `clock`: civil time, the machine's own by default; `http`: answer about health."""
        self._http = http
        self.settings = settings
        self.folder = folder
        self.clock: Clock = clock or RealClock()
        self.database = Database(settings.database_url)
        self.pacer = Pacer(limits)
        self.stop = asyncio.Event()
        self.started = False
        self._life = SignOfLife(self.database)
        self._tidied = datetime.min.replace(tzinfo=UTC)
        self.web = WebServer(settings.listen_host, settings.listen_port, self._unwell)
        self._attachments: Attachments | None = None
        self._menus: tuple[Menu, Menu] | None = None
        self.meters: dict[Place, Meter] = {}
        self._counting = Counting(self.meters, self.database)
        self._tasks: list[asyncio.Task[None]] = []
        self._resources = AsyncExitStack()

    async def start(self) -> None:
        """Migrate, apply the campaign, settle what a stopped process left, and begin to work."""
        self.campaign = read_campaign(self.folder)
        await migrate(self.settings.database_url)
        self._resources.push_async_callback(self.database.close)
        await self.database.open()
        await self._apply(self.campaign)
        self._overlay = await overlay(self.campaign, self.database)
        self.campaign = self._overlay.campaign
        self._give_out()
        means = Means(
            self.settings,
            self._texts,
            self.clock,
            self.pictures,
            self.serving,
            self._resources,
        )
        self._connected = await connect(means, self.meters)
        await self._settle()
        channels = self._channels = self._connected.channels()
        staging = await stage(self._overlay, self.database, channels, self.meters, self._stopped)
        # From here to `_begin` nothing is awaited: who stops the program now finds all of these or none.
        self.delivery = Delivery(self._connected.senders, self.clock, self.pacer, self.meters)
        self.clockwork = Clockwork(
            self.database,
            staging,
            self._loud_from,
            names={place: channel.called for place, channel in channels.items()},
            meters=self.meters,
            stopped=self._stopped,
        )
        handing = HandingOver(lambda: self.clockwork.staging, self.meters)
        self.pump = Pump(self.database, self.clock, self.pacer, self.delivery, self.meters, handing)
        self.turns = Turns(self.database, self._scene, channels, self.clock, self.pacer, self.delivery)
        self.printer = Printer(self.database, lambda: self.campaign, self.clock, self.pump.kick)
        self.printer.ways = lambda unit, code: ways_of(channels.values(), unit, code)
        self.printer.folder = self.folder
        self.pump.loud_from = self._loud_from
        self.pump.loud_for_chosen = self._loud_for_chosen
        self.turns.on_due = self.pump.kick
        self.pump.commit = self.turns.commit
        self.delivery.on_free = self.pump.freed
        self.turns.on_change = self._changed
        place = (self.folder, self.settings.files_folder)
        assigning = Assigning(self.database, lambda: self.campaign, fresh_code)
        self.cadres = CadreLists(
            assigning,
            lambda: self.campaign,
            self.clock,
            self.printer.ways,
            self._changed,
        )
        self.lists = Lists(self.database, place, self.clock, lambda: self.campaign, self.reload, self.cadres)
        self.lists.on_due = self.pump.kick
        if self.receiving is not None:
            self.lists.open_page, self.receiving.on_order = self.receiving.open, self.lists.follow
        await self._begin()
        self.pump.kick()
        self.started = True

    async def _apply(self, campaign: Campaign) -> None:
        if await apply_campaign(self.database, campaign, self.clock.now()):
            _log.info("campaign applied", campaign=campaign.code, units=len(campaign.units))

    async def reload(self) -> None:
        """Apply the campaign's folder as it is now, and go on with it: what is said from here on is said of it.

        CampaignFileError, WrongCampaignError, UnitsInUseError: then everything stays as it was.
        """
        campaign = await asyncio.to_thread(read_campaign, self.folder)
        async with self.turns.at_rest():
            await self._apply(campaign)
            self._overlay = await overlay(campaign, self.database)
            self.campaign = self._overlay.campaign
            self.clockwork.restage(
                await stage(self._overlay, self.database, self._channels, self.meters, self._stopped)
            )
        self._offer_menus()
        self.pump.kick()

    async def _settle(self) -> None:
        now, texts = self.clock.now(), self._texts()
        async with self.database.write() as connection:
            await self._counting.take_up(connection, lambda message: len(texts_of(message, texts)))
            again, unknown = await outbox.settle_after_crash(connection, now)
            await forget_rates(connection, to_micros(now - RATES_KEPT))
            self.pacer.restore(await load_rates(connection))
        if again or unknown:
            _log.warning("messages of a stopped process settled", again=again, unknown=unknown)

    def _give_out(self) -> None:
        """Make what hands out files: pictures from the folder, and with a public address names on the web server."""
        settings = self.settings
        self.pictures = Pictures(self.database, settings.files_folder, self._texts, self._fetch_soon)
        self.serving: Serving | None = None
        self.receiving: Receiving | None = None
        if settings.public_url is not None:
            self.serving = Serving(self.database, settings.files_folder, self.clock, settings.public_url)
            self.web.get(SERVED_PATH, self.serving.answer)
            self.receiving = Receiving(
                self.database, settings.files_folder, self.clock, self._texts, settings.public_url
            )
            self.receiving.serve(self.web)

    def _texts(self) -> Texts:
        """What the bot says now."""
        return self._overlay.texts

    def _loud_from(self, moment: datetime) -> datetime:
        """The first instant from this one on at which the bot may begin to speak by itself."""
        return self._quiet_times(moment).next_loud(moment)

    def _loud_for_chosen(self, moment: datetime) -> datetime:
        """The same for nudges to somebody who chose his hour himself."""
        return self._quiet_times(moment).next_loud_for_chosen(moment)

    def _quiet_times(self, moment: datetime) -> QuietTimes:
        campaign = self.campaign
        return QuietTimes(campaign.policy, campaign.time_zone, campaign.sprint_at(moment))

    def _stopped(self) -> AbstractSet[Place]:
        """The bots that do nothing any more: their tokens are refused."""
        return self.delivery.stopped

    def _scene(self) -> Scene:
        staging = self.clockwork.staging
        view = staging.view(self.clock.now())
        return Scene(
            staging.campaign,
            view,
            staging.texts,
            staging.zone,
            staging.forms,
            staging.goals,
            fresh_code,
            self._overlay.filed,
            self._overlay.filed_texts,
            self._counting.standings(),
        )

    async def _begin(self) -> None:
        await self._take_in()
        self._offer_menus()
        self._run(self.pump.run(self.stop))
        fetchers = self._connected.fetchers()
        self._attachments = Attachments(self.database, self.settings.files_folder, fetchers, self.clock)
        self._run(self._attachments.run(self.stop))
        for kind in PRINTED:
            self._run(self.printer.run(kind, self.stop))
        self._run(self.lists.run(self.stop))
        self._ticker = AsyncIOScheduler(timezone=ZoneInfo("UTC"))
        self._ticker.add_job(
            self.tick, "interval", seconds=1, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        if isinstance(self.clock, RealClock):
            self._ticker.start()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)

    async def _take_in(self) -> None:
        """Every webhook has its path before the server listens, and the server listens before a platform is told."""
        desk = Desk(
            self.settings,
            self.web,
            self.turns,
            self.database,
            self.clock,
            self.delivery,
            self.stop,
            self._run,
        )
        self.intakes = Intakes(desk, self._connected)
        begins = self.intakes.prepare()
        if self._http or self.settings.public_url is not None:
            await self._listen()
        for begin in begins:
            await begin()

    async def _listen(self) -> None:
        await self.web.open()
        self._resources.push_async_callback(self.web.close)

    def _offer_menus(self) -> None:
        """Have the platforms offer the commands as they are called now, where that has changed."""
        menus = menus_in(self._texts())
        if menus != self._menus:
            self._menus = menus
            for bot in self._connected.telegram:
                self._run(set_menus(bot, *menus))

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def tick(self) -> None:
        """Plan what has become due and let it go out; called each second, and by every jump of a turned clock."""
        now = self.clock.now()
        if await self.clockwork.tick(now):
            self.pump.kick()
        if await self._counting.tick(now, self._loud_from(now), self._texts()):
            self.pump.kick()
        await self._life.give(now, heard=not self.intakes.deaf())
        if now - self._tidied >= _TIDY_EACH:
            self._tidied = now
            await self._tidy(now)

    async def _tidy(self, now: datetime) -> None:
        """Let go what is kept no longer."""
        await tidy(self.database, self.campaign, now)
        self.pacer.forget(now)
        self._sweep_soon()

    def _changed(self, changes: Sequence[Change]) -> None:
        if self._overlay.follow(changes):
            self.campaign = self._overlay.campaign
            self.clockwork.restage(restaged(self.clockwork.staging, self._overlay))
            self.pump.kick()
            self._offer_menus()
        self.clockwork.follow(changes)
        if self._counting.follow(changes):
            self.pump.kick()
        if self.lists.follow(changes):
            self._fetch_soon()
        for change in changes:
            if isinstance(change, PaperOrder) and change.kind not in LIST_KINDS:
                self.printer.expect(change.kind)
        if any(isinstance(change, Erase) or _is_let_go(change) for change in changes):
            self._sweep_soon()

    def _fetch_soon(self) -> None:
        if self._attachments is not None:
            self._attachments.fetch_soon()

    def _sweep_soon(self) -> None:
        if self._attachments is not None:
            self._attachments.sweep_soon()

    # Standing

    async def _unwell(self) -> str:
        """What is wrong, for readiness; empty when all is well."""
        if not self.started:
            return "starting"
        if self._life.is_missing(self.clock.now()):
            return "the scheduler stands still"
        if deaf := self.intakes.deaf():
            return f"{', '.join(deaf)} does not answer"
        stopped = ", ".join(" ".join(place) for place in sorted(self.delivery.stopped))
        return f"sending is stopped: {stopped}" if stopped else ""

    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is under way at this moment of civil time."""
        return (
            self.turns.is_quiet()
            and self.intakes.is_quiet()
            and self.pump.is_quiet()
            and self.printer.is_quiet()
            and self.delivery.is_idle()
            and not self.lists.at_work
        )

    def next_event(self) -> datetime | None:
        """The earliest moment at which something of the bot's own is due."""
        now = self.clock.now()
        moments = (*self.clockwork.moments(now), self.pump.next_due, self.delivery.next_moment())
        return min((moment for moment in moments if moment is not None and moment > now), default=None)

    async def failed(self) -> BaseException | None:
        """Wait until the program is stopped, or a part of it fails; the failure."""
        stopping = asyncio.create_task(self.stop.wait())
        waiting: set[asyncio.Task[Any]] = {stopping, *self._tasks}
        while not stopping.done():
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if not task.cancelled() and task.exception() is not None:
                    stopping.cancel()
                    return task.exception()
        return None

    async def close(self) -> None:
        """Stop intake, finish the batch, let what is being sent arrive; the rest waits for the next start."""
        self.stop.set()
        if hasattr(self, "_ticker") and self._ticker.running:
            self._ticker.shutdown(wait=False)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_PATIENCE)
        if hasattr(self, "delivery"):
            await self.delivery.finish(_PATIENCE)
            await self.turns.flush()
        for task in self._tasks:
            task.cancel()
        await self._resources.aclose()


def _is_let_go(change: Change) -> bool:
    return isinstance(change, Attachment) and change.state == "dropped"
