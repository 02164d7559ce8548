"""The parts of a demo put together for a test, so that the bot can be stopped while the sandbox goes on."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.app import App
from bot.control import Control
from bot.demo.calendar import expected_posts
from bot.demo.cast import TOKEN, Cast, cast
from bot.demo.crowd import Setting, crowd_of, setting_of
from bot.demo.ledger import Played
from bot.demo.links import Links, prepare
from bot.demo.sandbox import Controls, Sandbox
from bot.demo.scenario import scenario
from bot.demo.state import look
from bot.demo.verdict import Trial
from bot.settings import Settings
from campaign.file import read_campaign
from campaign.texts import Texts
from scheduler.civil import TurnedClock
from tests.bot import small_campaign


@dataclass
class House:
    """A bot that can be stopped and started while the sandbox goes on."""

    folder: Path
    settings: Settings
    people: Cast
    links: Links
    setting: Setting
    clock: TurnedClock
    app: App
    control: Control

    async def stop(self) -> None:
        """As on SIGTERM: intake ends, the batch is finished, what waits is left for the next start."""
        await self.app.close()
        await self.control.close()

    async def start_again(self, controls: Controls) -> None:
        """A new process would have nothing but the database; so has the new app."""
        self.app = App(self.settings, self.folder, clock=self.clock)
        self.control = Control(self.app, self.clock, "secret")
        url = await self.control.open()
        await self.app.start()
        await controls.post("follower", url=url, secret="secret")

    async def judge(self, played: Played) -> list[str]:
        """The faults of what was played until now."""
        calendars = {
            company.platform: tuple(expected_posts(self.folder, self.people, company))
            for company in self.people.companies
        }
        state = await look(self.app, self.people)
        return Trial(self.people, self.setting, Texts(), played, state, calendars).faults()


@asynccontextmanager
async def opened(tmp_path: Path) -> AsyncIterator[tuple[House, Controls]]:
    """The small campaign with its bot and its sandbox at seven in the morning of the first day."""
    folder = small_campaign.make(tmp_path)
    people = cast(read_campaign(folder))
    settings = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN),
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'demo.sqlite3'}",
        files_folder=tmp_path / "files",
    )
    links = await prepare(settings.database_url, people)
    whole = setting_of(folder, people.campaign, people.sprint)
    setting = whole.model_copy(update={"review": None})  # nobody is at the telephones
    crowd = crowd_of(people.campaign, people.sprint, setting, links.units)
    (tmp_path / "crowd.json").write_text(json.dumps(crowd), "utf-8")
    clock = TurnedClock(people.start)
    app = App(settings, folder, clock=clock)
    house = House(folder, settings, people, links, setting, clock, app, Control(app, clock, "secret"))
    follower = {"url": await house.control.open(), "secret": "secret"}
    sandbox = Sandbox(tmp_path, 0)
    address = await sandbox.open(scenario(people, links, follower, tmp_path / "crowd.json", Texts()))
    settings.telegram_api_url = address.rstrip("/")
    controls = Controls(address)
    try:
        await house.app.start()
        yield house, controls
    finally:
        await controls.close()
        await house.stop()
        await sandbox.close()
