"""[policy]: when whom may be reminded of what; only what differs from the defaults is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from campaign.definition import Policy
from campaign.file.values import clock_of, day_of
from campaign.file.wording import did_you_mean, plain_reason
from campaign.policy import Fault, Why, faults

if TYPE_CHECKING:
    from campaign.file.document import Document

_DAYS = ("extra_quiet_days", "working_days")
_HOURS = ("worker_hours",)
_CLOCKS = tuple(name for name, field in Policy.model_fields.items() if isinstance(field.default, time))
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
        read = day_of if key in _DAYS else clock_of if key in _HOURS else None
        return tuple(read(one) if read is not None else one for one in value)
    return value


def _check(document: Document, policy: Policy) -> None:
    """Note what makes sense alone but not together."""
    for fault in faults(policy):
        for reason in _reasons(policy, fault):
            _refuse(document, fault.key, reason)


def _reasons(policy: Policy, fault: Fault) -> Iterator[str]:
    if fault.why in _REASONS:
        yield _REASONS[fault.why]
    match fault.why:
        case "slot":
            yield f"{getattr(policy, fault.key):%H:%M} lies in the quiet hours {_hours(policy)}: it would never be sent"
        case "order":
            yield f"it must be later than {fault.other} ({getattr(policy, fault.other):%H:%M})"
        case "more":
            yield f"it cannot be more than {fault.other} ({getattr(policy, fault.other)})"
        case "twice":
            yield f"{'an hour' if fault.key in _HOURS else 'a number'} is there twice"
        case "both":
            both = sorted(set(policy.extra_quiet_days) & set(policy.working_days))
            yield from (f"{day} is in {fault.other} too" for day in both)
        case "country":
            yield f"no holidays are known of “{policy.holidays_country}”: write a country as two letters, “VN”"


_REASONS: Mapping[Why, str] = {
    "evening": f"the quiet hours must begin in the evening, by 22:00: {_NIGHT}",
    "morning": f"the quiet hours must last until 07:00 at least: {_NIGHT}",
    "night": f"only hours from 07:00 to 21:59 can be chosen: {_NIGHT}",
    "every_day": "every day of the week is quiet: nothing would ever be sent",
}


def _refuse(document: Document, key: str, reason: str) -> None:
    """Note it at the key itself, or at the quiet hours when only those were written."""
    written = document.data["policy"]
    at = next((one for one in (key, "quiet_from", "quiet_until") if one in written), key)
    document.refuse(("policy", at), reason if at == key else f"{key}: {reason}")


def _hours(policy: Policy) -> str:
    return f"{policy.quiet_from:%H:%M}-{policy.quiet_until:%H:%M}"
