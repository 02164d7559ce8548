"""Files that people gave: kept once in the folder, and gone from it as soon as they are nobody's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from bot.attachments import Attachments
from scheduler.civil import TurnedClock
from storage.database import Database
from storage.migrating import migrate
from storage.records import Attachment, Chat, Draft, Erase, Person
from storage.writing import write

NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)
PHOTO = b"a photo"


class Platform:
    """Where files are fetched from; `meanwhile` is what happens before one arrives."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        self.fails = False
        self.asked = 0

    async def fetch(self, remote: str) -> bytes:
        self.asked += 1
        if self.meanwhile is not None:
            await self.meanwhile()
        if self.fails:
            raise OSError(remote)
        return PHOTO


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated database with two people, each with a draft and the same photo given with it."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'nuocrut.sqlite3'}"
    await migrate(url)
    made = Database(url)
    await made.open()
    async with made.write() as connection:
        await write(connection, [row for number in (1, 2) for row in _somebody(number)])
    yield made
    await made.close()


def _somebody(number: int) -> tuple[Person, Chat, Draft, Attachment]:
    return (
        Person(id=number, name="An", unit="A", member_kind=None, reminders=True, joined_at=NOW),
        Chat(id=number, channel="telegram", bot="1", address=str(number), kind="private", title="", state="active",
             person_id=number, created_at=NOW),
        Draft(id=number, person_id=number, unit="A", form_revision=1, answers="{}", title="", state="open",
              created_at=NOW, touched_at=NOW),
        Attachment(id=number, draft_id=number, chat_id=number, kind="photo", remote=f"r{number}", name="", size=7,
                   state="pending", attempts=0, sha256=None, received_at=NOW),
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


async def erase(database: Database, *people: int) -> None:
    async with database.write() as connection:
        await write(connection, [Erase(person, NOW) for person in people])


async def states(database: Database) -> list[str]:
    async with database.read() as connection:
        return list((await connection.scalars(sql("SELECT state FROM attachment ORDER BY id"))).all())


async def until(database: Database, wanted: list[str], folder: Path, number: int) -> None:
    """Wait until the rows stand so and the folder holds so many files."""
    async with asyncio.timeout(60):
        while True:
            if await states(database) == wanted and len(files(folder)) == number:
                return
            await asyncio.sleep(0.01)


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*/*")]


async def test_the_same_content_is_kept_once(database: Database, folder: Path) -> None:
    """Two people's same photo is one file under its digest."""
    attachments = Attachments(database, folder, {"telegram": Platform()}, TurnedClock(NOW))
    assert await attachments.fetch_some() == 2
    assert await states(database) == ["stored", "stored"]
    assert files(folder) == [sha256(PHOTO).hexdigest()]


async def test_a_file_goes_with_the_last_who_has_it(database: Database, folder: Path) -> None:
    """Erasing one of two keeps the other's photo; erasing both takes it out of the folder."""
    attachments = Attachments(database, folder, {"telegram": Platform()}, TurnedClock(NOW))
    await attachments.fetch_some()
    await erase(database, 1)
    assert await attachments.sweep() == 0
    assert len(files(folder)) == 1
    await erase(database, 2)
    assert await attachments.sweep() == 1
    assert files(folder) == []


async def test_a_person_erased_while_his_photo_was_fetched(database: Database, folder: Path) -> None:
    """The program goes on, the row does not come back, and the file does not stay."""
    platform = Platform()
    platform.meanwhile = lambda: erase(database, 1, 2)
    attachments = Attachments(database, folder, {"telegram": platform}, TurnedClock(NOW))
    await attachments.fetch_some()
    assert await states(database) == []
    await attachments.sweep()
    assert files(folder) == []


async def test_half_a_file_left_by_a_killed_process(database: Database, folder: Path) -> None:
    """What was being written goes with the first sweep."""
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "abcd.part").write_bytes(b"half")
    assert await Attachments(database, folder, {}, TurnedClock(NOW)).sweep() == 1


async def test_it_sweeps_when_it_is_told_to(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The running task fetches at its start, and sweeps when somebody is erased, however long its rounds are."""
    monkeypatch.setattr("bot.attachments._EVERY", 3600)
    attachments, stop = (
        Attachments(database, folder, {"telegram": Platform()}, TurnedClock(NOW)),
        asyncio.Event(),
    )
    running = asyncio.create_task(attachments.run(stop))
    await until(database, ["stored", "stored"], folder, 1)
    await erase(database, 1, 2)
    attachments.sweep_soon()
    await until(database, [], folder, 0)
    stop.set()
    await running


async def test_what_cannot_be_fetched_is_given_up_after_a_day(database: Database, folder: Path) -> None:
    """It is tried again and again, more and more rarely; then it is failed and nothing is in the folder."""
    platform, clock = Platform(), TurnedClock(NOW)
    platform.fails = True
    attachments = Attachments(database, folder, {"telegram": platform}, clock)
    tried = []
    for minute in range(25 * 60):
        clock.set(NOW + timedelta(minutes=minute))
        before = platform.asked
        await attachments.fetch_some()
        if platform.asked > before:
            tried.append(minute)
    assert tried == [0, 1, 2, 5, 30, 120, 480, 1440]
    assert await states(database) == ["failed", "failed"]
    assert files(folder) == []


async def test_an_outage_of_an_evening_loses_no_photo(database: Database, folder: Path) -> None:
    """The platform is back after three hours: the photo is fetched then."""
    platform, clock = Platform(), TurnedClock(NOW)
    platform.fails = True
    attachments = Attachments(database, folder, {"telegram": platform}, clock)
    for minutes in (0, 1, 2, 5, 30, 120):
        clock.set(NOW + timedelta(minutes=minutes))
        await attachments.fetch_some()
    platform.fails = False
    clock.set(NOW + timedelta(hours=8))
    assert await attachments.fetch_some() == 2
    assert await states(database) == ["stored", "stored"]
