"""What holds for every test: where its files lie, and that none of them is a race.

The files lie on the memory disk where there is one: every commit waits for a real one. Nothing is tested less: a memory
disk is the kernel's and outlives a process that is killed, as a real one does. Examples that Hypothesis makes up may
take their time, because the machine may be busy with other tests.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from storage.database import Database
from storage.migrating import migrate

MEMORY = Path("/dev/shm")  # noqa: S108  # the kernel's own place, only the folders in it are ours
ROOM = 2**30
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Before anything is put anywhere; the programs that tests start follow. `TMPDIR` names another place."""
    if "TMPDIR" not in os.environ and has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def has_room(place: Path) -> bool:
    """Whether it is there, ours to write, and large enough; that of a container may be tiny."""
    return place.is_dir() and os.access(place, os.W_OK) and shutil.disk_usage(place).free >= ROOM


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
