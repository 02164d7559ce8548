"""A value of the policy in words: 20h30–7h30, Chủ nhật, 2 tin, 7 ngày cuối."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from campaign.definition import Policy
from campaign.vietnamese.dates import say_date, say_time
from campaign.vietnamese.numbers import count
from handlers.owner.policy.settings import Setting
from handlers.turn import Turn


def label(turn: Turn, setting: Setting) -> str:
    """What it is called."""
    return turn.t(f"chinhsach-is-{setting.name}")


def said(turn: Turn, setting: Setting, policy: Policy) -> str:
    """Its value in this policy."""
    values = [getattr(policy, key) for key in setting.keys]
    match setting.form:
        case "span":
            return "–".join(say_time(each) for each in values)
        case "pair":
            return turn.t(f"chinhsach-pair-{setting.name}", first=count(values[0]), second=count(values[1]))
        case "weekdays":
            told = [turn.t(f"chinhsach-weekday-{each}") for each in sorted(values[0])]
            return ", ".join(told) or turn.t("chinhsach-nothing")
    return _plain(turn, setting, values[0])


def _plain(turn: Turn, setting: Setting, value: Any) -> str:
    parts = [_one(each) for each in value] if isinstance(value, tuple) else [_one(value)]
    if not parts:
        return turn.t("chinhsach-nothing")
    told = ", ".join(parts)
    return turn.t(f"chinhsach-in-{setting.measure}", n=told) if setting.measure else told


def _one(value: Any) -> str:
    if isinstance(value, time):
        return say_time(value)
    return say_date(value) if isinstance(value, date) else count(value)


def example(turn: Turn, setting: Setting) -> str:
    """How a new value is typed: as the program's own default."""
    values = [getattr(Policy(), key) for key in setting.keys]
    match setting.form:
        case "span":
            return "–".join(say_time(each) for each in values)
        case "pair":
            return turn.t("chinhsach-example-pair", first=count(values[0]), second=count(values[1]))
        case "weekdays":
            return turn.t("chinhsach-weekday-7")
        case "days":
            return turn.t("chinhsach-example-days")
    value = values[0] if isinstance(values[0], tuple) else (values[0],)
    return ", ".join(_one(each) for each in value)
