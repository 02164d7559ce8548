"""The application of Circular 18/2013 (annex I) for one initiative, filled in as far as the bot knows (domain.md 4.1).

Dates of birth, addresses and qualifications are left to the author's own hand: they are not asked for in the chat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from campaign.definition import Campaign, Step
from campaign.texts import Texts
from campaign.vietnamese.dates import say_date
from campaign.vietnamese.numbers import count

_PLACED = frozenset(
    {"title", "field", "effect", "first_applied_on", "authors", "recognition", "confidential"}
)
_APART = _PLACED | {"files", "benefit", "solution_kind"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The initiative an application is for; `open`: everything of it may be printed, else title and effect alone."""

    number: str
    unit: str
    title: str
    field: str | None
    authors: Sequence[Mapping[str, Any]]
    answers: Mapping[str, Any]
    benefit_vnd: int | None
    confidential: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the form: what is asked, and the paragraphs of the answer; without any it is left to be written."""

    label: str
    answer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """The form from its head to its foot. Tables: the headings of the columns and the rows; an empty cell is blank."""

    state: str
    motto: str
    title: str
    number: str
    addressee: str
    opening: str
    author_columns: tuple[str, ...]
    authors: tuple[tuple[str, ...], ...]
    items: tuple[Item, ...]
    helpers: str
    helper_columns: tuple[str, ...]
    pledge: str
    place_and_day: str
    applicant: str
    signature: str


def application(campaign: Campaign, texts: Texts, subject: Subject) -> Application:
    """The form for this initiative."""
    return Application(
        state=texts("paper-state"),
        motto=texts("paper-motto"),
        title=texts("application-title"),
        number=texts("application-number", number=subject.number),
        addressee=texts("application-addressee", unit=subject.unit),
        opening=texts("application-opening"),
        author_columns=_columns(texts, "share"),
        authors=_authors(subject),
        items=_items(campaign, texts, subject),
        helpers=texts("application-helpers"),
        helper_columns=_columns(texts, "work"),
        pledge=texts("application-pledge"),
        place_and_day=texts("application-place-and-day"),
        applicant=texts("application-applicant"),
        signature=texts("application-signature"),
    )


def _columns(texts: Texts, last: str) -> tuple[str, ...]:
    names = ("place", "name", "born", "workplace", "position", "training", last)
    return tuple(texts(f"application-column-{name}") for name in names)


def _authors(subject: Subject) -> tuple[tuple[str, ...], ...]:
    """A row an author; names are withheld together with everything else that is not open."""
    if not subject.open or not subject.authors:
        return (("1", "", "", subject.unit, "", "", ""),)
    return tuple(
        (str(place), str(author["name"]), "", subject.unit, "", "", f"{author['share']}%")
        for place, author in enumerate(subject.authors, 1)
    )


def _items(campaign: Campaign, texts: Texts, subject: Subject) -> tuple[Item, ...]:
    told = subject.answers if subject.open else {"effect": subject.answers.get("effect")}

    def item(name: str, *answer: str) -> Item:
        return Item(texts(f"application-item-{name}"), tuple(part for part in answer if part))

    return (
        item("title", subject.title),
        item("investor"),
        item("field", _field(campaign, subject)),
        item("applied-on", _day(told.get("first_applied_on"))),
        item("description", *_description(campaign, texts, subject)),
        item("secrets", texts("application-withheld") if subject.confidential else ""),
        item("conditions"),
        item("benefit-author", *_benefit(texts, subject)),
        item("benefit-user"),
    )


def _field(campaign: Campaign, subject: Subject) -> str:
    if not subject.open:
        return ""
    return next((term.name for term in campaign.fields if term.code == subject.field), "")


def _day(stored: Any) -> str:
    return say_date(date.fromisoformat(stored)) if isinstance(stored, str) and stored else ""


def _description(campaign: Campaign, texts: Texts, subject: Subject) -> list[str]:
    """What was told in words, each under its own label; a campaign's own questions as well."""
    if not subject.open:
        return [texts("application-withheld")]
    kind = subject.answers.get("solution_kind")
    kinds = [term.name for term in campaign.solution_kinds if term.code == kind]
    told = [step for step in campaign.form.steps if step.kind == "text" and step.key not in _APART]
    return [*kinds, *(said for step in told if (said := _told(step, subject.answers)))]


def _told(step: Step, answers: Mapping[str, Any]) -> str:
    said = answers.get(step.key)
    return f"{step.label}: {said}" if said else ""


def _benefit(texts: Texts, subject: Subject) -> list[str]:
    effect = str(subject.answers.get("effect") or "")
    if subject.benefit_vnd is None or not subject.open:
        return [effect]
    return [effect, texts("application-benefit", vnd=count(subject.benefit_vnd))]
