"""Turns a second through the full path, wire in to wire out: ours and plain bots of both libraries, side by side."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.ours import EXAMPLE

PEERS = {
    "Nước Rút (durable)": "bench.ours",
    "aiogram, state in memory": "bench.peers.aiogram_plain",
    "aiogram, state in SQLite": "bench.peers.aiogram_plain",
    "python-telegram-bot, in memory": "bench.peers.ptb_plain",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measured. Milliseconds of latency and of the bot's CPU a turn; MiB of its memory."""

    name: str
    users: int
    turns_per_second: float
    p50: float
    p99: float
    cpu_per_turn: float
    memory: float
    receipts: int


def units() -> list[str]:
    """Grassroots units of the example, to spread the talkers over."""
    with (EXAMPLE / "units.csv").open(encoding="utf-8-sig") as sheet:
        return [row["code"] for row in csv.DictReader(sheet) if row.get("parent")]


def measure(name: str, users: int, seconds: float) -> Figures:
    """One bot against so many talkers."""
    stand = process(
        "bench.stand", "--users", str(users), "--seconds", str(seconds), "--units", ",".join(units())
    )
    assert stand.stdout is not None
    assert stand.stdin is not None
    url = json.loads(stand.stdout.readline())["url"]
    try:
        with (
            tempfile.TemporaryDirectory(prefix="nuocrut-bench-") as folder,
            _bot(name, url, Path(folder)) as bot,
        ):
            stand.stdin.write("go\n")
            stand.stdin.flush()
            json.loads(stand.stdout.readline())
            before, memory = _usage(bot.pid)
            figures: dict[str, Any] = json.loads(stand.stdout.readline())
            after, memory = _usage(bot.pid)
    finally:
        stand.stdin.close()
        stand.wait()
    turns = figures["turns"]
    return Figures(
        name,
        users,
        turns / figures["seconds"],
        figures["p50"],
        figures["p99"],
        (after - before) / turns * 1000,
        memory,
        figures["receipts"],
    )


@contextmanager
def _bot(name: str, url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A bot that polls; killed at the end, before the stand-in it polls."""
    module = PEERS[name]
    if module == "bench.ours":
        year_round_campaign(folder / "campaign")
        arguments = [url, str(folder)]
    else:
        arguments = [url, str(folder / "state.sqlite3")] if "SQLite" in name else [url]
    bot = process(module, *arguments)
    assert bot.stdout is not None
    try:
        if bot.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{name} did not start")
        yield bot
    finally:
        bot.kill()
        bot.wait()


def year_round_campaign(folder: Path) -> None:
    """The example with a phase that is open today, because the bench runs in real time."""
    shutil.copytree(EXAMPLE, folder)
    (folder / "entered.csv").unlink()
    campaign = folder / "campaign.toml"
    text = campaign.read_text("utf-8").replace("2023-09", "2099-09")
    campaign.write_text(text, "utf-8")


def process(module: str, *arguments: str) -> subprocess.Popen[str]:
    """One side of the bench, by its module."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _usage(pid: int) -> tuple[float, float]:
    process = psutil.Process(pid)
    times = process.cpu_times()
    return times.user + times.system, process.memory_info().rss / 2**20
