"""A campaign in a few lines, for the person who has just checked its files."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from campaign.file.periods import span
from campaign.targets import block_floors, current, denominators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.definition import Campaign, Phase, Sprint


def describe(campaign: Campaign) -> tuple[str, ...]:
    """The campaign line by line, in English: units, phases and targets, sprints, form, days, what was entered."""
    return (
        f"{campaign.code}: {campaign.name}",
        f"Run by {campaign.owner.name}; measured by {campaign.measure} initiatives; times in {campaign.time_zone}",
        _units(campaign),
        *(line for phase in campaign.phases for line in _phase(campaign, phase)),
        *(_sprint(sprint) for sprint in campaign.sprints),
        _form(campaign),
        _days(campaign),
        f"Entered before the bot: {len(campaign.entered)} in {len({one.unit for one in campaign.entered})} units",
    )


def _units(campaign: Campaign) -> str:
    parents = {unit.parent for unit in campaign.units}
    leaves = [unit for unit in campaign.units if unit.code not in parents]
    clusters = Counter(unit.cluster for unit in leaves if unit.cluster is not None)
    names = {term.code: term.name for term in campaign.clusters}
    sizes = ", ".join(f"{names[code]} {size}" for code, size in clusters.items()) or "none"
    return f"Units: {len(campaign.units)}, of which {len(leaves)} have nothing below them. Clusters: {sizes}"


def _phase(campaign: Campaign, phase: Phase) -> Iterator[str]:
    yield f"Phase {phase.code} ({phase.name}): {span(phase)}, figures freeze at {phase.closes_at:%Y-%m-%d %H:%M}"
    floors = block_floors(campaign.targets, phase.code)
    if floors:
        told = " + ".join(f"{value} ({block})" for block, value in floors.items())
        yield f"  floor {told} = {sum(floors.values())}"
    own = current(campaign.targets, campaign.root, phase.code)
    below = denominators(campaign.targets, phase.code)
    below.pop(campaign.root, None)
    total = sum(one.value for one in below.values())
    told = "no target" if own is None else f"{own.kind} {own.value}"
    yield f"  {campaign.root}: {told}; the {len(below)} units with a target have {total} together"


def _sprint(sprint: Sprint) -> str:
    days = (sprint.ends_at - timedelta(microseconds=1)).date() - sprint.starts_at.date()
    return f"Sprint {sprint.code} ({sprint.name}) of {sprint.unit}: {span(sprint)}, {days.days + 1} days"


def _form(campaign: Campaign) -> str:
    steps = ", ".join(f"{step.key}{' (optional)' if step.optional else ''}" for step in campaign.form.steps)
    later = ", ".join(step.key for step in campaign.form.report)
    reported = f"; reported later: {later}" if later else ""
    return f"Form: {len(campaign.form.steps)} steps: {steps}{reported}"


def _days(campaign: Campaign) -> str:
    policy = campaign.policy
    hours = f"{policy.quiet_from:%H:%M}-{policy.quiet_until:%H:%M}"
    extra = ", ".join(map(str, policy.extra_quiet_days)) or "none"
    days = f"holidays of {policy.holidays_country}, other quiet days: {extra}"
    return f"Board at {policy.board_at:%H:%M}; quiet {hours}, {days}"
