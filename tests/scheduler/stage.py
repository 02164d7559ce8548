"""The example campaign made ready for planning, and its days."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from campaign.definition import Campaign
from campaign.file import read_campaign
from campaign.targets import denominators
from campaign.texts import Texts
from campaign.tree import UnitTree
from scheduler.agenda import frame_of
from scheduler.staging import Staging
from storage.database import Database
from storage.records import Count, Reached
from storage.writing import write

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2022, 4, 27, 7, 0, tzinfo=ZONE)
LAST_DAY = START.replace(month=5, day=31)
THE_END = LAST_DAY.replace(month=6, day=1, hour=8)


@cache
def campaign() -> Campaign:
    return read_campaign(EXAMPLE)


def staging(of: Campaign | None = None) -> Staging:
    """A campaign, the example by default, made ready for planning."""
    made = of or campaign()
    return Staging(
        campaign=made,
        frame=frame_of(made),
        tree=UnitTree(made.units, made.successions),
        texts=Texts(made.texts),
        zone=ZONE,
        goals={phase.code: denominators(made.targets, phase.code) for phase in made.phases},
        forms={made.form.revision: made.form},
        bot="@bot",
    )


async def reach(database: Database, unit: str, at: datetime, number: int = 150) -> None:
    """Let a unit reach its target, and the whole campaign 500, at this moment."""
    phase = campaign().phases[0].code
    async with database.write() as connection:
        await write(connection, [Count(unit, phase, at.date(), submitted=number), Reached(unit, phase, at)])
