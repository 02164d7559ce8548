"""The rows as values: what handlers read and what they ask to be written. Frozen; fields are named as the columns.

Instants are aware UTC datetimes. A record put back with the same id replaces the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from campaign.amending import Change as CampaignChange
from campaign.amending import ChangeKind, Decision, read_change
from campaign.counts import Counts

Status = Literal["submitted", "needs_info", "valid", "rejected", "withdrawn"]
AmendmentState = Literal["proposed", "in_force", "refused", "undone"]
RoleName = Literal["owner", "cadre", "head"]
InviteKind = Literal["owner", "cadre", "unit", "group", "account", "claim"]


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
class Person:
    """Somebody who said yes to P1; `merged_into`: the person he has become one with."""

    table: ClassVar[str] = "person"
    id: int
    name: str
    unit: str | None
    member_kind: str | None
    reminders: bool
    joined_at: datetime
    erased_at: datetime | None = None
    merged_into: int | None = None


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
class Conversation:
    """Where the talk in a private chat stands; `state` is JSON, `revision` rises with each turn that asks."""

    table: ClassVar[str] = "conversation"
    chat_id: int
    state: str
    revision: int
    last_input: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Answers not sent yet; `answers` is JSON by step key; `carded_at`: when the review card was last shown.

    `author_name` and `author_kind`: whose initiative it is, where a cadre enters it for somebody else.
    """

    table: ClassVar[str] = "draft"
    id: int
    person_id: int
    unit: str
    form_revision: int
    answers: str
    title: str
    state: Literal["open", "sent", "dropped"]
    created_at: datetime
    touched_at: datetime
    carded_at: datetime | None = None
    author_name: str = ""
    author_kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A submitted initiative; `authors` is JSON `[{"name", "share"}]`, `benefit_vnd` None: not computed yet.

    `looks`: how many of the campaign's looks it has passed. `closed_status`: where it stood when its phase was closed,
    if it was decided on later; that is how its phase goes on counting it (I3). `entered_by`: the cadre who entered it
    for its author (I11), who is the `person_id` once he has taken it over.
    """

    table: ClassVar[str] = "initiative"
    id: int
    unit: str
    phase: str
    person_id: int | None
    draft_id: int | None
    source_key: str | None
    title: str
    title_folded: str
    field: str | None
    solution_kind: str | None
    member_kind: str | None
    benefit_vnd: int | None
    confidential: bool
    answers: str
    authors: str
    status: Status
    channel: str
    submitted_at: datetime
    validated_at: datetime | None = None
    looks: int = 0
    closed_status: Status | None = None
    entered_by: int | None = None

    @property
    def is_unclaimed(self) -> bool:
        """Whether it was entered for an author who has not taken it over, and nobody has been erased out of it."""
        return self.person_id is None and self.entered_by is not None and self.draft_id is not None

    def concerns(self, person_id: int) -> bool:
        """Whether this person is its author, or entered it for him."""
        return person_id in {self.person_id, self.entered_by}

    def is_kept_by(self, person_id: int) -> bool:
        """Whether this person may correct and withdraw it: its author; until he comes, who entered it for him."""
        return self.person_id == person_id or (self.is_unclaimed and self.entered_by == person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeEvent:
    """A line of an initiative's history.

    `tell_from`: from when on its author is to be told of it; None: he has been, or there is nothing to tell.
    """

    table: ClassVar[str] = "initiative_event"
    id: int
    initiative_id: int
    kind: str
    at: datetime
    by_person: int | None
    detail: str = ""
    tell_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A photo or document of a draft, or of none: of a question or its answer.

    `remote` is the channel's own reference to it.
    """

    table: ClassVar[str] = "attachment"
    id: int
    draft_id: int | None
    chat_id: int
    kind: str
    remote: str
    name: str
    size: int | None
    state: str
    attempts: int
    sha256: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLink:
    """A group that follows a unit. `board_at`: minutes after local midnight. "pending" until its first post was sent.

    `news_*`: until when, and up to which count, it was told the good news; `news_before_*`: the same without its last
    board, which tells them where a group gets one post a day and may never have come out.
    """

    table: ClassVar[str] = "group_link"
    chat_id: int
    unit: str
    state: Literal["pending", "active", "paused", "handed", "unlinked"]  # handed: a cadre passes its posts on
    board_at: int
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A milestone reached, written down once."""

    table: ClassVar[str] = "milestone"
    id: int
    unit: str
    phase: str
    kind: str
    threshold: int
    initiative_id: int | None
    reached_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What somebody with a role changed."""

    table: ClassVar[str] = "audit"
    id: int
    at: datetime
    person_id: int | None
    action: str
    subject: str
    detail: str = ""


