"""The play: the demo itself is owner and cadre at seven in the morning, then the crowd comes and time runs to the end.

Everything goes over the wire: the page's own control moves the telephones, the bot knows nothing of it.
"""

from __future__ import annotations

from bot.demo.cast import CADRE, CAMPAIGN_GROUP, NEIGHBOUR, UNIT_GROUP, USERNAME, Cast, name_of
from bot.demo.ledger import Played, read_ledger
from bot.demo.links import Links
from bot.demo.phone import Phone
from bot.demo.sandbox import Controls

_CHARGED = 3  # units that the second cadre is in charge of


async def play(controls: Controls, cast: Cast, links: Links) -> Played:
    """Set the stage, let the crowd come, and run to the end. DemoError when the bot does not do its part."""
    opened = await open_stage(controls, cast, links)
    await controls.post("clock/end?wait=true")
    return await look_back(controls, cast, opened)


async def open_stage(controls: Controls, cast: Cast, links: Links) -> int:
    """Everything before eight o'clock of day 1, with the crowd on its way; how many deeds of the bot that were."""
    await _Opening(controls, cast, links).perform()
    opened: int = (await controls.get("ledger", chat=0))["next"]
    await controls.post("crowd", on=True)
    return opened


async def look_back(controls: Controls, cast: Cast, opened: int) -> Played:
    """What the sandbox saw until now; `opened` as `open_stage` gave it."""
    deeds = read_ledger((await controls.get("ledger"))["ledger"], cast.campaign.time_zone)
    return Played(
        opening=deeds[:opened],
        deeds=deeds[opened:],
        told=tuple((await controls.get("crowd/told"))["told"]),
        failures=tuple((await controls.get("crowd/failures"))["failures"]),
        crowd=(await controls.get("state"))["crowd"],
        violations=tuple((await controls.get("violations"))["violations"]),
    )


class _Opening:
    """Before eight o'clock of day 1: an owner joins, invites a cadre, and both groups are linked."""

    def __init__(self, controls: Controls, cast: Cast, links: Links) -> None:
        self._cast, self._links = cast, links
        self._owner = Phone(controls, CADRE)
        self._cadre = Phone(controls, NEIGHBOUR)

    async def perform(self) -> None:
        """All of it, in order."""
        await self._join(self._owner, self._links.owner, name_of(CADRE), self._cast.root.code)
        await self._invite()
        await self._link(self._owner, CAMPAIGN_GROUP, self._cast.root.code)
        await self._link(self._cadre, UNIT_GROUP, self._cast.unit.code)

    async def _join(self, phone: Phone, code: str, name: str, unit: str) -> None:
        await phone.start(code)
        await phone.say("1 có 2 có 3 có 4 có")
        await phone.say(name)
        await phone.say(unit)
        await phone.press(r"^(?!‹)")

    async def _invite(self) -> None:
        """The owner gives a cadre a few units; each link is opened by the cadre."""
        units = [self._cast.unit, *(leaf for leaf in self._cast.leaves if leaf != self._cast.unit)]
        for number, unit in enumerate(units[:_CHARGED]):
            await self._owner.say(f"/moi {unit.code}")
            code = self._owner.find(r"\?start=([\w-]+)")
            if number:
                await self._cadre.start(code)
            else:
                await self._join(self._cadre, code, name_of(NEIGHBOUR), unit.code)
            self._cadre.find(r"(được giao phụ trách)")

    async def _link(self, phone: Phone, group: int, unit: str) -> None:
        """The bot is added and made administrator, so that it may pin; the code is sent in the group."""
        await self._owner.turn_bot(group, "add")
        await self._owner.turn_bot(group, "promote")
        await phone.say(f"/nhom {unit}")
        line = phone.find(rf"(/lienket@{USERNAME} [\w-]+)")
        await phone.say_in(group, line)
        phone.find(r"(đã được liên kết)")
