"""Starting, cut off at any moment: what was begun is put away, and nothing stands in the next start's way."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.settings import Settings
from tests.bot.wire import TOKEN, Wire, open_wire

ROOT = Path(__file__).parents[2]


async def test_a_start_that_is_stopped_anywhere_is_put_away(tmp_path: Path) -> None:
    """Stopped after 0, 1, 2 ... milliseconds until it has started: closing raises nothing and ends every thread."""
    async with open_wire() as wire:
        steps = 0
        while not await stopped_after(steps, wire, tmp_path):
            steps += 1 if steps < 10 else 5
        assert steps
    running = [thread.name for thread in threading.enumerate() if not thread.daemon]
    left = [name for name in running if not name.startswith("asyncio_")]  # those end with the loop
    assert left == ["MainThread"]


async def stopped_after(steps: int, wire: Wire, folder: Path) -> bool:
    """Whether the app had started by then."""
    settings = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=wire.bot.session.api.base.split("/bot")[0],
        listen_port=0,
        database_url=f"sqlite+aiosqlite:///{folder / 'x.sqlite3'}",
        files_folder=folder / "files",
    )
    app = App(settings, ROOT / "examples" / "dong-anh", http=True)
    starting = asyncio.create_task(app.start())
    for _ in range(steps):
        await asyncio.sleep(0.001)
    started = starting.done()
    starting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await starting
    await asyncio.wait_for(app.close(), 20)
    return started


@pytest.mark.parametrize(
    ("after", "command"),
    [
        (1.0, ("demo", "--port", "0")),
        (2.2, ("demo", "--port", "0")),
        (1.0, ("rehearse", "examples/dong-anh")),
    ],
)
def test_ctrl_c_in_the_first_seconds_was_a_traceback(after: float, command: tuple[str, ...]) -> None:
    """While Python still imports, or begins: one line, exit code 0 or 130, not a word on the error output."""
    process = subprocess.Popen([sys.executable, "-m", "bot", *command], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, cwd=ROOT)  # fmt: skip
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate(timeout=20)
    assert process.returncode in {0, 130}
    assert complaint == ""
    assert command[0] == "rehearse" or said.splitlines()[-1] == "Stopped."
