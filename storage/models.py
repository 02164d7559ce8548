"""The tables. Ids are 64-bit, instants UTC (`Instant`), money is đồng, text is NFC, documents are JSON text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from storage.instants import Instant

# In SQLite only an INTEGER key is the row's own address; it is 64-bit all the same.
_BIG = BigInteger().with_variant(Integer(), "sqlite")
_WAITING = text("state IN ('due', 'sending')")


def _id() -> Any:
    return Field(sa_column=Column(_BIG, primary_key=True, autoincrement=False))


def _to(target: str, *, nullable: bool = False, index: bool = False) -> Any:
    return Field(
        default=None if nullable else ...,
        sa_column=Column(BigInteger, ForeignKey(target), nullable=nullable, index=index),
    )


def _instant(*, nullable: bool = False, index: bool = False) -> Any:
    return Field(default=None if nullable else ..., sa_column=Column(Instant, nullable=nullable, index=index))


def _text(default: str = "") -> Any:
    return Field(default=default, sa_column=Column(Text, nullable=False))


class CampaignRevision(SQLModel, table=True):
    """A campaign file as it was applied: its hash, when, and the whole definition as JSON."""

    __tablename__ = "campaign_revision"
    id: int = _id()
    hash: str
    applied_at: datetime = _instant()
    definition: str = _text()


class Chat(SQLModel, table=True):
    """A private chat (an account of a person) or a group, on one channel, seen by one bot; `used_at`: last heard."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("channel", "bot", "address"),)
    id: int = _id()
    channel: str
    bot: str
    address: str
    kind: str
    title: str = ""
    state: str = "active"
    person_id: int | None = _to("person.id", nullable=True, index=True)
    created_at: datetime = _instant()
    used_at: datetime | None = _instant(nullable=True)


class Person(SQLModel, table=True):
    """Somebody who said yes to P1; an erased one keeps its id, and under it what was agreed to, and nothing else.

    One that became one with another (`merged_into`) keeps its id alone.
    """

    __tablename__ = "person"
    id: int = _id()
    name: str = ""
    unit: str | None = Field(default=None, index=True)
    member_kind: str | None = None
    reminders: bool = True
    joined_at: datetime = _instant()
    erased_at: datetime | None = _instant(nullable=True)
    merged_into: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))


class Consent(SQLModel, table=True):
    """One answer to one purpose, append-only: the newest row of a person and purpose holds (Law 91/2025 art. 9)."""

    __tablename__ = "consent"
    id: int = _id()
    person_id: int = _to("person.id", index=True)
    purpose: str
    granted: bool
    text_version: str
    text_hash: str
    chat_id: int = _to("chat.id")
    update_key: str
    given_at: datetime = _instant()


class Conversation(SQLModel, table=True):
    """Where the talk in a private chat stands. `state` is JSON of `handlers.states`; `revision` rises each turn."""

    __tablename__ = "conversation"
    chat_id: int = Field(sa_column=Column(_BIG, ForeignKey("chat.id"), primary_key=True, autoincrement=False))
    state: str = _text()
    revision: int
    last_input: str = _text()
    asked_at: datetime = _instant()


