"""The figures of boards: what was submitted in a unit that ended goes on counting for whoever stands for it (I13)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from campaign.definition import Succession
from campaign.milestones import Nth
from campaign.tree import UnitTree
from scheduler.figures import figures
from storage.database import Database
from storage.exporting.figures import read_facts
from storage.records import Count, Milestone
from storage.writing import write
from tests.scheduler.stage import ZONE, campaign, staging
from tests.storage.rows import initiative

MERGED_ON = date(2022, 5, 10)


async def test_a_merged_units_initiatives_go_on_counting(database: Database) -> None:
    """On the day after the merge the board, the moments it compares with, and the report have lost nothing."""
    made = campaign()
    old, new = [unit.code for unit in made.units if unit.parent == made.root][:2]
    merge = Succession(old=old, kind="merge", on=MERGED_ON, new=new)
    changed = made.model_copy(update={"successions": (merge,)})
    sprint = changed.sprints[0]
    setting = staging()
    object.__setattr__(setting, "campaign", changed)
    object.__setattr__(setting, "tree", UnitTree(changed.units, changed.successions))
    async with database.write() as connection:
        await write(connection, [Count(old, sprint.phase, date(2022, 5, 1), submitted=3)])
        await write(connection, [Count(new, sprint.phase, date(2022, 5, 9), submitted=2)])
        for moment, expected in ((MERGED_ON - timedelta(days=1), (3, 2)), (MERGED_ON, (None, 5))):
            now = datetime(moment.year, moment.month, moment.day, 17, tzinfo=ZONE)
            found = await figures(connection, setting, sprint, now)
            rows = [found.rows[code].now.submitted if code in found.rows else None for code in (old, new)]
            assert tuple(rows) == expected
            assert found.snapshot(made.root).counts.submitted == 5
        assert found.rows[new].sprint_start.submitted == 0
        assert found.rows[new].day_start.submitted == 5
        phases = [changed.phase(sprint.phase)]
        facts = await read_facts(
            connection,
            changed,
            phases,
            made.root,
            now=datetime(2022, 5, 11, tzinfo=ZONE),
            tree_day=date(2022, 5, 11),
        )
    assert facts.of(new).submitted == facts.total().submitted == 5


async def test_the_board_knows_which_initiative_reached_a_milestone(database: Database) -> None:
    """Whatever was written down comes with the figures: of this unit alone, by printed number and unit."""
    made, setting = campaign(), staging()
    sprint, unit = made.sprints[0], next(unit for unit in made.units if unit.parent == made.root)
    reached = Milestone(
        id=1,
        unit=made.root,
        phase=sprint.phase,
        kind="number",
        threshold=100,
        initiative_id=107,
        reached_at=sprint.starts_at,
    )
    now = datetime(2022, 5, 11, 17, tzinfo=ZONE)
    async with database.write() as connection:
        await write(connection, [initiative(107, unit=unit.code, phase=sprint.phase), reached])
        found = await figures(connection, setting, sprint, now)
    assert found.snapshot(made.root).nth == {100: Nth(f"SK-{made.code}-000107", unit.name)}
    assert found.snapshot(unit.code).nth == {}
