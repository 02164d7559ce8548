"""A cadre's desk: review, questions of workers, entries for others."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from handlers.states.steps import OfficeStep, Step


class AnsweringWorker(Step):
    """A cadre's answer to a question is awaited; `picture`: the attachment that came before its words."""

    at: Literal["answer_worker"] = "answer_worker"
    question: int
    picture: int | None = None


class AskingAuthor(OfficeStep):
    """What to ask the author of an initiative under review is being asked; `seen`: the moment of the card."""

    at: Literal["ask_author"] = "ask_author"
    initiative: int
    seen: int


class Rejecting(OfficeStep):
    """Why an initiative is not valid is being asked."""

    at: Literal["reject"] = "reject"
    initiative: int
    seen: int


class NamingOriginal(OfficeStep):
    """Which initiative this one repeats is being asked."""

    at: Literal["original"] = "original"
    initiative: int
    seen: int


class Paper(BaseModel):
    """A photo of a paper form, kept until there is a draft to keep it with."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: str
    remote: str
    name: str = ""
    size: int | None = None


class EnteringFor(OfficeStep):
    """Whose initiative is going to be entered is being asked: his name, his kind, whether he agreed."""

    at: Literal["enter_for"] = "enter_for"
    unit: str
    name: str = ""
    kind: str = ""
    papers: tuple[Paper, ...] = ()


ReviewState = AnsweringWorker | AskingAuthor | Rejecting | NamingOriginal | EnteringFor
