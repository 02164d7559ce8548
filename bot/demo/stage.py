"""The demo as a whole: the bot here, the sandbox as a process of its own, real HTTP between them."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import socket
import sys
import tempfile
import time
import webbrowser
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.control import Control
from bot.demo.calendar import expected_posts
from bot.demo.cast import COMPANIES, TELEGRAM, TOKEN, ZALO, ZALO_TOKEN, Cast, cast
from bot.demo.crowd import CrowdFileError, Setting, crowd_of, setting_of
from bot.demo.days import chosen_days
from bot.demo.links import Links, prepare
from bot.demo.options import DemoError, Options
from bot.demo.play import play
from bot.demo.reviewing import Review
from bot.demo.sandbox import Controls, Sandbox
from bot.demo.scenario import scenario
from bot.demo.state import look
from bot.demo.summary import summary
from bot.demo.transcript import Transcript
from bot.demo.verdict import Trial
from bot.settings import Settings
from campaign.file import read_campaign
from campaign.texts import Texts
from scheduler.civil import TurnedClock

_DATABASE = "demo.sqlite3"
_AT_ONCE = 100_000.0
_HERE = "127.0.0.1"


class Demo:
    """Everything of one demo, from the first folder to the last process."""

    def __init__(self, options: Options, tell: Callable[[str], None]) -> None:
        """`tell` prints a line."""
        self._options = options
        self._tell = tell
        self._days: tuple[date, ...] = ()

    async def run(self) -> int:
        """Start everything, say where the page is, and serve until stopped (or the play is over); 0 when all is well.

        DemoError, or CampaignFileError for mistakes in the campaign's files, when it cannot be.
        """
        with tempfile.TemporaryDirectory(prefix="nuocrut-", ignore_cleanup_errors=True) as place:
            folder = self._options.keep or Path(place)
            _make(folder)
            async with AsyncExitStack() as resources:
                return await self._serve(folder, resources)

    async def _serve(self, folder: Path, resources: AsyncExitStack) -> int:
        campaign = read_campaign(self._options.folder)
        chosen = [each for name, each in COMPANIES.items() if self._options.only in {"", name}]
        everybody = cast(campaign, tuple(chosen))
        self._days = chosen_days(self._options.days, everybody)
        settings = _settings(folder, everybody)
        links = await prepare(settings.database_url, everybody)
        crowd = crowd_of(campaign, everybody.sprint, self._read_setting(everybody), links.units,
                         everybody.platforms)  # fmt: skip
        (folder / "crowd.json").write_text(json.dumps(crowd, ensure_ascii=False), "utf-8")
        clock, secret = TurnedClock(everybody.start), secrets.token_urlsafe(24)
        app = App(settings, self._options.folder, clock=clock)
        control = Control(app, clock, secret)
        sandbox = Sandbox(folder, self._options.port)
        resources.push_async_callback(sandbox.close)
        follower = {"url": await control.open(), "secret": secret}
        resources.push_async_callback(control.close)
        stands = scenario(everybody, links, follower, folder / "crowd.json", Texts(campaign.texts))
        address = await sandbox.open(stands)
        settings.telegram_api_url = address.rstrip("/")
        settings.zalo_api_url = f"{settings.telegram_api_url}/zalo"
        resources.push_async_callback(app.close)
        await app.start()
        self._tell(f"Nước Rút: {address}")
        controls = Controls(address)
        resources.push_async_callback(controls.close)
        return await _until_failure(self._show(app, controls, everybody, links), app, sandbox)

    def _read_setting(self, everybody: Cast) -> Setting:
        try:
            return setting_of(self._options.folder, everybody.campaign, everybody.sprint)
        except CrowdFileError as error:
            raise DemoError(str(error)) from error

    async def _show(self, app: App, controls: Controls, everybody: Cast, links: Links) -> int:
        """Play, if asked for; else, and after it, wait for whoever stops it."""
        code = 0
        if self._options.play:
            code = await self._play(app, controls, everybody, links)
            if self._options.leave:
                return code
        elif _has_screen():
            webbrowser.open(app.settings.telegram_api_url)
        await app.stop.wait()
        return code

    async def _play(self, app: App, controls: Controls, everybody: Cast, links: Links) -> int:
        """Play, print what was said and what came of it; 1 when anything is wrong."""
        calendars = {
            company.platform: tuple(expected_posts(self._options.folder, everybody, company))
            for company in everybody.companies
        }
        began = time.monotonic()
        texts, setting = Texts(everybody.campaign.texts), self._read_setting(everybody)
        played = await play(controls, everybody, links, _review(controls, everybody, texts, setting))
        state = await look(app, everybody)
        for line in Transcript(played, everybody, texts).lines(self._days):
            self._tell(line)
        self._tell("")
        for line in summary(played, state, everybody, time.monotonic() - began):
            self._tell(line)
        trial = Trial(everybody, setting, texts, played, state, calendars)
        return self._say_verdict(trial.faults())

    def _say_verdict(self, faults: list[str]) -> int:
        for fault in faults:
            self._tell(f"✗ {fault}")
        self._tell("" if faults else "✓ The play went as it has to.")
        return 1 if faults else 0


def _review(controls: Controls, everybody: Cast, texts: Texts, setting: Setting) -> Review | None:
    if setting.review is None:
        return None
    return Review(controls, everybody, texts, setting.review, setting.registered)


def _has_screen() -> bool:
    if not sys.stdout.isatty():
        return False
    return sys.platform in {"darwin", "win32"} or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _make(folder: Path) -> None:
    """The folder of the demo's data, which must not have an earlier demo's in it. DemoError."""
    if (folder / _DATABASE).exists():
        raise DemoError(
            f"The folder {folder} has the data of an earlier demo. A demo always begins anew, because its telephones "
            f"and its clock are not kept: name another folder with --keep, or delete this one."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "scenario.json").touch()
    except OSError as error:
        raise DemoError(f"The folder {folder} cannot be written to: {error.strerror}.") from error


def _settings(folder: Path, everybody: Cast) -> Settings:
    """On Zalo civil time alone says when a message goes: its pause is one of the machine's time.

    No plan has room for the crowd, so the plan's limits are lifted on both sides; the summary of a play says so. What
    Zalo does not carry is given out, and taken in, by a web server on this machine alone.
    """
    port = _free_port() if everybody.plays_on(ZALO) else 0
    return Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN) if everybody.plays_on(TELEGRAM) else None,
        zalo_bot_tokens=SecretStr(ZALO_TOKEN) if everybody.plays_on(ZALO) else None,
        zalo_messages_per_second=_AT_ONCE,
        zalo_monthly_messages=0,
        zalo_max_users=0,
        database_url=f"sqlite+aiosqlite:///{(folder / _DATABASE).resolve()}",
        files_folder=folder / "files",
        public_url=f"http://{_HERE}:{port}" if port else None,
        listen_host=_HERE,
        listen_port=port,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HERE, 0))
        return int(probe.getsockname()[1])


async def _until_failure(show: Coroutine[Any, Any, int], app: App, sandbox: Sandbox) -> int:
    """Show, unless the bot or the sandbox fails meanwhile."""
    showing = asyncio.ensure_future(show)
    failing, ending = asyncio.ensure_future(app.failed()), asyncio.ensure_future(sandbox.ended())
    waiting: set[asyncio.Future[Any]] = {showing, failing, ending}
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if showing.done():
            return showing.result()
        if ending.done():
            raise DemoError(ending.result())
        if (failure := failing.result()) is not None:
            raise failure
        return await showing
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
