"""Names and initiatives put together from words.toml."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz import fuzz

from campaign.vietnamese.text import fold

_FILE = Path(__file__).parent / "words.toml"
_ALIKE = 85  # from here on the bot asks whether it is another initiative; most are clearly other ones
_ALIKE_ON_PURPOSE = 0.04
_TRIES = 400
_FARTHER = 0.45  # how much later an idea of a topic that is less one's own comes to mind


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts: "Nguyễn", "Thị Thu", "Hà"."""

    family: str
    middle: str
    given: str

    def __str__(self) -> str:
        return f"{self.family} {self.middle} {self.given}"


@dataclass(frozen=True, slots=True)
class Idea:
    """An initiative's title and what it is about; `field` and `solution_kind` are codes."""

    title: str
    field: str
    solution_kind: str


@cache
def words() -> Any:
    """The whole file."""
    return tomllib.loads(_FILE.read_text("utf-8"))


class Names:
    """Names, each once as long as there are any."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def draw(self) -> Name:
        """One more name."""
        random, lists = self._random, words()["names"]
        for _ in range(_TRIES):
            some = lists[random.choice(("women", "men"))]
            name = Name(
                random.choice(lists["family"]), random.choice(some["middle"]), random.choice(some["given"])
            )
            if str(name) not in self._given:
                break
        self._given.add(str(name))
        return name


class Ideas:
    """Titles that are other than all of the unit's, but for a few that are alike on purpose."""

    def __init__(self, known: Iterable[tuple[str, str]], random: Random) -> None:
        """`known` are (unit, title) of what was entered before."""
        self._random = random
        self._titles: defaultdict[str, list[str]] = defaultdict(list)
        for unit, title in known:
            self._titles[unit].append(fold(title))

    def draw(self, unit: str, topics: Iterable[str]) -> Idea:
        """One more idea for this unit, with a title that the unit does not have yet."""
        options = self._options(topics)
        alike_wanted = self._random.random() < _ALIKE_ON_PURPOSE
        titles = self._titles[unit]
        new = [option for option in options if fold(option.title) not in titles]
        fitting = (option for option in new if self._is_alike(unit, option.title) == alike_wanted)
        chosen = next(fitting, None) or next(iter(new), None) or self._numbered(options[0], unit)
        titles.append(fold(chosen.title))
        return chosen

    def _options(self, topics: Iterable[str]) -> list[Idea]:
        """Every idea of these topics in the order they come to mind: one's own topic first, one thing after another."""
        drawn = [
            (self._random.random() + place * _FARTHER + turn, idea)
            for place, topic in enumerate(topics)
            for title in range(len(words()["topics"][topic]["titles"]))
            for turn, idea in enumerate(self._things(topic, title))
        ]
        return [idea for _, idea in sorted(drawn, key=lambda each: each[0])]

    def _things(self, topic: str, title: int) -> list[Idea]:
        ideas = list(_options(topic, title))
        self._random.shuffle(ideas)
        return ideas

    def _is_alike(self, unit: str, title: str) -> bool:
        folded = fold(title)
        return any(fuzz.token_set_ratio(folded, other) >= _ALIKE for other in self._titles[unit])

    def _numbered(self, idea: Idea, unit: str) -> Idea:
        """When a unit has had all ideas there are, they come again as later steps."""
        step = 2 + sum(title.startswith(fold(idea.title)) for title in self._titles[unit])
        return Idea(f"{idea.title} (bước {step})", idea.field, idea.solution_kind)


def _options(topic: str, place: int) -> Iterator[Idea]:
    about = words()["topics"][topic]
    title = about["titles"][place]
    for other, thing in enumerate(about["things"] if "{x}" in title else [""]):
        yield Idea(
            title.replace("{x}", thing),
            about["fields"][(place + other) % len(about["fields"])],
            about["solution_kinds"][place % len(about["solution_kinds"])],
        )


def sentence(kind: str, title: str, random: Random) -> str:
    """What was the matter, what was done, or what came of it, for this title."""
    template: str = random.choice(words()["texts"][kind])
    small = title[0].lower() + title[1:]
    return template.format(title=small, n=5 * random.randrange(2, 9), m=random.randrange(3, 12))
