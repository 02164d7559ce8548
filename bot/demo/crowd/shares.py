"""From which units the crowd's workers come: some units reach their target, some stay behind, a few have none."""

from __future__ import annotations

from collections import Counter
from random import Random

from bot.demo.crowd.curve import share_out
from bot.demo.crowd.setting import Setting
from campaign.definition import Campaign, Sprint, Unit
from campaign.targets import denominators

_USUAL_TARGET = 4


def units_of(campaign: Campaign, sprint: Sprint, setting: Setting, number: int, random: Random) -> list[Unit]:
    """A unit for each of `number` workers, in the order they come."""
    parents = {unit.parent for unit in campaign.units}
    leaves = [unit for unit in campaign.units if unit.code not in parents]
    numbers = share_out(number, _weights(campaign, sprint, setting, leaves, random))
    drawn = [unit for unit, times in zip(leaves, numbers, strict=True) for _ in range(times)]
    random.shuffle(drawn)
    return drawn


def _weights(
    campaign: Campaign, sprint: Sprint, setting: Setting, leaves: list[Unit], random: Random
) -> list[float]:
    """How many each unit lacks to the share of its target that it will come to."""
    goals = denominators(campaign.targets, sprint.phase)
    entered = Counter(each.entered_at < sprint.starts_at and each.unit for each in campaign.entered)
    weights = []
    for unit in leaves:
        goal = goals[unit.code].value if unit.code in goals else _USUAL_TARGET
        wanted = goal * _zeal(random) - entered[unit.code]
        weights.append(0.0 if unit.code in setting.stay_away else max(wanted, 0.6))
    return weights


def _zeal(random: Random) -> float:
    """The share of its target a unit comes to: a quarter of them reach it, some stay far behind."""
    return random.choice((1.08, 1.04, 1.0, 0.95, 0.93, 0.9, 0.86, 0.8, 0.72, 0.6))
