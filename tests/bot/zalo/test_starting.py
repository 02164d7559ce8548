"""Starting on Zalo: with Zalo alone, with both platforms, and one plain sentence for whatever is set up wrongly."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.app import App
from bot.attachments import Attachments
from bot.zalo.fetching import ZaloFetcher
from sandbox.scenario import Scenario
from sandbox.server import WORLD, build
from sandbox.world import flat_png
from scheduler.civil import RealClock, TurnedClock
from scheduler.pace import LIFTED
from tests.bot import wire as telegram
from tests.bot.test_telegram_webhook import free_port
from tests.bot.zalo.wire import (
    BINH,
    EXAMPLE,
    LAN,
    NOW,
    OTHER,
    TOKEN,
    House,
    Stand,
    open_api,
    open_house,
    open_stand,
    scenario,
    settings_for,
)

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with open_stand() as opened:
        yield opened


async def nuocrut(stand: Stand, folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """Run a command to its end: (exit code, all it said)."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "ZALO_BOT_TOKENS": TOKEN,
        "ZALO_API_URL": stand.url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'zalo.sqlite3'}",
        "FILES_FOLDER": str(folder / "files"),
        "LISTEN_PORT": "0",
        "LOG_LEVEL": "ERROR",
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    return process.returncode, said.decode().strip()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"ZALO_BOT_TOKENS": "99999:nobody-at-all"}, "Zalo refuses token 1 of ZALO_BOT_TOKENS."),
        ({"ZALO_BOT_TOKENS": f"{TOKEN},99999:nobody-at-all"}, "Zalo refuses token 2 of ZALO_BOT_TOKENS."),
        ({"ZALO_API_URL": "http://127.0.0.1:1"}, "Look at ZALO_API_URL and the network."),
        ({"ZALO_API_URL": "127.0.0.1"}, "The setting ZALO_API_URL cannot be used"),
        ({"ZALO_BOT_TOKENS": "nobody-at-all"}, "The setting ZALO_BOT_TOKENS cannot be used"),
        ({"ZALO_WEBHOOK_SECRET": "kurz"}, "The setting ZALO_WEBHOOK_SECRET cannot be used"),
    ],
)
async def test_what_is_set_up_wrongly_is_one_sentence(
    stand: Stand, tmp_path: Path, settings: dict[str, str], named: str
) -> None:
    """No traceback, no token, exit code 1."""
    code, said = await nuocrut(stand, tmp_path, "run", str(EXAMPLE), **settings)
    assert code == 1
    assert len(said.splitlines()) == 1
    assert named in said
    assert "nobody" not in said
    assert "ngay-mot" not in said


async def test_a_webhook_somebody_set_is_not_taken_away(stand: Stand, tmp_path: Path) -> None:
    """Polling refuses to start and says what to do; `unhook` does it, once."""
    async with open_api(stand.url) as api:
        await api.set_webhook(f"http://127.0.0.1:{free_port()}/", "mot-tu-bi-mat")
    code, said = await nuocrut(stand, tmp_path, "run", str(EXAMPLE))
    assert (code, len(said.splitlines())) == (1, 1)
    assert "nuocrut unhook" in said
    assert stand.world.bot.queue.sink is not None
    assert await nuocrut(stand, tmp_path, "unhook") == (
        0,
        f"{stand.world.bot.display_name}: the webhook is removed, events can be fetched",
    )
    assert (await nuocrut(stand, tmp_path, "unhook"))[1].endswith("there was no webhook")
    async with open_house(stand, tmp_path):
        await stand.says(LAN, "xin chào", "Chào anh/chị!")


async def test_a_webhook_of_our_own_is_taken_back_by_itself(stand: Stand, tmp_path: Path) -> None:
    """By webhook, stopped and started on another port: the address is told anew."""
    async with open_house(stand, tmp_path, webhook=True):
        await stand.says(LAN, "xin chào", "Chào anh/chị!")
    async with open_house(stand, tmp_path, webhook=True):
        await stand.says(LAN, "có", "Họ và tên")


async def test_an_owner_is_invited_by_a_code(stand: Stand, tmp_path: Path) -> None:
    """The command names the bot's address and the code; who types it becomes an owner on joining."""
    async with open_house(stand, tmp_path):
        pass
    code, said = await nuocrut(stand, tmp_path, "invite", "owner")
    assert code == 0
    address, _, typed = said.splitlines()[0].partition(" and there the message: ")
    assert address == f"https://zalo.me/{stand.world.bot.id}"
    async with open_house(stand, tmp_path):
        await stand.says(LAN, typed, "Chào anh/chị!")
        await stand.says(LAN, "có", "Họ và tên")
        await stand.says(LAN, "Nguyễn Thị Lan, dong hoi, 1", "1. Trường")
        await stand.says(LAN, "3", "là người điều hành chương trình")


async def test_a_picture_is_fetched(stand: Stand, tmp_path: Path) -> None:
    """What a worker photographs is kept as it was, although its address on Zalo ends soon."""
    picture = flat_png(8, 8)
    async with open_house(stand, tmp_path) as house:
        await _begins(stand)
        since = stand.world.mark(LAN)
        stand.world.people.photo(LAN, picture)
        await stand.hears(LAN, "đã nhận ảnh", since)
        await house.worked_off()
        fetching = Attachments(house.app.database, tmp_path / "files", {"zalo": ZaloFetcher()}, RealClock())
        await fetching.fetch_some()
        digest = sha256(picture).hexdigest()
        assert (tmp_path / "files" / digest[:2] / digest).read_bytes() == picture


async def _begins(stand: Stand) -> None:
    """Join, and ask for the form."""
    await stand.says(LAN, "xin chào", "Chào anh/chị!")
    await stand.says(LAN, "có", "Họ và tên")
    await stand.says(LAN, "Nguyễn Thị Lan, dong hoi, 1", "1. Trường")
    await stand.says(LAN, "3", "Xong rồi")
    await stand.says(LAN, "đăng ký", "Tên sáng kiến")


async def test_both_platforms_at_once(tmp_path: Path) -> None:
    """Telegram and two Zalo bots in one program: each chat is answered on its own platform, in its own way."""
    seeds = scenario().model_dump()
    both = Scenario.model_validate({**telegram.scenario().model_dump(), "zalo": seeds["zalo"]})
    app = build(both)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    stand = Stand(app, f"{root}/zalo")
    settings = settings_for(stand, tmp_path, TOKEN, OTHER)
    settings.telegram_bot_token = SecretStr(telegram.TOKEN)
    settings.telegram_api_url = root
    program = App(settings, EXAMPLE, clock=TurnedClock(NOW), limits=LIFTED)
    house = House(program, "")
    try:
        await program.start()
        app[WORLD].people.start(telegram.LAN)
        [greeting] = await app[WORLD].wait_reply(telegram.LAN, 0, timeout=PATIENCE)
        assert greeting.buttons
        await stand.says(LAN, "xin chào", "Chào anh/chị!")
        await stand.says(BINH, "xin chào", "Chào anh/chị!", stand.second)
        await house.worked_off()
        assert stand.world.violations == []
        assert app[WORLD].violations == []
    finally:
        await program.close()
        await runner.cleanup()
