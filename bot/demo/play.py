"""The play: the demo itself is owner and cadre at seven in the morning, then the crowd comes and time runs to the end.

Everything goes over the wire: the page's own control moves the telephones, the bot knows nothing of it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.demo.cast import Cast, Company, Key, name_of
from bot.demo.ledger import Deed, Played, read_ledger
from bot.demo.links import Links
from bot.demo.phone import Phone, phone_of
from bot.demo.reviewing import Review
from bot.demo.sandbox import Controls

_CHARGED = 3  # units that the second cadre is in charge of
Opened = dict[str, int]
"""How many deeds of the bot there were on each platform before the crowd came."""


async def play(controls: Controls, cast: Cast, links: Links, review: Review | None = None) -> Played:
    """Set the stage, let the crowd come, and run to the end. DemoError when the bot does not do its part."""
    opened = await open_stage(controls, cast, links)
    if review is not None:
        await review.perform()
    await controls.post("clock/end?wait=true")
    played = await look_back(controls, cast, opened)
    if review is None:
        return played
    return replace(played, decisions=tuple(review.decisions), answers=review.answers)


async def open_stage(controls: Controls, cast: Cast, links: Links) -> Opened:
    """Everything before eight o'clock of day 1, with the crowd on its way; how many deeds of the bot that were."""
    for company in cast.companies:
        await _Opening(controls, cast, links, company).perform()
    opened = {
        platform: (await controls.get("ledger", platform=platform))["next"] for platform in cast.platforms
    }
    await controls.post("crowd", on=True)
    return opened


async def look_back(controls: Controls, cast: Cast, opened: Opened) -> Played:
    """What the sandbox saw until now; `opened` as `open_stage` gave it."""
    opening: list[Deed] = []
    deeds: list[Deed] = []
    for platform, number in opened.items():
        entries = (await controls.get("ledger", platform=platform))["ledger"]
        seen = read_ledger(entries, cast.campaign.time_zone)
        opening += seen[:number]
        deeds += seen[number:]
    return Played(
        opening=tuple(opening),
        deeds=tuple(sorted(deeds, key=lambda deed: deed.at)),
        told=tuple((await controls.get("crowd/told"))["told"]),
        failures=tuple((await controls.get("crowd/failures"))["failures"]),
        crowd=(await controls.get("state"))["crowd"],
        violations=tuple((await controls.get("violations"))["violations"]),
        unheard=tuple((await controls.get("unheard"))["unheard"]),
    )


class _Opening:
    """Before eight o'clock of day 1, on one platform: an owner joins, invites a cadre, both groups are linked."""

    def __init__(self, controls: Controls, cast: Cast, links: Links, company: Company) -> None:
        self._cast, self._code, self._company = cast, links.owners[company.platform], company
        self._owner = phone_of(controls, company, company.cadre)
        self._cadre = phone_of(controls, company, company.neighbour)

    async def perform(self) -> None:
        """All of it, in order."""
        company, root, unit = self._company, self._cast.root.code, self._cast.unit.code
        await self._owner.join(self._code, name_of(company.cadre), root)
        await self._invite()
        await self._link(self._owner, company.campaign_group, root)
        await self._link(self._cadre, company.unit_group, unit)

    async def _invite(self) -> None:
        """The owner gives a cadre a few units; each link is opened by the cadre."""
        units = [self._cast.unit, *(leaf for leaf in self._cast.leaves if leaf != self._cast.unit)]
        for number, unit in enumerate(units[:_CHARGED]):
            await self._owner.say(f"/moi {unit.code}")
            code = self._owner.code
            if number:
                await self._cadre.start(code)
            else:
                await self._cadre.join(code, name_of(self._company.neighbour), unit.code)
            self._cadre.find(r"(được giao phụ trách)")

    async def _link(self, phone: Phone, group: Key, unit: str) -> None:
        """The bot comes into the group; the code is sent there."""
        await self._owner.bring_bot(group)
        await phone.say(f"/nhom {unit}")
        await phone.say_in(group, phone.line_for_group)
        phone.find(r"(đã được liên kết)")
