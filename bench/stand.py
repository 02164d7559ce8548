"""The other side of the bench, a process of its own: the stand-in with so many talkers, limits lifted.

Each talker says a line, waits for the bot's answer, and says the next. Prints one JSON line with what was measured.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import json
import sys
import time

from aiohttp import web

from bench.talk import JOIN, registration
from sandbox.scenario import BotSeed, Scenario
from sandbox.server import WORLD, build
from sandbox.world import World

TOKEN = "5000000001:bench-" + "x" * 30
_PATIENCE = 60.0
_SLOW = 0.5
_FIRST = 100_000


class Talkers:
    """So many people in closed loops; latencies are kept only while `measuring`."""

    def __init__(self, world: World, users: int, units: list[str], pause: float = 0.0) -> None:
        """`pause`: seconds that everybody thinks before the next line."""
        self._pause = pause
        self._world = world
        self._units = units
        self._users = [_FIRST + number for number in range(users)]
        for user in self._users:
            world.add_user("Nguyễn Thị", last_name="Lan", user_id=user)
        self.measuring = False
        self.stopping = False
        self.waits: list[float] = []
        self.slow: list[tuple[float, float]] = []  # when (monotonic) and how long
        self.receipts = 0

    async def join(self) -> None:
        """Everybody joins first, a few at a time."""
        places = asyncio.Semaphore(50)

        async def one(user: int) -> None:
            async with places:
                for line in JOIN:
                    await self._turn(user, line.format(unit=self._units[user % len(self._units)]))

        await asyncio.gather(*(one(user) for user in self._users))

    async def talk(self) -> None:
        """Everybody registers one initiative after the other until `stopping`."""
        await asyncio.gather(*(self._register(user) for user in self._users))

    async def _register(self, user: int) -> None:
        for cycle in itertools.count():
            for line in registration(user, cycle):
                begun = time.perf_counter()
                answer = await self._turn(user, line)
                if self.measuring:
                    self.waits.append(time.perf_counter() - begun)
                    if self.waits[-1] > _SLOW:
                        self.slow.append((begun, self.waits[-1]))
                    self.receipts += "SK-" in answer
                if self.stopping:
                    return
                await asyncio.sleep(self._pause)

    async def _turn(self, user: int, line: str) -> str:
        if line == "/start":
            mark = 0
            self._world.people.start(user)
        else:
            mark = self._world.mark(user)
            self._world.people.say(user, line)
        answers = await self._world.wait_reply(user, mark, timeout=_PATIENCE)
        return str(answers[-1].text)


async def run(users: int, seconds: float, units: list[str]) -> None:
    """Serve, say where, wait for the word to begin, measure, print, and end when standard input does."""
    scenario = Scenario(
        now=None, bots=[BotSeed(token=TOKEN, username="bench_bot", name="Bench")], limits="lifted"
    )
    app = build(scenario)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(json.dumps({"url": f"http://{host}:{port}"}), flush=True)
    loop = asyncio.get_running_loop()
    if not await loop.run_in_executor(None, sys.stdin.readline):
        return  # whoever started us is gone
    talkers = Talkers(app[WORLD], users, units)
    await talkers.join()
    gc.freeze()
    talking = asyncio.create_task(talkers.talk())
    await asyncio.sleep(1.0)
    print(json.dumps({"phase": "measure"}), flush=True)
    talkers.measuring, begun = True, time.perf_counter()
    await asyncio.sleep(seconds)
    talkers.measuring, took = False, time.perf_counter() - begun
    talkers.stopping = True
    await talking
    waits = sorted(talkers.waits)
    figures = {
        "turns": len(waits),
        "seconds": took,
        "p50": waits[len(waits) // 2] * 1000,
        "p99": waits[int(len(waits) * 0.99)] * 1000,
        "receipts": talkers.receipts,
        "cpu": time.process_time(),
    }
    print(json.dumps(figures), flush=True)
    await loop.run_in_executor(
        None, sys.stdin.read
    )  # the bot goes first, or it would complain of our silence
    await runner.cleanup()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--users", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--units", required=True)
    options = parser.parse_args()
    import uvloop  # noqa: PLC0415  # not on Windows

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(options.users, options.seconds, options.units.split(",")))


if __name__ == "__main__":
    main()
