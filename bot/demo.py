"""`nuocrut demo`: the whole program without any token, on loopback, with time that can be turned."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
import tempfile
import webbrowser
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.control import Control
from bot.settings import Settings
from campaign.definition import Campaign
from campaign.file import read_campaign
from scheduler.civil import TurnedClock

TOKEN = "5000000001:demo-" + "x" * 30
USERNAME = "nuocrut_demo_bot"
ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "dong-anh"
WORKER, CADRE, NEIGHBOUR = 1001, 1002, 1003
UNIT_GROUP, CAMPAIGN_GROUP = -2001, -2002
_EVE = timedelta(hours=1)
_READY_SECONDS = 30


class DemoError(Exception):
    """The demo cannot run; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    folder: Path = EXAMPLE
    port: int = 8080
    play: bool = False
    leave: bool = False
    keep: Path | None = None
    limits: str = "strict"


def scenario(
    campaign: Campaign, follower: dict[str, str], start: datetime, crowd: Path | None
) -> dict[str, Any]:
    """What stands when the sandbox opens: four telephones and the sprint's clock."""
    sprint = campaign.sprints[0]
    unit = next(unit for unit in campaign.units if unit.cluster is not None)
    root = next(unit for unit in campaign.units if unit.code == campaign.root)
    made: dict[str, Any] = {
        "zone": campaign.time_zone,
        "now": start.isoformat(),
        "bots": [{"token": TOKEN, "username": USERNAME, "name": "Bot Nước Rút"}],
        "people": [
            {"id": WORKER, "first_name": "Nguyễn Thị", "last_name": "Lan"},
            {"id": CADRE, "first_name": "Trần Văn", "last_name": "Bình"},
            {"id": NEIGHBOUR, "first_name": "Lê Văn", "last_name": "Hùng"},
        ],
        "groups": [
            {"id": UNIT_GROUP, "title": unit.name, "members": [CADRE, WORKER]},
            {"id": CAMPAIGN_GROUP, "title": root.name, "members": [CADRE, WORKER, NEIGHBOUR]},
        ],
        "title": campaign.short_name,
        "starts_at": sprint.starts_at.isoformat(),
        "ends_at": sprint.ends_at.isoformat(),
        "phones": [
            {"person": WORKER, "role": "Đoàn viên"},
            {"person": CADRE, "role": "Cán bộ công đoàn"},
            {"group": UNIT_GROUP, "role": "Nhóm của một công đoàn cơ sở"},
            {"group": CAMPAIGN_GROUP, "role": "Nhóm của toàn chiến dịch"},
        ],
        "runs_until": (sprint.ends_at + timedelta(hours=9)).isoformat(),
        "follower": follower,
    }
    return made | ({"crowd": {"file": str(crowd)}} if crowd else {})


class Demo:
    """The bot here, the sandbox as a process of its own, real HTTP between them."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._process: asyncio.subprocess.Process | None = None

    async def run(self) -> int:
        """Start everything, say where the page is, and serve until stopped; 0 when all went well."""
        with tempfile.TemporaryDirectory(prefix="nuocrut-") as place:
            folder = self._options.keep or Path(place)
            folder.mkdir(parents=True, exist_ok=True)
            return await self._serve(folder)

    async def _serve(self, folder: Path) -> int:
        campaign = read_campaign(self._options.folder)
        start = campaign.sprints[0].starts_at + timedelta(hours=7)
        clock = TurnedClock(start)
        secret = secrets.token_urlsafe(24)
        app = App(self._settings(folder), self._options.folder, clock=clock)
        control = Control(app, clock, secret)
        follower = {"url": await control.open(), "secret": secret}
        try:
            address = await self._open_sandbox(folder, scenario(campaign, follower, start, None))
            app.settings.telegram_api_url = address.rstrip("/")
            await app.start()
            print(f"Nước Rút: {address}", flush=True)
            if sys.stdout.isatty() and os.environ.get("DISPLAY"):
                webbrowser.open(address)
            failure = await app.failed()
            if failure is not None:
                raise failure
        finally:
            await app.close()
            await control.close()
            await self._close_sandbox()
        return 0

    def _settings(self, folder: Path) -> Settings:
        return Settings(
            _env_file=None,
            telegram_bot_token=SecretStr(TOKEN),
            database_url=f"sqlite+aiosqlite:///{folder / 'demo.sqlite3'}",
            files_folder=folder / "files",
        )

    async def _open_sandbox(self, folder: Path, stands: dict[str, Any]) -> str:
        """Start the sandbox and read its ready line; DemoError when the port is taken."""
        plan = folder / "scenario.json"
        plan.write_text(json.dumps(stands, ensure_ascii=False), "utf-8")
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "sandbox",
            "--port",
            str(self._options.port),
            "--scenario",
            str(plan),
            "--leash",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdout is not None, "piped"
        line = await asyncio.wait_for(self._process.stdout.readline(), _READY_SECONDS)
        said = line.decode().strip()
        if not said.startswith("ready: "):
            raise DemoError(f"The sandbox could not start on port {self._options.port}.")
        return said.removeprefix("ready: ")

    async def _close_sandbox(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()
