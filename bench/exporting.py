"""A province of 600,175 initiatives ordered in Excel by chat: how long, how much memory, and what others feel of it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bench.board import UNITS, fill, province
from bench.orders import CODE
from bench.turns import process, year_round_campaign
from storage.migrating import migrate

_TALKERS = 20
_LOOK = 0.2
_WORDY = """UPDATE initiative SET
    title = title || ': sơn màu từng nhóm khuôn và treo sơ đồ ngay đầu kệ để ai cũng thấy',
    answers = '{"effect": "Tìm khuôn còn hai phút, mỗi ca làm thêm được ba mươi sản phẩm"}',
    authors = '[{"name": "Nguyễn Thị Lan", "share": 100}]', member_kind = 'worker', benefit_vnd = 15000000"""
_OWNERS = """INSERT INTO invite (id, code, kind, created_at, expires_at, max_uses, uses)
    VALUES (1, ?, 'owner', 0, 9000000000000000, 1, 0)"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the other side measured, and MiB of the bot's memory before and at most, and of what it starts at most."""

    measured: dict[str, Any]
    before: float
    most: float
    beside: float
    log: float


def measure(initiatives: int) -> Figures:
    """One bot, one province, one owner and twenty people who talk."""
    codes = ",".join(f"U{number}" for number in range(0, UNITS, UNITS // _TALKERS))
    stand = process("bench.orders", "--users", str(_TALKERS), "--units", codes)
    assert stand.stdout is not None
    assert stand.stdin is not None
    try:
        url = json.loads(stand.stdout.readline())["url"]
        with tempfile.TemporaryDirectory(prefix="nuocrut-bench-") as folder:
            _lay(Path(folder), initiatives)
            bot = process("bench.ours", url, folder)
            assert bot.stdout is not None
            try:
                if bot.stdout.readline().strip() != "ready":
                    raise RuntimeError("the bot did not start")
                stand.stdin.write("go\n")
                stand.stdin.flush()
                json.loads(stand.stdout.readline())
                with _watched(bot.pid, Path(folder) / "bench.sqlite3-wal") as seen:
                    before = psutil.Process(bot.pid).memory_info().rss / 2**20
                    measured = json.loads(stand.stdout.readline())
                return Figures(measured, before, seen.most, seen.beside, seen.log)
            finally:
                bot.kill()
                bot.wait()
    finally:
        stand.stdin.close()
        stand.wait()


def _lay(folder: Path, initiatives: int) -> None:
    """The campaign's folder and the database, filled."""
    year_round_campaign(folder / "campaign")
    lines = [
        "code,name,parent,kind,cluster,block,members,aliases,gd1,gd2",
        "LDLD,LĐLĐ tỉnh,,upper_union,,,,,,",
    ]
    lines += [f"U{number},CĐCS số {number},LDLD,grassroots,MN,hcsn,80,,200,300" for number in range(UNITS)]
    (folder / "campaign" / "units.csv").write_text("\n".join(lines), "utf-8")
    path = folder / "bench.sqlite3"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    fill(path, province(), initiatives)
    with sqlite3.connect(path) as database:
        database.execute(_WORDY)
        database.execute(_OWNERS, (CODE,))
    database.close()


@dataclass(slots=True)
class _Seen:
    most: float = 0.0
    beside: float = 0.0
    log: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def _watched(pid: int, log: Path) -> Iterator[_Seen]:
    """The memory of this process and of its children, looked at several times a second."""
    seen, watched = _Seen(), psutil.Process(pid)

    def watch() -> None:
        while not seen.over.wait(_LOOK):
            seen.most = max(seen.most, watched.memory_info().rss / 2**20)
            seen.log = max(seen.log, log.stat().st_size / 2**20 if log.exists() else 0.0)
            for child in watched.children():
                try:
                    seen.beside = max(seen.beside, child.memory_info().rss / 2**20)
                except psutil.NoSuchProcess:
                    continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        seen.over.set()
        watcher.join()
