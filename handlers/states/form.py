"""Writing an initiative: the form, its draft and its review card."""

from __future__ import annotations

from typing import Literal

from handlers.states.steps import Step


class Beginning(Step):
    """The whole form was asked for and is shown; there is a draft only once something of it was answered."""

    at: Literal["begin"] = "begin"


class Gathering(Step):
    """Several steps of the form (`keys`) are asked in one message; `whole`: it is the template to fill in."""

    at: Literal["gather"] = "gather"
    draft: int
    keys: tuple[str, ...]
    whole: bool = False


class Filling(Step):
    """A step of the form is being asked; `editing`: from the review card, which comes back after it."""

    at: Literal["form"] = "form"
    draft: int
    key: str
    editing: bool = False


class Resuming(Step):
    """There is a draft already: go on with it or begin anew; `said`: the message that is to go into the one chosen."""

    at: Literal["resume"] = "resume"
    draft: int
    said: str = ""


class Reviewing(Step):
    """The review card is shown."""

    at: Literal["review"] = "review"
    draft: int


class Picking(Step):
    """Which answer of the review card to change is being asked."""

    at: Literal["pick"] = "pick"
    draft: int


class Comparing(Step):
    """Similar titles of the unit were shown; the worker decides."""

    at: Literal["compare"] = "compare"
    draft: int


class Cancelling(Step):
    """Whether to drop the draft is being asked."""

    at: Literal["cancel"] = "cancel"
    draft: int


class Proposing(Step):
    """A long free message may be the beginning of an initiative."""

    at: Literal["propose"] = "propose"
    idea: str


OnDraft = Gathering | Filling | Resuming | Reviewing | Picking | Comparing | Cancelling


FormState = (
    Beginning | Gathering | Filling | Resuming | Reviewing | Picking | Comparing | Cancelling | Proposing
)
