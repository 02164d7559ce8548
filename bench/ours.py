"""The bot of the bench as it is run for real: SQLite in a folder, limits lifted as on the other side."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from bench.stand import TOKEN
from bot.app import App
from bot.journal import set_up
from bot.settings import Settings
from scheduler.pace import LIFTED

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "dong-anh"


async def run(url: str, folder: Path) -> None:
    """Serve until killed."""
    settings = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=url,
        database_url=f"sqlite+aiosqlite:///{folder / 'bench.sqlite3'}",
        files_folder=folder / "files",
    )
    app = App(settings, folder / "campaign", limits=LIFTED)
    await app.start()
    print("ready", flush=True)
    failure = await app.failed()
    if failure is not None:
        raise failure


def main() -> None:
    """Read the command line and run."""
    set_up("ERROR", as_json=False)
    import uvloop  # noqa: PLC0415  # not on Windows

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(sys.argv[1], Path(sys.argv[2])))


if __name__ == "__main__":
    main()
