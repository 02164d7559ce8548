"""What comes in and what goes out, and how fast and how much of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.models.columns import instant, long_text, points_to, row_id

_WAITING = text("state IN ('due', 'sending')")


class Inbox(SQLModel, table=True):
    """Everything that came in: stored before it is acknowledged; the body is kept only until it is done."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("channel", "bot", "key"), Index("ix_inbox_state", "state", "id"))
    id: int = row_id()
    channel: str
    bot: str
    key: str
    body: str = long_text()
    state: str = "new"
    received_at: datetime = instant()
    done_at: datetime | None = instant(nullable=True)
    error: str = long_text()


class Outbox(SQLModel, table=True):
    """Everything that goes out: `key` makes a planned one unique for ever; see `storage.outbox` for the states."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "not_before"),
        Index("ix_outbox_person", "person_id", "kind"),
        Index("ix_outbox_waiting", "chat_id", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )
    id: int = row_id()
    chat_id: int = points_to("chat.id")
    person_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    kind: str
    key: str | None = Field(default=None, sa_column=Column(Text, unique=True, nullable=True))
    body: str = long_text()
    priority: int = 0
    state: str = "due"
    not_before: datetime = instant()
    useful_until: datetime = instant()
    attempts: int = 0
    created_at: datetime = instant()
    done_at: datetime | None = instant(nullable=True)
    message: str | None = None
    reason: str = long_text()


class Rate(SQLModel, table=True):
    """A row of the pacer (GCRA): the theoretical arrival time of a scope, and until when the platform blocks it."""

    __tablename__ = "rate"
    key: str = Field(primary_key=True)
    tat: int = Field(sa_column=Column(BigInteger, nullable=False))
    blocked_until: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))


class Quota(SQLModel, table=True):
    """A bot's calendar month: messages counted, what the owners were told of it, and the breaker after a refusal."""

    __tablename__ = "quota"
    channel: str = Field(primary_key=True)
    bot: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    sent: int = 0
    received: int = 0
    told: str = "plenty"
    stopped_at: datetime | None = instant(nullable=True)


class Announcement(SQLModel, table=True):
    """What an owner writes to many; `up_to`: the last person it was planned for, `people`: how many there were."""

    __tablename__ = "announcement"
    id: int = row_id()
    by_person: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    audience: str
    unit: str
    text: str = long_text()
    state: str = Field(index=True)
    at: datetime = instant()
    people: int
    up_to: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))


class Heartbeat(SQLModel, table=True):
    """When something last happened, or up to where it is done (the planner's horizon, the last poll)."""

    __tablename__ = "heartbeat"
    name: str = Field(primary_key=True)
    at: datetime = instant()
