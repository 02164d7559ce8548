"""Initiatives from the draft on, their history and their files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.models.columns import instant, long_text, points_to, row_id


class Draft(SQLModel, table=True):
    """Answers of a form not sent yet (JSON by step key), with the form revision it began with."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_open", "state", "touched_at"),)
    id: int = row_id()
    person_id: int = points_to("person.id", index=True)
    unit: str
    form_revision: int
    answers: str = long_text("{}")
    title: str = ""
    state: str = "open"
    created_at: datetime = instant()
    touched_at: datetime = instant()
    carded_at: datetime | None = instant(nullable=True)
    author_name: str = Field(default="", sa_column_kwargs={"server_default": ""})
    author_kind: str | None = None


class Initiative(SQLModel, table=True):
    """A submitted initiative; its id is the running number of its printed number SK-<campaign>-000123."""

    __tablename__ = "initiative"
    __table_args__ = (
        Index("ix_initiative_unit", "unit", "phase", "status"),
        Index("ix_initiative_waiting", "status", "looks", "id"),
    )
    id: int = row_id()
    unit: str
    phase: str
    person_id: int | None = points_to("person.id", nullable=True, index=True)
    entered_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))
    draft_id: int | None = Field(default=None, sa_column=Column(BigInteger, unique=True, nullable=True))
    source_key: str | None = Field(default=None, sa_column=Column(Text, unique=True, nullable=True))
    title: str
    title_folded: str = ""
    field: str | None = None
    solution_kind: str | None = None
    member_kind: str | None = None
    benefit_vnd: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    confidential: bool = False
    answers: str = long_text("{}")
    authors: str = long_text("[]")
    status: str = "submitted"
    channel: str = ""
    submitted_at: datetime = instant(index=True)
    validated_at: datetime | None = instant(nullable=True)
    looks: int = 0
    closed_status: str | None = None


class InitiativeEvent(SQLModel, table=True):
    """The append-only history of an initiative: who did what when."""

    __tablename__ = "initiative_event"
    id: int = row_id()
    initiative_id: int = points_to("initiative.id", index=True)
    kind: str
    at: datetime = instant()
    by_person: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    detail: str = long_text()
    tell_from: datetime | None = instant(nullable=True, index=True)


class Attachment(SQLModel, table=True):
    """A file given with a draft or, without one, with a question or its answer.

    `pending` until it is fetched into the folder of files, then `stored` or `failed`.
    """

    __tablename__ = "attachment"
    id: int = row_id()
    draft_id: int | None = points_to("draft.id", nullable=True, index=True)
    chat_id: int = points_to("chat.id")
    kind: str
    remote: str = long_text()
    name: str = ""
    size: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    state: str = Field(default="pending", index=True)
    attempts: int = 0
    sha256: str | None = None
    received_at: datetime = instant()
