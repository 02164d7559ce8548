"""The composition root: everything is made here, started, and stopped in order."""

from __future__ import annotations

import asyncio
import gc
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.attachments import Attachments, Fetcher
from bot.channels import Channels
from bot.counting import Counting
from bot.intake import Intake
from bot.lists import Lists
from bot.overlay import overlay
from bot.pictures import Pictures
from bot.printing import Printer
from bot.serving import PATH as SERVED_PATH
from bot.serving import Serving
from bot.settings import Settings
from bot.staging import restaged, stage
from bot.telegram.api import connect
from bot.telegram.fetching import TelegramFetcher
from bot.telegram.menus import set_menus
from bot.telegram.polling import Poller
from bot.telegram.reading import CHANNEL, Reader
from bot.telegram.sending import TelegramSender
from bot.telegram.webhook import Webhook
from bot.turns import Turns
from bot.ways import ways_of
from bot.web import WebServer
from bot.zalo import reading as zalo_reading
from bot.zalo.api import ZaloApi
from bot.zalo.connecting import ZaloBot, by_polling, by_webhook
from bot.zalo.connecting import connect as connect_zalo
from bot.zalo.fetching import ZaloFetcher
from bot.zalo.polling import Poller as ZaloPoller
from bot.zalo.rendering import texts_of
from bot.zalo.sending import ZaloSender
from bot.zalo.webhook import Webhook as ZaloWebhook
from campaign.calendar import QuietTimes
from campaign.file import read_campaign, revision_hash
from campaign.texts import Texts
from handlers.turn import Channel, Scene
from scheduler.alarming import Alarms
from scheduler.announcing import Announcing
from scheduler.civil import Clock, RealClock
from scheduler.delivery import Delivery, Place
from scheduler.handing import HandingOver
from scheduler.outcomes import Outcomes
from scheduler.pace import Limits, Pacer
from scheduler.planner import Planner
from scheduler.pump import Pump
from scheduler.quota import Meter
from scheduler.sending import Sender
from scheduler.trials import Trials
from storage import campaigns, inbox, outbox, served
from storage.database import Database
from storage.instants import to_micros
from storage.migrating import migrate
from storage.papers.orders import forget as forget_papers
from storage.parties import beat
from storage.rates import forget_rates, load_rates
from storage.records import (
    LIST_KINDS,
    Attachment,
    Change,
    Erase,
    GroupLink,
    InitiativeEvent,
    PaperOrder,
    Role,
)
from storage.retention import forget_drafts, forget_pictures, forget_proof

_log = structlog.get_logger(__name__)
_PATIENCE = 10.0
_SIGN_OF_LIFE = timedelta(seconds=20)
_TICK = timedelta(seconds=1)
_TIDY_EACH = timedelta(hours=1)
_DEAF_AFTER = 90.0  # seconds; a failed poll takes 40 at most, and the longest pause after it is 30
_PROOF_KEPT = timedelta(days=5 * 366)  # what was agreed to, after its person was erased (domain.md 4.3)
_UNSENT_KEPT = timedelta(days=7)
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"

Begin = Callable[[], Awaitable[None]]


class Working(Protocol):
    """A part that works by itself."""

    def is_quiet(self) -> bool:
        """Whether nothing is under way in it."""


class Listening(Protocol):
    """A part that asks a platform for what people wrote."""

    def silent_for(self) -> float:
        """The monotonic seconds since the platform's last answer."""


