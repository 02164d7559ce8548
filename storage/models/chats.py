"""Chats, the talk in them, and the groups that follow a unit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import BIG, instant, long_text, points_to, row_id


class Chat(SQLModel, table=True):
    """A private chat (an account of a person) or a group, on one channel, seen by one bot; `used_at`: last heard."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("channel", "bot", "address"),)
    id: int = row_id()
    channel: str
    bot: str
    address: str
    kind: str
    title: str = ""
    state: str = "active"
    person_id: int | None = points_to("person.id", nullable=True, index=True)
    created_at: datetime = instant()
    used_at: datetime | None = instant(nullable=True)


class Conversation(SQLModel, table=True):
    """Where the talk in a private chat stands. `state` is JSON of `handlers.states`; `revision` rises each turn."""

    __tablename__ = "conversation"
    chat_id: int = Field(sa_column=Column(BIG, ForeignKey("chat.id"), primary_key=True, autoincrement=False))
    state: str = long_text()
    revision: int
    last_input: str = long_text()
    asked_at: datetime = instant()


class GroupLink(SQLModel, table=True):
    """A group that follows one unit; `board_*` remembers the present board post for edits and pins."""

    __tablename__ = "group_link"
    chat_id: int = Field(sa_column=Column(BIG, ForeignKey("chat.id"), primary_key=True, autoincrement=False))
    unit: str
    state: str = "active"
    board_at: int | None = None
    linked_at: datetime = instant()
    linked_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    board_outbox: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    board_hash: str = ""
    board_message: str | None = None
    board_edited_at: datetime | None = instant(nullable=True)
    news_at: datetime | None = instant(nullable=True)
    news_done: int = 0
    news_before_at: datetime | None = instant(nullable=True)
    news_before_done: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