ListKind = Literal["list", "list_put", "list_undo"]  # a list of units: look at it, put it in, take it back
LIST_KINDS: tuple[ListKind, ...] = ("list", "list_put", "list_undo")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """A file asked for: a report about a unit, a form about an initiative. `done` of `whole` rows are in it."""

    table: ClassVar[str] = "paper_order"
    id: int
    person_id: int
    chat_id: int
    kind: Literal["report", "form", "codes"] | ListKind
    about: str
    format: Literal["xlsx", "docx", "pdf", "png"]
    state: Literal["waiting", "making", "made", "cancelled", "failed"]
    asked_at: datetime
    done: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What was decided in chat over the campaign file, or is proposed; `body` is JSON of `campaign.amending.Change`.

    `subject`: the unit, the phase or the key it is about. `reason`: why, in the words of who proposed it.
    """

    table: ClassVar[str] = "amendment"
    id: int
    kind: ChangeKind
    subject: str
    body: str
    state: AmendmentState
    by_person: int | None
    at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""

    def change(self) -> CampaignChange:
        """What it changes."""
        return read_change(self.body)

    def decision(self) -> Decision:
        """It as a decision of its moment."""
        return Decision(self.change(), self.decided_at or self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A decision of people to commend: a unit, or (`person_id`) somebody of it. `form`: "Giấy khen"; local day."""

    table: ClassVar[str] = "award"
    id: int
    unit: str
    person_id: int | None
    form: str
    number: str
    decided_on: date
    entered_by: int | None
    entered_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Achiever:
    """Somebody who might be commended, with his figures; `name` is empty without consent to be named (P3).

    `initiative`: the first of his that counts, by which he can be pointed at without a name.
    """

    person_id: int
    name: str
    unit: str
    valid: int
    counted: int
    benefit_vnd: int
    initiative: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What an owner writes to the cadres or workers of a unit and all below it, sent portion by portion.

    `people`: how many it was for when it began; `up_to`: the last of them it has been planned for.
    """

    table: ClassVar[str] = "announcement"
    id: int
    by_person: int | None
    audience: Literal["cadres", "workers"]
    unit: str
    text: str
    state: Literal["running", "stopped", "done"]
    at: datetime
    people: int
    up_to: int = 0


Record = (
    Chat
    | Person
    | Consent
    | Conversation
    | Draft
    | Initiative
    | InitiativeEvent
    | Attachment
    | GroupLink
    | Invite
    | Role
    | Question
    | Milestone
    | Audit
    | PaperOrder
    | Award
    | Amendment
    | Announcement
)


@dataclass(frozen=True, slots=True)
class Count:
    """What changes in a unit's tally, booked on the local `day`; what is under review is what remains."""

    unit: str
    phase: str
    day: date
    submitted: int = 0
    valid: int = 0
    needs_info: int = 0
    rejected: int = 0
    withdrawn: int = 0

    def counts(self) -> Counts:
        """A whole tally as counts that hold invariant I1."""
        known = self.valid + self.needs_info + self.rejected + self.withdrawn
        return Counts(
            submitted=self.submitted,
            valid=self.valid,
            under_review=self.submitted - known,
            needs_info=self.needs_info,
            rejected=self.rejected,
            withdrawn=self.withdrawn,
        )


@dataclass(frozen=True, slots=True)
class Reached:
    """When a unit's measured count met its target; None when it fell below again."""

    unit: str
    phase: str
    at: datetime | None


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


UNSURE_FOR = timedelta(days=3)  # how long owners are asked about a post whose outcome is unknown


@dataclass(frozen=True, slots=True)
class Unsure:
    """A post of which nobody knows whether it arrived; `chat_title` is empty in a private chat."""

    id: int
    kind: str
    chat_title: str
    chat_kind: Literal["private", "group"]
    at: datetime


@dataclass(frozen=True, slots=True)
class SendAgain:
    """A post whose outcome is unknown is to go out once more, from `at` on."""

    outbox_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Reopen:
    """An owner's word that a bot may send again though its month was used up: what waits goes out from `at` on."""

    channel: str
    bot: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hush:
    """What the bot would have begun by itself and still waits to go out is dropped at this instant."""

    at: datetime


@dataclass(frozen=True, slots=True)
class StopAnnouncement:
    """An owner's word that an announcement goes to nobody else."""

    announcement: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement has gone: `planned` messages, `sent` of them."""

    of: Announcement
    sent: int
    planned: int


Change = Record | Count | Reached | Erase | Merge | SendAgain | Reopen | Hush | StopAnnouncement
