"""The stand-in in real time, the bot as a process beside it, and workers who wait for answers and never repeat."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.scenario import Scenario
from sandbox.server import TELEGRAM, WORLD, build
from sandbox.telegram import Fault
from sandbox.world import Message

ROOT = Path(__file__).parents[2]
TOKEN = "5000000002:mortal-" + "x" * 30
GROUP = -4001
_RECEIPT = re.compile(r"Đã ghi nhận SK-TH-0*(\d+)")
_PATIENCE = 20.0
LABELLED = """Tên sáng kiến: {title}
Lĩnh vực: Giáo dục
Loại giải pháp: Quản lý
Tình trạng trước: Mỗi lần mượn thiết bị phải tìm sổ giấy rất lâu.
Cách làm mới: Dán mã QR lên từng thiết bị, quét mã là ghi tên người mượn.
Hiệu quả: Mượn trả chỉ mất nửa phút.
Ngày áp dụng lần đầu: {day}
Giá trị làm lợi: chưa
Tác giả: tôi
Công nhận: chưa
Cần giữ bí mật: không"""


class Cradle:
    """Where processes of the bot come from: a parent with everything imported bears them one by one."""

    def __init__(self) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.mortal"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        self._end: asyncio.Task[int] | None = None
        self._pid = 0

    async def bear(self, campaign: Path, environment: dict[str, str]) -> None:
        """A new process; the one before has to be dead."""
        assert self._end is None, "one after the other"
        assert self._parent.stdin is not None
        self._parent.stdin.write(json.dumps({"campaign": str(campaign), "environment": environment}) + "\n")
        self._parent.stdin.flush()
        self._pid = int(await self._line())
        self._end = asyncio.create_task(self._status())

    async def _status(self) -> int:
        return int(await self._line())

    async def _line(self) -> str:
        assert self._parent.stdout is not None
        return await asyncio.to_thread(self._parent.stdout.readline)

    async def end(self, number: int = 0) -> int:
        """Wait for its end, after this signal if there is one; its status, minus the signal that killed it."""
        if self._end is None:
            return 0
        if number and not self._end.done():
            os.kill(self._pid, number)
        status = await asyncio.wait_for(asyncio.shield(self._end), _PATIENCE)
        self._end = None
        return status

    def close(self) -> None:
        """No more processes."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.close()
        self._parent.wait(_PATIENCE)
        self._parent.stdout.close()


@dataclass
class Exchange:
    """The stand-in on a free port, a database, and at most one process of the bot."""

    runner: web.AppRunner
    app: web.Application
    folder: Path
    campaign: Path
    cradle: Cradle

    @property
    def world(self) -> Any:
        return self.app[WORLD]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    @property
    def environment(self) -> dict[str, str]:
        """What a command of ours needs to use this stand-in and this database."""
        return {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'nuocrut.sqlite3'}",
            "FILES_FOLDER": str(self.folder / "files"),
            "LISTEN_PORT": "0",
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }

    async def start_bot(self, kill_at: str = "") -> None:
        """A new process."""
        await self.cradle.bear(self.campaign, self.environment | {"NUOCRUT_KILL_AT": kill_at})

    async def kill_bot(self) -> None:
        """As a power cut."""
        assert await self.cradle.end(signal.SIGKILL) in {0, -signal.SIGKILL}

    async def stop_bot(self) -> None:
        """As an operator does; it has to end by itself, without complaint."""
        assert await self.cradle.end(signal.SIGTERM) == 0

    async def is_killed(self) -> None:
        """Return when the process has died at its point."""
        assert await self.cradle.end() == -signal.SIGKILL

    def fault(self, **what: Any) -> Fault:
        """Let something go wrong on the wire."""
        scheduled: Fault = self.app[TELEGRAM].faults.schedule(Fault(**what))
        return scheduled

    # People

    async def hears(self, chat: int, said: str, since: int) -> Message:
        """The first message after the mark that has this in it."""
        found: list[Message] = await self.world.wait_reply(
            chat, since, until=lambda message: said in message.text, timeout=_PATIENCE
        )
        return next(message for message in reversed(found) if said in message.text)

    async def does(self, chat: int, deed: Callable[[], Any], expected: str) -> Message:
        """Do something once and wait for the answer, however often the bot dies meanwhile."""
        mark = self.world.mark(chat)
        deed()
        return await self.hears(chat, expected, mark)

    async def joins(self, chat: int, name: str) -> None:
        """Become a worker of the only unit."""
        people = self.world.people
        await self.does(chat, lambda: people.start(chat), "Chào anh/chị!")
        await self.does(chat, lambda: people.say(chat, "1 có 2 có 3 không 4 có"), "họ và tên")
        await self.does(chat, lambda: people.say(chat, name), "đơn vị của mình")
        await self.does(chat, lambda: people.say(chat, "THU1"), "thuộc nhóm nào")
        await self.does(chat, lambda: people.say(chat, "1"), "Xong rồi")

    async def fills_in(self, chat: int, title: str) -> Message:
        """Everything but the last press; the review card."""
        people = self.world.people
        await self.does(chat, lambda: people.say(chat, "/dangky"), "Tên sáng kiến")
        day = datetime.now(UTC).strftime("%d/%m/%Y")
        await self.does(
            chat, lambda: people.say(chat, LABELLED.format(title=title, day=day)), "Ảnh, tài liệu"
        )
        return await self.does(chat, lambda: people.say(chat, "xong"), "Xem lại sáng kiến")

    def sends(self, chat: int, card: Message) -> None:
        """Press the button that sends the initiative, once."""
        self.world.people.press(chat, card.id, label="✅ Gửi sáng kiến")

    # Looking at both sides

    def receipts(self) -> Counter[int]:
        """How often each number was told, by what the platform really delivered."""
        told = [_RECEIPT.search(entry.payload.get("text", "")) for entry in self.world.ledger]
        return Counter(int(each[1]) for each in told if each is not None)

    def rows(self, statement: str) -> list[Any]:
        """What the database holds, seen from outside."""
        with sqlite3.connect(self.folder / "nuocrut.sqlite3", timeout=10) as connection:
            return connection.execute(statement).fetchall()

    async def rests(self) -> None:
        """Return when nothing waits to be sent or written any more."""
        async with asyncio.timeout(_PATIENCE):
            while self.rows("SELECT 1 FROM outbox WHERE state IN ('due', 'sending')"):  # noqa: ASYNC110
                await asyncio.sleep(0.05)  # another process has no event here


@asynccontextmanager
async def open_exchange(
    folder: Path, campaign: Path, cradle: Cradle, people: int = 1
) -> AsyncIterator[Exchange]:
    """A stand-in with so many people (from 1001) and one group; on leaving, no process is left."""
    scenario = Scenario.model_validate(
        {
            "bots": [{"token": TOKEN, "username": "mortal_bot", "name": "Bot"}],
            "people": [
                {"id": 1001 + each, "first_name": "Nguyễn Văn", "last_name": "An"} for each in range(people)
            ],
            "groups": [{"id": GROUP, "title": "Tổ 1", "members": [1001]}],
            "limits": "lifted",
            "judge_results": True,
        }
    )
    app = build(scenario)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    exchange = Exchange(runner, app, folder, campaign, cradle)
    try:
        yield exchange
    finally:
        await cradle.end(signal.SIGKILL)
        await runner.cleanup()
