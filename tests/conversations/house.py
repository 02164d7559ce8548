"""The bot of a story: the real program over real HTTP on a real SQLite file, with civil time that is turned."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from aiohttp import web
from sqlalchemy import text as sql

from bot.app import App
from bot.inviting import make_owner_invite
from bot.settings import Settings
from campaign.definition import Campaign
from campaign.file import read_campaign
from scheduler.civil import TurnedClock
from storage.records import Role
from storage.tallies import recount
from storage.writing import write
from tests.conversations.platform import Platform

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"
_PATIENCE = 20.0
_ANSWERS_WITHIN = timedelta(seconds=30)


class House:
    """The bot, the people's platform, and the one clock both live by."""

    def __init__(self, side: Platform, database: Path, start: datetime) -> None:
        self.side = side
        self._database = database
        self._now = start
        self._runner = web.AppRunner(self.side.app, access_log=None, shutdown_timeout=0.1)
        self.app: App | None = None

    async def open(self) -> None:
        """Serve the platform on a free port and start the bot."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        await self.start_bot()

    async def close(self) -> None:
        """Stop both."""
        await self.stop_bot()
        await self._runner.cleanup()

    async def start_bot(self) -> None:
        """A new process of the bot, as far as anything in memory goes."""
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite+aiosqlite:///{self._database}",
            **self.side.settings(f"http://127.0.0.1:{self._runner.addresses[0][1]}"),
        )
        self.app = App(settings, EXAMPLE, clock=TurnedClock(self._now))
        await self.app.start()

    async def stop_bot(self) -> None:
        """End it as SIGTERM does."""
        if self.app is not None:
            await self.app.close()
            self.app = None

    @property
    def running(self) -> App:
        assert self.app is not None, "the bot is stopped"
        return self.app

    @property
    def campaign(self) -> Campaign:
        return self.running.campaign

    @property
    def now(self) -> datetime:
        return self._now

    # Time

    async def turn_to(self, moment: datetime) -> None:
        """Let time go on to this moment, through everything that is due on the way."""
        await self.settle()
        while self._now < moment:
            coming = self.running.next_event()
            await self._jump(min(coming, moment) if coming is not None else moment)

    async def settle(self) -> None:
        """Until every update is worked off and every answer that has its place within seconds is out."""
        await self._rest()
        limit = self._now + _ANSWERS_WITHIN
        while (coming := self.running.delivery.next_moment()) is not None and self._now < coming <= limit:
            await self._jump(coming)

    async def _jump(self, moment: datetime) -> None:
        await self.running.turns.flush()  # what takes a moment after a send is long done by then
        self._now = moment
        self.side.turn_to(moment)
        clock = self.running.clock
        assert isinstance(clock, TurnedClock)
        clock.set(moment)
        await asyncio.sleep(0)
        await self.running.tick()
        await self._rest()

    async def _rest(self) -> None:
        """Until nothing is under way at this moment of civil time."""
        app = self.running
        async with asyncio.timeout(_PATIENCE):
            while True:
                await self.side.wait_quiet()
                if app.is_idle() and self.side.is_quiet():
                    return
                await asyncio.sleep(0.001)

    # Looking inside, and what no conversation does

    async def value(self, statement: str, **values: Any) -> Any:
        """One value out of the database."""
        async with self.running.database.read() as connection:
            return (await connection.execute(sql(statement), values)).scalar()

    async def unit_code(self, unit: str) -> str:
        """The code of the lasting link of a unit."""
        statement = "SELECT code FROM invite WHERE kind = 'unit' AND unit = :unit AND revoked_at IS NULL"
        return str(await self.value(statement, unit=unit))

    async def owner_code(self) -> str:
        """A fresh code that makes an owner, as `nuocrut invite owner` does."""
        return await make_owner_invite(self.running.database, self._now)

    async def appoint(self, chat: int, role: Literal["cadre", "owner"], unit: str) -> None:
        """Give somebody who has joined an office, where a story is about something else."""
        database = self.running.database
        person = await self.value("SELECT person_id FROM chat WHERE address = :a", a=self.side.address(chat))
        made = Role(
            id=database.ids.take("role"),
            person_id=person,
            role=role,
            unit=unit,
            since=self._now,
            until=None,
            granted_by=None,
        )
        async with database.write() as connection:
            await write(connection, (made,))
        self.running.clockwork.planner.forget()

    async def faults(self) -> list[str]:
        """What went wrong behind the talk: set-aside turns, wrong tallies, dead messages, violations."""
        app = self.running
        await app.turns.flush()
        async with app.database.read() as connection:
            aside = await connection.scalars(sql("SELECT error FROM inbox WHERE state = 'set_aside'"))
            dead = await connection.scalars(
                sql("SELECT kind || ': ' || reason FROM outbox WHERE state = 'dead'")
            )
            found = [*aside, *dead, *await recount(connection)]
        return [*found, *self.side.complaints()]


async def make_database(side: Platform, place: Path) -> None:
    """A database with the example campaign applied, to be copied for each story."""
    house = House(side, place, read_campaign(EXAMPLE).phases[0].starts_at)
    await house.open()
    with suppress(asyncio.CancelledError):
        await house.close()
