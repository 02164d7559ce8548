"""The evening board of a province, 600,175 initiatives in 3,655 units: from tallies, and by a plain GROUP BY."""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.ours import EXAMPLE
from campaign.boards import board
from campaign.definition import Campaign, Target, Unit
from campaign.file import read_campaign
from campaign.targets import denominators
from campaign.texts import Texts
from campaign.tree import UnitTree
from scheduler.agenda import frame_of
from scheduler.figures import Figures, figures
from scheduler.staging import Staging
from storage.database import Database
from storage.instants import to_micros
from storage.migrating import migrate

UNITS, INITIATIVES = 3655, 600_175
_CLUSTERS = 60
_RUNS = 5
_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one way to the figures: the median of several runs and the slowest."""

    name: str
    median: float
    slowest: float


def province() -> Campaign:
    """The example's campaign over a province's worth of units."""
    example = read_campaign(EXAMPLE)
    root = next(unit for unit in example.units if unit.code == example.root)
    made = [
        Unit(code=f"U{number}", name=f"CĐCS số {number}", parent=root.code, cluster=f"C{number % _CLUSTERS}")
        for number in range(UNITS)
    ]
    targets = [
        Target(phase=example.phases[0].code, kind="allocated", value=200, unit=unit.code) for unit in made
    ]
    return example.model_copy(update={"units": (root, *made), "targets": tuple(targets), "entered": ()})


def fill(path: Path, campaign: Campaign, initiatives: int = INITIATIVES) -> None:
    """Initiatives on their days, with the tallies they have led to."""
    phase = campaign.phases[0]
    zone = ZoneInfo(campaign.time_zone)
    days = (campaign.sprints[0].ends_at - phase.starts_at).days
    chance = random.Random(35)  # the same province in every run
    first = phase.starts_at.astimezone(zone)
    rows, tally, by_day = [], dict[str, int](), dict[tuple[str, str], int]()
    for number in range(1, initiatives + 1):
        unit, day = f"U{chance.randrange(UNITS)}", min(days - 2, int(days * chance.random() ** 0.5))
        at = to_micros(phase.starts_at) + day * _DAY + chance.randrange(_DAY // 2)
        date = (first + timedelta(days=day)).date().isoformat()
        tally[unit] = tally.get(unit, 0) + 1
        by_day[unit, date] = by_day.get((unit, date), 0) + 1
        rows.append((number, unit, phase.code, f"Sáng kiến {number}", f"sang kien {number}", at))
    with sqlite3.connect(path) as database:
        database.executemany(
            "INSERT INTO initiative (id, unit, phase, title, title_folded, confidential, answers, authors, status,"
            " channel, submitted_at) VALUES (?, ?, ?, ?, ?, 0, '{}', '[]', 'submitted', 'chat', ?)",
            rows,
        )
        database.executemany(
            "INSERT INTO tally VALUES (?, ?, ?, 0, 0, 0, 0, NULL)",
            [(unit, phase.code, number) for unit, number in tally.items()],
        )
        database.executemany(
            "INSERT INTO tally_day VALUES (?, ?, ?, ?, 0, 0, 0, 0)",
            [(unit, phase.code, day, number) for (unit, day), number in by_day.items()],
        )


async def _timed(name: str, work: Callable[[], Awaitable[object]]) -> Timing:
    taken = []
    for _ in range(_RUNS):
        begun = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - begun) * 1000)
    return Timing(name, statistics.median(taken), max(taken))


async def measure() -> list[Timing]:
    """Both ways on the same file in the same run."""
    campaign = province()
    with tempfile.TemporaryDirectory(prefix="nuocrut-bench-") as folder:
        path = Path(folder) / "province.sqlite3"
        url = f"sqlite+aiosqlite:///{path}"
        await migrate(url)
        fill(path, campaign)
        database = Database(url)
        await database.open()
        try:
            return await _both(database, path, _staging(campaign))
        finally:
            await database.close()


def _staging(campaign: Campaign) -> Staging:
    return Staging(
        campaign=campaign,
        frame=frame_of(campaign),
        tree=UnitTree(campaign.units),
        texts=Texts(),
        zone=ZoneInfo(campaign.time_zone),
        goals={phase.code: denominators(campaign.targets, phase.code) for phase in campaign.phases},
        forms={},
        bot="@bench_bot",
    )


async def _both(database: Database, path: Path, staging: Staging) -> list[Timing]:
    sprint = staging.campaign.sprints[0]
    now = sprint.ends_at - timedelta(hours=7)

    async def from_tallies() -> Figures:
        async with database.write() as connection:
            return await figures(connection, staging, sprint, now)

    async def whole_board() -> object:
        found = await from_tallies()
        return board(found.snapshot(staging.campaign.root), (), staging.texts)

    moments = (now, now - timedelta(hours=17), now - timedelta(days=7, hours=17), sprint.starts_at)
    plain = sqlite3.connect(path)

    async def by_group() -> object:
        count = "SELECT unit, count(*) FROM initiative WHERE phase = 'gd1' AND status != 'withdrawn'"
        statement = f"{count} AND submitted_at < ? GROUP BY unit"
        return [plain.execute(statement, (to_micros(moment),)).fetchall() for moment in moments]

    begun = time.perf_counter()
    await from_tallies()
    first = (time.perf_counter() - begun) * 1000
    timings = [
        Timing("the day's first figures (takes three snapshots)", first, first),
        await _timed("figures from tallies and snapshots", from_tallies),
        await _timed("the whole board, ranked and written", whole_board),
        await _timed("the same figures by GROUP BY over the initiatives", by_group),
    ]
    plain.close()
    return timings
