"""Who has a telephone in the demo, and which unit and groups they are of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from bot.demo.options import DemoError
from campaign.calendar import first_day, instant
from campaign.definition import Campaign, Sprint, Unit

TOKEN = "5000000001:demo-" + "x" * 30
USERNAME = "nuocrut_demo_bot"
ZALO_TOKEN = "5000000002:demo-" + "z" * 30
NAME = "Bot Nước Rút"
_BEGINS_AT = time(7)
Key = int | str
"""A person or chat as the sandbox's control says it: Zalo's begin with z."""


@dataclass(frozen=True)
class Company:
    """Everybody with a telephone on one platform. `names`: of a person in two parts."""

    platform: str
    worker: Key
    cadre: Key
    neighbour: Key
    unit_group: Key
    campaign_group: Key
    names: Mapping[Key, tuple[str, str]]
    one_post_a_day: bool = False

    @property
    def groups(self) -> tuple[Key, Key]:
        """The group of the whole campaign and the unit's."""
        return self.campaign_group, self.unit_group

    @property
    def cadres(self) -> tuple[Key, Key]:
        """Who gets digests."""
        return self.cadre, self.neighbour


WORKER, CADRE, NEIGHBOUR = 1001, 1002, 1003
UNIT_GROUP, CAMPAIGN_GROUP = -2001, -2002
TELEGRAM = Company(
    "telegram", WORKER, CADRE, NEIGHBOUR, UNIT_GROUP, CAMPAIGN_GROUP,
    {WORKER: ("Nguyễn Thị", "Lan"), CADRE: ("Trần Văn", "Bình"), NEIGHBOUR: ("Lê Thị", "Hà")},
)  # fmt: skip
ZALO = Company(
    "zalo", "z1001", "z1002", "z1003", "z-4001", "z-4002",
    {"z1001": ("Phạm Thị", "Mai"), "z1002": ("Đỗ Văn", "Hùng"), "z1003": ("Vũ Thị", "Nga")},
    one_post_a_day=True,
)  # fmt: skip
COMPANIES = {company.platform: company for company in (TELEGRAM, ZALO)}


@dataclass(frozen=True)
class Cast:
    """A campaign with the sprint that is played, the unit of the worker's telephone, the root, and the platforms."""

    campaign: Campaign
    sprint: Sprint
    unit: Unit
    root: Unit
    start: datetime
    companies: tuple[Company, ...] = (TELEGRAM,)

    @property
    def leaves(self) -> tuple[Unit, ...]:
        """The units that have no others under them."""
        parents = {unit.parent for unit in self.campaign.units}
        return tuple(unit for unit in self.campaign.units if unit.code not in parents)

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms' names, in order."""
        return tuple(company.platform for company in self.companies)

    def plays_on(self, company: Company) -> bool:
        """Whether these have telephones in this demo."""
        return company in self.companies


def cast(campaign: Campaign, companies: tuple[Company, ...] = (TELEGRAM,)) -> Cast:
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
    return Cast(campaign, sprint, unit, root, start, companies)


def name_of(person: Key) -> str:
    """The full name of somebody with a telephone."""
    return next(" ".join(each.names[person]) for each in COMPANIES.values() if person in each.names)
