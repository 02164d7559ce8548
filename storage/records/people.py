"""People, what they agreed to, their offices, and what they ask; how they become one, and how they go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

RoleName = Literal["owner", "cadre", "head"]
InviteKind = Literal["owner", "cadre", "unit", "group", "account", "claim"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who said yes to P1; `merged_into`: the person he has become one with.

    `nudge_at`: the hour he chose for reminders, in minutes after midnight; None: the campaign's.
    """

    table: ClassVar[str] = "person"
    id: int
    name: str
    unit: str | None
    member_kind: str | None
    reminders: bool
    joined_at: datetime
    erased_at: datetime | None = None
    merged_into: int | None = None
    nudge_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One answer to one purpose (P1–P4), append-only."""

    table: ClassVar[str] = "consent"
    id: int
    person_id: int
    purpose: str
    granted: bool
    text_version: str
    text_hash: str
    chat_id: int
    update_key: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A person's office for a subtree, half-open [since, until). `substitutes`: the person stood in for."""

    table: ClassVar[str] = "role"
    id: int
    person_id: int
    role: RoleName
    unit: str
    since: datetime
    until: datetime | None
    granted_by: int | None
    substitutes: int | None = None

    def is_held(self, now: datetime) -> bool:
        """Whether the office is in force at this instant."""
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A one-time or lasting link: of a unit (workers join), of a cadre, of an owner, of a group, of an account.

    Or of an initiative that was entered for its author: with this code he takes it over ("claim").
    """

    table: ClassVar[str] = "invite"
    id: int
    code: str
    kind: InviteKind
    unit: str | None
    created_by: int | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    max_uses: int | None
    uses: int
    initiative_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One line of a list of assignments that was put in (`list_id`), as what was made of it.

    "waiting" behind the invitation `invite_id`, under the `name` the list gives; "taken" by whoever opened it, with the
    office `role_id`; "made" at once, for somebody known; "withdrawn" by a later list; "undone". `substitutes`: the
    person to be stood in for. `before`: as JSON what was there before, where it was changed.
    """

    table: ClassVar[str] = "assignment"
    id: int
    list_id: int
    name: str
    unit: str
    role: Literal["cadre", "head"]
    since: datetime | None
    until: datetime | None
    substitutes: int | None
    invite_id: int | None
    role_id: int | None
    state: Literal["waiting", "taken", "made", "withdrawn", "undone"]
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A worker's question to the cadre in charge; `picture` and `answer_picture`: the attachments that go with it."""

    table: ClassVar[str] = "question"
    id: int
    person_id: int
    chat_id: int
    unit: str
    text: str
    asked_at: datetime
    answered_by: int | None = None
    answer: str = ""
    answered_at: datetime | None = None
    picture: int | None = None
    answer_picture: int | None = None


@dataclass(frozen=True, slots=True)
class Erase:
    """Everything personal of this person goes: drafts, conversations, attachments, questions, names."""

    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Merge:
    """Whatever names the person `gone` names the person `into` from now on; both are known, and not the same.

    What later turns of the same batch look up comes with it, as records of their own.
    """

    gone: int
    into: int
    at: datetime
