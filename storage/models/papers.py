"""Files that were asked for or are given out, and decisions to commend."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.models.columns import instant, long_text, points_to, row_id


class PaperOrder(SQLModel, table=True):
    """A file somebody asked for that takes a while to make: a report, a form (`storage.papers.orders`)."""

    __tablename__ = "paper_order"
    id: int = row_id()
    person_id: int = points_to("person.id", index=True)
    chat_id: int = points_to("chat.id")
    kind: str
    about: str
    format: str
    state: str = Field(index=True)
    asked_at: datetime = instant()
    done: int = 0
    whole: int = 0


class Served(SQLModel, table=True):
    """A name under which the web server gives something out until it expires (`storage.served`)."""

    __tablename__ = "served"
    digest: str = Field(primary_key=True)
    person_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    chat_id: int = points_to("chat.id")
    file_name: str
    content: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    attachment_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    expires_at: datetime = instant(index=True)


class Upload(SQLModel, table=True):
    """A name under which the web server takes lists of one person until it expires (`storage.uploads`)."""

    __tablename__ = "upload"
    digest: str = Field(primary_key=True)
    person_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    chat_id: int = points_to("chat.id")
    left: int
    expires_at: datetime = instant(index=True)


class Award(SQLModel, table=True):
    """A decision to commend a unit or a person, as people took it; a revoked one stays to be read."""

    __tablename__ = "award"
    id: int = row_id()
    unit: str
    person_id: int | None = points_to("person.id", nullable=True)
    form: str = long_text()
    number: str = long_text()
    decided_on: date
    entered_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    entered_at: datetime = instant()
    revoked_at: datetime | None = instant(nullable=True)
