"""Long polling: nothing that comes over the wire stops the intake, nothing is asked for twice without need."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import structlog
from aiogram.exceptions import TelegramUnauthorizedError
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import App
from bot.batch import Update
from bot.health import UnwellError, look
from bot.settings import Settings
from bot.telegram.polling import Poller
from bot.telegram.reading import Reader
from bot.turns import Turns
from scheduler.civil import TurnedClock
from storage.database import Database
from storage.loading import table_of
from storage.migrating import migrate
from storage.parties import beat
from tests.bot.wire import LAN, NOW, TOKEN, USERNAME, Wire, open_wire

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"


class Ledger:
    """In the place of the unit of work: what was to be worked off."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def work(self, updates: Sequence[Update]) -> None:
        self.texts += [update.incoming.text for update in updates]


class Intake:
    """A poller at work."""

    def __init__(self, wire: Wire, database: Database) -> None:
        self.wire, self.ledger, self.stop = wire, Ledger(), asyncio.Event()
        self.database, self.reader = database, Reader("5000000003", USERNAME)
        turns = cast("Turns", self.ledger)
        self.poller = Poller(wire.bot, self.reader, turns, database, TurnedClock(NOW))
        self.task = asyncio.create_task(self.poller.run(self.stop))

    async def heard(self, said: str) -> None:
        async with asyncio.timeout(10):
            while said not in self.ledger.texts:  # noqa: ASYNC110
                await asyncio.sleep(0.005)  # what comes over a socket has no event here

    async def kept(self) -> list[tuple[str, str, str, str]]:
        """(key, state, body, error) of everything in the inbox."""
        table = table_of("inbox")
        async with self.database.read() as connection:
            rows = await connection.execute(select(table.c.key, table.c.state, table.c.body, table.c.error))
            return [tuple(row) for row in rows]

    async def end(self) -> None:
        self.stop.set()
        await asyncio.wait_for(self.task, 10)


@pytest.fixture
async def intake(tmp_path: Path) -> AsyncIterator[Intake]:
    """Nothing waits any more."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'inbox.sqlite3'}"
    await migrate(url)
    database = Database(url)
    await database.open()
    async with open_wire() as wire:
        wire.world.bot.queue.clear()
        made = Intake(wire, database)
        yield made
        made.stop.set()
        await asyncio.wait({made.task}, timeout=10)
    await database.close()


POISON = '{"update_id":%d,"message":{"text":"So toi la 0912345678"}}'


async def test_a_poison_update_holds_up_nobody(intake: Intake) -> None:
    """A body the models refuse is passed over; its batch is worked off, and the log has no word of what it said."""
    queue = intake.wire.world.bot.queue
    with structlog.testing.capture_logs() as logged:
        queue.push_raw(POISON.encode(), now=NOW.timestamp())
        intake.wire.world.people.say(LAN, "xin chào")
        await intake.heard("xin chào")
        await intake.wire.world.wait_quiet()
    assert intake.ledger.texts == ["xin chào"]
    assert [line["event"] for line in logged] == ["update cannot be read"]
    assert "0912345678" not in repr(logged)
    await intake.end()


async def test_a_poison_update_was_lost(intake: Intake) -> None:
    """It is kept as it came before it is confirmed, once, however often it comes."""
    queue = intake.wire.world.bot.queue
    number = queue.push_raw(POISON.encode(), now=NOW.timestamp()).id
    intake.wire.world.people.say(LAN, "xin chào")
    await intake.heard("xin chào")
    await intake.poller._work([json.loads(POISON % number)])
    [(key, state, body, error)] = await intake.kept()
    assert (key, state, json.loads(body)) == (str(number), "set_aside", json.loads(POISON % number))
    assert error.startswith("no update: message.")
    await intake.end()


async def test_a_fault_in_reading_stopped_the_program(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where our own reading fails, the update is kept with the traceback and the next one is worked off."""
    read = intake.reader.read

    def fail(raw: Any, now: Any) -> Update | None:
        if raw["message"]["text"] == "một":
            raise LookupError("không ai ngờ")
        return read(raw, now)

    monkeypatch.setattr(intake.reader, "read", fail)
    intake.wire.world.people.say(LAN, "một")
    intake.wire.world.people.say(LAN, "hai")
    await intake.heard("hai")
    [(_, state, body, error)] = await intake.kept()
    assert (state, "một" in body, "LookupError" in error) == ("set_aside", True, True)
    await intake.end()


