"""A value of the policy as people type it: "20h30", "7h30–20h30", "2 tin", "thứ bảy, CN", "2/9/2022", "không"."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any

from campaign.vietnamese.dates import AskDate, parse_date
from campaign.vietnamese.numbers import parse_count
from campaign.vietnamese.text import fold
from handlers.groups.steering import read_hour
from handlers.owner.policy.settings import Setting

_BETWEEN = re.compile(r"\s*(?:-|–|—|→|\bđến\b|\bden\b|\btới\b|\btoi\b)\s*")
_LISTED = re.compile(r"\s*(?:[,;\n]|\bvà\b|\bva\b)\s*")
_NUMBERS = re.compile(r"\d[\d.]*")
_FROM = re.compile(r"^\s*(?:từ|tu|lúc|luc)\s+")
_MEASURED = re.compile(r"\s*(?:%|phut|gio|h|ngay|tin|lan|don vi|phan tram)$")
_WEEKDAYS = {
    **{name: day for day in range(2, 8) for name in (f"thu {day}", f"t{day}", f"t {day}")},
    "thu hai": 2,
    "thu ba": 3,
    "thu tu": 4,
    "thu nam": 5,
    "thu sau": 6,
    "thu bay": 7,
    **dict.fromkeys(("chu nhat", "cn", "chu nhat hang tuan"), 8),
}  # as counted in Vietnamese, the second to the eighth
_NONE = {"khong", "khong co", "bo", "trong", "khong ngay nao"}


class UnreadableError(ValueError):
    """Nothing in it is a value of this form."""


def read(setting: Setting, said: str, today: date) -> dict[str, Any]:
    """The values of the setting's keys, each possible or not. UnreadableError."""
    match setting.form:
        case "span":
            return dict(zip(setting.keys, _span(setting, said), strict=True))
        case "pair":
            return dict(zip(setting.keys, _pair(said), strict=True))
        case "time":
            return {setting.keys[0]: _hour(said)}
        case "number":
            return {setting.keys[0]: _number(said)}
    parts = [] if fold(said).strip(" .!") in _NONE else [each for each in _LISTED.split(said.strip()) if each]
    return {setting.keys[0]: [_item(setting, each, today) for each in parts]}


def _item(setting: Setting, said: str, today: date) -> Any:
    match setting.form:
        case "times":
            return _hour(said)
        case "days":
            day = parse_date(said, today=today, window=(today, today + timedelta(days=366)))
            if isinstance(day, AskDate):
                raise UnreadableError
            return day
        case "weekdays":
            if (day_of_week := _WEEKDAYS.get(" ".join(fold(said).split()).strip(" ."))) is None:
                raise UnreadableError
            return day_of_week - 1
    return _number(said)


def _span(setting: Setting, said: str) -> tuple[time, time]:
    ends = _BETWEEN.split(_FROM.sub("", said.strip().casefold()))
    if len(ends) != 2:  # from and until
        raise UnreadableError
    first, last = _hour(ends[0]), _hour(ends[1])
    if setting.name == "quiet" and first < last:
        return last, first  # the hours in which people may be written to
    return first, last


def _hour(said: str) -> time:
    minutes = read_hour(_FROM.sub("", said.strip().casefold()))
    if minutes is None:
        raise UnreadableError
    return time(*divmod(minutes, 60))


def _pair(said: str) -> tuple[int, int]:
    found = [parse_count(each.strip(".")) for each in _NUMBERS.findall(said)]
    if len(found) != 2 or found[0] is None or found[1] is None:  # a pair
        raise UnreadableError
    return found[0], found[1]


def _number(said: str) -> int:
    folded = fold(said).strip(" .!")
    if folded in _NONE:
        return 0
    value = parse_count(_MEASURED.sub("", folded).strip())
    if value is None:
        raise UnreadableError
    return value
