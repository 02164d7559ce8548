"""Initiatives from the draft on, their history and their files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

Status = Literal["submitted", "needs_info", "valid", "rejected", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Answers not sent yet; `answers` is JSON by step key; `carded_at`: when the review card was last shown.

    `author_name` and `author_kind`: whose initiative it is, where a cadre enters it for somebody else.
    """

    table: ClassVar[str] = "draft"
    id: int
    person_id: int
    unit: str
    form_revision: int
    answers: str
    title: str
    state: Literal["open", "sent", "dropped"]
    created_at: datetime
    touched_at: datetime
    carded_at: datetime | None = None
    author_name: str = ""
    author_kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A submitted initiative; `authors` is JSON `[{"name", "share"}]`, `benefit_vnd` None: not computed yet.

    `looks`: how many of the campaign's looks it has passed. `closed_status`: where it stood when its phase was closed,
    if it was decided on later; that is how its phase goes on counting it (I3). `entered_by`: the cadre who entered it
    for its author (I11), who is the `person_id` once he has taken it over.
    """

    table: ClassVar[str] = "initiative"
    id: int
    unit: str
    phase: str
    person_id: int | None
    draft_id: int | None
    source_key: str | None
    title: str
    title_folded: str
    field: str | None
    solution_kind: str | None
    member_kind: str | None
    benefit_vnd: int | None
    confidential: bool
    answers: str
    authors: str
    status: Status
    channel: str
    submitted_at: datetime
    validated_at: datetime | None = None
    looks: int = 0
    closed_status: Status | None = None
    entered_by: int | None = None

    @property
    def is_unclaimed(self) -> bool:
        """Whether it was entered for an author who has not taken it over, and nobody has been erased out of it."""
        return self.person_id is None and self.entered_by is not None and self.draft_id is not None

    def concerns(self, person_id: int) -> bool:
        """Whether this person is its author, or entered it for him."""
        return person_id in {self.person_id, self.entered_by}

    def is_kept_by(self, person_id: int) -> bool:
        """Whether this person may correct and withdraw it: its author; until he comes, who entered it for him."""
        return self.person_id == person_id or (self.is_unclaimed and self.entered_by == person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeEvent:
    """A line of an initiative's history.

    `tell_from`: from when on its author is to be told of it; None: he has been, or there is nothing to tell.
    """

    table: ClassVar[str] = "initiative_event"
    id: int
    initiative_id: int
    kind: str
    at: datetime
    by_person: int | None
    detail: str = ""
    tell_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A photo or document of a draft, or of none: of a question or its answer.

    `remote` is the channel's own reference to it.
    """

    table: ClassVar[str] = "attachment"
    id: int
    draft_id: int | None
    chat_id: int
    kind: str
    remote: str
    name: str
    size: int | None
    state: str
    attempts: int
    sha256: str | None
    received_at: datetime