async def test_stopping_waited_for_the_end_of_a_pause(intake: Intake) -> None:
    """Told to ask again in an hour, it ends at once all the same."""
    struck = intake.wire.fault(
        method="getUpdates", status=429, description="Too Many Requests", retry_after=3600
    )
    intake.wire.world.people.say(LAN, "một")
    async with asyncio.timeout(10):
        while not struck.seen:  # noqa: ASYNC110
            await asyncio.sleep(0.005)  # what comes over a socket has no event here
    await intake.end()


BROKEN: list[dict[str, Any]] = [
    {"status": 502, "description": "Bad Gateway"},
    {"status": 502, "html": True},
    {"truncated": True},
    {"drop": "before"},
    {"drop": "after"},
    {"status": 429, "description": "Too Many Requests: retry after 1", "retry_after": 1},
    {"status": 409, "description": "Conflict: terminated by other getUpdates request"},
]


@pytest.mark.parametrize("fault", BROKEN, ids=lambda fault: str(fault)[:40])
async def test_a_broken_answer_is_asked_for_again(intake: Intake, fault: dict[str, Any]) -> None:
    """Whatever a proxy or the network makes of an answer: polling goes on, and no update is lost."""
    struck = intake.wire.fault(method="getUpdates", **fault)
    intake.wire.world.people.say(LAN, "một")
    await intake.heard("một")
    async with asyncio.timeout(10):
        while not struck.seen:
            intake.wire.world.people.say(LAN, "hai")
            await asyncio.sleep(0.05)  # the poll that was under way is answered first
    intake.wire.world.people.say(LAN, "ba")
    await intake.heard("ba")
    await intake.end()


async def test_a_refused_token_ends_it(intake: Intake) -> None:
    """There is no use in asking again: the program is told."""
    intake.wire.fault(method="getUpdates", status=401, description="Unauthorized", times=5)
    intake.wire.world.people.say(LAN, "xin chào")
    with pytest.raises(TelegramUnauthorizedError):
        await asyncio.wait_for(intake.task, 10)


async def test_stopping_takes_no_time(intake: Intake) -> None:
    """A poll that hangs is let go, and what it had confirmed already is not confirmed again."""
    intake.wire.world.people.say(LAN, "xin chào")
    await intake.heard("xin chào")
    await intake.wire.world.wait_quiet()
    begun = asyncio.get_running_loop().time()
    await intake.end()
    assert asyncio.get_running_loop().time() - begun < 2
    assert intake.wire.world.pending_updates() == 0


async def test_a_poll_that_failed_was_taken_for_a_sign_of_life(intake: Intake) -> None:
    """Only an answer counts: a program that polls in vain is not ready."""
    intake.wire.world.people.say(LAN, "một")
    await intake.heard("một")
    struck = intake.wire.fault(method="getUpdates", status=502, description="Bad Gateway", times=1000)
    async with asyncio.timeout(10):
        while not struck.seen:
            intake.wire.world.people.say(LAN, "hai")
            await asyncio.sleep(0.05)  # the poll that was under way is answered first
        heard = intake.poller.last_answer
        while struck.seen < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # what comes over a socket has no event here
    assert intake.poller.last_answer == heard
    await intake.end()


async def test_a_bot_that_hears_nothing_was_called_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readiness and health say that Telegram does not answer, though the process is alive."""
    async with open_wire() as wire:
        settings = Settings(
            _env_file=None,
            telegram_bot_token=SecretStr(TOKEN),
            telegram_api_url=wire.bot.session.api.base.split("/bot")[0],
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'deaf.sqlite3'}",
            files_folder=tmp_path / "files",
        )
        app = App(settings, EXAMPLE)
        await app.start()
        try:
            await app.tick()
            assert (await app._unwell(), await look(settings)) == ("", "The bot is well.")
            monkeypatch.setattr("bot.intakes._DEAF_AFTER", -1.0)
            assert await app._unwell() == "Telegram does not answer"
            async with app.database.write() as connection:
                await beat(connection, "heard", datetime.now(UTC) - timedelta(minutes=5))
            with pytest.raises(UnwellError, match="does not answer"):
                await look(settings)
        finally:
            await app.close()
