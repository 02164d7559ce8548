"""The crowd's plan: a line for each worker, and the rules by which they talk."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.crowd.curve import moments
from bot.demo.crowd.setting import CrowdFileError, Setting
from bot.demo.crowd.shares import units_of
from bot.demo.crowd.words import Ideas, Names
from bot.demo.crowd.workers import Casting, on_platform
from campaign.calendar import local_day, quietness
from campaign.definition import Campaign, Form, Sprint, Unit
from campaign.texts import Texts

__all__ = ["CrowdFileError", "crowd_of", "rules"]

_SEED = 1008
_NAMED = re.compile(r"<<([a-z0-9-]+)>>")
_STEP = re.compile(r"<<step:([a-z0-9_]+)>>")
_SIGNS = re.compile(r"^[^\w“(]+")  # that dress a button where there are buttons
_DAY = timedelta(days=1)
_SLOW = 0.12  # of those who can: they begin the day before, and finish by themselves or when reminded
_UNFINISHED = 0.03  # as many again begin and never finish
_DECLINED = 0.02  # and as many do not consent
_IDLE = 0.02  # and as many join and begin nothing, whatever the bot says
_Line = dict[str, Any]


def rules(texts: Texts, form: Form) -> dict[str, Any]:
    """How workers read and answer these texts and this form (`sandbox.persona.Plan` without its file)."""
    plan = tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8"))
    labels = {"last_text": [step.label for step in form.steps if step.kind == "text"][-1]}
    labels |= {step.key: step.label for step in form.steps}
    told = [_of_form(rule, labels) for rule in plan["rules"]]
    plan["rules"] = [
        rule | {key: _in_words(rule[key], texts) for key in ("when", "press") if key in rule}
        for rule in told
        if rule is not None
    ]
    return plan


def _of_form(rule: _Line, labels: Mapping[str, str]) -> _Line | None:
    """The rule with the form's labels in it; None where it is about a step that this form does not ask."""
    if not set(_STEP.findall(rule.get("when", ""))) <= labels.keys():
        return None
    when = _STEP.sub(lambda named: re.escape(labels[named[1]]), rule.get("when", ""))
    if "say" not in rule:
        return rule | {"when": when}
    lines = [line for line in rule["say"].split("\n") if set(_STEP.findall(line)) <= labels.keys()]
    return rule | {"when": when, "say": _STEP.sub(lambda named: labels[named[1]], "\n".join(lines))}


def _in_words(pattern: str, texts: Texts) -> str:
    """The pattern with the words of the texts it names. CrowdFileError for a text without any of its own."""

    def words(named: re.Match[str]) -> str:
        constant = _SIGNS.sub("", texts.constant(named[1]))
        if not constant:
            raise CrowdFileError(f"rules.toml: the text {named[1]} has no words of its own.")
        return re.escape(constant)

    return _NAMED.sub(words, pattern)


def crowd_of(
    campaign: Campaign,
    sprint: Sprint,
    setting: Setting,
    codes: Mapping[str, str],
    platforms: Sequence[str] = ("telegram",),
) -> list[_Line]:
    """Every worker who comes, in the order they come; as many finish as the setting's waves say.

    `codes`: the codes of the units' joining links. Each of the `platforms` gets as many workers as the others.
    """
    lines = sorted(_Planning(campaign, sprint, setting, codes).lines(), key=lambda line: str(line["at"]))
    return [on_platform(line, platform) for line, platform in zip(lines, cycle(platforms), strict=False)]


class _Planning:
    """One plan being made; the same campaign and setting always give the same plan."""

    def __init__(
        self, campaign: Campaign, sprint: Sprint, setting: Setting, codes: Mapping[str, str]
    ) -> None:
        self._campaign, self._sprint, self._setting, self._codes = campaign, sprint, setting, codes
        self._zone = ZoneInfo(campaign.time_zone)
        self._random = Random(_SEED)  # noqa: S311  # a play, the same in every run
        self._names = Names(self._random)
        self._ideas = Ideas(((each.unit, each.title) for each in campaign.entered), self._random)
        self._casting = Casting(campaign, self._random)

    def lines(self) -> Iterator[_Line]:
        """Those who register, and beside them those who do not."""
        times = moments(self._campaign, self._sprint, self._setting.waves, self._random)
        units = units_of(self._campaign, self._sprint, self._setting, len(times), self._random)
        for at, unit in zip(times, units, strict=True):
            yield self._registering(at, unit)
        for at, unit in self._some(times, units, _UNFINISHED):
            yield self._line(at, unit, ("gives_up",))
        for at, unit in self._some(times, units, _DECLINED):
            yield self._line(at, unit, ("declines",))
        for at, unit in self._some(times, units, _IDLE):
            yield self._line(at, unit, ("begins_nothing",))

    def _some(
        self, times: list[datetime], units: list[Unit], share: float
    ) -> Iterable[tuple[datetime, Unit]]:
        """A few who come shortly after others, from the same units."""
        chosen = self._random.sample(range(len(times)), k=round(share * len(times)))
        return [(times[place] + timedelta(minutes=3), units[place]) for place in chosen]

    def _registering(self, at: datetime, unit: Unit) -> _Line:
        before = at - _DAY
        if not self._may_wait(before, at) or self._random.random() >= _SLOW:
            return self._line(at, unit, ())
        return self._line(before, unit, (self._random.choice(("puts_off", "awaits_nudge")),))

    def _may_wait(self, before: datetime, at: datetime) -> bool:
        """Both days are posting days of the sprint, and who begins then is reminded on the next at 11:35."""
        hour = before.astimezone(self._zone).hour
        days = [local_day(moment, self._campaign.time_zone) for moment in (before, at)]
        return before > self._sprint.starts_at and 8 <= hour < 13 and all(map(self._is_posting_day, days))

    def _is_posting_day(self, day: date) -> bool:
        return not quietness(day, self._campaign.policy)

    def _line(self, at: datetime, unit: Unit, traits: tuple[str, ...]) -> _Line:
        manner = self._setting.manner(unit.code, unit.cluster)
        idea = self._ideas.draw(unit.code, manner.topics)
        return self._casting.cast(
            at, self._codes[unit.code], self._names.draw(), idea, manner.member_kinds, traits
        )
