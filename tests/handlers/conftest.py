"""A stage for conversations: a migrated SQLite file with the example campaign, as it stands on 5/5/2022."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.migrating import migrate
from tests.handlers.stage import START, Phone, Stage, example


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with its tables, made once by the migrations."""
    import asyncio  # noqa: PLC0415  # the event loop of the tests is not there yet

    place = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{place}"))
    return place


@pytest.fixture
async def stage(migrated: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot at 9h00 on 5/5/2022, day 9 of 35, with what was entered before it existed."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(migrated, place)
    made = Stage(f"sqlite+aiosqlite:///{place}", example(), START)
    await made.open()
    yield made
    failed = await made.set_aside()
    await made.close()
    assert failed == []


@pytest.fixture
async def worker(stage: Stage) -> Phone:
    """Nguyễn Văn An, who has joined Xã Đông Hội."""
    phone = stage.phone("Nguyễn Văn An")
    await phone.joins("DHOI")
    return phone
