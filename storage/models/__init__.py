"""The tables. Ids are 64-bit, instants UTC (`Instant`), money is đồng, text is NFC, documents are JSON text."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.models.campaigns import Amendment, Audit, CampaignRevision
from storage.models.chats import Chat, Conversation, GroupLink
from storage.models.initiatives import Attachment, Draft, Initiative, InitiativeEvent
from storage.models.messages import Announcement, Heartbeat, Inbox, Outbox, Quota, Rate
from storage.models.papers import Award, PaperOrder, Served, Upload
from storage.models.people import Assignment, Consent, Invite, Person, Question, Role
from storage.models.tallies import Milestone, MilestoneClaim, Snapshot, Tally, TallyDay

__all__ = [
    "Amendment",
    "Announcement",
    "Assignment",
    "Attachment",
    "Audit",
    "Award",
    "CampaignRevision",
    "Chat",
    "Consent",
    "Conversation",
    "Draft",
    "GroupLink",
    "Heartbeat",
    "Inbox",
    "Initiative",
    "InitiativeEvent",
    "Invite",
    "Milestone",
    "MilestoneClaim",
    "Outbox",
    "PaperOrder",
    "Person",
    "Question",
    "Quota",
    "Rate",
    "Role",
    "Served",
    "Snapshot",
    "Tally",
    "TallyDay",
    "Upload",
    "table_of",
]


def table_of(name: str) -> Table:
    """The Core table with this name, for statements without an ORM session."""
    return SQLModel.metadata.tables[name]
