"""The channels as they are now: what conversations may know of a bot changes with its month and with its users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce

from campaign.quota import shared
from campaign.texts import Texts
from handlers.turn import Channel
from scheduler.delivery import Place
from scheduler.quota import Meters


class Channels(Mapping[Place, Channel]):
    """By (channel, bot). Of a bot whose messages are counted it is looked at anew each time."""

    def __init__(self, fixed: Mapping[Place, Channel], meters: Meters) -> None:
        """`fixed`: the channels as the bots were connected."""
        self._fixed = fixed
        self._meters = meters

    def __getitem__(self, place: Place) -> Channel:
        channel, meter = self._fixed[place], self._meters.get(place)
        if meter is None:
            return channel
        standing = meter.standing()
        return replace(
            channel,
            terse=standing.stage != "plenty",
            doors=self._doors(),
            max_groups=standing.plan.groups,
        )

    def __iter__(self) -> Iterator[Place]:
        return iter(self._fixed)

    def __len__(self) -> int:
        return len(self._fixed)

    def contact(self, unit: str, texts: Texts) -> str:
        """Where a post of this unit sends whoever wants to take part, the counted bot first; empty without any.

        Where the campaign is on several platforms, each says which one it is.
        """
        free = [channel for place, channel in self._fixed.items() if place not in self._meters]
        doors = [door for door in self._doors() if door not in free]
        ways = [shared(unit, doors, _name), *free] if doors else free
        if len({channel.name for channel in self._fixed.values()}) < 2:
            return ", ".join(way.contact for way in ways)
        named = [
            texts("contact-on", contact=way.contact, platform=texts(f"channel-{way.name}")) for way in ways
        ]
        return reduce(lambda one, other: texts("contact-or", one=one, other=other), named) if named else ""

    def _doors(self) -> tuple[Channel, ...]:
        """Where newcomers go: the counted bots with room, else one that is not counted, else those not quite full."""
        plans = {
            place: (meter.standing().plan, meter.standing().users) for place, meter in self._meters.items()
        }
        roomy = [place for place, (plan, users) in plans.items() if not plan.is_near(users)]
        free = [place for place in self._fixed if place not in self._meters]
        left = [place for place, (plan, users) in plans.items() if not plan.is_full(users)]
        return tuple(self._fixed[place] for place in roomy or free[:1] or left)


def _name(channel: Channel) -> str:
    return channel.contact
