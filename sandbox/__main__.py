"""`python -m sandbox`: the stand-in on one loopback port."""

from __future__ import annotations

import argparse
import asyncio
import errno
import gc
import importlib
import importlib.util
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from pydantic import ValidationError

from sandbox.scenario import Scenario
from sandbox.server import build


async def serve(app: web.Application, port: int, *, leash: bool = False) -> None:
    """Serve until SIGTERM or SIGINT. Prints one line when ready. Raises OSError when the port is taken.

    `leash`: stop as well when standard input ends, so that nothing is left when whoever started it is killed.
    """
    gc.set_threshold(
        50_000, 20, 20
    )  # the history only grows: walking it again and again costs a tenth of the time
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        host, bound = runner.addresses[0][:2]
        print(f"ready: http://{host}:{bound}/", flush=True)  # noqa: T201 - the line a caller waits for
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        if leash:
            asyncio.get_running_loop().add_reader(sys.stdin.fileno(), stop.set)
        await stop.wait()
    finally:
        await runner.cleanup()


def main() -> int:
    """Read the command line and serve; 3 for a taken port, 2 for any other reason why it cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Telegram stand-in on loopback.")
    parser.add_argument("--port", type=int, default=8080, help="0 takes any free port (default: 8080)")
    parser.add_argument(
        "--scenario", type=Path, required=True, help="a JSON file: bots, people, groups, the clock"
    )
    parser.add_argument("--leash", action="store_true", help="stop when standard input ends")
    options = parser.parse_args()
    try:
        app = build(Scenario.read(options.scenario))
    except (OSError, ValidationError) as mistake:
        sys.stderr.write(f"sandbox: the scenario cannot be read: {mistake}\n")
        return 2
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(serve(app, options.port, leash=options.leash))
    except OSError as refused:
        sys.stderr.write(f"sandbox: cannot serve on port {options.port}: {refused.strerror}\n")
        return 3 if refused.errno == errno.EADDRINUSE else 2
    return 0


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    """Uvloop's where it exists (not on Windows)."""
    if importlib.util.find_spec("uvloop") is None:
        return asyncio.new_event_loop
    factory: Callable[[], asyncio.AbstractEventLoop] = importlib.import_module("uvloop").new_event_loop
    return factory


if __name__ == "__main__":
    sys.exit(main())
