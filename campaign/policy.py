"""The reminder policy as a whole: what makes sense alone but not together, whoever wrote it (domain.md 5.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Literal

import holidays

from campaign.definition import Policy

SLOTS = ("digest_at", "worker_at", "board_at", "launch_at", "last_call_at", "end_at")
HARD_FROM, HARD_UNTIL = time(22, 0), time(7, 0)  # whatever a campaign or a person wants
Why = Literal["evening", "morning", "slot", "order", "twice", "night", "more", "every_day", "both", "country"]
_IN_ORDER = (("digest_at", "digest_until"), ("board_at", "board_until"))
_AT_MOST = (("idle_per_period", "idle_period_days"), ("last_days", "stretch_days"))
_LISTS = ("board_always_on", "board_marks", "worker_hours")
_WEEK = frozenset(range(1, 8))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the value of `key`, beside that of `other` where it depends on one."""

    key: str
    why: Why
    other: str = ""


def faults(policy: Policy) -> Iterator[Fault]:
    """Everything that is wrong with values that are each possible alone; none of a good policy.

    `evening`, `morning`: the hours from 22:00 to 07:00 are not quiet. `slot`: it lies in the quiet hours, never to
    be sent. `order`: it is not later than `other`. `twice`: a value is there twice. `night`: one of those hours can
    be chosen. `more`: it is more than `other`. `every_day`: no day is left. `both`: a day is off and worked.
    `country`: nobody knows its holidays.
    """
    if not policy.quiet_until < policy.quiet_from <= HARD_FROM:
        yield Fault("quiet_from", "evening")
    if policy.quiet_until < HARD_UNTIL:
        yield Fault("quiet_until", "morning")
    yield from (Fault(slot, "slot") for slot in SLOTS if _is_quiet(policy, getattr(policy, slot)))
    for first, second in _IN_ORDER:
        if getattr(policy, second) <= getattr(policy, first):
            yield Fault(second, "order", first)
    for key in _LISTS:
        if len(set(getattr(policy, key))) < len(getattr(policy, key)):
            yield Fault(key, "twice")
    if not all(HARD_UNTIL <= hour < HARD_FROM for hour in policy.worker_hours):
        yield Fault("worker_hours", "night")
    yield from (
        Fault(key, "more", most) for key, most in _AT_MOST if getattr(policy, key) > getattr(policy, most)
    )
    yield from _of_days(policy)


def _of_days(policy: Policy) -> Iterator[Fault]:
    if set(policy.quiet_weekdays) >= _WEEK:
        yield Fault("quiet_weekdays", "every_day")
    if set(policy.extra_quiet_days) & set(policy.working_days):
        yield Fault("working_days", "both", "extra_quiet_days")
    if policy.holidays_country not in holidays.list_supported_countries():
        yield Fault("holidays_country", "country")


def _is_quiet(policy: Policy, moment: time) -> bool:
    start, end = policy.quiet_from, policy.quiet_until
    return start <= moment < end if start <= end else moment >= start or moment < end
