"""What a conversation may look up: values only, no SQL, no waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from storage.effects import Effects
from storage.messages import Message
from storage.optouts import OptOuts
from storage.records import (
    Achiever,
    Amendment,
    Assignment,
    Attachment,
    Audit,
    Award,
    Chat,
    Consent,
    Conversation,
    Count,
    Draft,
    GroupLink,
    Initiative,
    InitiativeEvent,
    Invite,
    Milestone,
    MilestoneClaim,
    PaperOrder,
    Person,
    Progress,
    Question,
    Role,
    Unsure,
)
from storage.records.papers import Order

MOST_LISTED = 200  # initiatives of one unit that are looked up
MOST_AWAITING = 50
AUDIT_PAGE = 8  # lines of the audit log in one message


class NotLoadedError(LookupError):
    """A look-up that the unit of work has not loaded yet: it loads `key` and plays the turn again."""

    def __init__(self, key: tuple[str, object]) -> None:
        super().__init__(key)
        self.key = key


class Records(Protocol):
    """The read side of storage as one consistent moment; each method may raise `NotLoadedError`."""

    def next_id(self, kind: str) -> int:
        """A fresh 64-bit id for a record of this kind (a table's name); ids may have gaps and are never reused."""

    def chat(self, chat_id: int) -> Chat | None:
        """The chat with this id."""

    def chat_at(self, channel: str, bot: str, address: str) -> Chat | None:
        """The chat with this address."""

    def conversation(self, chat_id: int) -> Conversation | None:
        """Where the talk in this chat stands."""

    def person(self, person_id: int) -> Person | None:
        """The person with this id, erased or not."""

    def people(self, ids: tuple[int, ...]) -> Mapping[int, Person]:
        """Those of these people there are, by id, erased or not."""

    def chats(self, ids: tuple[int, ...]) -> Mapping[int, Chat]:
        """Those of these chats there are, by id."""

    def chats_of(self, person_id: int) -> Sequence[Chat]:
        """The private chats of this person, the one last used first."""

    def chats_of_people(self, people: tuple[int, ...]) -> Mapping[int, Sequence[Chat]]:
        """The private chats of each of these people, the one last used first."""

    def consents_of(self, person_id: int) -> Sequence[Consent]:
        """Every answer this person gave to a purpose, oldest first."""

    def draft_of(self, person_id: int) -> Draft | None:
        """The open draft this person worked on last."""

    def open_drafts(self, person_id: int) -> Sequence[Draft]:
        """Every open draft of this person, the one worked on last first: who came by two ways may have two."""

    def drafts_in(self, units: tuple[str, ...]) -> Sequence[Draft]:
        """The open drafts of these units, oldest first."""

    def attachments_of(self, draft_id: int) -> Sequence[Attachment]:
        """The files given with this draft, in order."""

    def initiative(self, initiative_id: int) -> Initiative | None:
        """The initiative with this number."""

    def initiatives_of(self, person_id: int) -> Sequence[Initiative]:
        """What this person submitted, newest first."""

    def initiatives_in(self, unit: str) -> Sequence[Initiative]:
        """What was submitted in this very unit, newest first, at most `MOST_LISTED`."""

    def entered_by(self, person_id: int) -> Sequence[Initiative]:
        """What this person entered for others, taken over by them or not, newest first."""

    def claims_of(self, initiative_id: int) -> Sequence[Invite]:
        """The codes with which the author of this initiative may take it over, used or not, oldest first."""

    def assignments_of(self, invite_id: int) -> Sequence[Assignment]:
        """What waits behind this invitation, in the order of the list."""

    def events_of(self, initiative_id: int) -> Sequence[InitiativeEvent]:
        """The history of this initiative, oldest first."""

    def awaiting(self, units: tuple[str, ...], looks: int, after: int) -> Sequence[Initiative]:
        """What is under review, has passed so many looks and has a number above `after`, oldest first.

        `units`: of these alone; none: of the whole campaign. What was carried over from a portal is reviewed
        there. At most `MOST_AWAITING` are given.
        """

    def titles_in(self, unit: str) -> Sequence[tuple[int, str, str]]:
        """(number, title, folded title) of the unit's live initiatives, without confidential ones."""

    def tallies(self, phase: str, units: tuple[str, ...]) -> Mapping[str, Count]:
        """The running counts of those of these units that have any, in this phase."""

    def tally_since(self, phase: str, since: date, units: tuple[str, ...]) -> Mapping[str, Count]:
        """What the local days from `since` on added together, for those of these units where there is anything."""

    def reached(self, phase: str, units: tuple[str, ...]) -> Mapping[str, datetime]:
        """When those of these units that met their target met it."""

    def milestone_claims(self) -> Sequence[MilestoneClaim]:
        """What people say of milestones in their own words, oldest first, also what was taken back."""

    def milestones(self, units: tuple[str, ...]) -> Sequence[Milestone]:
        """What was reached by these units (none: by any), the newest first."""

    def drafts_by(self, person_id: int) -> Sequence[Draft]:
        """Every draft this person ever began, in whatever state, oldest first."""

    def attachments_by(self, person_id: int) -> Sequence[Attachment]:
        """The files of all these drafts, oldest first."""

    def events_by(self, person_id: int) -> Sequence[InitiativeEvent]:
        """The history of what this person submitted, oldest first."""

    def questions_by(self, person_id: int) -> Sequence[Question]:
        """What this person asked, oldest first."""

    def papers_open(self, person_id: int) -> Sequence[PaperOrder]:
        """What is being made for this person or waits to be, oldest first."""

    def achievers(self, phase: str, most: int, order: Order = "valid") -> Sequence[Achiever]:
        """Those with the most valid, then counted initiatives of a phase, then benefit, at most so many.

        By "best": those with the valid initiative of the most benefit.
        """

    def awards(self) -> Sequence[Award]:
        """Every decision to commend that was entered, revoked or not, oldest first."""

    def roles_of(self, person_id: int) -> Sequence[Role]:
        """The offices this person holds or held."""

    def roles(self) -> Sequence[Role]:
        """Every office ever given, oldest first; what holds now is for the reader to see (`since`, `until`)."""

    def invite(self, code: str) -> Invite | None:
        """The invitation with this code, in whatever state."""

    def invites(self) -> Sequence[Invite]:
        """Every one-time invitation to an office or of a group that could still be used."""

    def account_codes(self, person_id: int) -> Sequence[Invite]:
        """The codes for joining accounts that this person had made and nobody took back, used or not."""

    def unit_invite(self, unit: str) -> Invite | None:
        """The lasting link of this unit."""

    def group_link(self, chat_id: int) -> GroupLink | None:
        """The link of this group, in whatever state."""

    def group_links(self) -> Sequence[GroupLink]:
        """Every group that is linked or paused."""

    def question(self, question_id: int) -> Question | None:
        """The question with this id."""

    def questions_open(self, units: tuple[str, ...]) -> Sequence[Question]:
        """Questions of these units without an answer, oldest first."""

    def offers_since(self, person_id: int, chat_id: int, since: datetime) -> Sequence[Message]:
        """What came to this person's chat by itself since then and is still kept, newest first, at most five."""

    def unknown_posts(self, since: datetime, at: datetime) -> Sequence[Unsure]:
        """The posts since then whose outcome is unknown and that an owner may send again at `at`, newest first."""

    def effects(self, since: datetime, until: datetime) -> Effects:
        """What the nudges did that were due in [since, until), of the whole."""

    def opt_outs(self, since: datetime, until: datetime) -> OptOuts:
        """How many people were nudged in [since, until) and how many of them turned reminders off."""

    def eased(self) -> frozenset[str]:
        """The codes of the sprints in which workers are asked half as often."""

    def held_back(self, since: datetime) -> Mapping[str, int]:
        """What a bot's plan kept from being sent since then, by state; what still waits is "due"."""

    def amendment(self, amendment_id: int) -> Amendment | None:
        """What was decided or proposed in chat under this number."""

    def amendments_about(self, subject: str) -> Sequence[Amendment]:
        """Whatever was proposed or decided in chat about a unit, a phase or a key, oldest first."""

    def amendments_proposed(self) -> Sequence[Amendment]:
        """What waits for an owner's decision, oldest first."""

    def audits(self, before: int) -> Sequence[Audit]:
        """The lines of the audit log below this number (0: the newest), newest first, one more than a page at most."""

    def announced(self) -> Sequence[Progress]:
        """The last announcements with how far each has gone, the newest first."""

    def reach(self, audience: str, units: tuple[str, ...], at: datetime) -> int:
        """How many cadres or workers of these units (none: of all) can be written to and let themselves be."""
