"""The rows as values: what handlers read and what they ask to be written. Frozen; fields are named as the columns.

Instants are aware UTC datetimes. A record put back with the same id replaces the row.
"""

from storage.records.campaigns import Amendment, AmendmentState, Audit
from storage.records.chats import Chat, Conversation, GroupLink
from storage.records.initiatives import Attachment, Draft, Initiative, InitiativeEvent, Status
from storage.records.papers import LIST_KINDS, Achiever, Award, ListKind, PaperOrder
from storage.records.people import (
    Assignment,
    Consent,
    Erase,
    Invite,
    InviteKind,
    Merge,
    Person,
    Question,
    Role,
    RoleName,
)
from storage.records.posts import (
    UNSURE_FOR,
    Announcement,
    Hush,
    JudgeAgain,
    Progress,
    Reopen,
    SendAgain,
    StopAnnouncement,
    Unsure,
)
from storage.records.tallies import Count, Milestone, MilestoneClaim, Reached

__all__ = [
    "LIST_KINDS",
    "UNSURE_FOR",
    "Achiever",
    "Amendment",
    "AmendmentState",
    "Announcement",
    "Assignment",
    "Attachment",
    "Audit",
    "Award",
    "Change",
    "Chat",
    "Consent",
    "Conversation",
    "Count",
    "Draft",
    "Erase",
    "GroupLink",
    "Hush",
    "Initiative",
    "InitiativeEvent",
    "Invite",
    "InviteKind",
    "JudgeAgain",
    "ListKind",
    "Merge",
    "Milestone",
    "MilestoneClaim",
    "PaperOrder",
    "Person",
    "Progress",
    "Question",
    "Reached",
    "Record",
    "Reopen",
    "Role",
    "RoleName",
    "SendAgain",
    "Status",
    "StopAnnouncement",
    "Unsure",
]

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
    | Assignment
    | Question
    | Milestone
    | MilestoneClaim
    | Audit
    | PaperOrder
    | Award
    | Amendment
    | Announcement
)
Change = Record | Count | Reached | Erase | Merge | SendAgain | Reopen | Hush | JudgeAgain | StopAnnouncement