def fresh_code() -> str:
    """An opaque code of ten readable characters, without those that look alike (DESIGN 8)."""
    return "".join(secrets.choice(_READABLE) for _ in range(10))


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
        self._alive = self._tidied = datetime.min.replace(tzinfo=UTC)
        self._signed = float("-inf")  # monotonic, as all that other processes wait for
        self.web = WebServer(settings.listen_host, settings.listen_port, self._unwell)
        self._intakes: list[Working] = []
        self._listening: list[tuple[str, Listening]] = []
        self._bots: list[Bot] = []
        self._attachments: Attachments | None = None
        self._zalo_bots: list[ZaloBot] = []
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
        await self._apply_campaign()
        self._overlay = await overlay(self.campaign, self.database)
        self.campaign = self._overlay.campaign
        self._give_out()
        senders, channels = await self._connect()
        await self._settle()
        self._channels = channels
        staging = await stage(self._overlay, self.database, channels, self.meters, self._stopped)
        # From here to `_begin` nothing is awaited: who stops the program now finds all of these or none.
        self.delivery = Delivery(senders, self.clock, self.pacer, self.meters)
        self.planner = Planner(self.database, staging)
        self.trials = Trials(self.database, self.campaign, staging.texts)
        handing = HandingOver(lambda: self.planner.staging, self.meters)
        names = {place: channel.called for place, channel in channels.items()}
        self.alarms = Alarms(self.database, staging.texts, names, self.meters, self._stopped)
        self.pump = Pump(self.database, self.clock, self.pacer, self.delivery, self.meters, handing)
        self.announcing = Announcing(self.database, lambda: self.planner.staging, self._loud_from)
        self.outcomes = Outcomes(self.database, lambda: self.planner.staging, self._loud_from)
        self.turns = Turns(self.database, self._scene, channels, self.clock, self.pacer, self.delivery)
        self.printer = Printer(
            self.database, lambda: self.planner.staging.campaign, self.clock, self.pump.kick
        )
        self.printer.ways = lambda unit, code: ways_of(channels.values(), unit, code)
        self.pump.loud_from = self._loud_from
        self.turns.on_due = self.pump.kick
        self.pump.commit = self.turns.commit
        self.delivery.on_free = self.pump.freed
        self.turns.on_change = self._changed
        place = (self.folder, self.settings.files_folder)
        self.lists = Lists(self.database, place, self.clock, lambda: self.campaign, self.reload)
        self.lists.on_due = self.pump.kick
        await self._begin(channels)
        self.pump.kick()
        self.started = True

    async def _apply_campaign(self) -> None:
        codes = {unit.code: fresh_code() for unit in self.campaign.units}
        now = self.clock.now()
        if await campaigns.apply(self.database, self.campaign, revision_hash(self.campaign), now, codes):
            _log.info("campaign applied", campaign=self.campaign.code, units=len(self.campaign.units))

    async def reload(self) -> None:
        """Apply the campaign's folder as it is now, and go on with it: what is said from here on is said of it.

        CampaignFileError, WrongCampaignError, UnitsInUseError: then everything stays as it was.
        """
        campaign = await asyncio.to_thread(read_campaign, self.folder)
        codes = {unit.code: fresh_code() for unit in campaign.units}
        async with self.turns.at_rest():
            now, digest = self.clock.now(), revision_hash(campaign)
            if await campaigns.apply(self.database, campaign, digest, now, codes):
                _log.info("campaign applied", campaign=campaign.code, units=len(campaign.units))
            self._overlay = await overlay(campaign, self.database)
            self.campaign = self._overlay.campaign
            self.planner.staging = await stage(
                self._overlay, self.database, self._channels, self.meters, self._stopped
            )
        self.trials.restage(self.campaign, self.planner.staging.texts)
        self.planner.forget()
        self.pump.kick()

    async def _settle(self) -> None:
        now, texts = self.clock.now(), Texts(self.campaign.texts)
        async with self.database.write() as connection:
            await self._counting.take_up(connection, lambda message: len(texts_of(message, texts)))
            again, unknown = await outbox.settle_after_crash(connection, now)
            await forget_rates(connection, to_micros(now - timedelta(minutes=5)))
            self.pacer.restore(await load_rates(connection))
        if again or unknown:
            _log.warning("messages of a stopped process settled", again=again, unknown=unknown)

    def _give_out(self) -> None:
        """Make what hands out files: pictures from the folder, and with a public address names on the web server."""
        settings, texts = self.settings, Texts(self.campaign.texts)
        self.pictures = Pictures(self.database, settings.files_folder, texts, self._fetch_soon)
        self.serving: Serving | None = None
        if settings.public_url is not None:
            self.serving = Serving(self.database, settings.files_folder, self.clock, settings.public_url)
            self.web.get(SERVED_PATH, self.serving.answer)

    async def _connect(self) -> tuple[dict[Place, Sender], Channels]:
        senders: dict[Place, Sender] = {}
        channels: dict[Place, Channel] = {}
        token = self.settings.telegram_bot_token
        if token is not None:
            bot = connect(token.get_secret_value(), self.settings.telegram_api_url)
            self._resources.push_async_callback(bot.session.close)
            me = await bot.get_me()
            username = me.username or ""
            self._bots.append(bot)
            self._usernames = {str(me.id): username}
            senders[CHANNEL, str(me.id)] = TelegramSender(bot, self.pictures)
            page = f"https://t.me/{username}"
            channels[CHANNEL, str(me.id)] = Channel(
                CHANNEL, username, f"{page}?start={{}}", f"{page}?startgroup={{}}"
            )
        await self._connect_zalo(senders, channels)
        beside = len(channels) > 1
        told = {place: replace(channel, beside=beside) for place, channel in channels.items()}
        return senders, Channels(told, self.meters)

    async def _connect_zalo(self, senders: dict[Place, Sender], channels: dict[Place, Channel]) -> None:
        settings, texts = self.settings, Texts(self.campaign.texts)
        names = dict(enumerate(settings.zalo_names))
        for number, token in enumerate(settings.zalo_tokens):
            api = ZaloApi(token, settings.zalo_api_url)
            self._resources.push_async_callback(api.close)
            bot = await connect_zalo(api, names.get(number, ""), number + 1)
            me = bot.me
            _log.info("Zalo bot", id=me.id, account_type=me.kind, can_join_groups=me.can_join_groups)
            self._zalo_bots.append(bot)
            place = zalo_reading.CHANNEL, bot.me.id
            meter = self.meters[place] = Meter(*place, settings.zalo_plan, self.clock, bot.name)
            pause = 1 / settings.zalo_messages_per_second
            senders[place] = ZaloSender(api, texts, pause, meter, self.pictures, self.serving)
            channels[place] = bot.channel

    def _loud_from(self, moment: datetime) -> datetime:
        """The first instant from this one on at which the bot may begin to speak by itself."""
        campaign = self.campaign
        return QuietTimes(campaign.policy, campaign.time_zone, campaign.sprint_at(moment)).next_loud(moment)

    def _stopped(self) -> AbstractSet[Place]:
        """The bots that do nothing any more: their tokens are refused."""
        return self.delivery.stopped

    def _scene(self) -> Scene:
        staging = self.planner.staging
        view = staging.view(self.clock.now())
        return Scene(
            staging.campaign,
            view,
            staging.texts,
            staging.zone,
            staging.forms,
            staging.goals,
            fresh_code,
            self._counting.standings(),
        )

    async def _begin(self, channels: Channels) -> None:
        await self._take_in(channels)
        for bot in self._bots:
            self._run(set_menus(bot, self.planner.staging.texts))
        self._run(self.pump.run(self.stop))
        fetchers: dict[str, Fetcher] = {zalo_reading.CHANNEL: ZaloFetcher()}
        for bot in self._bots:
            fetchers[CHANNEL] = TelegramFetcher(bot)
        self._attachments = Attachments(self.database, self.settings.files_folder, fetchers, self.clock)
        self._run(self._attachments.run(self.stop))
        self._run(self.printer.run("report", self.stop))
        self._run(self.printer.run("form", self.stop))
        self._run(self.printer.run("codes", self.stop))
        self._run(self.lists.run(self.stop))
        self._ticker = AsyncIOScheduler(timezone=ZoneInfo("UTC"))
        self._ticker.add_job(
            self.tick, "interval", seconds=1, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        if isinstance(self.clock, RealClock):
            self._ticker.start()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)

    async def _take_in(self, channels: Channels) -> None:
        """Each bot by webhook when this server has a public address and the secret of its platform, else by polling.

        Every webhook has its path before the server listens, and the server listens before a platform is told.
        """
        settings = self.settings
        begins = [self._take_in_telegram(bot, channels[CHANNEL, str(bot.id)].bot_name) for bot in self._bots]
        begins += [self._take_in_zalo(bot) for bot in self._zalo_bots]
        if self._http or settings.public_url is not None:
            await self._listen()
        for begin in begins:
            await begin()

    def _take_in_telegram(self, bot: Bot, username: str) -> Begin:
        public, secret = self.settings.public_url, self.settings.telegram_webhook_secret
        reader = Reader(str(bot.id), username)
        webhook = Webhook(bot, reader, self.turns, self.database, self.clock)
        self._intakes.append(webhook)
        self._run(webhook.work(self.stop))
        if public is not None and secret is not None:
            self._run(webhook.store(self.stop))
            path = f"/telegram/{bot.id}"
            self.web.post(path, webhook.receive)
            return partial(webhook.register, public.rstrip("/") + path, secret.get_secret_value())

        async def poll() -> None:
            await bot.delete_webhook()
            poller = Poller(bot, reader, self.turns, self.database, self.clock)
            self._intakes.append(poller)
            self._listening.append(("Telegram", poller))
            self._run(poller.run(self.stop))

        return poll

    def _take_in_zalo(self, bot: ZaloBot) -> Begin:
        public, secret = self.settings.public_url, self.settings.zalo_webhook_secret
        place = zalo_reading.CHANNEL, bot.me.id
        reader = zalo_reading.Reader(bot.me.id, bot.names)
        intake = Intake(*place, reader.take, self.turns, self.database, self.clock, self.meters[place])
        self._intakes.append(intake)
        self._run(intake.store(self.stop))
        self._run(intake.work(self.stop))
        if public is not None and secret is not None:
            webhook = ZaloWebhook(secret.get_secret_value(), reader, intake, self.clock)
            path = f"/zalo/{bot.me.id}"
            self.web.post(path, webhook.receive)
            return partial(by_webhook, bot, public.rstrip("/") + path, secret.get_secret_value())

        async def poll() -> None:
            await by_polling(bot)
            refused = partial(self.delivery.stop, place, "the token is refused")
            poller = ZaloPoller(bot.api, reader, intake, self.clock, refused)
            self._intakes.append(poller)
            self._listening.append((f"Zalo ({bot.name})", poller))
            self._run(poller.run(self.stop))

        return poll

    async def _listen(self) -> None:
        await self.web.open()
        self._resources.push_async_callback(self.web.close)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def tick(self) -> None:
        """Plan what has become due and let it go out; called each second, and by every jump of a turned clock."""
        now = self.clock.now()
        if await self.trials.tick(now):
            self.planner.forget()
            self.pump.kick()
        if await self.planner.tick(now) + await self.outcomes.tick(now) + await self.announcing.tick(now):
            self.pump.kick()
        if await self._counting.tick(now, self._loud_from(now), self.planner.staging.texts):
            self.pump.kick()
        if await self.alarms.tick(now, self._loud_from(now)):
            self.pump.kick()
        self._alive = now
        if (awake := asyncio.get_running_loop().time()) - self._signed >= _SIGN_OF_LIFE.total_seconds():
            self._signed = awake
            async with self.database.write() as connection:
                connection.queue(beat, "alive", now)
                if not self._deaf():
                    connection.queue(beat, "heard", now)
        if now - self._tidied >= _TIDY_EACH:
            self._tidied = now
            await self._tidy(now)

    async def _tidy(self, now: datetime) -> None:
        """Let go what is kept no longer."""
        async with self.database.write() as connection:
            connection.queue(inbox.forget, now)
            connection.queue(outbox.clear_bodies, now)
            connection.queue(forget_drafts, self.campaign.drafts_kept_from(now))
            connection.queue(forget_proof, now - _PROOF_KEPT)
            connection.queue(forget_pictures, now - _UNSENT_KEPT)
            connection.queue(served.forget, now)
            connection.queue(forget_papers, now - _UNSENT_KEPT)
            connection.queue(forget_rates, to_micros(now - timedelta(minutes=5)))
        self.pacer.forget(now)
        self._sweep_soon()

    def _changed(self, changes: Sequence[Change]) -> None:
        if self._overlay.follow(changes):
            self.campaign = self._overlay.campaign
            self.planner.staging = restaged(self.planner.staging, self._overlay)
            self.planner.forget()
        if any(isinstance(change, GroupLink | Role) for change in changes):
            self.planner.forget()
        self.trials.follow(changes)
        self.announcing.follow(changes)
        if self._counting.follow(changes):
            self.pump.kick()
        if self.lists.follow(changes):
            self._fetch_soon()
        for change in changes:
            if isinstance(change, InitiativeEvent) and change.tell_from is not None:
                self.outcomes.expect(change.tell_from)
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
        quiet_for = self.clock.now() - self._alive
        if quiet_for > 3 * _SIGN_OF_LIFE:
            return "the scheduler stands still"
        if deaf := self._deaf():
            return f"{', '.join(deaf)} does not answer"
        stopped = ", ".join(" ".join(place) for place in sorted(self.delivery.stopped))
        return f"sending is stopped: {stopped}" if stopped else ""

    def _deaf(self) -> list[str]:
        """Where polling has had no answer for so long that nobody's messages come in."""
        return [name for name, poller in self._listening if poller.silent_for() > _DEAF_AFTER]

    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is under way at this moment of civil time."""
        return (
            self.turns.is_quiet()
            and all(intake.is_quiet() for intake in self._intakes)
            and self.pump.is_quiet()
            and self.printer.is_quiet()
            and self.delivery.is_idle()
            and not self.lists.at_work
        )

    def next_event(self) -> datetime | None:
        """The earliest moment at which something of the bot's own is due."""
        now = self.clock.now()
        planned = now + _TICK if self.planner.has_to_look else self.planner.next_due
        moments = (
            planned,
            self.outcomes.next_due,
            self.announcing.next_due,
            self.trials.next_look(now),
            self.pump.next_due,
            self.delivery.next_moment(),
        )
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