class Draft(SQLModel, table=True):
    """Answers of a form not sent yet (JSON by step key), with the form revision it began with."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_open", "state", "touched_at"),)
    id: int = _id()
    person_id: int = _to("person.id", index=True)
    unit: str
    form_revision: int
    answers: str = _text("{}")
    title: str = ""
    state: str = "open"
    created_at: datetime = _instant()
    touched_at: datetime = _instant()
    carded_at: datetime | None = _instant(nullable=True)
    author_name: str = Field(default="", sa_column_kwargs={"server_default": ""})
    author_kind: str | None = None


class Initiative(SQLModel, table=True):
    """A submitted initiative; its id is the running number of its printed number SK-<campaign>-000123."""

    __tablename__ = "initiative"
    __table_args__ = (
        Index("ix_initiative_unit", "unit", "phase", "status"),
        Index("ix_initiative_waiting", "status", "looks", "id"),
    )
    id: int = _id()
    unit: str
    phase: str
    person_id: int | None = _to("person.id", nullable=True, index=True)
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
    answers: str = _text("{}")
    authors: str = _text("[]")
    status: str = "submitted"
    channel: str = ""
    submitted_at: datetime = _instant(index=True)
    validated_at: datetime | None = _instant(nullable=True)
    looks: int = 0
    closed_status: str | None = None


class InitiativeEvent(SQLModel, table=True):
    """The append-only history of an initiative: who did what when."""

    __tablename__ = "initiative_event"
    id: int = _id()
    initiative_id: int = _to("initiative.id", index=True)
    kind: str
    at: datetime = _instant()
    by_person: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    detail: str = _text()
    tell_from: datetime | None = _instant(nullable=True, index=True)


class Attachment(SQLModel, table=True):
    """A file given with a draft or, without one, with a question or its answer.

    `pending` until it is fetched into the folder of files, then `stored` or `failed`.
    """

    __tablename__ = "attachment"
    id: int = _id()
    draft_id: int | None = _to("draft.id", nullable=True, index=True)
    chat_id: int = _to("chat.id")
    kind: str
    remote: str = _text()
    name: str = ""
    size: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    state: str = Field(default="pending", index=True)
    attempts: int = 0
    sha256: str | None = None
    received_at: datetime = _instant()


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
    reached_at: datetime | None = _instant(nullable=True)


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


class Milestone(SQLModel, table=True):
    """The n-th initiative of a unit's subtree, or a percent of its target, reached: written once, never moved."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("unit", "phase", "kind", "threshold"),)
    id: int = _id()
    unit: str
    phase: str
    kind: str
    threshold: int
    initiative_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    reached_at: datetime = _instant()


class Inbox(SQLModel, table=True):
    """Everything that came in: stored before it is acknowledged; the body is kept only until it is done."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("channel", "bot", "key"), Index("ix_inbox_state", "state", "id"))
    id: int = _id()
    channel: str
    bot: str
    key: str
    body: str = _text()
    state: str = "new"
    received_at: datetime = _instant()
    done_at: datetime | None = _instant(nullable=True)
    error: str = _text()


class Outbox(SQLModel, table=True):
    """Everything that goes out: `key` makes a planned one unique for ever; see `storage.outbox` for the states."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "not_before"),
        Index("ix_outbox_person", "person_id", "kind"),
        Index("ix_outbox_waiting", "chat_id", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )
    id: int = _id()
    chat_id: int = _to("chat.id")
    person_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    kind: str
    key: str | None = Field(default=None, sa_column=Column(Text, unique=True, nullable=True))
    body: str = _text()
    priority: int = 0
    state: str = "due"
    not_before: datetime = _instant()
    useful_until: datetime = _instant()
    attempts: int = 0
    created_at: datetime = _instant()
    done_at: datetime | None = _instant(nullable=True)
    message: str | None = None
    reason: str = _text()


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
    stopped_at: datetime | None = _instant(nullable=True)


class GroupLink(SQLModel, table=True):
    """A group that follows one unit; `board_*` remembers the present board post for edits and pins."""

    __tablename__ = "group_link"
    chat_id: int = Field(sa_column=Column(_BIG, ForeignKey("chat.id"), primary_key=True, autoincrement=False))
    unit: str
    state: str = "active"
    board_at: int = 17 * 60
    linked_at: datetime = _instant()
    linked_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    board_outbox: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    board_hash: str = ""
    board_message: str | None = None
    board_edited_at: datetime | None = _instant(nullable=True)
    news_at: datetime | None = _instant(nullable=True)
    news_done: int = 0
    news_before_at: datetime | None = _instant(nullable=True)
    news_before_done: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class Invite(SQLModel, table=True):
    """A link or code: it proves nothing but what its row says."""

    __tablename__ = "invite"
    id: int = _id()
    code: str = Field(unique=True)
    kind: str
    unit: str | None = None
    created_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    created_at: datetime = _instant()
    expires_at: datetime | None = _instant(nullable=True)
    revoked_at: datetime | None = _instant(nullable=True)
    max_uses: int | None = None
    uses: int = 0
    initiative_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))


