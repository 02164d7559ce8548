"""Every story in this folder is played on every platform: real wire, real program, real database."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.conversations.house import House, make_database
from tests.conversations.playing import START, Performance
from tests.conversations.script import Story, read_story
from tests.conversations.telegram_side import TelegramSide
from tests.conversations.zalo_side import ZaloSide

PLATFORMS = (TelegramSide, ZaloSide)
STORIES = [read_story(path) for path in sorted(Path(__file__).parent.glob("*.txt"))]


PERFORMANCES = [
    pytest.param(story, platform, id=f"{story.name}-{platform.name}")
    for story in STORIES
    for platform in PLATFORMS
    if story.only in {"", platform.name}
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the example campaign, made once; it knows of no platform."""
    place = tmp_path_factory.mktemp("campaign") / "nuocrut.sqlite3"
    asyncio.run(make_database(TelegramSide(START), place))
    return place


@pytest.mark.parametrize(("story", "platform"), PERFORMANCES)
async def test_a_story_goes_as_it_is_written(
    story: Story, platform: type[TelegramSide | ZaloSide], database: Path, tmp_path: Path
) -> None:
    """What the bot says and offers is what the story says, and nothing goes wrong behind it."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(database, place)
    house = House(platform(START), place, START)
    await house.open()
    try:
        await Performance(house).play(story.on(platform.name))
    finally:
        await house.close()
