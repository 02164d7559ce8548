"""The bot stops in the middle of a sprint and starts again; the platform, its people and the clock go on."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.control import Control
from bot.demo.calendar import expected_posts
from bot.demo.cast import TOKEN, Cast, cast
from bot.demo.crowd import crowd_of, setting_of
from bot.demo.links import prepare
from bot.demo.play import look_back, open_stage
from bot.demo.sandbox import Controls, Sandbox
from bot.demo.scenario import scenario
from bot.demo.state import look
from bot.demo.verdict import Trial
from bot.settings import Settings
from campaign.file import read_campaign
from campaign.texts import Texts
from scheduler.civil import TurnedClock
from tests.bot import small_campaign

TIMES = 4


@dataclass
class House:
    """A bot that can be stopped and started while the sandbox goes on."""

    folder: Path
    settings: Settings
    people: Cast
    clock: TurnedClock
    app: App
    control: Control

    @classmethod
    def build(cls, folder: Path, settings: Settings, people: Cast) -> House:
        clock = TurnedClock(people.start)
        app = App(settings, folder, clock=clock)
        return cls(folder, settings, people, clock, app, Control(app, clock, "secret"))

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


@asynccontextmanager
async def opened(tmp_path: Path) -> AsyncIterator[tuple[House, Controls, Trial]]:
    """A small campaign with its stage set and the crowd on its way; the trial still has nothing to judge."""
    folder = small_campaign.make(tmp_path)
    people = cast(read_campaign(folder))
    settings = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN),
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'demo.sqlite3'}",
        files_folder=tmp_path / "files",
    )
    links = await prepare(settings.database_url, people)
    setting, texts = setting_of(folder, people.campaign, people.sprint), Texts()
    crowd = crowd_of(people.campaign, people.sprint, setting, links.units)
    (tmp_path / "crowd.json").write_text(json.dumps(crowd), "utf-8")
    house = House.build(folder, settings, people)
    follower = {"url": await house.control.open(), "secret": "secret"}
    sandbox = Sandbox(tmp_path, 0)
    address = await sandbox.open(scenario(people, links, follower, tmp_path / "crowd.json", texts))
    settings.telegram_api_url = address.rstrip("/")
    controls = Controls(address)
    try:
        await house.app.start()
        opening = await open_stage(controls, people, links)
        nothing = await look_back(controls, people, opening)
        state = await look(house.app, people)
        yield (
            house,
            controls,
            Trial(people, setting, texts, nothing, state, tuple(expected_posts(folder, people))),
        )
    finally:
        await controls.close()
        await house.stop()
        await sandbox.close()


@pytest.mark.timeout(240)
async def test_nothing_is_lost_when_the_bot_stops_in_the_middle(tmp_path: Path) -> None:
    """Stopped and started four times while workers talk and posts are due: the play still goes as it has to."""
    async with opened(tmp_path) as (house, controls, trial):
        opening = len(trial.played.opening)
        running = asyncio.ensure_future(controls.post("clock/end?wait=true"))
        for _ in range(TIMES):
            await asyncio.wait({running}, timeout=0.5 + secrets.randbelow(1000) / 1000)
            assert not running.done(), "the play was over before the bot was stopped"
            await house.stop()
            await asyncio.sleep(0.3)
            await house.start_again(controls)
        await running
        played = await look_back(controls, house.people, opening)
        state = await look(house.app, house.people)
        assert Trial(trial.cast, trial.setting, trial.texts, played, state, trial.calendar).faults() == []
