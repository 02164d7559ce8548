"""One worker of the crowd: a name, an initiative, a way of answering, and the slips people make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bot.demo.crowd.words import Idea, Name, sentence
from campaign.definition import Campaign, Term
from campaign.vietnamese.dates import say_date

_MONEY = (
    "chưa tính được",
    "chưa tính được",
    "15 triệu",
    "2tr5",
    "800 nghìn",
    "1,2 tỷ",
    "36.000.000 đồng",
    "120tr",
)
_SLIPS = {  # trait: share of the workers who have it
    "types_digits": 0.02,
    "types_five": 0.05,
    "shares_120": 0.03,
    "sends_sticker": 0.05,
    "sends_photo_early": 0.04,
    "dates_ahead": 0.03,
    "sends_photo": 0.15,
}
_BULK = 0.7
_TOLD_FIRST = {
    "title",
    "field",
    "solution_kind",
    "problem",
    "solution",
}  # what rules.toml tells in other messages
_BEGIN = ("/dangky", "đăng ký", "dk", "Đăng ký", "dang ky")


class Casting:
    """Makes workers. `labels`: the words of the form for bulk messages, by step key."""

    def __init__(self, campaign: Campaign, random: Random) -> None:
        self._campaign = campaign
        self._random = random
        self._labels = {step.key: step.label for step in campaign.form.steps if step.kind != "files"}

    def cast(
        self,
        at: datetime,
        start: str,
        name: Name,
        idea: Idea,
        kinds: Sequence[str],
        traits: Iterable[str] = (),
    ) -> dict[str, Any]:
        """A line of the crowd's file (`sandbox.persona.Worker`); `traits` are added to what chance gives."""
        mine = {*traits, *self._manner(traits)}
        answers = self._answers(name, idea, kinds, mine, at.date())
        answers["bulk"] = self._bulk(answers, mine)
        answers["rest"] = self._lines(answers, set(self._labels) - _TOLD_FIRST)
        family_first = self._random.random() < 0.5
        account = (f"{name.family} {name.middle}", name.given)
        first, last = account if family_first else (name.given, f"{name.family} {name.middle}")
        return {
            "at": at.isoformat(),
            "first_name": first,
            "last_name": last,
            "start": start,
            "name": str(name),
            "answers": answers,
            "traits": sorted(mine),
        }

    def _manner(self, traits: Iterable[str]) -> set[str]:
        """In bulk or one answer after the other, with buttons or in words, and with which slips."""
        random = self._random
        slow = bool({"puts_off", "awaits_nudge", "gives_up"} & set(traits))
        manner = {trait for trait, share in _SLIPS.items() if random.random() < share}
        if not slow and random.random() < _BULK:
            manner.add("bulk")
        elif random.random() < 0.8:
            manner.add("buttons")
        if random.random() < 0.75:
            manner.add("consents_in_words")
        return manner

    def _answers(
        self, name: Name, idea: Idea, kinds: Sequence[str], traits: set[str], day: date
    ) -> dict[str, str]:
        random, campaign = self._random, self._campaign
        reminded = "awaits_nudge" in traits or ("puts_off" not in traits and random.random() < 0.75)
        public = "Có" if random.random() < 0.4 else "Không"
        reminders = "Có" if reminded else "Không"
        known = [kind for kind in campaign.member_kinds if kind.code in kinds] or list(campaign.member_kinds)
        kind = known[0] if random.random() < 0.9 else random.choice(known)
        return {
            "consent": f"1 có 2 {reminders.lower()} 3 {public.lower()} 4 có",
            "reminders": reminders,
            "public": public,
            "typed_name": random.choice((str(name), str(name), str(name).lower())),
            "member_kind": kind.short or kind.name,
            "begin": random.choice(_BEGIN),
            "title": idea.title,
            "field": _label(campaign.fields, idea.field),
            "solution_kind": _label(campaign.solution_kinds, idea.solution_kind),
            "problem": sentence("problem", idea.title, random),
            "solution": sentence("solution", idea.title, random),
            "effect": sentence("effect", idea.title, random),
            "first_applied_on": say_date(day - timedelta(days=random.randrange(10, 180))),
            "benefit": random.choice(_MONEY),
            "authors": random.choice(("tôi", "tôi", "tôi", f"{name} 60, Trần Thị Ánh 40")),
            "recognition": random.choice(("chưa", "chưa", "QĐ 15 ngày 20/4/2022, Hội đồng sáng kiến đơn vị")),
            "confidential": "không",
            "other": sentence("other", idea.title, random),
        }

    def _bulk(self, answers: dict[str, str], traits: set[str]) -> str:
        """The labelled message, with a "5" for money where that is this worker's slip."""
        said = answers | ({"benefit": "5"} if "types_five" in traits else {})
        return self._lines(said, set(self._labels))

    def _lines(self, said: dict[str, str], keys: set[str]) -> str:
        """A labelled line for each of these steps."""
        labels = {key: label for key, label in self._labels.items() if key in keys}
        return "\n".join(f"{label}: {said.get(key, said['other'])}" for key, label in labels.items())


def on_platform(line: dict[str, Any], platform: str) -> dict[str, Any]:
    """The same worker there; on Zalo nothing can be pressed, so consent is given in words."""
    if platform == "zalo" and not {"declines"} & set(line["traits"]):
        line = line | {"traits": sorted({*line["traits"], "consents_in_words"})}
    return line | {"platform": platform}


def _label(terms: tuple[Term, ...], code: str) -> str:
    term = next((term for term in terms if term.code == code), terms[-1])
    return term.short or term.name
