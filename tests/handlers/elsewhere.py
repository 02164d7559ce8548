"""The bot of another campaign than the example's, in a database of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from campaign.file import read_campaign
from storage.migrating import migrate
from tests.handlers.stage import Stage


@asynccontextmanager
async def elsewhere(folder: Path, moment: datetime, place: Path) -> AsyncIterator[Stage]:
    """At this moment (aware), until the block ends; then no update may have been set aside."""
    url = f"sqlite+aiosqlite:///{place / 'elsewhere.sqlite3'}"
    await migrate(url)
    made = Stage(url, read_campaign(folder), moment)
    await made.open()
    await made.apply()
    yield made
    failed = await made.set_aside()
    await made.close()
    assert failed == []
