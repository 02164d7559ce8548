"""Chats, the talk in them, and the groups that follow a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A private chat (then it is an account) or a group; `used_at`: when its person was last heard there."""

    table: ClassVar[str] = "chat"
    id: int
    channel: str
    bot: str
    address: str
    kind: Literal["private", "group"]
    title: str
    state: str
    person_id: int | None
    created_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Where the talk in a private chat stands; `state` is JSON, `revision` rises with each turn that asks."""

    table: ClassVar[str] = "conversation"
    chat_id: int
    state: str
    revision: int
    last_input: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLink:
    """A group that follows a unit. "pending" until its first post was sent.

    `board_at`: minutes after local midnight, where a cadre chose an hour for this group; None: the policy's.

    `news_*`: until when, and up to which count, it was told the good news; `news_before_*`: the same without its last
    board, which tells them where a group gets one post a day and may never have come out.
    """

    table: ClassVar[str] = "group_link"
    chat_id: int
    unit: str
    state: Literal["pending", "active", "paused", "handed", "unlinked"]  # handed: a cadre passes its posts on
    board_at: int | None
    linked_at: datetime
    linked_by: int | None
    board_outbox: int | None = None
    board_hash: str = ""
    board_message: str | None = None
    board_edited_at: datetime | None = None
    news_at: datetime | None = None
    news_done: int = 0
    news_before_at: datetime | None = None
    news_before_done: int = 0
