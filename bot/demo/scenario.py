"""What stands when the sandbox opens: telephones, groups, ready links, the sprint's clock and the crowd."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.demo.cast import NAME, TELEGRAM, TOKEN, USERNAME, ZALO, ZALO_TOKEN, Cast, Company
from bot.demo.crowd import rules
from bot.demo.links import Links
from campaign.texts import Texts

_MORNING_AFTER = timedelta(hours=9)  # the end post comes at eight


def scenario(cast: Cast, links: Links, follower: dict[str, str], crowd: Path, texts: Texts) -> dict[str, Any]:
    """The sandbox's scenario (`sandbox.scenario.Scenario` with `sandbox.control.setting.Setting`)."""
    campaign, sprint = cast.campaign, cast.sprint
    shown = sorted(
        cast.companies, key=lambda company: company is not ZALO
    )  # where the unions' groups are comes first
    return {
        "zone": campaign.time_zone,
        "now": cast.start.isoformat(),
        **(_telegram(cast) if cast.plays_on(TELEGRAM) else {}),
        **({"zalo": _zalo(cast)} if cast.plays_on(ZALO) else {}),
        "title": campaign.short_name,
        "starts_at": sprint.starts_at.isoformat(),
        "ends_at": sprint.ends_at.isoformat(),
        "runs_until": (sprint.ends_at + _MORNING_AFTER).isoformat(),
        "phones": [
            *(_worker(company, texts) for company in shown),
            *(phone for company in shown for phone in _others(company, texts)),
        ],
        "links": _links(cast, links, texts),
        "follower": follower,
        "crowd": {"file": str(crowd), **rules(texts, campaign.form)},
    }


def _campaign_group(cast: Cast) -> str:
    """What the whole campaign's group is called; told from the unit's, where there is only one unit as yet."""
    if cast.unit is not cast.root:
        return cast.root.name
    return Texts(cast.campaign.texts)("demo-group-whole", unit=cast.root.name)


def _telegram(cast: Cast) -> dict[str, Any]:
    everybody = [TELEGRAM.cadre, TELEGRAM.neighbour, TELEGRAM.worker]
    return {
        "bots": [{"token": TOKEN, "username": USERNAME, "name": NAME}],
        "people": [{"id": person, "first_name": first, "last_name": last}
                   for person, (first, last) in TELEGRAM.names.items()],
        "groups": [
            {"id": TELEGRAM.unit_group, "title": cast.unit.name, "members": everybody},
            {"id": TELEGRAM.campaign_group, "title": _campaign_group(cast), "members": everybody},
        ],
    }  # fmt: skip


def _zalo(cast: Cast) -> dict[str, Any]:
    """No plan has room for the crowd, so the plan's limits are lifted; the summary of a play says so.

    A picture's address lives as long as the sprint: in a play days go by in seconds.
    """
    leader, *members = (_number(each) for each in (ZALO.cadre, ZALO.neighbour, ZALO.worker))
    return {
        "bots": [{"token": ZALO_TOKEN, "display_name": NAME, "plan": "lifted"}],
        "people": [{"id": _number(person), "display_name": " ".join(names)}
                   for person, names in ZALO.names.items()],
        "groups": [
            {"id": _number(ZALO.unit_group), "title": cast.unit.name, "leader": leader, "members": members},
            {"id": _number(ZALO.campaign_group), "title": _campaign_group(cast), "leader": leader, "members": members},
        ],
        "switches": {"media_life": 40 * 86400},
    }  # fmt: skip


def _number(key: int | str) -> int:
    """The world's number of one of Zalo's."""
    return int(str(key).removeprefix("z"))


def _worker(company: Company, texts: Texts) -> dict[str, Any]:
    return {"person": company.worker, "role": texts("demo-phone-worker")}


def _others(company: Company, texts: Texts) -> list[dict[str, Any]]:
    return [
        {"person": company.cadre, "role": texts("demo-phone-cadre")},
        {"group": company.unit_group, "role": texts("demo-phone-unit-group")},
        {"group": company.campaign_group, "role": texts("demo-phone-campaign-group")},
    ]


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
        {"payload": next(iter(links.owners.values())), "label": texts("demo-link-owner")},
        {"payload": links.units[cast.unit.code], "label": texts("demo-link-worker", unit=unit)},
    ]
    return [*groups, *people]