class Role(SQLModel, table=True):
    """Who may act for which subtree, from-until (half-open instants)."""

    __tablename__ = "role"
    id: int = _id()
    person_id: int = _to("person.id", index=True)
    role: str
    unit: str
    since: datetime = _instant()
    until: datetime | None = _instant(nullable=True)
    granted_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    substitutes: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))


class Question(SQLModel, table=True):
    """A worker's question to the cadre in charge, and the answer."""

    __tablename__ = "question"
    id: int = _id()
    person_id: int = _to("person.id", index=True)
    chat_id: int = _to("chat.id")
    unit: str
    text: str = _text()
    asked_at: datetime = _instant()
    answered_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    answer: str = _text()
    answered_at: datetime | None = _instant(nullable=True)
    picture: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    answer_picture: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))


class Served(SQLModel, table=True):
    """A name under which the web server gives something out until it expires (`storage.served`)."""

    __tablename__ = "served"
    digest: str = Field(primary_key=True)
    person_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    chat_id: int = _to("chat.id")
    file_name: str
    content: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    attachment_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    expires_at: datetime = _instant(index=True)


class PaperOrder(SQLModel, table=True):
    """A file somebody asked for that takes a while to make: a report, a form (`storage.papers.orders`)."""

    __tablename__ = "paper_order"
    id: int = _id()
    person_id: int = _to("person.id", index=True)
    chat_id: int = _to("chat.id")
    kind: str
    about: str
    format: str
    state: str = Field(index=True)
    asked_at: datetime = _instant()
    done: int = 0
    whole: int = 0


class Award(SQLModel, table=True):
    """A decision to commend a unit or a person, as people took it; a revoked one stays to be read."""

    __tablename__ = "award"
    id: int = _id()
    unit: str
    person_id: int | None = _to("person.id", nullable=True)
    form: str = _text()
    number: str = _text()
    decided_on: date
    entered_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    entered_at: datetime = _instant()
    revoked_at: datetime | None = _instant(nullable=True)


class Heartbeat(SQLModel, table=True):
    """When something last happened, or up to where it is done (the planner's horizon, the last poll)."""

    __tablename__ = "heartbeat"
    name: str = Field(primary_key=True)
    at: datetime = _instant()


class Audit(SQLModel, table=True):
    """What people with a role changed: who, when, what. Never message texts."""

    __tablename__ = "audit"
    id: int = _id()
    at: datetime = _instant()
    person_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    action: str
    subject: str = ""
    detail: str = _text()


class Amendment(SQLModel, table=True):
    """What was decided in chat over the campaign file, or is proposed; `subject`: the unit, phase or key."""

    __tablename__ = "amendment"
    id: int = _id()
    kind: str
    subject: str = Field(index=True)
    body: str = _text()
    state: str = Field(index=True)
    by_person: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    at: datetime = _instant()
    decided_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    decided_at: datetime | None = _instant(nullable=True)
    reason: str = _text()


class Announcement(SQLModel, table=True):
    """What an owner writes to many; `up_to`: the last person it was planned for, `people`: how many there were."""

    __tablename__ = "announcement"
    id: int = _id()
    by_person: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    audience: str
    unit: str
    text: str = _text()
    state: str = Field(index=True)
    at: datetime = _instant()
    people: int
    up_to: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))


def table(model: type[SQLModel]) -> Table:
    """The Core table of a model, for statements without an ORM session."""
    found = SQLModel.metadata.tables[str(model.__tablename__)]
    assert isinstance(found, Table)
    return found
