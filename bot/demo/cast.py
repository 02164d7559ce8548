"""Who has a telephone in the demo, and which unit and groups they are of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from bot.demo.options import DemoError
from campaign.calendar import first_day, instant
from campaign.definition import Campaign, Sprint, Unit

TOKEN = "5000000001:demo-" + "x" * 30
USERNAME = "nuocrut_demo_bot"
WORKER, CADRE, NEIGHBOUR = 1001, 1002, 1003
UNIT_GROUP, CAMPAIGN_GROUP = -2001, -2002
PEOPLE = {WORKER: ("Nguyễn Thị", "Lan"), CADRE: ("Trần Văn", "Bình"), NEIGHBOUR: ("Lê Thị", "Hà")}
_BEGINS_AT = time(7)


@dataclass(frozen=True)
class Cast:
    """A campaign with the sprint that is played, the unit of the worker's telephone, and the root."""

    campaign: Campaign
    sprint: Sprint
    unit: Unit
    root: Unit
    start: datetime

    @property
    def leaves(self) -> tuple[Unit, ...]:
        """The units that have no others under them."""
        parents = {unit.parent for unit in self.campaign.units}
        return tuple(unit for unit in self.campaign.units if unit.code not in parents)


def cast(campaign: Campaign) -> Cast:
    """The first sprint at seven in the morning of its first day. DemoError when there is no sprint."""
    if not campaign.sprints:
        raise DemoError("The campaign has no sprint, so there is nothing to show day by day.")
    sprint = min(campaign.sprints, key=lambda each: each.starts_at)
    root = next(unit for unit in campaign.units if unit.code == campaign.root)
    parents = {unit.parent for unit in campaign.units}
    leaves = [unit for unit in campaign.units if unit.code not in parents]
    unit = next((leaf for leaf in leaves if leaf.cluster is not None), leaves[0])
    start = max(
        sprint.starts_at, instant(first_day(sprint, campaign.time_zone), _BEGINS_AT, campaign.time_zone)
    )
    return Cast(campaign, sprint, unit, root, start)


def name_of(person: int) -> str:
    """The full name of somebody with a telephone."""
    return " ".join(PEOPLE[person])
