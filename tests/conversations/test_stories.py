"""Every story in this folder is played on Telegram: real wire, real program, real database."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.conversations.house import House, make_database
from tests.conversations.playing import START, Performance
from tests.conversations.script import read_story

STORIES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the example campaign, made once."""
    place = tmp_path_factory.mktemp("campaign") / "nuocrut.sqlite3"
    asyncio.run(make_database(place))
    return place


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
async def test_a_story_goes_as_it_is_written(path: Path, database: Path, tmp_path: Path) -> None:
    """What the bot says and offers is what the story says, and nothing goes wrong behind it."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(database, place)
    house = House(place, START)
    await house.open()
    try:
        await Performance(house).play(read_story(path))
    finally:
        await house.close()
