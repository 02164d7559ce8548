"""What stands when the sandbox opens: telephones, groups, ready links, the sprint's clock and the crowd."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.demo.cast import CADRE, CAMPAIGN_GROUP, NEIGHBOUR, PEOPLE, TOKEN, UNIT_GROUP, USERNAME, WORKER, Cast
from bot.demo.crowd import rules
from bot.demo.links import Links
from campaign.texts import Texts

_MORNING_AFTER = timedelta(hours=9)  # the end post comes at eight


def scenario(cast: Cast, links: Links, follower: dict[str, str], crowd: Path, texts: Texts) -> dict[str, Any]:
    """The sandbox's scenario (`sandbox.scenario.Scenario` with `sandbox.control.setting.Setting`)."""
    campaign, sprint = cast.campaign, cast.sprint
    return {
        "zone": campaign.time_zone,
        "now": cast.start.isoformat(),
        "bots": [{"token": TOKEN, "username": USERNAME, "name": "Bot Nước Rút"}],
        "people": [{"id": person, "first_name": first, "last_name": last}
                   for person, (first, last) in PEOPLE.items()],
        "groups": [
            {"id": UNIT_GROUP, "title": cast.unit.name, "members": [CADRE, NEIGHBOUR, WORKER]},
            {"id": CAMPAIGN_GROUP, "title": cast.root.name, "members": [CADRE, WORKER, NEIGHBOUR]},
        ],
        "title": campaign.short_name,
        "starts_at": sprint.starts_at.isoformat(),
        "ends_at": sprint.ends_at.isoformat(),
        "runs_until": (sprint.ends_at + _MORNING_AFTER).isoformat(),
        "phones": [
            {"person": WORKER, "role": texts("demo-phone-worker")},
            {"person": CADRE, "role": texts("demo-phone-cadre")},
            {"group": UNIT_GROUP, "role": texts("demo-phone-unit-group")},
            {"group": CAMPAIGN_GROUP, "role": texts("demo-phone-campaign-group")},
        ],
        "links": _links(cast, links, texts),
        "follower": follower,
        "crowd": {"file": str(crowd), **rules()},
    }  # fmt: skip


def _links(cast: Cast, links: Links, texts: Texts) -> list[dict[str, Any]]:
    """The page lists the last one first."""
    unit, root = cast.unit.name, cast.root.name
    groups = [
        {"payload": links.unit_group, "label": texts("demo-link-unit-group", unit=unit), "group": True},
        {
            "payload": links.campaign_group,
            "label": texts("demo-link-campaign-group", unit=root),
            "group": True,
        },
    ]
    people = [
        {"payload": links.cadre, "label": texts("demo-link-cadre", unit=unit)},
        {"payload": links.owner, "label": texts("demo-link-owner")},
        {"payload": links.units[cast.unit.code], "label": texts("demo-link-worker", unit=unit)},
    ]
    return [*groups, *people]
