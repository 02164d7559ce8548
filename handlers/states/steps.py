"""What every step is: frozen, told apart by `at`."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict


class Step(BaseModel):
    """A step of a conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficeStep(Step):
    """A question about somebody's office, which the exact words of a command leave; `answered_by`: but for these."""

    answered_by: ClassVar[frozenset[str]] = frozenset()


class Idle(Step):
    """Nothing is being asked; `offered`: (label, token) of the list shown last, of which a number or label picks.

    `form_shown`: the form to fill in came with the last message, unasked, and may be answered.
    """

    at: Literal["idle"] = "idle"
    offered: tuple[tuple[str, str], ...] = ()
    form_shown: bool = False
