"""The other side of the bench of reports: people who talk at an easy pace, and an owner who orders a province in Excel.

First the talk alone, then while a report is made that the owner cancels, then while one is made to its end. Prints one
JSON line with what was measured.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bench.stand import TOKEN, Talkers
from bench.talk import JOIN
from sandbox.scenario import BotSeed, Scenario
from sandbox.server import WORLD, build
from sandbox.world import Message, World

OWNER, CODE = 99_999, "bench23456"
_PAUSE = 0.25
_SETTLED = (
    45.0  # in which the province's milestones, all reached at once, are written down: no campaign does that
)
_ALONE = 15.0  # seconds of the talk alone
_CANCELLED_AFTER = 8.0
_LOOKS_EACH = 5.0
_PATIENCE = 900.0


@dataclass(slots=True)
class Owner:
    """Orders reports; `seen` are the answers to how far one is, `files` the sizes of what came in bytes."""

    world: World
    seen: list[str] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    async def joins(self, unit: str) -> None:
        """By the code of an owner."""
        self.world.add_user("Trần Thị", last_name="Chủ", user_id=OWNER)
        mark = self.world.mark(OWNER)
        self.world.people.start(OWNER, CODE)
        await self.world.wait_reply(OWNER, mark, timeout=60)
        for line in JOIN[1:]:
            await self.says(line.format(unit=unit))

    async def says(self, line: str) -> str:
        """What is answered."""
        mark = self.world.mark(OWNER)
        self.world.people.say(OWNER, line)
        return str((await self.world.wait_reply(OWNER, mark, timeout=60))[-1].text)

    async def cancels_one(self) -> float:
        """Order one, leave it after a while; seconds until the bot has said so."""
        await self.says("/baocao LDLD.xlsx")
        await asyncio.sleep(_CANCELLED_AFTER)
        self.seen.append(await self.says("báo cáo"))
        begun = time.perf_counter()
        self.seen.append(await self.says("/huybaocao"))
        return time.perf_counter() - begun

    async def gets_one(self) -> float:
        """Order one, look how far it is now and then, until the last file has come; in how many seconds."""
        begun, mark = time.perf_counter(), self.world.mark(OWNER)
        await self.says("/baocao LDLD.xlsx")
        coming = asyncio.create_task(self.world.wait_reply(OWNER, mark, timeout=_PATIENCE, until=_is_last))
        while not coming.done():
            await asyncio.wait({coming}, timeout=_LOOKS_EACH)
            if not coming.done():
                self.seen.append(await self.says("báo cáo"))
        documents = [each.document for each in await coming if each.document is not None]
        self.files = [int(each["file_size"]) for each in documents]
        return time.perf_counter() - begun


def _is_last(message: Message) -> bool:
    """Whether this is the last part, or the only one."""
    words = str(message.payload.get("caption", ""))
    _, _, part = words.partition("Phần ")
    number, _, whole = part.rstrip(".").partition("/")
    return message.document is not None and number == whole


async def run(users: int, units: list[str]) -> None:
    """Serve, say where, wait for the word to begin, measure, print, and end when standard input does."""
    seeds = [BotSeed(token=TOKEN, username="bench_bot", name="Bench")]
    app = build(Scenario(now=None, bots=seeds, limits="lifted"))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    _print({"url": f"http://{host}:{port}"})
    loop = asyncio.get_running_loop()
    if not await loop.run_in_executor(None, sys.stdin.readline):
        return
    _print(await _measured(app[WORLD], users, units))
    await loop.run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


async def _measured(world: World, users: int, units: list[str]) -> dict[str, Any]:
    talkers, owner = Talkers(world, users, units, _PAUSE), Owner(world)
    await talkers.join()
    await owner.joins(units[0])
    talking = asyncio.create_task(talkers.talk())
    await asyncio.sleep(_SETTLED)
    talkers.measuring = True
    await asyncio.sleep(_ALONE)
    alone, talkers.waits = talkers.waits, []
    _print({"phase": "order"})
    begun, talkers.slow = time.perf_counter(), []
    cancelled = await owner.cancels_one()
    took = await owner.gets_one()
    beside = talkers.waits
    talkers.stopping = True
    await talking
    return {
        "alone": _figures(alone),
        "beside": _figures(beside),
        "cancelled": cancelled,
        "took": took,
        "seen": owner.seen,
        "files": owner.files,
        "slowest": [(at - begun, wait) for at, wait in sorted(talkers.slow, key=lambda each: -each[1])[:8]],
    }


def _figures(waits: Sequence[float]) -> dict[str, float]:
    ordered = sorted(waits)
    return {
        "turns": len(ordered),
        "p50": ordered[len(ordered) // 2] * 1000,
        "p99": ordered[int(len(ordered) * 0.99)] * 1000,
        "longest": ordered[-1] * 1000,
    }


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--users", type=int, required=True)
    parser.add_argument("--units", required=True)
    options = parser.parse_args()
    import uvloop  # noqa: PLC0415  # not on Windows

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(options.users, options.units.split(",")))


if __name__ == "__main__":
    main()
