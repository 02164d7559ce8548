"""The counts of units, as they run, by day and at the end of a day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import instant, long_text, row_id


class Tally(SQLModel, table=True):
    """The running counts of one unit in one phase, changed in the same transaction as its initiatives."""

    __tablename__ = "tally"
    unit: str = Field(primary_key=True)
    phase: str = Field(primary_key=True)
    submitted: int = 0
    valid: int = 0
    needs_info: int = 0
    rejected: int = 0
    withdrawn: int = 0
    reached_at: datetime | None = instant(nullable=True)


class TallyDay(SQLModel, table=True):
    """What one local day added to (or took from) a unit's counts."""

    __tablename__ = "tally_day"
    __table_args__ = (Index("ix_tally_day", "phase", "day"),)
    unit: str = Field(primary_key=True)
    phase: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    submitted: int = 0
    valid: int = 0
    needs_info: int = 0
    rejected: int = 0
    withdrawn: int = 0


class Snapshot(SQLModel, table=True):
    """A unit's counts at 24h00 of a local day; written once, never changed."""

    __tablename__ = "snapshot"
    phase: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    submitted: int = 0
    valid: int = 0
    needs_info: int = 0
    rejected: int = 0
    withdrawn: int = 0


class MilestoneClaim(SQLModel, table=True):
    """Whom people honour for a milestone beside the one that was counted: their own words, no rule."""

    __tablename__ = "milestone_claim"
    id: int = row_id()
    at: datetime = instant()
    by_person: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    words: str = long_text()
    revoked_at: datetime | None = instant(nullable=True)


class Milestone(SQLModel, table=True):
    """The n-th initiative of a unit's subtree, or a percent of its target, reached: written once, never moved."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("unit", "phase", "kind", "threshold"),)
    id: int = row_id()
    unit: str
    phase: str
    kind: str
    threshold: int
    initiative_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    reached_at: datetime = instant()
