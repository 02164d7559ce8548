"""When initiatives come: more from day to day, few on days off, in a day most around noon (domain.md 0 #9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from random import Random

from bot.demo.crowd.setting import Wave
from campaign.calendar import first_day, instant, last_day, quietness
from campaign.definition import Campaign, Sprint

_DAY = timedelta(days=1)
_STEP = timedelta(minutes=3)  # the pace of rules.toml: who acts at the same moment is one batch
_GROWTH = 1.075  # from day to day within a wave
_ON_DAYS_OFF = 0.3
# (from, to, weight) of a day: a talk may take more than an hour, somebody has to be through before the board
# of 17:00, and nobody begins near midnight
_HOURS = (
    (time(8, 9), time(11, 30), 26),
    (time(11, 30), time(13, 0), 34),
    (time(13, 0), time(16, 30), 22),
    (time(17, 6), time(20, 0), 8),
    (time(20, 0), time(22, 0), 10),
)
_OFF_HOURS = ((time(8, 30), time(11, 30), 40), (time(14, 0), time(21, 0), 60))
_LAST_EVENING = (time(20, 6), time(22, 0), 25)
_BEFORE_BOARD = (time(8, 9), time(15, 0), 1)


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers that make `total`, as near to the weights as can be (largest remainders)."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    given = [int(each) for each in exact]
    order = sorted(range(len(weights)), key=lambda place: (given[place] - exact[place], place))
    for place in order[: total - sum(given)]:
        given[place] += 1
    return given


def moments(campaign: Campaign, sprint: Sprint, waves: Sequence[Wave], random: Random) -> list[datetime]:
    """When each worker begins (UTC, in order): as many as the waves say."""
    return sorted(chain.from_iterable(_of_wave(campaign, sprint, wave, random) for wave in waves))


def _of_wave(campaign: Campaign, sprint: Sprint, wave: Wave, random: Random) -> Iterator[datetime]:
    first = first_day(sprint, campaign.time_zone)
    days = [first + n * _DAY for n in range(wave.first - 1, wave.last)]
    loud = [not quietness(day, campaign.policy) for day in days]
    weights = [_GROWTH**n * (1 if loud[n] else _ON_DAYS_OFF) for n in range(len(days))]
    numbers = _nowhere_none(share_out(wave.registered, weights), loud)
    for day, number in zip(days, numbers, strict=True):
        yield from _of_day(day, number, campaign, sprint, random)


def _nowhere_none(numbers: list[int], loud: Sequence[bool]) -> list[int]:
    """Somebody on every posting day, so that every board has something to tell, as far as they last."""
    for place, number in enumerate(numbers):
        fullest = max(range(len(numbers)), key=numbers.__getitem__)
        if loud[place] and number == 0 and numbers[fullest] > 1:
            numbers[place], numbers[fullest] = 1, numbers[fullest] - 1
    return numbers


def _of_day(day: date, number: int, campaign: Campaign, sprint: Sprint, random: Random) -> Iterator[datetime]:
    zone = campaign.time_zone
    off = bool(quietness(day, campaign.policy))
    hours = _OFF_HOURS if off else _HOURS
    if day == last_day(sprint, zone):
        hours = (*hours, _LAST_EVENING)
    spans = random.choices(hours, [weight for *_, weight in hours], k=number)
    for place, (start, end, _) in enumerate(spans):
        begin, until = (start, end) if place or off else _BEFORE_BOARD[:2]
        opened, closed = instant(day, begin, zone), instant(day, until, zone)
        yield opened + random.randrange((closed - opened) // _STEP) * _STEP
