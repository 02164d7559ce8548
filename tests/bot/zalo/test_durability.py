"""The kill test on Zalo: by webhook nothing that was said or confirmed is lost or done twice."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox.scenario import Scenario
from sandbox.server import build
from tests.bot.telephones import LABELLED, ROOT, Cradle
from tests.bot.test_durability import write_campaign
from tests.bot.test_telegram_webhook import free_port
from tests.bot.zalo.wire import LAN, PATIENCE, SECRET, TOKEN, Stand, scenario

_WAITING = """
    SELECT id FROM outbox WHERE state IN ('due', 'sending') UNION ALL SELECT id FROM inbox WHERE state = 'new'
"""
_RECEIPT = re.compile(r"Đã ghi nhận SK-TH-0*(\d+)")


@pytest.fixture(scope="module")
def cradle() -> Iterator[Cradle]:
    """Where the processes of this file come from."""
    made = Cradle()
    yield made
    made.close()


def environment(stand: Stand, folder: Path) -> dict[str, str]:
    """What a process of the bot needs to take its events by webhook."""
    port = free_port()
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "ZALO_BOT_TOKENS": TOKEN,
        "ZALO_API_URL": stand.url,
        "ZALO_WEBHOOK_SECRET": SECRET,
        "ZALO_MESSAGES_PER_SECOND": "1000",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "LISTEN_PORT": str(port),
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'nuocrut.sqlite3'}",
        "FILES_FOLDER": str(folder / "files"),
        "LOG_LEVEL": "ERROR",
    }


@pytest.mark.parametrize(
    ("point", "registered", "again"),
    [
        ("after the storing", 0, 0),
        ("in the transaction", 0, 0),
        ("after the commit", 1, 0),
        ("after the send", 1, 1),
    ],
)
async def test_a_kill_by_webhook_loses_nothing(
    tmp_path: Path, cradle: Cradle, point: str, registered: int, again: int
) -> None:
    """Killed at that point, the bot goes on after its start as if nothing had been: one initiative, its receipt.

    `registered`: what the database holds right after the kill. Only where Zalo had taken the message and nobody could
    know it does the receipt come a second time.
    """
    campaign = write_campaign(tmp_path)
    seeds = scenario().model_copy(update={"now": None})
    app = build(Scenario.model_validate(seeds.model_dump()))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stand = Stand(app, f"http://127.0.0.1:{runner.addresses[0][1]}/zalo")
    known = environment(stand, tmp_path)
    try:
        await cradle.bear(campaign, known | {"NUOCRUT_KILL_AT": point})
        await _fills_in(stand)
        stand.world.people.say(LAN, "xong")
        if point != "after the storing":
            await stand.hears(LAN, "Xem lại sáng kiến", 0)
            stand.world.people.say(LAN, "gửi sáng kiến")
        assert await cradle.end() == -signal.SIGKILL
        assert len(_rows(tmp_path, "SELECT id FROM initiative")) == registered

        await cradle.bear(campaign, known)
        if point == "after the storing":
            await stand.hears(LAN, "Xem lại sáng kiến", 0)
            stand.world.people.say(LAN, "gửi sáng kiến")
        await stand.hears(LAN, "Đã ghi nhận SK-TH-000001", 0)
        await stand.says(LAN, "của tôi", "SK-TH-000001")
        await _rests(tmp_path)
        assert _receipts(stand) == {1: 1 + again}
        assert len(_rows(tmp_path, "SELECT id FROM initiative")) == 1
        assert _rows(tmp_path, "SELECT error FROM inbox WHERE state != 'done'") == []
        assert stand.world.unheard == []
        ((counted, heard),) = _rows(tmp_path, "SELECT sent, received FROM quota")
        ((again_sent,),) = _rows(tmp_path, "SELECT sum(attempts) FROM outbox")
        assert 0 <= counted - len(stand.world.sent) <= again_sent  # never one too few, nor one nobody tried
        assert heard == len(_rows(tmp_path, "SELECT id FROM inbox"))
        assert await cradle.end(signal.SIGTERM) == 0
    finally:
        await cradle.end(signal.SIGKILL)
        await runner.cleanup()


async def _fills_in(stand: Stand) -> None:
    """Join the only unit, and everything but the pictures and the last word."""
    async with asyncio.timeout(PATIENCE):
        await _hooked(stand)
    await _joins(stand)
    await stand.says(LAN, "đăng ký", "Tên sáng kiến")
    day = datetime.now(UTC).strftime("%d/%m/%Y")
    await stand.says(LAN, LABELLED.format(title="Lập sổ mượn bằng mã QR", day=day), "Ảnh, tài liệu")


async def _joins(stand: Stand) -> None:
    await stand.says(LAN, "chào", "Chào anh/chị!")
    await stand.says(LAN, "1 có 2 có 3 không 4 có", "Họ và tên:")
    await stand.says(LAN, "Nguyễn Thị Lan, THU1, 1", "Xong rồi")


async def test_a_kill_after_a_file_was_sent_gives_a_second_address(tmp_path: Path, cradle: Cradle) -> None:
    """Nobody could know that Zalo had taken it: it comes again, and what was sent before the kill is no dead end."""
    campaign = write_campaign(tmp_path)
    seeds = scenario().model_copy(update={"now": None})
    app = build(Scenario.model_validate(seeds.model_dump()))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stand = Stand(app, f"http://127.0.0.1:{runner.addresses[0][1]}/zalo")
    known = environment(stand, tmp_path)
    try:
        await cradle.bear(campaign, known | {"NUOCRUT_KILL_AT": "after the file"})
        async with asyncio.timeout(PATIENCE):
            await _hooked(stand)
        await _joins(stand)
        first = await stand.says(LAN, "dữ liệu", "/f/")
        assert await cradle.end() == -signal.SIGKILL
        since = stand.world.mark(LAN)
        await cradle.bear(campaign, known)
        again = await stand.hears(LAN, "/f/", since)
        addresses = [re.findall(r"http://\S+", each.text)[0] for each in (first, again)]
        assert addresses[0] != addresses[1]
        async with aiohttp.ClientSession() as session:
            for address in addresses:
                async with session.get(address) as answer:
                    assert answer.status == 200
                    assert "Nguyễn Thị Lan" in await answer.text()
        await _rests(tmp_path)
        assert _rows(tmp_path, "SELECT state FROM outbox WHERE kind = 'file'") == [("sent",)]
        assert await cradle.end(signal.SIGTERM) == 0
    finally:
        await cradle.end(signal.SIGKILL)
        await runner.cleanup()


async def _hooked(stand: Stand) -> None:
    """Until the bot has told where its events go."""
    while stand.world.bot.queue.sink is None:  # noqa: ASYNC110  # another process has no event here
        await asyncio.sleep(0.02)


async def _rests(folder: Path) -> None:
    """Until nothing waits to be worked off, sent or written any more."""
    async with asyncio.timeout(PATIENCE):
        while _rows(folder, _WAITING):  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.05)


def _receipts(stand: Stand) -> Counter[int]:
    """How often each number was told."""
    told = [_RECEIPT.search(each.text) for each in stand.world.sent]
    return Counter(int(each[1]) for each in told if each is not None)


def _rows(folder: Path, statement: str) -> list[Any]:
    """What the database holds, seen from outside."""
    with sqlite3.connect(folder / "nuocrut.sqlite3", timeout=10) as connection:
        return connection.execute(statement).fetchall()
