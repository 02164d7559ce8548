"""The ways into the bot that a unit's card shows: of each platform one bot, always the same."""

from __future__ import annotations

from collections.abc import Iterable

from campaign.quota import shared
from handlers.turn import Channel
from storage.papers.codes import Way


def ways_of(channels: Iterable[Channel], unit: str, code: str) -> tuple[Way, ...]:
    """The ways of one unit: of each platform one bot, always the same."""
    found: dict[str, list[Channel]] = {}
    for channel in channels:
        found.setdefault(channel.name, []).append(channel)
    return tuple(_way(shared(unit, bots, _contact), code) for bots in found.values())


def _way(channel: Channel, code: str) -> Way:
    if channel.link:
        return Way(channel.name, channel.link_to(code))
    return Way(channel.name, channel.address or channel.contact, code)


def _contact(channel: Channel) -> str:
    return channel.contact
