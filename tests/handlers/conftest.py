"""A stage for conversations: a migrated SQLite file with the example campaign, as it stands on 5/5/2022."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from campaign.texts import Texts
from tests.handlers.drafts import reviews
from tests.handlers.stage import START, Phone, Stage, example, prepare


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database made by the migrations, with the example campaign applied; made once and copied."""
    place = tmp_path_factory.mktemp("database") / "prepared.sqlite3"
    prepare(place)
    return place


async def _ended(stage: Stage) -> None:
    """No update was set aside, and the audit log has words for whatever was noted."""
    failed = await stage.set_aside()
    noted = {row["action"] for row in await stage.rows("SELECT DISTINCT action FROM audit")}
    await stage.close()
    assert failed == []
    known = Texts()
    noted -= {"new_deed"}  # a test's own, of a later version
    assert {each for each in noted if not known.has(f"nhatky-{each.replace('_', '-')}")} == set()


@pytest.fixture
async def stage(prepared: Path, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """The bot at 9h00 on 5/5/2022, day 9 of 35 (or at the moment a test asks for), nobody has spoken yet."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(prepared, place)
    made = Stage(f"sqlite+aiosqlite:///{place}", example(), getattr(request, "param", START))
    await made.open()
    yield made
    await _ended(made)


@pytest.fixture
async def frugal(prepared: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same bot where choices are answered in words and each of its messages is counted."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(prepared, place)
    made = Stage(f"sqlite+aiosqlite:///{place}", example(), START, frugal=True)
    await made.open()
    yield made
    await _ended(made)


@pytest.fixture
async def worker(stage: Stage) -> Phone:
    """Nguyễn Văn An, who has joined Xã Đông Hội."""
    phone = stage.phone("Nguyễn Văn An")
    await phone.joins("DHOI")
    return phone


@pytest.fixture
async def reviewing(worker: Phone) -> Phone:
    """That worker, who sees his review card."""
    await reviews(worker)
    return worker
