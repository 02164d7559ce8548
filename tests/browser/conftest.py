"""The page in the system's own Chromium: a sandbox, a scripted bot over the wire, and a browser, all on loopback."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright

from sandbox.scenario import Scenario
from sandbox.server import WORLD, build
from sandbox.world import World, flat_png
from tests.sandbox.scripted_bot import ScriptedBot, polling

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TOKEN = "77:abc"
WORKER, CADRE, UNIT_GROUP, CAMPAIGN_GROUP = 1001, 1002, -4001, -1002000000001
SCENARIO = {
    "now": "2022-04-27T08:00:00",
    "bots": [{"token": TOKEN, "username": "da_bot", "name": "Sáng kiến Đông Anh"}],
    "people": [{"id": WORKER, "first_name": "Nguyễn Thị Hạnh"}, {"id": CADRE, "first_name": "Trần Văn Bình"}],
    "groups": [
        {"id": UNIT_GROUP, "title": "Công ty May Đông Anh", "members": [CADRE, WORKER]},
        {"id": CAMPAIGN_GROUP, "title": "Sáng kiến Đông Anh 2022", "members": [CADRE, WORKER]},
    ],
    "phones": [
        {"person": WORKER, "role": "Công nhân"},
        {"person": CADRE, "role": "Cán bộ công đoàn"},
        {"group": UNIT_GROUP, "role": "Nhóm của đơn vị"},
        {"group": CAMPAIGN_GROUP, "role": "Nhóm của toàn chiến dịch"},
    ],
    "links": [{"payload": "K7M2PQ4XAB", "label": "Công ty May Đông Anh"}],
    "title": "Đợt thi đua cao điểm 35 ngày",
    "starts_at": "2022-04-27T00:00:00",
    "ends_at": "2022-06-01T00:00:00",
    "runs_until": "2022-06-01T08:05:00",
    "limits": "lifted",
}


RULES = [
    {"when": r"Đã ghi nhận sáng kiến (?P<number>SK-\S+\d)", "done": True},
    {"when": "Bạn đồng ý", "press": "^Đồng ý"},
    {"when": "Họ và tên", "say": "{name}"},
    {"when": "Tên sáng kiến", "say": "{title}"},
]


def find_chromium() -> str | None:
    """The browser of this machine; the variable CHROMIUM names another."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Its path. Without one the test is left out, but where CI=true that is a failure."""
    path = find_chromium()
    if path is not None:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail("no Chromium on this machine: the browser tests must run where CI=true")
    pytest.skip("no Chromium on this machine: browser tests left out (install one, or name it in CHROMIUM)")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One headless browser for all tests; each gets a context of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        await browser.close()


@dataclass
class Desk:
    """What stands before the tester: the page, and behind it the world and the bot."""

    page: Page
    world: World
    bot: ScriptedBot
    url: str
    troubles: list[str]

    def phone(self, chat: int) -> Locator:
        """The telephone that shows this chat."""
        return self.page.locator(f"[data-phone='chat{chat}']")

    async def open(self, width: int = 1440, height: int = 900) -> None:
        """Open the page in a window of this size."""
        await self.page.set_viewport_size(ViewportSize(width=width, height=height))
        await self.page.goto(self.url)
        await self.page.locator(".phone").first.wait_for()

    async def join(self) -> Locator:
        """The worker opens the unit's link; the phone, when the bot has answered."""
        phone = self.phone(WORKER)
        await phone.get_by_role("button", name="Mở liên kết mời…").click()
        dialog = self.page.get_by_role("dialog")
        await dialog.get_by_role("button", name="Công ty May Đông Anh").click()
        await phone.get_by_text("Bạn đồng ý chứ?").wait_for()
        return phone


@pytest.fixture
def crowd(tmp_path: Path) -> dict[str, Any]:
    """Three workers of the first day, the crowd switched off."""
    line = {"first_name": "Hạnh", "start": "UNIT1", "answers": {"title": "Gá kẹp"}}
    workers = [{**line, "at": f"2022-04-27T09:{10 * n:02d}:00+07:00", "name": f"Người {n}"} for n in range(3)]
    file = tmp_path / "crowd.json"
    file.write_text(json.dumps(workers), encoding="utf-8")
    return {"file": str(file), "rules": RULES}


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, crowd: dict[str, Any]) -> AsyncIterator[Desk]:
    """A sandbox with a polling bot, and a blank page. Errors of the page's script fail the test."""
    app = build(Scenario.model_validate({**SCENARIO, "crowd": crowd}))
    async with TestServer(app, host="127.0.0.1") as server:
        url = str(server.make_url("/"))
        async with polling(url.rstrip("/"), TOKEN) as bot:
            page = await browser.new_page(color_scheme="light")
            page.set_default_timeout(8000)
            desk = Desk(page, app[WORLD], bot, url, [])
            page.on("pageerror", lambda error: desk.troubles.append(str(error)))
            page.on("request", lambda request: note_foreign(desk, request.url))
            yield desk
            await page.close()
            assert desk.troubles == []


def note_foreign(desk: Desk, url: str) -> None:
    """The page works without internet: whatever it asks for is its own."""
    if not url.startswith((desk.url, "data:", "blob:")):
        desk.troubles.append(f"the page asked for {url}")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A real picture file, 40 by 30."""
    path = tmp_path / "ảnh gá kẹp.png"
    path.write_bytes(flat_png(40, 30))
    return path
