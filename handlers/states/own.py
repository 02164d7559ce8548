"""What a worker does with what is his: corrections, answers, questions, his data."""

from __future__ import annotations

from typing import Literal

from handlers.states.steps import Step


class Amending(Step):
    """An answer of a submitted initiative is being changed; with no `key`, which one is being asked."""

    at: Literal["amend"] = "amend"
    initiative: int
    key: str = ""


class Withdrawing(Step):
    """Whether to withdraw an initiative is being asked."""

    at: Literal["withdraw"] = "withdraw"
    initiative: int


class Erasing(Step):
    """Whether to erase everything about the person is being asked."""

    at: Literal["erase"] = "erase"


class AskingCadre(Step):
    """A question to the cadre in charge is awaited; `picture`: the attachment that came before its words."""

    at: Literal["ask_cadre"] = "ask_cadre"
    picture: int | None = None


class Supplying(Step):
    """The author's answer to what a reviewer asked is awaited."""

    at: Literal["supply"] = "supply"
    initiative: int


class Reporting(Step):
    """A step of the report on an initiative is being asked."""

    at: Literal["report"] = "report"
    initiative: int
    key: str


OwnState = Amending | Withdrawing | Erasing | AskingCadre | Supplying | Reporting
