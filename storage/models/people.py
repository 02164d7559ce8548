"""People, what they agreed to, their offices, and what they ask."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from storage.models.columns import instant, long_text, points_to, row_id


class Person(SQLModel, table=True):
    """Somebody who said yes to P1; an erased one keeps its id, and under it what was agreed to, and nothing else.

    One that became one with another (`merged_into`) keeps its id alone. `nudge_at`: minutes after midnight.
    """

    __tablename__ = "person"
    id: int = row_id()
    name: str = ""
    unit: str | None = Field(default=None, index=True)
    member_kind: str | None = None
    reminders: bool = True
    joined_at: datetime = instant()
    erased_at: datetime | None = instant(nullable=True)
    merged_into: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    nudge_at: int | None = None


class Consent(SQLModel, table=True):
    """One answer to one purpose, append-only: the newest row of a person and purpose holds (Law 91/2025 art. 9)."""

    __tablename__ = "consent"
    id: int = row_id()
    person_id: int = points_to("person.id", index=True)
    purpose: str
    granted: bool
    text_version: str
    text_hash: str
    chat_id: int = points_to("chat.id")
    update_key: str
    given_at: datetime = instant()


class Role(SQLModel, table=True):
    """Who may act for which subtree, from-until (half-open instants)."""

    __tablename__ = "role"
    id: int = row_id()
    person_id: int = points_to("person.id", index=True)
    role: str
    unit: str
    since: datetime = instant()
    until: datetime | None = instant(nullable=True)
    granted_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    substitutes: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))


class Invite(SQLModel, table=True):
    """A link or code: it proves nothing but what its row says."""

    __tablename__ = "invite"
    id: int = row_id()
    code: str = Field(unique=True)
    kind: str
    unit: str | None = None
    created_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    created_at: datetime = instant()
    expires_at: datetime | None = instant(nullable=True)
    revoked_at: datetime | None = instant(nullable=True)
    max_uses: int | None = None
    uses: int = 0
    initiative_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))


class Assignment(SQLModel, table=True):
    """One line that a list of assignments put in: what was made of it, and what was there before (to be undone).

    The name is kept only while nobody has opened the invitation.
    """

    __tablename__ = "assignment"
    id: int = row_id()
    list_id: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    name: str = ""
    unit: str
    role: str
    since: datetime | None = instant(nullable=True)
    until: datetime | None = instant(nullable=True)
    substitutes: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    invite_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))
    role_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    state: str
    before: str = long_text()


class Question(SQLModel, table=True):
    """A worker's question to the cadre in charge, and the answer."""

    __tablename__ = "question"
    id: int = row_id()
    person_id: int = points_to("person.id", index=True)
    chat_id: int = points_to("chat.id")
    unit: str
    text: str = long_text()
    asked_at: datetime = instant()
    answered_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    answer: str = long_text()
    answered_at: datetime | None = instant(nullable=True)
    picture: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    answer_picture: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
