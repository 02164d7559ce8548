"""How a simulated worker reads the bot's messages and what they answer: rules, one talk, what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

if TYPE_CHECKING:
    from collections.abc import Sequence

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a message offers to be answered with: a button that is pressed, or words that are typed."""

    label: str
    data: str | None = None
    typed: str = ""


class Heard(Protocol):
    """A bot's message as the worker reads it, whatever the platform. Equal to itself after an edit."""

    @property
    def id(self) -> int | str:
        """Its id in the chat."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def offers(self) -> Sequence[Offer]:
        """What it can be answered with."""


class Worker(BaseModel):
    """One who comes. `start` is the code of the unit's link; `answers` fill the rules' templates.

    `traits` are words of the plan's own ("hasty"): rules may be meant `only` for workers who have one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: AwareDatetime
    first_name: str
    last_name: str = ""
    start: str
    platform: Literal["telegram", "zalo"] = "telegram"
    name: str
    answers: dict[str, str] = {}
    traits: frozenset[str] = frozenset()

    def fill(self, template: str) -> str:
        """The template with {name}, {first_name} and the answers put in. Raises KeyError for an unknown one."""
        return template.format_map({"name": self.name, "first_name": self.first_name, **self.answers})


class Rule(BaseModel):
    """What to do when a message matches. Regular expressions search anywhere.

    `when` looks at the text, `buttons` at each button's label (one must match). Only workers with the trait `only`
    follow it, and with `once` each of them one time. Of the deeds it has exactly one: `press` names the button to
    press by its label (where there are no buttons: what is typed in its place), `pick` by a template of the whole
    label, `say` is a template, `send` gives something else than
    words, `leave` ends the talk without a word, and `done` with a number: the group `number` of `when` is what the
    worker was told. With `wait` the deed comes so many civil seconds later, unless the bot says something before that
    has a rule of its own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: re.Pattern[str]
    buttons: re.Pattern[str] | None = None
    only: str = ""
    once: bool = False
    wait: int = Field(0, ge=0)
    press: re.Pattern[str] | None = None
    pick: str | None = None
    say: str | None = None
    send: Literal["sticker", "photo"] | None = None
    leave: bool = False
    done: bool = False

    @model_validator(mode="after")
    def _one_deed(self) -> Self:
        deeds = (self.press, self.pick, self.say, self.send)
        if sum(deed is not None for deed in deeds) + self.leave + self.done != 1:
            raise ValueError("a rule has exactly one of press, pick, say, send, leave and done")
        if self.done and "number" not in self.when.groupindex:
            raise ValueError("a rule that is done captures (?P<number>...)")
        return self

    def is_for(self, worker: Worker) -> bool:
        """Whether this worker follows it."""
        return not self.only or self.only in worker.traits

    def seen_in(self, message: Heard) -> re.Match[str] | None:
        """The match, if the message is the one meant."""
        if self.buttons is not None and not any(self.buttons.search(each.label) for each in message.offers):
            return None
        return self.when.search(message.text)


class Plan(BaseModel):
    """The scenario's crowd. `file` is a JSON list of workers. `silence` is civil seconds, `patience` messages.

    `on`: whether it begins by itself. `parallel`: how many talk at once. `pace`: civil seconds; a worker acts at
    whole multiples of it since 1970, at least half of one after the bot's last message.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Path
    rules: tuple[Rule, ...]
    on: bool = False
    parallel: int = 20
    patience: int = 3
    silence: int = 900
    pace: int = Field(1, ge=1)

    def workers(self) -> list[Worker]:
        """Read the file. Raises OSError or pydantic.ValidationError."""
        return TypeAdapter(list[Worker]).validate_json(self.file.read_bytes())


@dataclass(frozen=True, slots=True)
class Told:
    """A number a worker was told. `address`: how the bot knows him. `at` is aware, UTC."""

    number: str
    platform: str
    address: str
    user_id: int
    name: str
    start: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk; `who` is "worker" or "bot"."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A worker who gave up."""

    platform: str
    user_id: int
    name: str
    reason: str
    at: datetime
    transcript: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What a worker does, after `wait` civil seconds: say `line`, or (with `data`) press the button labelled so.

    With `send` something else than words is sent, and `leave` is no deed but the end of the talk.
    """

    line: str = ""
    message_id: int | str = 0
    data: str | None = None
    send: Literal["sticker", "photo"] | None = None
    leave: bool = False
    wait: int = 0


@dataclass(slots=True)
class Talk:
    """One worker's talk with the bot. `fresh` is what the bot said or edited since the worker's last line.

    `used` are the places of rules that are not followed again; `pending` is a move that was put off until an instant.
    """

    worker: Worker
    user_id: int
    due: datetime = NEVER
    answering: bool = False
    acts: int = 0
    surprises: int = 0
    fresh: list[Heard] = field(default_factory=list)
    transcript: list[Line] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    pending: tuple[datetime, Move] | None = None

    def hear(self, message: Heard, *, at: datetime) -> None:
        """The bot sent or edited a message."""
        if message in self.fresh:
            self.fresh.remove(message)
        self.fresh.append(message)
        self.transcript.append(Line(at, "bot", message.text))

    def speak(self, line: str, *, at: datetime) -> None:
        """The worker has done something; what the bot said before is answered with it."""
        self.acts += 1
        self.fresh.clear()
        self.transcript.append(Line(at, "worker", line))

    def number_told(self, rules: Sequence[Rule]) -> str | None:
        """The number of the receipt, if there is one among the fresh messages."""
        for rule in rules:
            for message in self.fresh:
                if rule.done and (match := rule.seen_in(message)) is not None and match["number"]:
                    return match["number"]
        return None

    def next_move(self, rules: Sequence[Rule]) -> Move | None:
        """By the newest message a rule knows; of its rules the first. Raises KeyError when an answer is missing."""
        for message in reversed(self.fresh):
            for place, rule in enumerate(rules):
                if place in self.used or not rule.is_for(self.worker) or rule.seen_in(message) is None:
                    continue
                if (move := self._by(rule, message)) is not None:
                    if rule.once:
                        self.used.add(place)
                    return replace(move, wait=rule.wait)
        return None

    def _by(self, rule: Rule, message: Heard) -> Move | None:
        if rule.say is not None:
            return Move(self.worker.fill(rule.say))
        if rule.send is not None:
            return Move(f"({rule.send})", send=rule.send)
        if rule.leave:
            return Move(leave=True)
        label = None if rule.pick is None else self.worker.fill(rule.pick)
        for offer in message.offers:
            if offer.label == label or (rule.press is not None and rule.press.search(offer.label)):
                return Move(offer.typed or offer.label, message.id, offer.data)
        return None
