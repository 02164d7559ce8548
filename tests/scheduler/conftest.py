"""A migrated SQLite file for each test, copied from one that was made by the migrations."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrating import migrate


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them."""
    place = tmp_path_factory.mktemp("storage") / "empty.sqlite3"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{place}"))
    return place


@pytest.fixture
async def database(empty: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An open database of this test's own."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(empty, place)
    opened = Database(f"sqlite+aiosqlite:///{place}")
    await opened.open()
    yield opened
    await opened.close()
