"""[policy]: when whom may be reminded of what; only what differs from the defaults is written."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import holidays
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from campaign.definition import Policy
from campaign.file.values import clock_of, day_of
from campaign.file.wording import did_you_mean, plain_reason

if TYPE_CHECKING:
    from campaign.file.document import Document

_SLOTS = ("digest_at", "worker_at", "board_at", "launch_at", "last_call_at", "end_at")
_DAYS = ("extra_quiet_days", "working_days")
_CLOCKS = tuple(name for name, field in Policy.model_fields.items() if isinstance(field.default, time))
_HARD_FROM, _HARD_UNTIL = time(22, 0), time(7, 0)  # whatever a campaign wants (domain.md 5.3)
_NIGHT = "nobody is written to between 22:00 and 07:00"


def read_policy(document: Document) -> Policy:
    """The policy; what is wrong with it is noted, and then the default value stands in its place."""
    good: dict[str, Any] = {}
    for key, value in document.table(("policy",)).items():
        if key not in Policy.model_fields:
            document.refuse(("policy", key), f"there is no such key{did_you_mean(key, Policy.model_fields)}")
        else:
            _read(document, key, value, good)
    policy = Policy(**good)
    _check(document, policy)
    return policy


def _read(document: Document, key: str, value: object, good: dict[str, Any]) -> None:
    try:
        read = _python(key, value)
        Policy.model_validate({key: read}, strict=True)
    except PydanticCustomError as error:
        document.refuse(("policy", key), error.message())
    except ValidationError as refused:
        for one in refused.errors(include_url=False):
            document.refuse(("policy", *one["loc"]), plain_reason(one, ()))
    else:
        good[key] = read


def _python(key: str, value: object) -> object:
    """What TOML wrote as the value of this key, with times, days and lists as the policy has them."""
    if key in _CLOCKS:
        return clock_of(value)
    if isinstance(value, list):
        return tuple(day_of(one) if key in _DAYS else one for one in value)
    return value


def _check(document: Document, policy: Policy) -> None:
    """Note what makes sense alone but not together."""
    if not policy.quiet_until < policy.quiet_from <= _HARD_FROM:
        _refuse(document, "quiet_from", f"the quiet hours must begin in the evening, by 22:00: {_NIGHT}")
    if policy.quiet_until < _HARD_UNTIL:
        _refuse(document, "quiet_until", f"the quiet hours must last until 07:00 at least: {_NIGHT}")
    for slot in _SLOTS:
        if _is_quiet(policy, getattr(policy, slot)):
            reason = f"{getattr(policy, slot):%H:%M} lies in the quiet hours {_hours(policy)}: it would never be sent"
            _refuse(document, slot, reason)
    _check_order(document, policy)
    if set(policy.quiet_weekdays) >= set(range(1, 8)):
        _refuse(document, "quiet_weekdays", "every day of the week is quiet: nothing would ever be sent")
    both = sorted(set(policy.extra_quiet_days) & set(policy.working_days))
    for day in both:
        _refuse(document, "working_days", f"{day} is in extra_quiet_days too")
    if policy.holidays_country not in holidays.list_supported_countries():
        reason = f"no holidays are known of “{policy.holidays_country}”: write a country as two letters, “VN”"
        _refuse(document, "holidays_country", reason)


def _check_order(document: Document, policy: Policy) -> None:
    for first, second in (("digest_at", "digest_until"), ("board_at", "board_until")):
        if getattr(policy, second) <= getattr(policy, first):
            _refuse(document, second, f"it must be later than {first} ({getattr(policy, first):%H:%M})")
    for key in ("board_always_on", "board_marks"):
        if len(set(getattr(policy, key))) < len(getattr(policy, key)):
            _refuse(document, key, "a number is there twice")


def _refuse(document: Document, key: str, reason: str) -> None:
    """Note it at the key itself, or at the quiet hours when only those were written."""
    written = document.data["policy"]
    at = next((one for one in (key, "quiet_from", "quiet_until") if one in written), key)
    document.refuse(("policy", at), reason if at == key else f"{key}: {reason}")


def _is_quiet(policy: Policy, moment: time) -> bool:
    start, end = policy.quiet_from, policy.quiet_until
    return start <= moment < end if start <= end else moment >= start or moment < end


def _hours(policy: Policy) -> str:
    return f"{policy.quiet_from:%H:%M}-{policy.quiet_until:%H:%M}"
