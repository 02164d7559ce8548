"""What the campaign is: the file as it was applied, what was decided in chat over it, and who changed what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from storage.models.columns import instant, long_text, row_id


class CampaignRevision(SQLModel, table=True):
    """A campaign file as it was applied: its hash, when, and the whole definition as JSON."""

    __tablename__ = "campaign_revision"
    id: int = row_id()
    hash: str
    applied_at: datetime = instant()
    definition: str = long_text()


class Amendment(SQLModel, table=True):
    """What was decided in chat over the campaign file, or is proposed; `subject`: the unit, phase or key."""

    __tablename__ = "amendment"
    id: int = row_id()
    kind: str
    subject: str = Field(index=True)
    body: str = long_text()
    state: str = Field(index=True)
    by_person: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    at: datetime = instant()
    decided_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    decided_at: datetime | None = instant(nullable=True)
    reason: str = long_text()


class Audit(SQLModel, table=True):
    """What people with a role changed: who, when, what. Never message texts."""

    __tablename__ = "audit"
    id: int = row_id()
    at: datetime = instant()
    person_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    action: str
    subject: str = ""
    detail: str = long_text()
